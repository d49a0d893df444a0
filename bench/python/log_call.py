"""Times each call that logs five metrics at a step. One tracker, one process, one empty folder.

    python log_call.py TRACKER CALLS FOLDER

The last line printed is JSON: nanoseconds of the median and the 99th percentile, of the whole loop, of the end (whatever
it takes until everything is on disk), and the bytes that the calls added on disk.
"""

import json
import math
import os
import sys
import time

import trackers


def main() -> None:
    name, calls, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    log, close = trackers.begin(name, folder)
    empty = bytes_under(folder)
    spent = [0] * calls
    clock = time.perf_counter_ns
    begun = clock()
    for step in range(calls):
        share = step / calls
        metrics = {
            "loss": math.exp(-3 * share) + 0.01 * math.sin(step),
            "val_loss": math.exp(-2.5 * share) + 0.02 * math.cos(step),
            "accuracy": 1 - 0.5 * math.exp(-4 * share),
            "val_accuracy": 1 - 0.6 * math.exp(-3.5 * share),
            "learning_rate": 0.001 * (1 - share),
        }
        before = clock()
        log(metrics, step)
        spent[step] = clock() - before
    looped = clock()
    close()
    closed = clock()
    spent.sort()
    print(
        json.dumps(
            {
                "p50": spent[calls // 2],
                "p99": spent[min(calls - 1, calls * 99 // 100)],
                "loop": looped - begun,
                "close": closed - looped,
                "bytes": bytes_under(folder) - empty,
            }
        ),
        flush=True,
    )
    # What a tracker keeps running after its end is not part of what is measured.
    os._exit(0)


def bytes_under(folder: str) -> int:
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


if __name__ == "__main__":
    main()
