"""The runs that are open in this process, and how they end when the process does."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from typing import Any, List, Optional

from ._run import Run

_open: List[Run] = []
_installed = False
_exit_code: Optional[int] = None


def current_run() -> Optional[Run]:
    """The newest run that has not finished."""
    return _open[-1] if _open else None


def add_run(run: Run) -> None:
    _open.append(run)
    run._on_finish = _forget
    _install()


def _forget(run: Run) -> None:
    if run in _open:
        _open.remove(run)


def _install() -> None:
    global _installed
    if _installed:
        return
    _installed = True
    atexit.register(_at_exit)
    _wrap_excepthook()
    _wrap_exit()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_after_fork)
    if threading.current_thread() is threading.main_thread():
        _catch_sigterm()


def _at_exit() -> None:
    code = _exit_code or 0
    for run in reversed(list(_open)):
        run._finish("finished" if code == 0 else "failed", code, None)


def _wrap_excepthook() -> None:
    before = sys.excepthook

    def excepthook(kind: Any, error: Any, trace: Any) -> None:
        for run in reversed(list(_open)):
            run.finish_with(error)
        before(kind, error, trace)

    sys.excepthook = excepthook


def _wrap_exit() -> None:
    """``SystemExit`` passes no hook: the code is noted where nearly all programs leave."""
    before = sys.exit

    def exit(status: Any = None) -> Any:  # noqa: A001 (it stands in for sys.exit)
        global _exit_code
        _exit_code = status if isinstance(status, int) else 0 if status is None else 1
        before(status)

    sys.exit = exit  # type: ignore[assignment]


def _catch_sigterm() -> None:
    """Only where the program has no handler of its own; then the process still ends by the signal."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return

    def on_sigterm(number: int, _frame: Any) -> None:
        for run in reversed(list(_open)):
            run._finish("killed", 128 + number, None)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    signal.signal(signal.SIGTERM, on_sigterm)


def _after_fork() -> None:
    for run in _open:
        run._after_fork()
