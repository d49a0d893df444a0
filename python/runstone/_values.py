"""What users log, turned into what the journal holds. Nothing here raises for a user's value."""

from __future__ import annotations

import json
import math
import numbers
from decimal import Decimal
from typing import Any, Dict, Iterator, Mapping, Optional, Tuple, Union

Number = Union[int, float]
Scalar = Union[str, int, float, bool, None]

_LARGEST_EXACT = 2**53
_LONGEST_TEXT = 64 * 1024


def to_number(value: Any) -> Optional[Number]:
    """A metric's value as int or float; None when it is no number. Booleans are 0 and 1; integers above 2**53
    become floats; anything with ``.item()`` and arrays of one element count as their number."""
    kind = type(value)
    if kind is float:
        return value
    if kind is bool:
        return int(value)
    try:
        if isinstance(value, int):
            return int(value) if -_LARGEST_EXACT <= value <= _LARGEST_EXACT else _large_float(value)
        if isinstance(value, (float, Decimal, numbers.Rational)):
            return float(value)
        if isinstance(value, (str, bytes)):
            return None
        if hasattr(value, "item"):
            item = value.item()
            return None if item is value else to_number(item)
        if isinstance(value, numbers.Real):
            return float(value)
        if isinstance(value, (list, tuple)) and len(value) == 1:
            return to_number(value[0])
    except Exception:  # A user's object may fail in any way.
        return None
    return None


def _large_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def flatten(values: Mapping[Any, Any], prefix: str = "") -> Iterator[Tuple[str, Any]]:
    """Nested mappings as pairs, their keys joined with ``.``."""
    for key, value in values.items():
        name = f"{prefix}{to_text(key)}"
        if isinstance(value, Mapping) and value:
            yield from flatten(value, f"{name}.")
        else:
            yield name, value


def to_text(value: Any) -> str:
    """``str(value)`` that can be written as UTF-8 and has at most 64 KiB."""
    try:
        text = value if isinstance(value, str) else str(value)
    except Exception:
        text = f"<{type(value).__name__} without a text>"
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > _LONGEST_TEXT:
        text = f"{text[:_LONGEST_TEXT]}... (cut, {len(text)} characters)"
    return text


def to_scalar(value: Any) -> Scalar:
    """A param's value: numbers, texts, booleans and None as they are; lists of scalars as JSON; the rest as text.
    Numbers that JSON cannot hold are their names."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return to_text(value)
    if not isinstance(value, (list, tuple, set, frozenset, Mapping)):
        number = to_number(value)
        if number is not None:
            return number if math.isfinite(number) else name_of(number)
    if isinstance(value, (list, tuple)):
        items = [to_scalar(item) for item in value]
        if all(not isinstance(item, (list, tuple, Mapping)) for item in value):
            return to_text(json.dumps(items))
    return to_text(value)


def name_of(number: float) -> str:
    """``NaN``, ``Infinity`` or ``-Infinity``."""
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def to_params(values: Mapping[Any, Any]) -> Dict[str, Scalar]:
    """Params as the journal holds them: flat, scalar."""
    return {key: to_scalar(value) for key, value in flatten(values)}
