"""Where the step counter goes on when a run is resumed."""

from __future__ import annotations

import json
import math
import os


def next_step(folder: str) -> int:
    """One after the last step on file; 0 when there is none."""
    last_at, last_step = -1, -1.0
    for name in os.listdir(folder):
        if not name.endswith(".jsonl"):
            continue
        with open(os.path.join(folder, name), "rb") as file:
            for line in file:
                if b'"metrics"' not in line:
                    continue
                try:
                    event = json.loads(line)
                    if event.get("type") == "metrics" and event["at"] >= last_at:
                        last_at, last_step = event["at"], float(event["step"])
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue
    return math.floor(last_step) + 1
