"""``init``: begins a run, or goes on with one."""

from __future__ import annotations

import os
import platform
import sys
from typing import Any, Dict, Iterable, List, Mapping, Optional, Union

from ._environment import describe_environment
from ._identity import Identity, identify
from ._ids import is_run_id, new_name, new_run_id
from ._lifecycle import add_run
from ._ranks import is_first_on_host
from ._resume import next_step
from ._run import Run
from ._say import say_once
from ._values import to_text
from ._where import find_root

_MEANT = {"config": "params", "project": "experiment", "run_name": "name", "description": "notes"}
"""What the arguments of other trackers are called here."""


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
    **unknown: Any,
) -> Run:
    """Begins a run and returns it; never raises.

    ``experiment``: what the run is kept under; the folder's name when not given. ``tags``: a mapping, or words.
    ``parent``: a run or its id. ``resume``: the id of a run to go on with. ``dir``: the folder that holds ``.runstone``.
    A second ``init`` leaves the first run open; module-level functions speak to the newest. An ``unknown`` argument is
    said on stderr, and understood where another tracker calls one of these so.
    """
    given = dict(
        experiment=experiment, name=name, params=params, tags=tags, notes=notes, group=group, parent=parent, resume=resume, dir=dir
    )
    _understand(unknown, given)
    try:
        run = _begin(given)
    except Exception as error:
        say_once("init", f"init() failed: {error!r}. Training goes on without being recorded.")
        run = Run(new_run_id(), os.path.abspath(os.sep), "unrecorded", "default")
        run._finished = True
        return run
    _try("params", lambda: _set_params(run, given["params"]))
    _try("tags", lambda: run.set_tags(given["tags"]))
    _try("notes", lambda: run._write("note", {"text": to_text(given["notes"])}) if given["notes"] else None)
    return run


def _set_params(run: Run, params: Any) -> None:
    if params is not None:
        run.params.update(params)


def _understand(unknown: Mapping[str, Any], given: Dict[str, Any]) -> None:
    for word, value in unknown.items():
        meant = _MEANT.get(word)
        hint = f"it is taken as {meant}=" if meant and given[meant] is None else "it is ignored"
        say_once(f"argument {word}", f"init() has no argument {word!r}; {hint}.")
        if meant and given[meant] is None:
            given[meant] = value


def _try(what: str, work: Any) -> None:
    try:
        work()
    except Exception as error:
        say_once(f"init {what}", f"init() could not record the {what}: {error!r}. Training goes on.")


def _begin(given: Mapping[str, Any]) -> Run:
    root = root_of(given["dir"])
    identity = identify(root, None if given["resume"] is None else to_text(given["resume"]))
    name = to_text(given["name"]) if given["name"] else new_name()
    run = Run(identity.run_id, root, name, experiment_of(given["experiment"], root), identity.writer, identity.leads)
    run._joins = identity.joins
    if identity.resumes and not identity.joins:
        _try("last step", lambda: _count_on(run))
    event, fields = _first_event(run, identity, given)
    run._begin(event, fields, console=not identity.joins, samples_system=is_first_on_host() and not identity.joins)
    if identity.joins and identity.leads:
        _adopt(run, given)
    add_run(run)
    return run


def _count_on(run: Run) -> None:
    run._next_step = next_step(run.dir)


def _first_event(run: Run, identity: Identity, given: Mapping[str, Any]) -> Any:
    if not identity.leads:
        return None, {}
    if identity.resumes:
        return "run.resumed", {"pid": os.getpid(), "host": platform.node()}
    return "run.started", started_fields(run, given["group"], given["parent"])


def _adopt(run: Run, given: Mapping[str, Any]) -> None:
    """The launcher has begun the run without knowing what the command's own ``init`` says of it."""
    if any(given[key] for key in ("experiment", "group", "parent")):
        run._write("run.started", started_fields(run, given["group"], given["parent"]))
    elif given["name"]:
        run._write("run.renamed", {"runId": run.id, "name": run.name})


def root_of(given: Any) -> str:
    try:
        return find_root(os.fspath(given) if given is not None else None)
    except (OSError, TypeError) as error:
        home = os.path.abspath(os.path.expanduser("~"))
        say_once("root", f"the folder for runs cannot be found ({error}); {home} is used.")
        return home


def experiment_of(given: Any, root: str) -> str:
    return to_text(given or os.environ.get("RUNSTONE_EXPERIMENT") or os.path.basename(root) or "default")


def started_fields(run: Run, group: Any = None, parent: Any = None, command: Optional[List[str]] = None) -> Dict[str, Any]:
    """The fields of ``run.started`` for a run that this process begins."""
    fields: Dict[str, Any] = {
        "schema": 1,
        "runId": run.id,
        "experiment": run.experiment,
        "name": run.name,
        "command": command or _command_line(),
        "cwd": _cwd(),
        "host": to_text(platform.node()),
        "user": _user(),
        "pid": os.getpid(),
        "code": None,
        "environment": describe_environment(),
    }
    parent_id = parent.id if isinstance(parent, Run) else to_text(parent) if parent else ""
    if is_run_id(parent_id):
        fields["parentRunId"] = parent_id
    elif parent_id:
        say_once(f"parent {parent_id}", f"the parent {parent_id[:100]!r} is no run id and is left out.")
    if group:
        fields["group"] = to_text(group)
    script = next(iter(getattr(sys, "argv", [])), "")
    if script and command is None:
        fields["script"] = to_text(script)
    return fields


def _command_line() -> List[str]:
    """The command that runs this process, as far as Python knows it; an embedding program may have none."""
    words = getattr(sys, "orig_argv", None) or [sys.executable or "python", *getattr(sys, "argv", [])]
    return [to_text(word) for word in words]


def _cwd() -> str:
    try:
        return to_text(os.getcwd())
    except OSError:  # It was deleted.
        return ""


def _user() -> str:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if os.environ.get(name):
            return to_text(os.environ[name])
    try:
        import pwd

        return to_text(pwd.getpwuid(os.getuid()).pw_name)
    except (ImportError, KeyError, OSError):  # No name for this user id, as in many containers.
        return str(os.getuid()) if hasattr(os, "getuid") else ""


