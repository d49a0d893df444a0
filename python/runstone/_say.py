"""Words to the person who trains: on stderr, each said once, never an exception."""

from __future__ import annotations

import sys
import threading

_said: set[str] = set()
_lock = threading.Lock()


def say_once(key: str, message: str) -> None:
    """Writes ``message`` to the real stderr unless something was already said under ``key``."""
    with _lock:
        if key in _said:
            return
        _said.add(key)
    try:
        stream = sys.__stderr__ or sys.stderr
        stream.write(f"runstone: {message}\n")
        stream.flush()
    except Exception:  # A closed stderr must not stop a training.
        pass
