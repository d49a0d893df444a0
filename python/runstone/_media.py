"""Images, tables and confusion matrices as files: PNG and JSON, without any library of our own."""

from __future__ import annotations

import io
import json
import struct
import zlib
from typing import Any, Dict, List, Sequence

from ._values import to_number, to_scalar, to_text


def image_bytes(image: Any) -> bytes:
    """PNG (or the given encoded bytes) of a PIL image, a matplotlib figure, or an array of shape (height, width) or
    (height, width, 1|3|4) with values 0 to 255 (integers) or 0 to 1 (floats)."""
    if isinstance(image, bytes):
        return image
    buffer = io.BytesIO()
    if hasattr(image, "savefig"):
        image.savefig(buffer, format="png")
        return buffer.getvalue()
    if hasattr(image, "save"):
        image.save(buffer, format="PNG")
        return buffer.getvalue()
    rows = image.tolist() if hasattr(image, "tolist") else [list(row) for row in image]
    return encode_png(rows)


def encode_png(rows: List[List[Any]]) -> bytes:
    """8-bit PNG of nested lists, shape as in ``image_bytes``."""
    pixels = [[pixel if isinstance(pixel, (list, tuple)) else [pixel] for pixel in row] for row in rows]
    if not pixels or not pixels[0]:
        raise ValueError("the image has no pixels")
    height, width, channels = len(pixels), len(pixels[0]), len(pixels[0][0])
    kinds = {1: 0, 3: 2, 4: 6}
    if channels not in kinds or any(len(row) != width for row in pixels):
        raise ValueError(f"an image of shape ({height}, {width}, {channels}) cannot be drawn")
    values = [value for row in pixels for pixel in row for value in pixel]
    scale = 255 if any(isinstance(value, float) for value in values) and max(values) <= 1 else 1
    raw = b"".join(
        b"\0" + bytes(min(255, max(0, round(value * scale))) for pixel in row for value in pixel) for row in pixels
    )
    header = struct.pack(">IIBBBBB", width, height, 8, kinds[channels], 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def table_bytes(columns: Any, rows: Any) -> bytes:
    """``{"columns": [...], "rows": [[...], ...]}``. ``columns`` may be a data frame, or rows of mappings."""
    if rows is None:
        columns, rows = _from_frame(columns)
    cells = [[to_scalar(cell) for cell in row] for row in rows]
    return json.dumps({"columns": [to_text(column) for column in columns], "rows": cells}).encode()


def _from_frame(data: Any) -> Any:
    if hasattr(data, "columns") and hasattr(data, "itertuples"):
        return list(data.columns), list(data.itertuples(index=False))
    if hasattr(data, "columns") and hasattr(data, "rows"):
        return list(data.columns), data.rows()
    records = list(data)
    names: Dict[Any, None] = {}
    for record in records:
        names.update(dict.fromkeys(record))
    return list(names), [[record.get(name) for name in names] for record in records]


def confusion_matrix_bytes(actual: Sequence[Any], predicted: Sequence[Any], labels: Any = None) -> bytes:
    """A table whose row i, column j counts samples of actual class i that were predicted as j."""
    pairs = [(to_scalar(a), to_scalar(b)) for a, b in zip(list(actual), list(predicted))]
    names = [to_scalar(label) for label in labels] if labels is not None else _sorted({value for pair in pairs for value in pair})
    index = {name: i for i, name in enumerate(names)}
    counts = [[0] * len(names) for _ in names]
    for a, b in pairs:
        if a in index and b in index:
            counts[index[a]][index[b]] += 1
    return table_bytes(["actual", *map(to_text, names)], [[name, *row] for name, row in zip(names, counts)])


def _sorted(names: Any) -> List[Any]:
    return sorted(names, key=lambda name: (to_number(name) is None, to_number(name) or 0, to_text(name)))
