"""``init``: begins a run, or goes on with one."""

from __future__ import annotations

import getpass
import os
import socket
import sys
from typing import Any, Dict, Iterable, Mapping, Optional, Union

from ._ids import is_run_id, new_name, new_run_id
from ._lifecycle import add_run
from ._ranks import agree_on_run, rank_of_process
from ._resume import next_step
from ._run import Run, command_line
from ._say import say_once
from ._system import describe_environment
from ._values import to_text
from ._where import FOLDER, find_root


def init(
    experiment: Optional[str] = None,
    name: Optional[str] = None,
    params: Optional[Mapping[str, Any]] = None,
    tags: Union[Mapping[str, Any], Iterable[str], None] = None,
    notes: Optional[str] = None,
    group: Optional[str] = None,
    parent: Union[Run, str, None] = None,
    resume: Optional[str] = None,
    dir: Optional[str] = None,  # noqa: A002 (the word that users of other trackers know)
) -> Run:
    """Begins a run and returns it; never raises.

    ``experiment``: what the run is kept under; the folder's name when not given. ``tags``: a mapping, or words.
    ``parent``: a run or its id. ``resume``: the id of a run to go on with. ``dir``: the folder that holds ``.runstone``.
    A second ``init`` leaves the first run open; module-level functions speak to the newest.
    """
    root = _root(dir)
    rank = rank_of_process()
    given = resume or os.environ.get("RUNSTONE_RUN_ID")
    if given and not is_run_id(given):
        say_once(f"id {given}", f"the run id {given!r} is not of the form [A-Za-z0-9._-]{{1,64}}; a new one is made.")
        given = None
    proposed = given or new_run_id()
    run_id = agree_on_run(root, proposed) if rank is not None and not given else proposed
    is_known = os.path.isdir(os.path.join(root, FOLDER, "runs", run_id))
    resumes = bool(resume) and is_known
    run = Run(run_id, root, to_text(name) if name else new_name(), _experiment(experiment, root), rank)
    if resumes:
        run._next_step = next_step(run.dir)
    starts = not resumes and not rank
    # A launcher that tracks this command has begun the run and keeps its console: this process joins it.
    joins = os.environ.get("RUNSTONE_LAUNCHED") == run_id and is_known
    started = _started(run, group, parent) if starts and not joins else None
    run.begin(started, capture_console=not joins, code_folder=os.getcwd())
    if joins and (name or experiment):
        run._write("run.started", _started(run, group, parent))
    if params:
        run.params.update(params)
    if tags:
        run.set_tags(tags if isinstance(tags, Mapping) else {str(tag): "" for tag in ([tags] if isinstance(tags, str) else tags)})
    if notes:
        run._write("note", {"text": to_text(notes)})
    add_run(run)
    return run


def _root(given: Optional[str]) -> str:
    try:
        return find_root(os.fspath(given) if given is not None else None)
    except OSError:
        return os.path.abspath(os.path.expanduser("~"))


def _experiment(given: Optional[str], root: str) -> str:
    return to_text(given or os.environ.get("RUNSTONE_EXPERIMENT") or os.path.basename(root) or "default")


def _started(run: Run, group: Optional[str], parent: Union[Run, str, None]) -> Dict[str, Any]:
    parent_id = parent.id if isinstance(parent, Run) else parent
    fields: Dict[str, Any] = {
        "schema": 1,
        "runId": run.id,
        "experiment": run.experiment,
        "name": run.name,
        "command": command_line(),
        "cwd": os.getcwd(),
        "host": socket.gethostname(),
        "user": _user(),
        "pid": os.getpid(),
        "code": None,
        "environment": describe_environment(),
    }
    if parent_id:
        fields["parentRunId"] = to_text(parent_id)
    if group:
        fields["group"] = to_text(group)
    if sys.argv and sys.argv[0]:
        fields["script"] = to_text(sys.argv[0])
    return fields


def _user() -> str:
    try:
        return getpass.getuser()
    except Exception:  # No name for this user id, as in many containers.
        return str(os.getuid()) if hasattr(os, "getuid") else ""
