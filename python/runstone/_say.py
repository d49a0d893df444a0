"""Words to the person who trains: on stderr, each said once, never an exception."""

from __future__ import annotations

import sys
from typing import Dict

_said: Dict[str, object] = {}


def say_once(key: str, message: str) -> None:
    """Writes ``message`` to stderr unless something was already said under ``key``.

    There is no lock: one that another thread holds while this process forks would stay locked in the child for ever.
    """
    mine = object()
    if _said.setdefault(key, mine) is not mine:
        return
    try:
        stream = sys.stderr or sys.__stderr__
        stream.write(f"runstone: {message}\n")
        stream.flush()
    except Exception:  # A closed stderr must not stop a training.
        pass
