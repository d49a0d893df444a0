"""Which run a process records, and as what: it begins one, goes on with one, or takes part in one."""

from __future__ import annotations

import os
from typing import NamedTuple, Optional

from ._ids import is_run_id, new_run_id
from ._ranks import agree_on_run, rank_of_process, writer_of_rank
from ._resume import is_live
from ._say import say_once
from ._where import FOLDER

_taken_by: Optional[int] = None
"""The process in which ``RUNSTONE_RUN_ID`` has named a run: it names one, not every one that follows."""


class Identity(NamedTuple):
    """``leads``: whether it writes the run's beginning and end. ``joins``: whether a launcher does, which also keeps
    the console. ``resumes``: whether the run was there before."""

    run_id: str
    writer: str = "main"
    leads: bool = True
    resumes: bool = False
    joins: bool = False


def identify(root: str, resume: Optional[str]) -> Identity:
    rank = rank_of_process()
    if resume is not None:
        if is_run_id(resume):
            return _resumed(root, resume, rank)
        say_once(f"id {resume}", f"a run id is of the form [A-Za-z0-9._-]{{1,64}}, not {resume[:100]!r}; a new run is begun.")
    given = None if resume else _given_id()
    if given is not None:
        return _named(root, given, rank)
    if rank is None:
        return Identity(new_run_id())
    return _as_rank(root, agree_on_run(root, new_run_id(), rank), rank)


def _given_id() -> Optional[str]:
    global _taken_by
    given = os.environ.get("RUNSTONE_RUN_ID")
    if not given or _taken_by == os.getpid():
        return None
    if not is_run_id(given):
        say_once(f"id {given}", f"RUNSTONE_RUN_ID is of the form [A-Za-z0-9._-]{{1,64}}, not {given[:100]!r}; a new run is begun.")
        return None
    _taken_by = os.getpid()
    return given


def _resumed(root: str, run_id: str, rank: Optional[int]) -> Identity:
    if not os.path.isdir(_folder(root, run_id)):
        say_once(f"resume {run_id}", f"there is no run {run_id} in {os.path.join(root, FOLDER)} to go on with; it is begun.")
        return _as_rank(root, run_id, rank)
    return Identity(run_id, writer_of_rank(rank) if rank else "resumed", leads=not rank, resumes=True)


def _named(root: str, run_id: str, rank: Optional[int]) -> Identity:
    is_main_taken = os.path.exists(os.path.join(_folder(root, run_id), "main.jsonl"))
    if os.environ.get("RUNSTONE_LAUNCHED") == run_id and os.path.isdir(_folder(root, run_id)):
        # The first process of the launched command speaks for it; those that it starts take part.
        leads = not rank and not is_main_taken
        writer = writer_of_rank(rank) if rank else "main" if leads else f"process-{os.getpid()}"
        return Identity(run_id, writer, leads=leads, resumes=leads, joins=True)
    if rank is None and is_main_taken and is_live(_folder(root, run_id)):
        return Identity(run_id, f"process-{os.getpid()}", leads=False)
    return _as_rank(root, run_id, rank)


def _as_rank(root: str, run_id: str, rank: Optional[int]) -> Identity:
    if rank:
        return Identity(run_id, writer_of_rank(rank), leads=False)
    resumes = os.path.exists(os.path.join(_folder(root, run_id), "main.jsonl"))
    return Identity(run_id, "resumed" if resumes else "main", resumes=resumes)


def _folder(root: str, run_id: str) -> str:
    return os.path.join(root, FOLDER, "runs", run_id)
