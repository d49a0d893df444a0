"""Logs a point every 20 ms until its standard input ends, then finishes the run and says so."""

import sys
import threading

import runstone

ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
run = runstone.init(experiment="faults", params={"lr": 0.1})
print(run.id, flush=True)
step = 0
while not ended.wait(0.02):
    run.log({"loss": step}, step=step)
    step += 1
print(f"trained {step}", flush=True)
