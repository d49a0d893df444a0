"""The runs that are open in this process, and how they end when the process does."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from typing import Any, List, Optional

from ._ending import Ending, ending_by, ending_by_signal
from ._leaving import noted_ending, watch_exits
from ._run import Run

_open: List[Run] = []
_watches_process = False
_watches_signals = False


def current_run() -> Optional[Run]:
    """The newest run that has not finished."""
    return _open[-1] if _open else None


def add_run(run: Run) -> None:
    run._on_finish = _forget
    _open.append(run)
    _watch_process()
    if threading.current_thread() is threading.main_thread():
        _watch_signals()


def _forget(run: Run) -> None:
    if run in _open:
        _open.remove(run)


def _end_all(ending: Ending) -> None:
    for run in reversed(list(_open)):
        run._end(ending)


def _watch_process() -> None:
    global _watches_process
    if _watches_process:
        return
    _watches_process = True
    atexit.register(lambda: _end_all(noted_ending() or Ending("finished", 0)))
    watch_exits()
    _watch_exceptions()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_after_fork)


def _watch_exceptions() -> None:
    before = sys.excepthook

    def excepthook(kind: Any, error: Any, trace: Any) -> None:
        _end_all(ending_by(error))
        before(kind, error, trace)

    sys.excepthook = excepthook


def _watch_signals() -> None:
    """Only those for which the program has no handler of its own; the process still ends by the signal. SIGHUP is
    what a terminal that is closed sends. SIGINT becomes a ``KeyboardInterrupt`` and so needs no handler."""
    global _watches_signals
    if _watches_signals:
        return
    _watches_signals = True

    def on_signal(number: int, _frame: Any) -> None:
        _end_all(ending_by_signal(number))
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            try:
                signal.signal(number, on_signal)
            except (ValueError, OSError):  # An interpreter inside another program.
                return


def _after_fork() -> None:
    for run in _open:
        run._after_fork()
