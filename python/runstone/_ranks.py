"""Processes of one distributed training agree on one run."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import time
from typing import Optional, Tuple

from ._ids import is_run_id
from ._where import FOLDER, make_folder

_STALE_AFTER_S = 3600.0


def rank_of_process() -> Optional[int]:
    """0 for the main process of a distributed training, above for the others; None for a training of one process."""
    for name in ("RANK", "SLURM_PROCID", "LOCAL_RANK"):
        text = os.environ.get(name, "")
        if text.isdigit():
            world = os.environ.get("WORLD_SIZE") or os.environ.get("SLURM_NTASKS") or ""
            return None if world == "1" else int(text)
    return None


def agree_on_run(root: str, proposed: str) -> str:
    """The run id that all ranks of one launch share: the first to come proposes it, the others find it."""
    key = hashlib.sha256(repr(_launch_key()).encode()).hexdigest()[:32]
    folder = os.path.join(root, FOLDER, "rendezvous")
    path = os.path.join(folder, f"{key}.json")
    try:
        make_folder(folder, root)
        for _ in range(100):
            known = _read(path)
            if known is not None:
                return known
            temporary = f"{path}.{os.getpid()}"
            with open(temporary, "w", encoding="utf-8") as file:
                json.dump({"runId": proposed, "at": time.time(), "host": socket.gethostname(), "pid": os.getpid()}, file)
            try:
                os.link(temporary, path)
            except FileExistsError:
                if _read(path) is None:
                    os.replace(temporary, path)
            finally:
                if os.path.exists(temporary):
                    os.remove(temporary)
    except OSError:
        pass
    return proposed


def _read(path: str) -> Optional[str]:
    try:
        with open(path, encoding="utf-8") as file:
            record = json.load(file)
        fresh = time.time() - float(record["at"]) < _STALE_AFTER_S and not _is_dead(record)
        return record["runId"] if fresh and is_run_id(str(record["runId"])) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_dead(record: dict) -> bool:
    if record.get("host") != socket.gethostname():
        return False
    try:
        os.kill(int(record["pid"]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


def _launch_key() -> Tuple[str, ...]:
    names = ("TORCHELASTIC_RUN_ID", "TORCHELASTIC_RESTART_COUNT", "MASTER_ADDR", "MASTER_PORT", "SLURM_JOB_ID", "SLURM_STEP_ID")
    given = tuple(os.environ.get(name, "") for name in names)
    # Without a launcher that says so, processes started by one parent belong together.
    return given if any(given) else (socket.gethostname(), str(os.getppid()))
