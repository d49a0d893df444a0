"""Runs a command as a tracked run: its console kept, its exit code recorded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import Any, Callable, Dict, List, Optional

from ._console import OutputLog
from ._encode import LONGEST_LINE
from ._ending import Ending
from ._ids import new_name, new_run_id
from ._init import experiment_of, root_of, started_fields
from ._passed_signals import PassedSignals
from ._run import Run
from ._say import say_once

NOT_FOUND = 127
NOT_EXECUTABLE = 126
_CRASHES = tuple(getattr(signal, name) for name in ("SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV") if hasattr(signal, name))

Keep = Callable[[bytes], None]


def run_command(command: List[str], experiment: Optional[str], name: Optional[str], params: Dict[str, Any]) -> int:
    """Returns the command's exit code; 127 when it is not found, 126 when it cannot be started, 128 + n after signal
    n. The run's id goes to the command, so that a client in it joins this run."""
    root = root_of(None)
    run = Run(new_run_id(), root, name or new_name(), experiment_of(experiment, root), "launcher")
    run._begin("run.started", started_fields(run, command=command), console=False, samples_system=True)
    run.params.update(params)
    output = OutputLog(os.path.join(run.dir, "output.log"))
    environment = {**os.environ, "RUNSTONE_RUN_ID": run.id, "RUNSTONE_LAUNCHED": run.id, "RUNSTONE_DIR": root}
    if experiment:
        environment["RUNSTONE_EXPERIMENT"] = experiment
    try:
        code = _launch(command, environment, output.write)
    except OSError as error:
        words = f"{command[0]} cannot be started: {error.strerror or error}"
        say_once("launch", words)
        code = NOT_EXECUTABLE if isinstance(error, PermissionError) else NOT_FOUND
        output.write(f"runstone: {words}\n".encode("utf-8", "replace"))
        output.finish()
        run._end(Ending("failed", code, {"type": type(error).__name__, "message": words, "traceback": ""}))
        return code
    output.finish()
    ending = ending_of_command(code)
    # The client in the command says more: it knows the exception.
    run._joins = _client_has_said(run.dir, ending)
    run._end(ending._replace(status="finished") if run._joins else ending)
    return ending.exit_code or 0


def ending_of_command(code: int) -> Ending:
    """``code`` as ``subprocess`` gives it: negative for a signal. A crash is a failure, other signals have killed;
    shells pass 128 + n on for the commands inside them."""
    if code < 0:
        return Ending("failed" if -code in _CRASHES else "killed", 128 - code)
    return Ending("finished" if code == 0 else "killed" if code in (130, 143) else "failed", code)


def _client_has_said(folder: str, ending: Ending) -> bool:
    """Whether a process of the command has recorded this very end."""
    import json

    try:
        with open(os.path.join(folder, "main.jsonl"), "rb") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - LONGEST_LINE, 0))
            last = json.loads(file.read().splitlines()[-1])
    except (OSError, ValueError, IndexError):
        return False
    return last.get("type") == "run.finished" and (last.get("status"), last.get("exitCode")) == (ending.status, ending.exit_code)


def _launch(command: List[str], environment: Dict[str, str], keep: Keep) -> int:
    if os.name == "posix" and _is_terminal(sys.stdout):
        from ._terminal import run_in_terminal

        return run_in_terminal(command, environment, keep)
    return _run_piped(command, environment, keep)


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):
        return False


def _run_piped(command: List[str], environment: Dict[str, str], keep: Keep) -> int:
    def pump(source: Any, target: Any) -> None:
        while data := source.read1(65536):
            keep(data)
            try:
                target.write(data)
                target.flush()
            except (OSError, ValueError):  # Nobody reads it any more, as in `... | head`; the command goes on.
                pass

    with PassedSignals(child_hears_interrupts=_is_terminal(sys.stdin) or _is_terminal(sys.stderr)) as signals:
        child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        signals.pass_to(child)
        pairs = ((child.stdout, sys.stdout.buffer), (child.stderr, sys.stderr.buffer))
        threads = [threading.Thread(target=pump, args=pair, daemon=True) for pair in pairs]
        for thread in threads:
            thread.start()
        code = signals.wait(child)
    for thread in threads:
        # A process that the command left behind may hold the pipe open for ever.
        thread.join(5)
    return code
