"""Keeps what a run prints in ``output.log``. The terminal sees exactly what it would have seen."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, Optional

MOST_BYTES = 16 * 1024 * 1024
_HEAD_BYTES = MOST_BYTES // 2
_SEGMENT_BYTES = MOST_BYTES // 4


class OutputLog:
    """At most 16 MiB: the first half in the file at once; of the rest the last part, in two segments that take
    turns and are joined to it when the run ends. Never raises."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._fd: Optional[int] = None
        self._written = 0
        self._dropped = 0
        self._segment = 0
        self._segment_bytes = [0, 0]
        self._failed = False

    def write(self, data: bytes) -> None:
        with self._lock:
            if self._failed:
                return
            try:
                room = _HEAD_BYTES - self._written
                if room > 0:
                    self._append(self._path, data[:room])
                    data = data[room:]
                if data:
                    self._write_segment(data)
            except OSError:
                self._failed = True  # A full disk or a lost folder: the journal says it.

    def _append(self, path: str, data: bytes) -> None:
        if self._fd is None:
            self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        os.write(self._fd, data)
        self._written += len(data)

    def _write_segment(self, data: bytes) -> None:
        if self._segment_bytes[self._segment] >= _SEGMENT_BYTES:
            self._close()
            self._segment = 1 - self._segment
            self._dropped += self._segment_bytes[self._segment]
            self._segment_bytes[self._segment] = 0
            if os.path.exists(self._segment_path(self._segment)):
                os.remove(self._segment_path(self._segment))
        if self._written >= _HEAD_BYTES and self._segment_bytes == [0, 0]:
            self._close()
        self._append(self._segment_path(self._segment), data)
        self._segment_bytes[self._segment] += len(data)

    def _segment_path(self, index: int) -> str:
        return f"{self._path}.{index}"

    def _close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def finish(self) -> None:
        """Joins the last segments to the file and marks the cut."""
        with self._lock:
            try:
                self._close()
                segments = [index for index in (1 - self._segment, self._segment) if self._segment_bytes[index]]
                if segments:
                    with open(self._path, "ab") as whole:
                        if self._dropped:
                            whole.write(b"\n[... %d bytes of output are left out here ...]\n" % self._dropped)
                        for index in segments:
                            with open(self._segment_path(index), "rb") as part:
                                whole.write(part.read())
                            os.remove(self._segment_path(index))
            except OSError:
                pass
            self._failed = True


class _Tee:
    """Stands in for ``sys.stdout`` or ``sys.stderr``: everything but writing is the original's own."""

    def __init__(self, original: Any, log: OutputLog) -> None:
        self._runstone_original = original
        self._runstone_log = log

    def write(self, text: str) -> int:
        result = self._runstone_original.write(text)
        try:
            self._runstone_log.write(text.encode("utf-8", "replace"))
        except Exception:
            pass
        return len(text) if result is None else result

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runstone_original, name)

    def __iter__(self) -> Any:
        return iter(self._runstone_original)


class ConsoleCapture:
    """Puts itself between the program and its console until ``stop``."""

    def __init__(self, path: str) -> None:
        self._log = OutputLog(path)
        self._tees = {}
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name, None)
            if stream is not None:
                self._tees[name] = _Tee(stream, self._log)
                setattr(sys, name, self._tees[name])

    def note(self, text: str) -> None:
        """Keeps a text that the interpreter itself prints past ``sys.stderr``, such as a traceback."""
        self._log.write(text.encode("utf-8", "replace"))

    def stop(self) -> None:
        for name, tee in self._tees.items():
            if getattr(sys, name, None) is tee:
                setattr(sys, name, tee._runstone_original)
        self._log.finish()
