"""What a run is started in: Python, its packages, the machine. Only what can be read at once: nothing is executed."""

from __future__ import annotations

import glob
import os
import platform
import re
import sys
from typing import Any, Dict, List, Optional

from ._machine import memory_bytes
from ._values import to_text

_METADATA = re.compile(r"(.+?)-([^-]+)(?:-py[^-]*)?\.(?:dist|egg)-info")


def describe_environment() -> Dict[str, Any]:
    """The ``environment`` of ``run.started``."""
    return {
        "python": platform.python_version(),
        "packages": installed_packages(),
        "os": f"{platform.system()} {platform.release()}".strip() or None,
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memoryBytes": memory_bytes()[0],
        "gpus": _gpus(),
    }


def installed_packages() -> Dict[str, str]:
    """Versions by distribution name. Read from the names of their metadata folders: opening each of hundreds of
    files would delay the training."""
    found: Dict[str, str] = {}
    for folder in sys.path:
        if not isinstance(folder, str) or "-packages" not in folder:
            continue
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            match = _METADATA.fullmatch(name)
            if match is not None:
                # The first one on the path is the one that is imported.
                found.setdefault(re.sub(r"[-_.]+", "-", match[1]).lower(), to_text(match[2]))
    return dict(sorted(found.items()))


def _cpu() -> Optional[str]:
    """The processor's own name, where the system tells it; else its kind."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            match = re.search(r"^(?:model name|Model)\s*:\s*(.+)$", file.read(8192), re.MULTILINE)
        if match is not None:
            return match[1].strip()
    except OSError:
        pass
    return platform.processor() if os.name == "nt" else platform.machine() or None


def _gpus() -> List[str]:
    """Names of NVIDIA's, from its driver on Linux: asking ``nvidia-smi`` can take a second."""
    names: List[str] = []
    for path in sorted(glob.glob("/proc/driver/nvidia/gpus/*/information")):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                match = re.search(r"^Model:\s*(.+)$", file.read(4096), re.MULTILINE)
            names.append(match[1].strip() if match is not None else "NVIDIA")
        except OSError:
            continue
    return names
