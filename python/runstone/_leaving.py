"""Knowing with which code a program leaves.

``SystemExit`` passes no hook on its way out of the program, so it is replaced where nearly all programs raise it:
in ``sys.exit`` and in the interactive ``exit`` and ``quit``, which scripts use too. ``raise SystemExit(3)`` is not
seen: such a run ends as finished.
"""

from __future__ import annotations

import builtins
import sys
import threading
import traceback
import weakref
from typing import Any, Optional

from ._ending import Ending, ending_by
from ._values import to_text

_noted: Optional[Ending] = None
_watched: Any = None


def noted_ending() -> Optional[Ending]:
    """How the program is leaving; None when it came to its end."""
    return _noted


class _Leaving(SystemExit):
    """Unlike ``SystemExit`` itself it can be watched: see ``_note``."""


_Leaving.__name__ = _Leaving.__qualname__ = "SystemExit"


def _forget(_reference: Any) -> None:
    """The exception is gone. If code of the program is running still, it was caught, as in a sweep that calls scripts
    which exit; otherwise it has left the program and taken it along."""
    global _noted
    try:
        sys._getframe(1)
    except ValueError:
        return
    _noted = None


def _note(error: SystemExit) -> SystemExit:
    """What to raise in place of ``error``. Nobody here keeps it: it must be gone as soon as it is caught."""
    global _noted, _watched
    leaving = _Leaving(*error.args)
    if threading.current_thread() is threading.main_thread():
        _noted = ending_by(leaving)
        if _noted.error is not None:
            _noted.error["traceback"] = to_text("".join(traceback.format_stack(sys._getframe(2))))
        _watched = weakref.ref(leaving, _forget)
    return leaving


def watch_exits() -> None:
    """Once a process."""
    _watch_sys_exit()
    _watch_quitters()


def _watch_sys_exit() -> None:
    before = sys.exit

    def exit(status: Any = None) -> Any:  # noqa: A001 (it stands in for sys.exit)
        try:
            before(status)
        except SystemExit as error:
            raise _note(error) from None

    exit.__doc__ = before.__doc__
    sys.exit = exit  # type: ignore[assignment]


def _watch_quitters() -> None:
    """``exit`` and ``quit`` of the ``site`` module; a notebook has its own, and no exit code."""
    kind = type(getattr(builtins, "exit", None))
    if kind.__module__ != "_sitebuiltins":
        return
    before = kind.__call__

    def call(self: Any, code: Any = None) -> Any:
        try:
            before(self, code)
        except SystemExit as error:
            raise _note(error) from None

    kind.__call__ = call  # type: ignore[method-assign]
