"""Which folder holds (or will hold) ``.runstone``."""

from __future__ import annotations

import os
from typing import Optional

FOLDER = ".runstone"


def find_root(given: Optional[str] = None) -> str:
    """The given folder; else ``RUNSTONE_DIR``; else the nearest ancestor that has ``.runstone``; else the git
    root; else the current folder. Absolute."""
    chosen = given or os.environ.get("RUNSTONE_DIR")
    if chosen:
        return os.path.abspath(chosen)
    here = os.getcwd()
    return nearest(here, FOLDER) or nearest(here, ".git") or here


def nearest(folder: str, name: str) -> Optional[str]:
    """The folder or its closest ancestor that holds ``name``."""
    while True:
        if os.path.exists(os.path.join(folder, name)):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def make_folder(path: str, root: str) -> None:
    """Makes a folder inside ``.runstone``, which keeps itself out of git unless the team has decided otherwise."""
    store = os.path.join(root, FOLDER)
    is_new = not os.path.isdir(store)
    os.makedirs(path, exist_ok=True)
    if is_new:
        try:
            with open(os.path.join(store, ".gitignore"), "x", encoding="utf-8") as file:
                file.write("*\n")
        except OSError:
            pass
