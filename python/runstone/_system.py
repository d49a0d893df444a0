"""How busy the machine is: read every few seconds by a background thread. What cannot be read is left out."""

from __future__ import annotations

import os
import shutil
import time
from typing import Dict, Optional

from ._gpu import GpuSampler
from ._machine import cpu_times, memory_bytes, network_bytes, resident_bytes


class SystemSampler:
    """Each ``sample`` gives CPU and network as rates since the one before. Percent are 0 to 100 (of one core for the
    process), rates bytes/s. ``folder`` lies on the disk that matters."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._gpu = GpuSampler()
        self._cpu = cpu_times()
        self._network = network_bytes()
        self._process = time.process_time()
        self._at = time.monotonic()

    def sample(self) -> Dict[str, float]:
        return {**self._rates(), **_memory(), **self._disk(), **self._gpu.sample()}

    def _rates(self) -> Dict[str, float]:
        now, process = time.monotonic(), time.process_time()
        cpu, network = cpu_times(), network_bytes()
        elapsed = max(now - self._at, 1e-3)
        values = {"process.cpu.percent": round(100 * (process - self._process) / elapsed, 2)}
        if cpu and self._cpu and cpu[1] > self._cpu[1]:
            values["cpu.percent"] = round(100 * (cpu[0] - self._cpu[0]) / (cpu[1] - self._cpu[1]), 2)
        if network and self._network:
            values["network.received.bytesPerSecond"] = round((network[0] - self._network[0]) / elapsed)
            values["network.sent.bytesPerSecond"] = round((network[1] - self._network[1]) / elapsed)
        self._cpu, self._network, self._process, self._at = cpu, network, process, now
        return values

    def _disk(self) -> Dict[str, float]:
        used = _disk_percent(self._folder)
        return {} if used is None else {"disk.percent": used}


def _memory() -> Dict[str, float]:
    values: Dict[str, float] = {}
    resident = resident_bytes()
    if resident is not None:
        values["process.memory.bytes"] = resident
    total, available = memory_bytes()
    if total and available is not None:
        values["memory.bytes"] = total - available
        values["memory.percent"] = round(100 * (total - available) / total, 2)
    return values


def _disk_percent(folder: str) -> Optional[float]:
    try:
        usage = shutil.disk_usage(folder if os.path.isdir(folder) else os.sep)
        return round(100 * usage.used / usage.total, 2) if usage.total else None
    except OSError:
        return None
