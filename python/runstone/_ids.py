"""Run ids that need no coordination and sort by time, and names that people can remember."""

from __future__ import annotations

import os
import re
import time

_RUN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")

_ADJECTIVES = (
    "amber bold brave brisk calm clear clever cosy crisp deep eager early fair fleet fond gentle glad grand green happy "
    "hardy honest humble jolly keen kind late light lively lone lucid mellow merry mild neat noble pale plain proud pure "
    "quick quiet rapid rare ready sage sharp shy silent sleek smart snowy soft spry steady stoic sunny sure swift tall "
    "tidy true vivid warm wise witty young"
).split()
_ANIMALS = (
    "ant badger bear bee bison boar crab crane crow deer dove duck eagle egret elk falcon ferret finch fox frog gecko "
    "goat goose gull hare hawk heron horse ibex ibis jay kite koala lark lemur lion llama lynx magpie mole moose moth "
    "mouse newt otter owl panda perch pike puffin quail rabbit raven robin salmon seal shrew sloth snail stork swan "
    "tapir tern tiger toad trout viper vole whale wolf wren yak zebra"
).split()


def new_run_id() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    number = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def new_name() -> str:
    """Two words, such as ``brave-otter``. Names need not be unique: ids are."""
    first, second = os.urandom(2), os.urandom(2)
    adjective = _ADJECTIVES[int.from_bytes(first, "big") % len(_ADJECTIVES)]
    animal = _ANIMALS[int.from_bytes(second, "big") % len(_ANIMALS)]
    return f"{adjective}-{animal}"


def is_run_id(text: str) -> bool:
    """Whether ``text`` may name a run, and so a folder."""
    return bool(_RUN_ID.match(text)) and text not in (".", "..")
