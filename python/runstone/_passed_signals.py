"""What asks a launcher to end is for its command, which decides."""

from __future__ import annotations

import signal
import subprocess
import threading
from typing import Any, Dict, List, Optional


class PassedSignals:
    """While it is entered SIGINT, SIGTERM and SIGHUP go to the child, also those that come before there is one.
    ``child_hears_interrupts``: a terminal sends Ctrl-C to the child itself, which must not get it twice."""

    def __init__(self, child_hears_interrupts: bool) -> None:
        self._child_hears_interrupts = child_hears_interrupts
        self._child: Optional["subprocess.Popen[bytes]"] = None
        self._pending: List[int] = []
        self._before: Dict[int, Any] = {}

    def __enter__(self) -> "PassedSignals":
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # What is ignored, as by nohup, is ignored by the child as well.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_error: Any) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def pass_to(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        while self._pending:
            self._send(child, self._pending.pop(0))

    def wait(self, child: "subprocess.Popen[bytes]") -> int:
        """Its exit code. A signal that comes just before a system call begins to wait is handled after it, which
        would be never: so a thread waits, and this one looks up now and then."""
        waiting = threading.Thread(target=child.wait, name="runstone-wait", daemon=True)
        waiting.start()
        while waiting.is_alive():
            waiting.join(0.5)
        return child.returncode

    def _on_signal(self, number: int, _frame: Any) -> None:
        if number == signal.SIGINT and self._child_hears_interrupts:
            return
        if self._child is None:
            self._pending.append(number)
        else:
            self._send(self._child, number)

    @staticmethod
    def _send(child: "subprocess.Popen[bytes]", number: int) -> None:
        try:
            child.send_signal(number)
        except (OSError, ValueError):  # It has ended; or a system without this signal.
            pass
