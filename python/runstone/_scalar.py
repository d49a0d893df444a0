"""Values of ``--param``: YAML's scalars, in the core schema of YAML 1.2."""

from __future__ import annotations

import argparse
import math
import re
from typing import Tuple

from ._values import Scalar

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGERS = ((re.compile(r"[-+]?[0-9]+"), 10), (re.compile(r"0o[0-7]+"), 8), (re.compile(r"0x[0-9a-fA-F]+"), 16))
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITY = re.compile(r"([-+]?)\.(inf|Inf|INF)")


def parse_param(text: str) -> Tuple[str, Scalar]:
    """``key=value``. Raises ``argparse.ArgumentTypeError``."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form KEY=VALUE")
    return key, parse_scalar(value)


def parse_scalar(text: str) -> Scalar:
    """A number, boolean or null where YAML sees one; everything else is text, without its quotes."""
    text = text.strip()
    if text.lower() in _WORDS and text in (text.lower(), text.upper(), text.capitalize()):
        return _WORDS[text.lower()]
    for pattern, base in _INTEGERS:
        if pattern.fullmatch(text):
            return int(text, base)
    if _FLOAT.fullmatch(text):
        return float(text)
    infinity = _INFINITY.fullmatch(text)
    if infinity:
        return -math.inf if infinity[1] == "-" else math.inf
    if text in (".nan", ".NaN", ".NAN"):
        return math.nan
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text
