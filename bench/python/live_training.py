"""Logs one metric, a value every so often, and says when: `python live_training.py TRACKER VALUES INTERVAL_S FOLDER`.

Prints one JSON line for each value: its step and the Unix milliseconds just before its `log()` was called.
"""

import json
import math
import sys
import time

import trackers

name, values, interval, folder = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
log, close = trackers.begin(name, folder)
for step in range(values):
    time.sleep(interval)
    # Neither flat nor smooth: each value changes the picture.
    value = math.exp(-step / 200) + 0.3 * math.sin(step * 1.7)
    before = time.time() * 1000
    log({"loss": value}, step)
    print(json.dumps({"step": step, "at": before}), flush=True)
close()
