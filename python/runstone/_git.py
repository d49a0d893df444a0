"""Which commit the code is at. Only asked, never changed: no hooks, no file system monitor, no locks."""

from __future__ import annotations

import os
import re
import subprocess
from typing import Any, Dict, Optional
from urllib.parse import urlsplit, urlunsplit

_TIMEOUT_S = 20
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.untrackedCache=keep")


def describe_code(folder: str) -> Optional[Dict[str, Any]]:
    """The ``code`` record of the repository that holds ``folder``; None outside git or without a git program."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        return None
    status = _git(folder, "status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=none")
    remote = _git(folder, "config", "--get", "remote.origin.url")
    return {
        "commit": _git(folder, "rev-parse", "--verify", "--quiet", "HEAD"),
        "snapshot": None,
        "branch": _git(folder, "symbolic-ref", "--quiet", "--short", "HEAD"),
        "dirty": bool(status),
        "remote": strip_credentials(remote) if remote else None,
        "repository": os.path.relpath(top, folder).replace(os.sep, "/"),
        "omitted": [],
        "submodules": [],
        "changedDuring": [],
    }


def strip_credentials(url: str) -> str:
    """A remote's address without user names, passwords and query."""
    if "://" in url:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, host, parts.path, "", ""))
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
