"""TensorBoard's own Python loader on event files: `python load_events.py FOLDER RUNS`. Keeps 1,000 points a tag, as
TensorBoard does. The last line printed is JSON: seconds until the scalars can be asked for, and the points read."""

import json
import os
import sys
import time

from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer

folder, most = sys.argv[1], int(sys.argv[2])
runs = sorted(os.listdir(folder))[:most]
began = time.perf_counter()
multiplexer = EventMultiplexer(size_guidance={"scalars": 1000, "tensors": 1000})
for run in runs:
    multiplexer.AddRun(os.path.join(folder, run), run)
multiplexer.Reload()
seconds = time.perf_counter() - began
kept = sum(len(multiplexer.Tensors(run, tag)) for run in runs for tag in multiplexer.GetAccumulator(run).Tags()["tensors"])
print(json.dumps({"seconds": seconds, "kept": kept}))
