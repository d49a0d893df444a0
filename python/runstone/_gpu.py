"""How busy NVIDIA GPUs are: through pynvml where it is installed, else through nvidia-smi, else not at all."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any, Callable, Dict, Optional

Readings = Dict[str, float]


class GpuSampler:
    """Used by one background thread. What fails once is not asked again."""

    def __init__(self) -> None:
        self._read: Optional[Callable[[], Readings]] = _through_pynvml() or _through_program()

    def sample(self) -> Readings:
        """``gpu.0.percent``, ``gpu.0.memory.bytes``, ``gpu.0.temperature`` (Celsius), ``gpu.0.power.watts``, ..."""
        if self._read is None:
            return {}
        try:
            return self._read()
        except Exception:  # The driver went away, or is too old.
            self._read = None
            return {}


def _through_pynvml() -> Optional[Callable[[], Readings]]:
    try:
        import pynvml

        pynvml.nvmlInit()
        handles = [pynvml.nvmlDeviceGetHandleByIndex(index) for index in range(pynvml.nvmlDeviceGetCount())]
    except Exception:  # Not installed, or no driver.
        return None

    def read() -> Readings:
        values: Readings = {}
        for index, handle in enumerate(handles):
            values[f"gpu.{index}.percent"] = pynvml.nvmlDeviceGetUtilizationRates(handle).gpu
            values[f"gpu.{index}.memory.bytes"] = pynvml.nvmlDeviceGetMemoryInfo(handle).used
            values[f"gpu.{index}.temperature"] = pynvml.nvmlDeviceGetTemperature(handle, pynvml.NVML_TEMPERATURE_GPU)
            values[f"gpu.{index}.power.watts"] = pynvml.nvmlDeviceGetPowerUsage(handle) / 1000
        return values

    return read


def _through_program() -> Optional[Callable[[], Readings]]:
    program = shutil.which("nvidia-smi")
    return None if program is None else lambda: _ask(program)


def _ask(program: str) -> Readings:
    options: Dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    query = "--query-gpu=utilization.gpu,memory.used,temperature.gpu,power.draw"
    done = subprocess.run([program, query, "--format=csv,noheader,nounits"], timeout=4, check=True, **options)
    names = (("percent", 1), ("memory.bytes", 1024**2), ("temperature", 1), ("power.watts", 1))
    values: Readings = {}
    for index, line in enumerate(done.stdout.decode("utf-8", "replace").strip().splitlines()):
        for (name, unit), field in zip(names, line.split(",")):
            try:
                values[f"gpu.{index}.{name}"] = float(field) * unit
            except ValueError:  # "[N/A]" on some cards.
                pass
    return values
