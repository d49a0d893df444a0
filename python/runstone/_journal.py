"""One append-only file, written by one process. Its promises: see ``JournalFile``."""

from __future__ import annotations

import os
import threading
import time
from typing import Callable, Optional

from ._say import say_once

_RETRY_AFTER_S = 5.0


class JournalFile:
    """Appends lines with one ``write`` each, so that they are in the file when ``append`` returns. Never raises:
    a full disk or a lost folder is said once for each cause, and tried again within 5 s.

    ``make_path`` gives a path that does not exist yet, and makes its folder.
    """

    def __init__(self, make_path: Callable[[], str], label: str) -> None:
        self._make_path = make_path
        self._label = label
        self._lock = threading.Lock()
        self._fd: Optional[int] = None
        self._path = ""
        self._torn = False
        self._retry_at = 0.0
        self.last_write_s = time.monotonic()

    @property
    def path(self) -> str:
        return self._path

    def append(self, line: bytes) -> bool:
        """Whether the line is in the file."""
        with self._lock:
            if self._fd is None and not self._open():
                return False
            try:
                if self._torn:
                    line = b"\n" + line
                written = os.write(self._fd, line)  # type: ignore[arg-type]
                while written < len(line):
                    self._torn = True
                    written += os.write(self._fd, line[written:])  # type: ignore[arg-type]
                self._torn = False
                self.last_write_s = time.monotonic()
                return True
            except OSError as error:
                self._fail(error)
                return False

    def _open(self) -> bool:
        now = time.monotonic()
        if now < self._retry_at:
            return False
        try:
            self._path = self._make_path()
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            self._fd = os.open(self._path, flags, 0o644)
            self._torn = False
            return True
        except OSError as error:
            self._fail(error)
            return False

    def _fail(self, error: OSError) -> None:
        self._retry_at = time.monotonic() + _RETRY_AFTER_S
        say_once(
            f"journal {self._label} {error.errno}",
            f"run {self._label} cannot be recorded at the moment: {error}. Training goes on; recording is tried again.",
        )
        if self._fd is not None and not self._is_on_disk():
            self._close()

    def check(self) -> None:
        """Begins a new file when this one was moved or deleted, or when an earlier failure may be over."""
        with self._lock:
            if self._fd is not None and not self._is_on_disk():
                self._close()
                self._retry_at = 0.0

    def _is_on_disk(self) -> bool:
        try:
            there, mine = os.stat(self._path), os.fstat(self._fd)  # type: ignore[arg-type]
            return (there.st_ino, there.st_dev) == (mine.st_ino, mine.st_dev)
        except OSError:
            return False

    def _close(self) -> None:
        if self._fd is not None:
            try:
                os.close(self._fd)
            except OSError:
                pass
        self._fd = None

    def close(self) -> None:
        with self._lock:
            self._close()

    def abandon(self) -> None:
        """In a forked child: the file is the parent's. The next line begins a file of the child's own."""
        self._lock = threading.Lock()
        self._fd = None
        self._torn = False
        self._retry_at = 0.0
