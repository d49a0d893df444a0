"""Readings of the machine on Linux, macOS and Windows, with what Python brings. What cannot be read is None."""

from __future__ import annotations

import os
import sys
from typing import Any, Dict, Optional, Tuple

CpuTimes = Tuple[float, float]
"""Busy and all time of all cores since the machine started, in one unit."""


def cpu_times() -> Optional[CpuTimes]:
    if sys.platform == "win32":
        return _windows_cpu_times()
    if sys.platform == "darwin":
        return _mac_cpu_times()
    fields = [float(field) for field in _read("/proc/stat").split("\n", 1)[0].split()[1:9]]
    if len(fields) < 5:
        return None
    total = sum(fields)
    return total - fields[3] - fields[4], total


def memory_bytes() -> Tuple[Optional[int], Optional[int]]:
    """Total and available."""
    if sys.platform == "win32":
        return _windows_memory()
    if sys.platform == "darwin":
        return _mac_memory()
    found: Dict[str, int] = {}
    for line in _read("/proc/meminfo").splitlines():
        name, _, rest = line.partition(":")
        if name in ("MemTotal", "MemAvailable"):
            found[name] = int(rest.split()[0]) * 1024
    return found.get("MemTotal"), found.get("MemAvailable")


def resident_bytes() -> Optional[int]:
    """Memory of this process. On macOS the most it ever had."""
    fields = _read("/proc/self/statm").split()
    if len(fields) > 1:
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
    try:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if sys.platform == "darwin" else None
    except (ImportError, OSError):
        return None


def network_bytes() -> Optional[Tuple[int, int]]:
    """Received and sent by all interfaces but the loopback since the machine started."""
    rows = [line.split() for line in _read("/proc/net/dev").replace(":", " ").splitlines()[2:]]
    real = [row for row in rows if len(row) > 9 and row[0] != "lo"]
    return (sum(int(row[1]) for row in real), sum(int(row[9]) for row in real)) if rows else None


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _windows_cpu_times() -> Optional[CpuTimes]:
    import ctypes

    idle, kernel, user = ctypes.c_uint64(), ctypes.c_uint64(), ctypes.c_uint64()
    kernel32: Any = getattr(ctypes, "windll").kernel32
    if not kernel32.GetSystemTimes(ctypes.byref(idle), ctypes.byref(kernel), ctypes.byref(user)):
        return None
    total = kernel.value + user.value  # The kernel's time contains the idle one.
    return float(total - idle.value), float(total)


def _windows_memory() -> Tuple[Optional[int], Optional[int]]:
    import ctypes

    # MEMORYSTATUSEX: two 32-bit fields, then seven of 64 bits, of which total and available memory come first.
    status = (ctypes.c_uint64 * 8)()
    ctypes.cast(status, ctypes.POINTER(ctypes.c_uint32))[0] = ctypes.sizeof(status)
    if not getattr(ctypes, "windll").kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None, None
    return status[1], status[2]


def _mac_cpu_times() -> Optional[CpuTimes]:
    import ctypes

    system = ctypes.CDLL("/usr/lib/libSystem.dylib")
    ticks = (ctypes.c_uint32 * 4)()  # user, system, idle, nice
    count = ctypes.c_uint32(4)
    host_cpu_load_info = 3
    if system.host_statistics(system.mach_host_self(), host_cpu_load_info, ctypes.byref(ticks), ctypes.byref(count)):
        return None
    total = float(sum(ticks))
    return total - ticks[2], total


def _mac_memory() -> Tuple[Optional[int], Optional[int]]:
    import ctypes

    system = ctypes.CDLL("/usr/lib/libSystem.dylib")

    def ask(name: bytes, kind: Any) -> Optional[int]:
        value = kind()
        size = ctypes.c_size_t(ctypes.sizeof(value))
        failed = system.sysctlbyname(name, ctypes.byref(value), ctypes.byref(size), None, ctypes.c_size_t(0))
        return None if failed else value.value

    pages = ask(b"vm.page_free_count", ctypes.c_uint32)
    purgeable = ask(b"vm.page_purgeable_count", ctypes.c_uint32) or 0
    available = None if pages is None else (pages + purgeable) * os.sysconf("SC_PAGE_SIZE")
    return ask(b"hw.memsize", ctypes.c_uint64), available
