"""What accompanies a run in the background: its code's commit, heartbeats, and how busy the machine is."""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Dict, Mapping, Optional

from ._console import ConsoleCapture
from ._git import describe_code, folder_of_code
from ._journal import CHECK_EVERY_S, JournalFile
from ._say import say_once
from ._system import SystemSampler

HEARTBEAT_S = 15.0
SYSTEM_EVERY_S = 5.0
_FIRST_SAMPLE_S = 1.0
_CODE_WAIT_S = 5.0

Write = Callable[[str, Mapping[str, Any]], None]


class Companion:
    """Daemon threads: they never keep a process alive. ``write`` appends an event while the run is open."""

    def __init__(
        self, journal: JournalFile, console: Optional[ConsoleCapture], root: str, write: Write, samples_system: bool
    ) -> None:
        self._journal = journal
        self._console = console
        self._root = root
        self._write = write
        self._samples_system = samples_system
        self._stop = threading.Event()
        self._code: Optional[threading.Thread] = None

    def start(self) -> None:
        self._begin(self._accompany, "runstone-companion")

    def describe_code(self, record: Callable[[Dict[str, Any]], None]) -> None:
        """Finds the commit in a thread of its own: git may take seconds on a large repository."""
        self._code = self._begin(lambda: self._describe_code(record), "runstone-code")

    def _begin(self, work: Callable[[], None], name: str) -> Optional[threading.Thread]:
        try:
            thread = threading.Thread(target=work, name=name, daemon=True)
            thread.start()
            return thread
        except RuntimeError as error:  # No more threads, or the interpreter is ending.
            say_once(f"thread {name}", f"no thread can be started, so a part of the run is not recorded: {error}.")
            return None

    def stop(self) -> None:
        """Waits up to 5 s for the code, and for nothing else."""
        self._stop.set()
        if self._code is not None:
            self._code.join(_CODE_WAIT_S)

    def _describe_code(self, record: Callable[[Dict[str, Any]], None]) -> None:
        try:
            code = describe_code(folder_of_code(), self._root)
            if code is not None:
                record(code)
        except Exception as error:
            say_once(f"code {self._root}", f"the commit of the code is not recorded: {error!r}.")

    def _accompany(self) -> None:
        sampler = SystemSampler(self._root) if self._samples_system else None
        now = time.monotonic()
        next_sample, next_check = now + _FIRST_SAMPLE_S, now + CHECK_EVERY_S
        while not self._stop.wait(1.0):
            now = time.monotonic()
            try:
                if now >= next_check:
                    next_check = now + CHECK_EVERY_S
                    self._journal.check()
                    if self._console is not None:
                        self._console.check()
                if sampler is not None and now >= next_sample:
                    next_sample = now + SYSTEM_EVERY_S
                    self._write("system", {"values": sampler.sample()})
                if now - self._journal.last_write_s >= HEARTBEAT_S:
                    self._write("heartbeat", {})
            except Exception as error:
                say_once(f"companion {self._root}", f"how busy the machine is is not recorded: {error!r}.")
