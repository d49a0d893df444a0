"""Runstone's client: records training runs as append-only files beside the code. No server, no account, no set-up.

    import runstone

    runstone.init(experiment="digits", params={"lr": 0.02})
    for epoch in range(30):
        runstone.log({"loss": loss, "val_acc": accuracy}, step=epoch)
"""

from __future__ import annotations

from typing import Any, Mapping, Optional

from ._init import init
from ._lifecycle import current_run
from ._run import Run
from ._say import say_once

__version__ = "0.1.0"
__all__ = [
    "Run",
    "alert",
    "finish",
    "init",
    "log",
    "log_artifact",
    "log_confusion_matrix",
    "log_image",
    "log_table",
    "run",
    "set_tags",
]


def run() -> Optional[Run]:
    """The newest run that has not finished; None when there is none."""
    return current_run()


def _current(function: str) -> Optional[Run]:
    found = current_run()
    if found is None:
        say_once(f"no run {function}", f"{function}() was called and no run is open; call runstone.init() first.")
    return found


def log(metrics: Mapping[str, Any], step: Optional[Any] = None) -> None:
    """:meth:`Run.log` of the current run."""
    found = current_run() or _current("log")
    if found is not None:
        found.log(metrics, step)


def log_artifact(source: Any, name: Optional[str] = None, kind: str = "file", metadata: Optional[Mapping[str, Any]] = None) -> Optional[str]:
    """:meth:`Run.log_artifact` of the current run."""
    found = _current("log_artifact")
    return found.log_artifact(source, name, kind, metadata) if found is not None else None


def log_image(image: Any, name: str = "image", step: Optional[Any] = None) -> Optional[str]:
    """:meth:`Run.log_image` of the current run."""
    found = _current("log_image")
    return found.log_image(image, name, step) if found is not None else None


def log_table(columns: Any, rows: Any = None, name: str = "table") -> Optional[str]:
    """:meth:`Run.log_table` of the current run."""
    found = _current("log_table")
    return found.log_table(columns, rows, name) if found is not None else None


def log_confusion_matrix(actual: Any, predicted: Any, labels: Any = None, name: str = "confusion-matrix") -> Optional[str]:
    """:meth:`Run.log_confusion_matrix` of the current run."""
    found = _current("log_confusion_matrix")
    return found.log_confusion_matrix(actual, predicted, labels, name) if found is not None else None


def alert(title: str, text: str = "", level: str = "warning") -> None:
    """:meth:`Run.alert` of the current run."""
    found = _current("alert")
    if found is not None:
        found.alert(title, text, level)


def set_tags(tags: Optional[Mapping[str, Any]] = None, **more: Any) -> None:
    """:meth:`Run.set_tags` of the current run."""
    found = _current("set_tags")
    if found is not None:
        found.set_tags(tags, **more)


def finish(status: str = "finished", exit_code: Optional[int] = None) -> None:
    """:meth:`Run.finish` of the current run."""
    found = current_run()
    if found is not None:
        found.finish(status, exit_code)
