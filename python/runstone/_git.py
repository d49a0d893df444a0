"""Which commit the code is at. Only asked, never changed: no hooks, no file system monitor, no locks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any, Dict, Optional

from ._say import say_once
from ._where import nearest

_TIMEOUT_S = 20
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.untrackedCache=keep")


def folder_of_code() -> str:
    """The folder of the script that runs; the current folder where there is none. May raise ``OSError``."""
    script = next(iter(getattr(sys, "argv", [])), "")
    return os.path.dirname(os.path.abspath(script)) if script and os.path.isfile(script) else os.getcwd()


def describe_code(folder: str, root: str) -> Optional[Dict[str, Any]]:
    """The ``code`` record of the repository that holds ``folder``; None outside git or without a git program.
    ``root`` is the folder that holds ``.runstone``."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        if nearest(folder, ".git"):
            say_once(f"git {folder}", f"git says nothing about {folder}: runs are recorded without their commit. Try: git status")
        return None
    status = _git(folder, "status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=none")
    remote = _git(folder, "config", "--get", "remote.origin.url")
    return {
        "commit": _git(folder, "rev-parse", "--verify", "--quiet", "HEAD"),
        "snapshot": None,
        "branch": _git(folder, "symbolic-ref", "--quiet", "--short", "HEAD"),
        "dirty": bool(status),
        "remote": strip_credentials(remote) if remote else None,
        "repository": _relative(top, root),
        "omitted": [],
        "submodules": [],
        "changedDuring": [],
    }


def _relative(path: str, root: str) -> str:
    try:
        path = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
    except ValueError:  # Another drive.
        pass
    return path.replace(os.sep, "/")


def strip_credentials(url: str) -> str:
    """A remote's address without user names, passwords and query."""
    address = re.match(r"([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#]*@)?([^?#]*)", url)
    if address is not None:
        return address[1] + address[2]
    # The short form of ssh: its user is a name of the service, mostly ``git``; a password cannot stand there.
    return re.sub(r"^[^@/:]+:[^@/]+@", "", url)


def _git(folder: str, *arguments: str) -> Optional[str]:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *_QUIET, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if done.returncode != 0:
        return None
    return done.stdout.decode("utf-8", "replace").rstrip("\n") or None
