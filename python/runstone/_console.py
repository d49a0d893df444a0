"""Keeps what a run prints in ``output.log``. The terminal sees exactly what it would have seen."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, Dict, List, Optional

MOST_BYTES = 16 * 1024 * 1024
_HEAD_BYTES = MOST_BYTES // 2 - 4096
"""The rest is for the last part and the mark between them."""
_SEGMENT_BYTES = MOST_BYTES // 4
_LONGEST_PART_BYTES = 4096


class OutputLog:
    """At most 16 MiB: the first half in the file at once; of the rest the last part, in two segments that take
    turns and are joined to it when the run ends. Never raises."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._fd: Optional[int] = None
        self._head_end: Optional[int] = None
        self._segment = 0
        self._segment_bytes = [0, 0]
        self._dropped = 0
        self._closed = False
        self._owner = os.getpid()

    def write(self, data: bytes) -> None:
        with self._lock:
            if self._closed or not data:
                return
            try:
                if self._head_end is None:
                    data = self._write_head(data)
                # A forked child shares the head, which only grows. The segments are its parent's alone.
                if data and os.getpid() == self._owner:
                    self._write_segments(data)
            except OSError:
                self._closed = True  # A full disk or a lost folder: the journal says it.

    def _write_head(self, data: bytes) -> bytes:
        """Returns what has no more room."""
        if self._fd is None:
            self._fd = _open(self._path)
        room = max(_HEAD_BYTES - os.fstat(self._fd).st_size, 0)
        _write_all(self._fd, data[:room])
        rest = data[room:]
        if rest and os.getpid() == self._owner:
            self._head_end = os.fstat(self._fd).st_size
            name = os.path.basename(self._path)
            _write_all(self._fd, b"\n[... until the run ends its last output is in %s.0 and %s.1 ...]\n" % ((name.encode(),) * 2))
            os.close(self._fd)
            self._fd = _open(f"{self._path}.0", os.O_TRUNC)
        return rest

    def _write_segments(self, data: bytes) -> None:
        while data:
            room = _SEGMENT_BYTES - self._segment_bytes[self._segment]
            if room <= 0:
                self._turn()
                continue
            if self._fd is not None:
                _write_all(self._fd, data[:room])
            self._segment_bytes[self._segment] += len(data[:room])
            data = data[room:]

    def _turn(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
        self._segment = 1 - self._segment
        self._dropped += self._segment_bytes[self._segment]
        self._segment_bytes[self._segment] = 0
        self._fd = _open(f"{self._path}.{self._segment}", os.O_TRUNC)

    def finish(self) -> None:
        """Joins the last segments to the file and marks the cut."""
        with self._lock:
            if self._owner != os.getpid():
                return
            try:
                if self._fd is not None:
                    os.close(self._fd)
                if self._head_end is not None:
                    self._join(self._head_end)
            except OSError:
                pass
            self._fd = None
            self._closed = True

    def _join(self, head_end: int) -> None:
        with open(self._path, "r+b") as whole:
            whole.truncate(head_end)
            whole.seek(head_end)
            if self._dropped:
                whole.write(b"\n[... %d bytes of output are left out here ...]\n" % self._dropped)
            for index in (1 - self._segment, self._segment):
                path = f"{self._path}.{index}"
                if self._segment_bytes[index]:
                    with open(path, "rb") as part:
                        whole.write(part.read())
                if os.path.exists(path):
                    os.remove(path)

    def check(self) -> None:
        """Begins the file again when it was moved or deleted. The segments of a long output are joined to it at the end."""
        with self._lock:
            if self._fd is None or self._head_end is not None or self._closed:
                return
            if not os.path.isdir(os.path.dirname(self._path)):
                return  # The journal makes the folder again with its next event.
            try:
                there, mine = os.stat(self._path), os.fstat(self._fd)
                if (there.st_ino, there.st_dev) == (mine.st_ino, mine.st_dev):
                    return
            except OSError:
                pass
            os.close(self._fd)
            self._fd = None

    def after_fork(self) -> None:
        """In a forked child: another thread of the parent may have held the lock."""
        self._lock = threading.RLock()


def _open(path: str, more: int = 0) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    return os.open(path, flags | more, 0o644)


def _write_all(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]


class _Tap:
    """Listens to one stream by standing in for its ``write``. The stream stays the object it was: its ``isatty``,
    encoding and buffer are untouched, and handlers that were given it earlier are heard too."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.logs: List[OutputLog] = []
        self._lock = threading.RLock()
        self._part = b""
        self._before = stream.write
        self._was_set = "write" in getattr(stream, "__dict__", {})
        stream.write = self._write

    def _write(self, text: Any) -> Any:
        result = self._before(text)
        try:
            data = text.encode("utf-8", "replace") if isinstance(text, str) else bytes(text)
            with self._lock:
                self._part += data
                if b"\n" in data or b"\r" in data or len(self._part) > _LONGEST_PART_BYTES:
                    self.flush_part()
        except Exception:
            pass
        return result

    def flush_part(self) -> None:
        """``print`` writes a line piece by piece: it is kept whole, so that lines of several processes do not mix."""
        with self._lock:
            part, self._part = self._part, b""
            for log in self.logs:
                log.write(part)

    def after_fork(self) -> None:
        """In a forked child: what is not flushed is the parent's to write."""
        self._lock = threading.RLock()
        self._part = b""

    def remove(self) -> None:
        """Gives ``write`` back, unless somebody else has put theirs in front meanwhile: then it goes on passing."""
        if getattr(self.stream, "__dict__", {}).get("write") != self._write:
            return
        if self._was_set:
            self.stream.write = self._before
        else:
            del self.stream.write


_taps: Dict[int, _Tap] = {}
"""By the identity of the stream, which the tap keeps alive."""


class ConsoleCapture:
    """Listens to what the program prints until ``stop``."""

    def __init__(self, path: str) -> None:
        self._log = OutputLog(path)
        self._taps: List[_Tap] = []
        for stream in {id(stream): stream for stream in (sys.stdout, sys.stderr) if stream is not None}.values():
            tap = _taps.get(id(stream))
            if tap is None:
                try:
                    tap = _taps[id(stream)] = _Tap(stream)
                except AttributeError:  # A stream that cannot be listened to, such as one made in C.
                    continue
            tap.logs = [*tap.logs, self._log]
            self._taps.append(tap)

    def note(self, text: str) -> None:
        """Keeps a text that is printed later, such as the traceback that ends the process."""
        for tap in self._taps:
            tap.flush_part()
        self._log.write(text.encode("utf-8", "replace"))

    def stop(self) -> None:
        for tap in self._taps:
            tap.flush_part()
            tap.logs = [log for log in tap.logs if log is not self._log]
            if not tap.logs:
                tap.remove()
                _taps.pop(id(tap.stream), None)
        self._taps = []
        self._log.finish()

    def check(self) -> None:
        self._log.check()

    def after_fork(self) -> None:
        self._log.after_fork()
        for tap in self._taps:
            tap.after_fork()
