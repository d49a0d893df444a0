"""Events as journal lines. Metrics lines come from templates: a training loop logs the same keys over and over."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ._values import LARGEST_EXACT, Number, cut, flatten, name_of, to_number

LONGEST_LINE = 1024 * 1024
"""Bytes, the ``\\n`` included."""
_MOST_TEMPLATES = 256

_templates: Dict[Tuple[str, ...], str] = {}
_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def now_ms() -> int:
    """Unix epoch, milliseconds."""
    return time.time_ns() // 1_000_000


def encode_event(kind: str, fields: Mapping[str, Any]) -> List[bytes]:
    """Lines for any event but metrics. ``fields`` are plain JSON values; raises when they are not. An event that is
    too long for one line is split by the keys of its values where it has some; else its longest text is cut."""
    return _fit({"type": kind, "at": now_ms(), **fields})


def _fit(event: Dict[str, Any]) -> List[bytes]:
    line = _line_of(event)
    if len(line) <= LONGEST_LINE:
        return [line]
    values = event.get("values")
    if isinstance(values, dict) and len(values) > 1:
        pairs = list(values.items())
        half = len(pairs) // 2
        return [line for part in (pairs[:half], pairs[half:]) for line in _fit({**event, "values": dict(part)})]
    return _fit(_shorten(event))


def _line_of(event: Mapping[str, Any]) -> bytes:
    return (_dumps(event) + "\n").encode("utf-8", "replace")


def _shorten(value: Any) -> Any:
    """``value`` with the longest text or list inside it about half as long."""
    if isinstance(value, str):
        data = value.encode("utf-8", "replace")
        return cut(data, max(len(data) // 2, 200)).decode("utf-8")
    inner = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    key, longest = max(inner, key=lambda pair: len(_dumps(pair[1])))
    if isinstance(value, list) and len(value) > 1 and len(_dumps(longest)) * 2 < len(_dumps(value)):
        return [*value[: len(value) // 2], "... (the rest is cut)"]
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = _shorten(longest)
    return copy


def encode_plain_metrics(metrics: Mapping[str, Any], step: Number) -> Optional[bytes]:
    """The quick way, for finite numbers under text keys; None when the slow one is needed."""
    values = tuple(metrics.values())
    total = 0.0
    for value in values:
        if type(value) is not float:
            plain = _plain(values)
            if plain is None:
                return None
            values, total = plain, sum(plain)
            break
        total += value
    if total - total != 0.0:  # NaN, an infinity, or a sum that overflowed.
        return None
    keys = tuple(metrics)
    template = _templates.get(keys) or _make_template(keys)
    if template is None:
        return None
    line = template % (time.time_ns() // 1_000_000, step, *values)
    return line.encode() if len(line) < LONGEST_LINE // 4 else None


def _plain(values: Tuple[Any, ...]) -> Optional[Tuple[Number, ...]]:
    """Values as plain ints and floats; None where one is no number."""
    plain = []
    for value in values:
        kind = type(value)
        if kind is not float and (kind is not int or not -LARGEST_EXACT <= value <= LARGEST_EXACT):
            value = to_number(value)
            if value is None:
                return None
        plain.append(value)
    return tuple(plain)


def _make_template(keys: Tuple[Any, ...]) -> Optional[str]:
    if not keys or any(type(key) is not str for key in keys):
        return None
    try:
        names = [_dumps(key) for key in keys]
        "".join(names).encode()
    except UnicodeEncodeError:
        return None
    pairs = ",".join(name.replace("%", "%%") + ":%r" for name in names)
    template = '{"type":"metrics","at":%d,"step":%r,"values":{' + pairs + "}}\n"
    if len(_templates) >= _MOST_TEMPLATES:
        _templates.clear()
    _templates[keys] = template
    return template


def encode_metrics(metrics: Mapping[Any, Any], step: Number) -> Tuple[List[bytes], List[str]]:
    """Lines for any metrics (more than one when one would be too long), and the keys that are no numbers."""
    values: Dict[str, Any] = {}
    refused: List[str] = []
    for key, value in flatten(metrics):
        number = to_number(value)
        if number is None:
            refused.append(key)
        else:
            values[key] = number if number - number == 0 else name_of(number)
    return (encode_event("metrics", {"step": step, "values": values}) if values else []), refused
