"""Processes of one distributed training agree on one run."""

from __future__ import annotations

import json
import os
import platform
import time
from typing import Optional, Tuple

from ._ids import is_run_id
from ._say import say_once
from ._where import FOLDER, make_folder

_STALE_AFTER_S = 3600.0
_LATEST_S = 60.0
"""How much later than the first rank another one may come when the first has ended already."""
_LOCK_STALE_AFTER_S = 10.0


def rank_of_process() -> Optional[int]:
    """0 for the main process of a distributed training, above for the others; None for a training of one process."""
    for name in ("RANK", "SLURM_PROCID", "LOCAL_RANK"):
        text = os.environ.get(name, "")
        if text.isdigit():
            world = os.environ.get("WORLD_SIZE") or os.environ.get("SLURM_NTASKS") or ""
            return None if world == "1" else int(text)
    return None


def is_first_on_host() -> bool:
    """Whether this process speaks for its machine: one of them records how busy it is."""
    local = os.environ.get("LOCAL_RANK") or os.environ.get("SLURM_LOCALID") or "0"
    return local == "0"


def writer_of_rank(rank: Optional[int]) -> str:
    return f"rank-{rank}" if rank else "main"


def agree_on_run(root: str, proposed: str, rank: int) -> str:
    """The run id that all ranks of one launch share: the first to come proposes it, the others find it."""
    folder = os.path.join(root, FOLDER, "rendezvous")
    path = os.path.join(folder, f"{_key()}.json")
    try:
        make_folder(folder, root)
        _lock(f"{path}.lock")
        try:
            return _known(root, path, rank) or _propose(path, proposed)
        finally:
            os.remove(f"{path}.lock")
    except OSError as error:
        say_once("rendezvous", f"rank {rank} cannot find the others' run and begins its own: {error}. RUNSTONE_RUN_ID can name it.")
        return proposed


def _lock(path: str) -> None:
    """Creating a file is atomic on network file systems too. A lock left by a process that was killed is broken."""
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            return
        except FileExistsError:
            try:
                if time.time() - os.stat(path).st_mtime > _LOCK_STALE_AFTER_S:
                    os.remove(path)
            except FileNotFoundError:
                continue
            time.sleep(0.01)


def _propose(path: str, proposed: str) -> str:
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump({"runId": proposed, "at": time.time(), "host": platform.node(), "pid": os.getpid()}, file)
    os.replace(temporary, path)
    return proposed


def _known(root: str, path: str, rank: int) -> Optional[str]:
    """The run that was proposed in this launch. One that has this rank's file already is of an earlier launch."""
    try:
        with open(path, encoding="utf-8") as file:
            record = json.load(file)
        run_id = str(record["runId"])
        age_s = time.time() - float(record["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not is_run_id(run_id) or age_s > _STALE_AFTER_S or (age_s > _LATEST_S and _is_dead(record)):
        return None
    taken = os.path.join(root, FOLDER, "runs", run_id, f"{writer_of_rank(rank)}.jsonl")
    return None if os.path.exists(taken) else run_id


def _is_dead(record: dict) -> bool:
    if record.get("host") != platform.node() or os.name != "posix":
        return False
    try:
        os.kill(int(record["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, KeyError, TypeError, ValueError):
        pass
    return False


def _key() -> str:
    from hashlib import sha256

    return sha256(repr(_launch()).encode("utf-8", "replace")).hexdigest()[:32]


def _launch() -> Tuple[str, ...]:
    names = ("TORCHELASTIC_RUN_ID", "TORCHELASTIC_RESTART_COUNT", "MASTER_ADDR", "MASTER_PORT", "SLURM_JOB_ID", "SLURM_STEP_ID")
    given = tuple(os.environ.get(name, "") for name in names)
    # Without a launcher that says so, processes started by one parent belong together.
    return given if any(given) else (platform.node(), str(os.getppid()))
