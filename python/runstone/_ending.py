"""How a run ended: what its last event says."""

from __future__ import annotations

from typing import Any, Dict, NamedTuple, Optional

from ._values import to_text

STATUSES = ("finished", "failed", "killed")


class Ending(NamedTuple):
    """``exit_code``: of the process, 128 + n for signal n; None where a run ended before its process.
    ``error``: ``type``, ``message``, ``traceback``."""

    status: str
    exit_code: Optional[int] = None
    error: Optional[Dict[str, str]] = None

    def fields(self) -> Dict[str, Any]:
        """Of ``run.finished``."""
        fields: Dict[str, Any] = {"status": self.status}
        if self.exit_code is not None:
            fields["exitCode"] = self.exit_code
        if self.error is not None:
            fields["error"] = self.error
        return fields


def ending_by_signal(number: int) -> Ending:
    return Ending("killed", 128 + number)


def ending_by(error: Optional[BaseException]) -> Ending:
    """The end that an exception which leaves the program, or the run's block, stands for."""
    if error is None:
        return Ending("finished", 0)
    if isinstance(error, KeyboardInterrupt):
        return ending_by_signal(2)
    if isinstance(error, SystemExit):
        code = exit_code_of(error.code)
        return Ending("finished", 0) if code == 0 else Ending("failed", code, _describe(error))
    return Ending("failed", 1, _describe(error))


def exit_code_of(status: Any) -> int:
    """What the interpreter makes of ``sys.exit(status)``: texts and other objects are printed and mean 1."""
    if status is None:
        return 0
    return int(status) if isinstance(status, int) and abs(status) < 2**31 else 1


def _describe(error: BaseException) -> Dict[str, str]:
    import traceback  # Slow to import; most runs end well.

    try:
        trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except Exception:  # An exception whose own text fails.
        trace = "".join(traceback.format_tb(error.__traceback__))
    return {"type": type(error).__name__, "message": to_text(error), "traceback": to_text(trace)}
