"""A command in a pseudo-terminal of the same size, so that colours and progress bars stay as they are."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import threading
import tty
from typing import Any, Callable, Dict, List, Optional

from ._passed_signals import PassedSignals


def run_in_terminal(command: List[str], environment: Dict[str, str], keep: Callable[[bytes], None]) -> int:
    """Returns the code as ``subprocess`` gives it. Raises ``OSError`` when the command cannot be started."""
    leader, follower = pty.openpty()
    has_keyboard = os.isatty(0)
    resized = signal.signal(signal.SIGWINCH, lambda number, frame: _copy_size(leader))
    keyboard: Optional[_Keyboard] = None
    try:
        # With a keyboard the command is the terminal's foreground: an interrupt is typed into it.
        with PassedSignals(child_hears_interrupts=not has_keyboard) as signals:
            child = _start(command, environment, follower, has_keyboard)
            signals.pass_to(child)
            keyboard = _Keyboard(leader) if has_keyboard else None
            thread = threading.Thread(target=_pump, args=(leader, keep), daemon=True)
            thread.start()
            code = signals.wait(child)
        # A process that the command left behind may hold the terminal open for ever.
        thread.join(5)
        return code
    finally:
        if keyboard is not None:
            keyboard.give_back()
        signal.signal(signal.SIGWINCH, resized)
        os.close(leader)


def _start(command: List[str], environment: Dict[str, str], follower: int, has_keyboard: bool) -> "subprocess.Popen[bytes]":
    try:
        _copy_settings(follower)
        return subprocess.Popen(
            command,
            env=environment,
            stdin=follower if has_keyboard else None,
            stdout=follower,
            stderr=follower,
            preexec_fn=_take_terminal if has_keyboard else None,
        )
    finally:
        os.close(follower)


def _take_terminal() -> None:
    """In the child: a session of its own, with the pseudo-terminal as its terminal."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _copy_size(target: int) -> None:
    try:
        size = fcntl.ioctl(sys.stdout.fileno(), termios.TIOCGWINSZ, b"\0" * 8)
        fcntl.ioctl(target, termios.TIOCSWINSZ, size)
    except OSError:
        pass


def _copy_settings(follower: int) -> None:
    _copy_size(follower)
    attributes = termios.tcgetattr(follower)
    # The real terminal makes "\r\n" of "\n", once.
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(follower, termios.TCSANOW, attributes)


def _pump(leader: int, keep: Callable[[bytes], None]) -> None:
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:  # How Linux says that the other end is closed.
            return
        if not data:
            return
        keep(data)
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except (OSError, ValueError):
            pass


class _Keyboard:
    """Passes what is typed to the command, key by key."""

    def __init__(self, leader: int) -> None:
        self._leader = leader
        self._stop, self._stopped = os.pipe()
        self._before: Optional[List[Any]] = None
        try:
            self._before = termios.tcgetattr(0)
            tty.setraw(0)
            settings = termios.tcgetattr(0)
            settings[1] |= termios.OPOST
            termios.tcsetattr(0, termios.TCSANOW, settings)
        except termios.error:
            pass
        self._thread = threading.Thread(target=self._pass_on, daemon=True)
        self._thread.start()

    def _pass_on(self) -> None:
        while True:
            ready, _, _ = select.select([0, self._stop], [], [])
            if self._stop in ready:
                return
            try:
                data = os.read(0, 4096)
                if not data:
                    os.write(self._leader, b"\x04")  # Ctrl-D: the end of the input.
                    return
                os.write(self._leader, data)
            except OSError:
                return

    def give_back(self) -> None:
        """The terminal as it was."""
        os.write(self._stopped, b"x")
        self._thread.join(1)
        if self._before is not None:
            termios.tcsetattr(0, termios.TCSADRAIN, self._before)
        os.close(self._stop)
        os.close(self._stopped)
