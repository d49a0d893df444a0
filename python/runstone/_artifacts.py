"""Files that a run keeps: copied into its folder, hashed on the way."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from typing import BinaryIO, Iterator, Tuple, Union

Source = Union[str, "os.PathLike[str]", bytes]
_CHUNK = 1024 * 1024


def safe_name(name: str) -> str:
    """A relative path that stays inside its folder on every system: ``..``, absolute parts, backslashes and control
    characters become ``_``."""
    text = re.sub(r"[\x00-\x1f\x7f\\:*?\"<>|]", "_", name.encode("utf-8", "replace").decode("utf-8"))
    if text.startswith("/"):
        text = "_" + text
    parts = ["_" if part in ("..", ".") else part[:200] for part in text.split("/") if part]
    return "/".join(parts) or "_"


def free_name(folder: str, name: str) -> str:
    """``name``, or ``name~2``, ``name~3`` where something is already kept under it."""
    candidate, count = name, 1
    while os.path.lexists(os.path.join(folder, *candidate.split("/"))):
        count += 1
        stem, dot, ending = name.rpartition(".")
        candidate = f"{stem}~{count}{dot}{ending}" if stem and "/" not in ending else f"{name}~{count}"
    return candidate


def files_of(source: str) -> Iterator[Tuple[str, str]]:
    """The files of a file or folder, with their names relative to it ('' for a file). Links are followed only inside
    the folder given; devices, pipes and sockets raise ``OSError``."""
    if not os.path.isdir(source):
        _require_file(source)
        yield source, ""
        return
    root = os.path.realpath(source)
    for folder, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            real = os.path.realpath(path)
            if real != root and not real.startswith(root + os.sep):
                continue
            if os.path.isfile(path):
                yield path, os.path.relpath(path, source).replace(os.sep, "/")


def _require_file(path: str) -> None:
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(f"{path} is no regular file")


def keep(source: Union[str, bytes], target: str) -> Tuple[int, str]:
    """Copies a file or bytes to ``target``; returns bytes and SHA-256."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with open(target, "xb") as copy:
        for chunk in [source] if isinstance(source, bytes) else _chunks(source):
            copy.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _chunks(path: str) -> Iterator[bytes]:
    file: BinaryIO
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
