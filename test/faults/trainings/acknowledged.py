"""Logs point after point and acknowledges each in a file of its own as soon as ``log`` has returned.

Arguments: the file of acknowledgements, how many points.
"""

import os
import sys
import time

import runstone

acknowledgements = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
run = runstone.init(experiment="faults", name=os.path.basename(sys.argv[1]), params={"points": int(sys.argv[2])})
os.write(acknowledgements, f"{run.id}\n".encode())
print("begun", flush=True)
for step in range(int(sys.argv[2])):
    run.log({"loss": 1 / (step + 1), "square": step * step})
    os.write(acknowledgements, b"%d\n" % step)
    time.sleep(0.001)
