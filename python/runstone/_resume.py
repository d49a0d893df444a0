"""Where the step counter goes on when a run is resumed."""

from __future__ import annotations

import json
import math
import os
import platform
import time
from typing import Iterator, Optional, Tuple

_CHUNK_BYTES = 1024 * 1024
_SILENT_S = 60.0


def next_step(folder: str) -> int:
    """One after the last step on file; 0 when there is none. May raise ``OSError``."""
    found = [_last_step(os.path.join(folder, name)) for name in os.listdir(folder) if name.endswith(".jsonl")]
    last = max((point for point in found if point is not None), default=None)
    return 0 if last is None else math.floor(last[1]) + 1


def _last_step(path: str) -> Optional[Tuple[float, float]]:
    """When the last metrics were written, and at which step."""
    for line in _lines_from_the_end(path):
        if b'"metrics"' not in line:
            continue
        try:
            event = json.loads(line)
            if event["type"] == "metrics" and math.isfinite(event["step"]):
                return float(event["at"]), float(event["step"])
        except (ValueError, KeyError, TypeError, OverflowError):
            continue
    return None


def _lines_from_the_end(path: str) -> Iterator[bytes]:
    """Reads no more of a long file than is asked for."""
    with open(path, "rb") as file:
        end = file.seek(0, os.SEEK_END)
        rest = b""
        while end > 0:
            start = max(end - _CHUNK_BYTES, 0)
            file.seek(start)
            first, *lines = (file.read(end - start) + rest).split(b"\n")
            yield from reversed(lines)
            rest, end = first, start
        yield rest


def is_live(folder: str) -> bool:
    """Whether a process seems to be recording this run: it has no end, something was heard of it within a minute, and
    the process that began it is not known to be gone."""
    try:
        files = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".jsonl")]
        heard = max(os.stat(path).st_mtime for path in files)
        if time.time() - heard > _SILENT_S or any(has_ended(path) for path in files):
            return False
        return not _is_gone(os.path.join(folder, "main.jsonl"))
    except (OSError, ValueError):
        return False


def has_ended(path: str) -> bool:
    """Whether the last event of this file that says so is the end of the run."""
    for line in _lines_from_the_end(path):
        if line.startswith(b'{"type":"run.finished"'):
            return True
        if line.startswith((b'{"type":"run.started"', b'{"type":"run.resumed"')):
            return False
    return False


def _is_gone(path: str) -> bool:
    if os.name != "posix":
        return False
    try:
        with open(path, "rb") as file:
            begun = json.loads(file.readline())
        if begun["host"] != platform.node():
            return False
        os.kill(begun["pid"], 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return False
