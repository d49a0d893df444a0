"""One append-only file, written by one process. Its promises: see ``JournalFile``."""

from __future__ import annotations

import os
import threading
import time
from typing import Callable, Iterable, Optional

from ._say import say_once

CHECK_EVERY_S = 5.0
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class JournalFile:
    """Appends lines with one ``write`` each, so that they are in the file when ``append`` returns. Never raises: a
    full disk or a lost folder is said once for each cause. At most 5 s later a file that vanished is replaced by a
    new one, and a failed one is tried again.

    ``make_paths`` makes the folder and gives paths to try, the best name first: a file that is there already belongs
    to another writer. ``head`` gives the lines that every new file begins with, so that one which replaces a lost one
    says what run it belongs to. ``label`` names the run in what is said to a person.
    """

    def __init__(self, make_paths: Callable[[], Iterable[str]], head: Callable[[], Iterable[bytes]], key: str, label: str) -> None:
        # Signal handlers and the user's own stderr may log in the middle of an append of the same thread.
        self.lock = threading.RLock()
        self.path = ""
        self.last_write_s = time.monotonic()
        self._make_paths = make_paths
        self._head = head
        self._key = key
        self._label = label
        self._fd: Optional[int] = None
        self._torn = False
        self._check_at = 0.0
        self._ended = False

    def open(self) -> bool:
        """Begins the file; whether it is there. Not needed before ``append``."""
        with self.lock:
            return self._fd is not None or self._open(time.monotonic())

    def append(self, line: bytes) -> bool:
        """Whether the line is in the file. After ``end`` nothing is appended."""
        with self.lock:
            return not self._ended and self._append(line)

    def end(self, line: Optional[bytes]) -> None:
        """Appends the last line; the second time nothing."""
        with self.lock:
            if line is not None and not self._ended:
                self._append(line)
            self._ended = True

    def append_after_end(self, line: bytes) -> bool:
        with self.lock:
            return self._append(line)

    def _append(self, line: bytes) -> bool:
        now = time.monotonic()
        if now >= self._check_at and not self._check(now):
            return False
        if self._fd is None:
            return False
        return self._write(self._fd, line, now)

    def _write(self, fd: int, line: bytes, now: float) -> bool:
        try:
            if self._torn:
                line = b"\n" + line
            written = os.write(fd, line)
            while written < len(line):
                self._torn = True
                written += os.write(fd, line[written:])
            self._torn = False
            self.last_write_s = now
            return True
        except OSError as error:
            self._say(error)
            return False

    def check(self) -> None:
        """Begins a new file when this one was moved or deleted, or when an earlier failure may be over."""
        with self.lock:
            if not self._ended:
                self._check(time.monotonic())

    def _check(self, now: float) -> bool:
        self._check_at = now + CHECK_EVERY_S
        if self._fd is not None and not self._is_on_disk(self._fd):
            self._say_gone()
            self.close()
        return self._fd is not None or self._open(now)

    def _open(self, now: float) -> bool:
        self._check_at = now + CHECK_EVERY_S
        try:
            fd = self._create()
        except OSError as error:
            self._say(error)
            return False
        self._fd, self._torn = fd, False
        for line in self._head():
            if not self._write(fd, line, now):
                # The next attempt begins with the head again; an empty file would be left at every attempt.
                self.close()
                self._remove()
                return False
        return True

    def _create(self) -> int:
        for path in self._make_paths():
            try:
                fd = os.open(path, _FLAGS, 0o644)
            except FileExistsError:
                continue
            self.path = path
            return fd
        raise FileExistsError(f"every name for a new file is taken beside {self.path}")

    def _remove(self) -> None:
        try:
            os.remove(self.path)
        except OSError:
            pass

    def _say(self, error: OSError) -> None:
        say_once(
            f"journal {self._key} {error.errno}",
            f"run {self._label} cannot be recorded at the moment: {error}. Training goes on; recording is tried again.",
        )

    def _say_gone(self) -> None:
        say_once(
            f"journal {self._key} gone",
            f"run {self._label}: {self.path} was moved or deleted. Training goes on; what follows is recorded in a new file.",
        )

    def _is_on_disk(self, fd: int) -> bool:
        try:
            there, mine = os.stat(self.path), os.fstat(fd)
            return (there.st_ino, there.st_dev) == (mine.st_ino, mine.st_dev)
        except OSError:
            return False

    def close(self) -> None:
        with self.lock:
            if self._fd is not None:
                try:
                    os.close(self._fd)
                except OSError:
                    pass
            self._fd = None

    def abandon(self) -> None:
        """In a forked child: the file is the parent's, and so may the lock be. The next line begins a file of the
        child's own."""
        self.lock = threading.RLock()
        self._fd = None
        self._torn = False
        self._check_at = 0.0
