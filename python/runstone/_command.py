"""Runs a command as a tracked run: its console kept, its exit code recorded."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from typing import Any, Dict, List, Optional, Tuple

from ._console import OutputLog
from ._init import init
from ._values import Scalar

NOT_FOUND = 127


def parse_param(text: str) -> Tuple[str, Scalar]:
    """``key=value``, the value read as a YAML scalar: numbers, booleans and null are what they look like."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form KEY=VALUE")
    return key, parse_scalar(value)


def parse_scalar(text: str) -> Scalar:
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    for kind in (int, float):
        try:
            if "_" not in text:
                return kind(text)
        except ValueError:
            continue
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text


def run_command(command: List[str], experiment: Optional[str], name: Optional[str], params: Dict[str, Any]) -> int:
    """Returns the command's exit code; 127 when it cannot be started, 128 + n after signal n."""
    run = init(experiment=experiment, name=name, params=params)
    run._write("run.started", {**_command_fields(run), "command": command})
    if run._console is not None:
        run._console.stop()
        run._console = None
    environment = {
        **os.environ,
        "RUNSTONE_RUN_ID": run.id,
        "RUNSTONE_LAUNCHED": run.id,
        "RUNSTONE_DIR": run._root,
    }
    output = OutputLog(os.path.join(run.dir, "output.log"))
    try:
        code = _run_in_terminal(command, environment, output) if _has_terminal() else _run_piped(command, environment, output)
    except OSError as error:
        print(f"runstone: {command[0]} cannot be started: {error}", file=sys.stderr)
        output.finish()
        run._finish("failed", NOT_FOUND, None)
        return NOT_FOUND
    output.finish()
    code = 128 - code if code < 0 else code
    run._finish("finished" if code == 0 else "killed" if code in (130, 143) else "failed", code, None)
    return code


def _command_fields(run: Any) -> Dict[str, Any]:
    from ._init import _started

    return _started(run, None, None)


def _has_terminal() -> bool:
    return os.name == "posix" and sys.stdout.isatty()


def _run_piped(command: List[str], environment: Dict[str, str], output: OutputLog) -> int:
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def pump(source: Any, target: Any) -> None:
        while data := source.read1(65536):
            target.write(data)
            target.flush()
            output.write(data)

    threads = [
        threading.Thread(target=pump, args=(child.stdout, sys.stdout.buffer), daemon=True),
        threading.Thread(target=pump, args=(child.stderr, sys.stderr.buffer), daemon=True),
    ]
    for thread in threads:
        thread.start()
    code = _wait(child)
    for thread in threads:
        thread.join(5)
    return code


def _wait(child: "subprocess.Popen[bytes]") -> int:
    """Waits for the child, passing on what asks this process to end."""

    def pass_on(number: int, _frame: Any) -> None:
        child.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run_in_terminal(command: List[str], environment: Dict[str, str], output: OutputLog) -> int:
    """Through a pseudo-terminal of the same size, so that colours and progress bars stay as they are."""
    import fcntl
    import pty
    import termios

    size = fcntl.ioctl(sys.stdout.fileno(), termios.TIOCGWINSZ, b"\0" * 8)
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, size)
    attributes = termios.tcgetattr(follower)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(follower, termios.TCSANOW, attributes)
    try:
        child = subprocess.Popen(command, env=environment, stdout=follower, stderr=follower)
    finally:
        os.close(follower)

    def pump() -> None:
        while True:
            try:
                data = os.read(leader, 65536)
            except OSError:  # How Linux says that the other end is closed.
                return
            if not data:
                return
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            output.write(data)

    thread = threading.Thread(target=pump, daemon=True)
    thread.start()
    code = _wait(child)
    thread.join(5)
    os.close(leader)
    return code
