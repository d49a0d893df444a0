"""How busy the machine is: read every few seconds by a background thread. What cannot be read is left out."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import time
from typing import Any, Dict, List, Optional, Tuple


def describe_environment() -> Dict[str, Any]:
    """Python, operating system and machine, without asking any other program."""
    return {
        "python": platform.python_version(),
        "packages": {},
        "os": f"{platform.system()} {platform.release()}",
        "cpu": platform.machine(),
        "cores": os.cpu_count(),
        "memoryBytes": _memory()[0],
        "gpus": [],
    }


class SystemSampler:
    """Each ``sample`` gives CPU and network as rates since the one before. Percent are 0 to 100, rates bytes/s."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._cpu = _cpu_times()
        self._network = _network_bytes()
        self._process = time.process_time()
        self._at = time.monotonic()
        self._nvidia = shutil.which("nvidia-smi")

    def sample(self) -> Dict[str, float]:
        now = time.monotonic()
        elapsed = max(now - self._at, 1e-3)
        values: Dict[str, float] = {}
        cpu, network, process = _cpu_times(), _network_bytes(), time.process_time()
        if cpu and self._cpu and cpu[1] > self._cpu[1]:
            values["cpu.percent"] = round(100 * (cpu[0] - self._cpu[0]) / (cpu[1] - self._cpu[1]), 2)
        values["process.cpu.percent"] = round(100 * (process - self._process) / elapsed, 2)
        resident = _resident_bytes()
        if resident is not None:
            values["process.memory.bytes"] = resident
        total, available = _memory()
        if total and available is not None:
            values["memory.bytes"] = total - available
            values["memory.percent"] = round(100 * (total - available) / total, 2)
        if network and self._network:
            values["network.received.bytesPerSecond"] = round((network[0] - self._network[0]) / elapsed)
            values["network.sent.bytesPerSecond"] = round((network[1] - self._network[1]) / elapsed)
        try:
            usage = shutil.disk_usage(self._folder)
            values["disk.percent"] = round(100 * usage.used / usage.total, 2)
        except OSError:
            pass
        values.update(self._gpus())
        self._cpu, self._network, self._process, self._at = cpu, network, process, now
        return values

    def _gpus(self) -> Dict[str, float]:
        if not self._nvidia:
            return {}
        query = "--query-gpu=utilization.gpu,memory.used,temperature.gpu,power.draw"
        try:
            text = subprocess.run(
                [self._nvidia, query, "--format=csv,noheader,nounits"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=4,
                check=True,
            ).stdout.decode()
        except (OSError, subprocess.SubprocessError):
            self._nvidia = None
            return {}
        names = (("percent", 1), ("memory.bytes", 1024**2), ("temperature", 1), ("power.watts", 1))
        values: Dict[str, float] = {}
        for index, line in enumerate(text.strip().splitlines()):
            for (name, unit), field in zip(names, line.split(",")):
                try:
                    values[f"gpu.{index}.{name}"] = float(field) * unit
                except ValueError:
                    pass
        return values


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _cpu_times() -> Optional[Tuple[float, float]]:
    fields = [float(field) for field in _read("/proc/stat").split("\n", 1)[0].split()[1:9]]
    if len(fields) < 5:
        return None
    total = sum(fields)
    return total - fields[3] - fields[4], total


def _memory() -> Tuple[Optional[int], Optional[int]]:
    """Total and available bytes."""
    found: Dict[str, int] = {}
    for line in _read("/proc/meminfo").splitlines():
        name, _, rest = line.partition(":")
        if name in ("MemTotal", "MemAvailable"):
            found[name] = int(rest.split()[0]) * 1024
    if found:
        return found.get("MemTotal"), found.get("MemAvailable")
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), None
    except (AttributeError, ValueError, OSError):
        return None, None


def _resident_bytes() -> Optional[int]:
    fields = _read("/proc/self/statm").split()
    if len(fields) > 1:
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
    try:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    except (ImportError, OSError):
        return None


def _network_bytes() -> Optional[Tuple[int, int]]:
    rows: List[List[str]] = [line.split() for line in _read("/proc/net/dev").replace(":", " ").splitlines()[2:]]
    real = [row for row in rows if len(row) > 9 and row[0] != "lo"]
    return (sum(int(row[1]) for row in real), sum(int(row[9]) for row in real)) if rows else None
