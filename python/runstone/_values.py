"""What users log, turned into what the journal holds. Nothing here raises for a user's value."""

from __future__ import annotations

import json
import math
import numbers
from typing import Any, Dict, Iterator, Mapping, Optional, Tuple, Union

Number = Union[int, float]
Scalar = Union[str, int, float, bool, None]

LARGEST_EXACT = 2**53
"""Above it a 64-bit float, and so a reader of JSON, tells neighbouring integers no longer apart."""
_LONGEST_TEXT_BYTES = 64 * 1024
_DEEPEST = 50


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
            return int(value) if -LARGEST_EXACT <= value <= LARGEST_EXACT else _large_float(value)
        if isinstance(value, float):
            return float(value)
        if isinstance(value, (str, bytes, bytearray)):
            return None
        if hasattr(value, "item"):
            item = value.item()
            return None if item is value else to_number(item)
        if isinstance(value, (list, tuple)):
            return to_number(value[0]) if len(value) == 1 else None
        # Decimal, Fraction, and whatever else says how it is a float.
        return float(value) if hasattr(value, "__float__") else None
    except OverflowError:
        return _large_float(value)
    except Exception:  # A user's object may fail in any way.
        return None


def _large_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def flatten(values: Mapping[Any, Any], prefix: str = "", inside: Tuple[int, ...] = ()) -> Iterator[Tuple[str, Any]]:
    """Nested mappings as pairs, their keys joined with ``.``. A mapping inside itself, or deeper than 50, stays as it
    is. ``inside`` holds the identities of the mappings around this one."""
    inside = (*inside, id(values))
    for key, value in values.items():
        name = f"{prefix}{to_text(key)}"
        if isinstance(value, Mapping) and value and id(value) not in inside and len(inside) < _DEEPEST:
            yield from flatten(value, f"{name}.", inside)
        else:
            yield name, value


def to_text(value: Any) -> str:
    """``str(value)`` that can be written as UTF-8; of more than 64 KiB the beginning and the end, the cut marked."""
    try:
        text = value if type(value) is str else str(value)
    except Exception:
        text = f"<{type(value).__name__} without a text>"
    data = text.encode("utf-8", "replace")
    if len(data) > _LONGEST_TEXT_BYTES:
        data = cut(data, _LONGEST_TEXT_BYTES)
    return data.decode("utf-8", "ignore")


def cut(data: bytes, longest: int) -> bytes:
    """At most ``longest`` bytes of UTF-8: three quarters from the beginning, the rest from the end, where an error
    says what it was. The mark between them says how many bytes are missing."""
    room = max(longest - 64, 0)
    head, tail = data[: room * 3 // 4], data[len(data) - room // 4 :]
    mark = f" ... ({len(data) - len(head) - len(tail)} bytes cut) ... ".encode()
    # A character that the cut went through is dropped.
    return head.decode("utf-8", "ignore").encode() + mark + tail.decode("utf-8", "ignore").encode()


def to_scalar(value: Any) -> Scalar:
    """A param's value: numbers, texts, booleans and None as they are; lists of scalars as JSON; the rest as text.
    Numbers that JSON cannot hold are their names; integers above 2**53, such as seeds, are their digits."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return to_text(value)
    if isinstance(value, (list, tuple)):
        if any(isinstance(item, (list, tuple, Mapping)) for item in value):
            return to_text(value)
        return to_text(json.dumps([to_scalar(item) for item in value], ensure_ascii=False))
    if isinstance(value, Mapping):
        return to_text(value)
    if not isinstance(value, numbers.Number) and hasattr(value, "item"):
        value = _item(value)
        if isinstance(value, bool):
            return value
    if isinstance(value, int) and not -LARGEST_EXACT <= value <= LARGEST_EXACT:
        return to_text(_digits(value))
    number = to_number(value)
    if number is None:
        return to_text(value)
    return number if math.isfinite(number) else name_of(number)


def _item(value: Any) -> Any:
    try:
        return value.item()
    except Exception:  # An array of more than one element.
        return value


def _digits(value: int) -> str:
    try:
        return str(int(value))
    except ValueError:  # Python refuses to write very long integers in decimal.
        return hex(value)


def name_of(number: float) -> str:
    """``NaN``, ``Infinity`` or ``-Infinity``."""
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def to_params(values: Any) -> Dict[str, Scalar]:
    """Params as the journal holds them: flat, scalar. ``values`` may also be argparse's namespace, a data class or
    another object with attributes, or pairs."""
    if not isinstance(values, Mapping):
        values = vars(values) if hasattr(values, "__dict__") else dict(values)
    return {key: to_scalar(value) for key, value in flatten(values)}


def to_tags(tags: Any) -> Dict[str, Optional[str]]:
    """Tags as the journal holds them. Words without a text are tags too."""
    if isinstance(tags, str):
        tags = (tags,)
    if not isinstance(tags, Mapping):
        tags = dict.fromkeys(tags, "")
    return {to_text(key): None if value is None else to_text(value) for key, value in tags.items()}
