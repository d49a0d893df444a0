"""Events as journal lines. Metrics lines come from templates: a training loop logs the same keys over and over."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ._values import Number, flatten, name_of, to_number

LONGEST_LINE = 1024 * 1024
_MOST_TEMPLATES = 256

_templates: Dict[Tuple[str, ...], str] = {}
_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def now_ms() -> int:
    """Unix epoch, milliseconds."""
    return time.time_ns() // 1_000_000


def encode_event(kind: str, fields: Mapping[str, Any]) -> bytes:
    """Any event but metrics. ``fields`` are plain JSON values; raises when they are not."""
    return (_dumps({"type": kind, "at": now_ms(), **fields}) + "\n").encode("utf-8", "replace")


def encode_plain_metrics(metrics: Mapping[str, Any], step: Number) -> Optional[bytes]:
    """The quick way, for finite floats and small integers under text keys; None when the slow one is needed."""
    values = tuple(metrics.values())
    total = 0.0
    for value in values:
        kind = type(value)
        if kind is float:
            total += value
        elif kind is not int or not -9007199254740992 <= value <= 9007199254740992:
            return None
    if total - total != 0.0:  # NaN, an infinity, or a sum that overflowed.
        return None
    keys = tuple(metrics)
    template = _templates.get(keys)
    if template is None:
        template = _make_template(keys)
        if template is None:
            return None
    line = template % ((time.time_ns() // 1_000_000, step) + values)
    return line.encode() if len(line) < LONGEST_LINE // 4 else None


def _make_template(keys: Tuple[str, ...]) -> Optional[str]:
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
    pairs: List[str] = []
    refused: List[str] = []
    for key, value in flatten(metrics):
        number = to_number(value)
        if number is None:
            refused.append(key)
            continue
        finite = number - number == 0
        pairs.append(f"{_dumps(key)}:{number!r}" if finite else f'{_dumps(key)}:"{name_of(number)}"')
    head = f'{{"type":"metrics","at":{now_ms()},"step":{step!r},"values":{{'
    return [f"{head}{part}}}}}\n".encode("utf-8", "replace") for part in _split(pairs, LONGEST_LINE // 2)], refused


def _split(pairs: List[str], longest: int) -> List[str]:
    parts: List[str] = []
    part: List[str] = []
    size = 0
    for pair in pairs:
        if part and size + len(pair) * 3 > longest:
            parts.append(",".join(part))
            part, size = [], 0
        part.append(pair)
        size += len(pair) * 3
    if part:
        parts.append(",".join(part))
    return parts
