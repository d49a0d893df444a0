"""Files that a run keeps: copied into its folder, hashed on the way."""

from __future__ import annotations

import itertools
import os
import re
import stat
from typing import BinaryIO, Callable, Iterator, List, Tuple, Union

Source = Union[str, "os.PathLike[str]", bytes]
_CHUNK = 1024 * 1024
_LONGEST_NAME_BYTES = 200


def safe_name(name: str) -> str:
    """A relative path that stays inside its folder on every system: ``..``, absolute parts, backslashes and control
    characters become ``_``."""
    text = re.sub(r"[\x00-\x1f\x7f\\:*?\"<>|]", "_", name.encode("utf-8", "replace").decode("utf-8"))
    if text.startswith("/"):
        text = "_" + text
    return "/".join(_safe_part(part) for part in text.split("/") if part) or "_"


def _safe_part(part: str) -> str:
    if part in ("..", "."):
        return "_"
    # Windows keeps a few names for devices, whatever their ending, and drops dots and spaces at the end.
    if re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", part, re.IGNORECASE) or part[-1] in ". ":
        part = f"{part.rstrip('. ')}_"
    return _shortened(part)


def _shortened(part: str) -> str:
    """File systems allow 255 bytes; a few are left for ``~2``. The ending stays."""
    data = part.encode()
    if len(data) <= _LONGEST_NAME_BYTES:
        return part
    stem, dot, ending = part.rpartition(".")
    kept = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
    return data[: _LONGEST_NAME_BYTES - len(kept.encode())].decode("utf-8", "ignore") + kept


def free_name(folder: str, name: str) -> str:
    """``name``, or ``name~2``, ``name~3`` where something is already kept under it; an ending stays at the end.
    A part that is a file already cannot be a folder too: it gets another number as well."""
    done: List[str] = []
    parts = name.split("/")
    for part in parts[:-1]:
        done.append(_first(part, folder, done, lambda path: os.path.isdir(path) or not os.path.lexists(path)))
    done.append(_first(parts[-1], folder, done, lambda path: not os.path.lexists(path)))
    return "/".join(done)


def _first(part: str, folder: str, before: List[str], fits: Callable[[str], bool]) -> str:
    stem, dot, ending = part.rpartition(".")
    candidate, count = part, 1
    while not fits(os.path.join(folder, *before, candidate)):
        count += 1
        candidate = f"{stem}~{count}{dot}{ending}" if stem else f"{part}~{count}"
    return candidate


def files_of(source: str) -> Tuple[List[Tuple[str, str]], List[str]]:
    """The files of a file or folder, with their names relative to it ('' for a file), and what is left out: links
    that lead outside the folder given, devices, pipes and sockets."""
    if not os.path.isdir(source):
        return [(source, "")], []
    files: List[Tuple[str, str]] = []
    refused: List[str] = []
    root = os.path.realpath(source)
    for folder, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            inside = os.path.realpath(path).startswith(root + os.sep)
            if inside and os.path.isfile(path):
                files.append((path, os.path.relpath(path, source).replace(os.sep, "/")))
            else:
                refused.append(path)
    return files, refused


def keep(source: Union[str, bytes], target: str) -> Tuple[int, str]:
    """Copies a file or bytes to ``target``, which must not exist; returns bytes and SHA-256. Leaves nothing behind
    when it fails. Raises ``OSError``, also for what is no regular file."""
    from hashlib import sha256  # Slow to import: it loads OpenSSL.

    os.makedirs(os.path.dirname(target), exist_ok=True)
    digest, size = sha256(), 0
    chunks = iter([source]) if isinstance(source, bytes) else _chunks(source)
    first = next(chunks, b"")  # A source that cannot be read is found before anything is written.
    with open(target, "xb") as copy:
        try:
            for chunk in itertools.chain([first], chunks):
                copy.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            copy.flush()
        except BaseException:
            _forget(copy, target)
            raise
    return size, digest.hexdigest()


def _forget(copy: BinaryIO, target: str) -> None:
    try:
        copy.close()
    except OSError:
        pass
    os.remove(target)


def _chunks(path: str) -> Iterator[bytes]:
    # Opening a pipe would wait for its other end, were it not for O_NONBLOCK.
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(f"{path} is no regular file")
        while chunk := file.read(_CHUNK):
            yield chunk
