"""Real programs in folders of their own: what a run leaves behind is read from its files."""

import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]


class Project:
    """A folder in which scripts train."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def environment(self, **more: str) -> dict:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("RUNSTONE_")}
        return {**kept, "PYTHONPATH": str(PACKAGE), "RUNSTONE_DIR": str(self.folder), **more}

    def start(self, code: str, *arguments: str, env: dict = {}, python: str = sys.executable, **options) -> subprocess.Popen:
        script = self.folder / "train.py"
        script.write_text(textwrap.dedent(code), encoding="utf-8")
        return subprocess.Popen(
            [python, str(script), *arguments],
            **{
                "cwd": self.folder,
                "env": self.environment(**env),
                "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE,
                "encoding": "utf-8",
                "errors": "replace",
                **options,
            },
        )

    def train(self, code: str, *arguments: str, **options) -> subprocess.CompletedProcess:
        child = self.start(code, *arguments, **options)
        out, err = child.communicate(timeout=60)
        return subprocess.CompletedProcess(child.args, child.returncode, out, err)

    def runs(self) -> list:
        folder = self.folder / ".runstone" / "runs"
        return sorted(folder.iterdir()) if folder.exists() else []

    def files(self, run: int = 0) -> list:
        return sorted(self.runs()[run].glob("*.jsonl"))

    def events(self, run: int = 0) -> list:
        lines = [line for file in self.files(run) for line in file.read_text(encoding="utf-8").splitlines()]
        return [json.loads(line) for line in lines]

    def of_type(self, kind: str, run: int = 0) -> list:
        return [event for event in self.events(run) if event["type"] == kind]

    def points(self, key: str, run: int = 0) -> list:
        return [(event["step"], event["values"][key]) for event in self.of_type("metrics", run) if key in event["values"]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def wait_until(condition, timeout_s: float = 30.0):
    """What a process does to files has no other way to be waited for."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"it did not happen within {timeout_s} s")
