"""A run: what ``init`` returns. No method raises into the training."""

from __future__ import annotations

import functools
import math
import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, Callable, Dict, Optional, TypeVar, Union

from . import _artifacts, _encode, _media
from ._console import ConsoleCapture
from ._git import describe_code
from ._ids import new_run_id
from ._journal import JournalFile
from ._say import say_once
from ._system import SystemSampler
from ._values import Number, Scalar, to_number, to_params, to_scalar, to_text
from ._where import FOLDER, make_folder

HEARTBEAT_S = 15.0
SYSTEM_EVERY_S = 5.0
CODE_WAIT_S = 5.0

_Method = TypeVar("_Method", bound=Callable[..., Any])


def _never_raises(method: _Method) -> _Method:
    @functools.wraps(method)
    def guarded(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:
            say_once(f"{method.__name__} {type(error).__name__}", f"{method.__name__} failed: {error!r}. Training goes on.")
            return None

    return guarded  # type: ignore[return-value]


class Values(MutableMapping):
    """The params or the summary of a run, as a mapping. Setting an entry records it; nested mappings are flattened."""

    def __init__(self, record: Callable[[Dict[str, Scalar]], None]) -> None:
        self._values: Dict[str, Scalar] = {}
        self._record = record

    def __getitem__(self, key: str) -> Scalar:
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.update({key: value})

    def __delitem__(self, key: str) -> None:
        raise TypeError("What a run has recorded stays.")

    def __iter__(self) -> Iterator:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)

    def update(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        try:
            values = to_params(dict(*args, **kwargs))
            self._values.update(values)
            if values:
                self._record(values)
        except Exception as error:
            say_once(f"values {type(error).__name__}", f"values could not be recorded: {error!r}. Training goes on.")


class Run:
    """One training. Made by :func:`runstone.init`; usable as a context manager.

    ``params`` and ``summary`` are mappings; what is set in them is recorded.
    """

    def __init__(self, run_id: str, root: str, name: str, experiment: str, rank: Optional[int]) -> None:
        self.id = run_id
        self.name = name
        self.experiment = experiment
        self.params = Values(lambda values: self._write("params", {"values": values}))
        self.summary = Values(lambda values: self._write("summary", {"values": values}))
        self._root = root
        self._rank = rank
        self._owner_pid = os.getpid()
        self._writer = "main" if not rank else f"rank-{rank}"
        self._journal = JournalFile(self._make_path, name)
        self._lock = threading.Lock()
        self._next_step = 0
        self._finished = False
        self._refused: set = set()
        self._console: Optional[ConsoleCapture] = None
        self._code: Optional[threading.Thread] = None
        self._stop = threading.Event()
        self._on_finish: Callable[[Run], None] = lambda run: None

    @property
    def dir(self) -> str:
        """The run's folder, absolute."""
        return os.path.join(self._root, FOLDER, "runs", self.id)

    def __repr__(self) -> str:
        return f"<runstone.Run {self.name} {self.id}>"

    # -- what a training calls ---------------------------------------------------------------------------------------

    def log(self, metrics: Mapping[str, Any], step: Optional[Any] = None) -> None:
        """Records metrics at a step. Nested mappings are flattened with ``.``; what is no number is named once and
        left out. Without a step a counter from 0 is used; steps may repeat, go back, skip and be fractional."""
        try:
            if self._finished:
                say_once(f"finished {self.id}", f"run {self.name} has finished; what is logged now is not recorded.")
                return
            with self._lock:
                if step is None:
                    step = self._next_step
                    self._next_step = step + 1
                elif type(step) is int:
                    self._next_step = step + 1
                else:
                    step = self._checked_step(step)
                line = _encode.encode_plain_metrics(metrics, step)
            if line is None:
                self._log_slowly(metrics, step)
            else:
                self._journal.append(line)
        except Exception as error:
            say_once(f"log {type(error).__name__}", f"log failed: {error!r}. Training goes on.")

    def _checked_step(self, step: Any) -> Number:
        number = to_number(step)
        if number is None or not math.isfinite(number):
            say_once(f"step {self.id}", f"the step {step!r} is no finite number; a counter is used instead.")
            number = self._next_step
        self._next_step = math.floor(number) + 1
        return number

    def _log_slowly(self, metrics: Mapping[Any, Any], step: Number) -> None:
        lines, refused = _encode.encode_metrics(metrics, step)
        for line in lines:
            self._journal.append(line)
        for key in refused:
            if key not in self._refused:
                self._refused.add(key)
                say_once(f"metric {self.id} {key}", f"the metric {key!r} is no number and is left out.")

    @_never_raises
    def log_artifact(
        self,
        source: Union[str, "os.PathLike[str]", bytes],
        name: Optional[str] = None,
        kind: str = "file",
        metadata: Optional[Mapping[str, Any]] = None,
    ) -> Optional[str]:
        """Keeps a file, a folder's files or bytes. Returns the path of the copy; None when it failed.
        ``kind``: ``model``, ``dataset``, ``image``, ``table`` or ``file``."""
        if isinstance(source, (bytes, bytearray, memoryview)):
            return self._keep(bytes(source), name or "artifact.bin", kind, metadata)
        path = os.fspath(source)
        base = name or os.path.basename(os.path.abspath(path))
        kept = [self._keep(file, f"{base}/{inner}" if inner else base, kind, metadata) for file, inner in _artifacts.files_of(path)]
        if len(kept) == 1:
            return kept[0]
        return os.path.join(self.dir, "artifacts", _artifacts.safe_name(base)) if kept else None

    def _keep(self, source: Union[str, bytes], name: str, kind: str, metadata: Optional[Mapping[str, Any]]) -> str:
        folder = os.path.join(self.dir, "artifacts")
        make_folder(folder, self._root)
        safe = _artifacts.free_name(folder, _artifacts.safe_name(name))
        target = os.path.join(folder, *safe.split("/"))
        size, digest = _artifacts.keep(source, target)
        fields: Dict[str, Any] = {"path": f"artifacts/{safe}", "kind": to_text(kind), "bytes": size, "sha256": digest}
        if safe != name:
            fields["name"] = to_text(name)
        if metadata:
            fields["metadata"] = to_params(metadata)
        self._write("artifact", fields)
        return target

    @_never_raises
    def log_image(self, image: Any, name: str = "image", step: Optional[Any] = None) -> Optional[str]:
        """Keeps a picture as PNG: a PIL image, a matplotlib figure, PNG bytes, or an array of shape (h, w) or
        (h, w, 1|3|4) with values 0 to 255, or 0 to 1 for floats."""
        return self._keep(_media.image_bytes(image), _with_ending(name, ".png"), "image", None if step is None else {"step": step})

    @_never_raises
    def log_table(self, columns: Any, rows: Any = None, name: str = "table") -> Optional[str]:
        """Keeps a table as JSON: names of columns with rows, or a pandas or polars frame, or a list of mappings."""
        return self._keep(_media.table_bytes(columns, rows), _with_ending(name, ".json"), "table", None)

    @_never_raises
    def log_confusion_matrix(self, actual: Any, predicted: Any, labels: Any = None, name: str = "confusion-matrix") -> Optional[str]:
        """Keeps how often each actual class was predicted as each: two sequences of labels of equal length."""
        data = _media.confusion_matrix_bytes(actual, predicted, labels)
        return self._keep(data, _with_ending(name, ".json"), "table", {"chart": "confusion-matrix"})

    @_never_raises
    def alert(self, title: str, text: str = "", level: str = "warning") -> None:
        """Tells the person something. ``level``: ``info``, ``warning`` or ``error``."""
        known = level if level in ("info", "warning", "error") else "warning"
        self._write("alert", {"title": to_text(title), "text": to_text(text), "level": known})

    @_never_raises
    def set_tags(self, tags: Optional[Mapping[str, Any]] = None, **more: Any) -> None:
        """Sets tags; None removes one."""
        values = {to_text(key): None if value is None else to_text(value) for key, value in {**(tags or {}), **more}.items()}
        if values:
            self._write("tags", {"values": values})

    def finish(self, status: str = "finished", exit_code: Optional[int] = None) -> None:
        """Ends the run: ``finished``, ``failed`` or ``killed``. Finishing twice is harmless."""
        self._finish(status, exit_code, None)

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if kind is None:
            self.finish()
        else:
            self.finish_with(error)

    # -- life --------------------------------------------------------------------------------------------------------

    def begin(self, started: Optional[Mapping[str, Any]], capture_console: bool, code_folder: str) -> None:
        """Writes the first event and starts what accompanies the run. ``started`` is None when the run is resumed."""
        if started is not None:
            self._write("run.started", started)
        elif not self._rank:
            self._write("run.resumed", {"pid": os.getpid(), "host": socket.gethostname()})
        if capture_console:
            output = "output.log" if not self._rank else f"output-{self._writer}.log"
            self._console = ConsoleCapture(os.path.join(self.dir, output))
        if started is not None:
            self._code = threading.Thread(target=self._record_code, args=(code_folder,), name="runstone-code", daemon=True)
            self._code.start()
        threading.Thread(target=self._accompany, name="runstone-system", daemon=True).start()

    def _record_code(self, folder: str) -> None:
        try:
            code = describe_code(folder)
            if code is not None:
                self._write("code", {"code": code}, after_end=True)
        except Exception as error:
            say_once(f"code {self.id}", f"the code of run {self.name} could not be described: {error!r}.")

    def _accompany(self) -> None:
        """Heartbeats, system values, and the check that the file is still where it was."""
        sampler = SystemSampler(self._root)
        next_sample = time.monotonic() + 1.0
        while not self._stop.wait(1.0):
            try:
                now = time.monotonic()
                if now >= next_sample:
                    next_sample = now + SYSTEM_EVERY_S
                    self._journal.check()
                    self._write("system", {"values": sampler.sample()})
                if now - self._journal.last_write_s >= HEARTBEAT_S:
                    self._write("heartbeat", {})
            except Exception as error:
                say_once(f"accompany {self.id}", f"system values are not recorded: {error!r}.")

    def finish_with(self, error: Optional[BaseException]) -> None:
        """Ends the run as this exception says: SystemExit by its code, KeyboardInterrupt as killed, others as failed."""
        if isinstance(error, SystemExit):
            code = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
            self._finish("finished" if code == 0 else "failed", code, None)
        elif isinstance(error, KeyboardInterrupt):
            self._finish("killed", 130, None)
        elif error is not None:
            self._finish("failed", 1, error)

    def _finish(self, status: str, exit_code: Optional[int], error: Optional[BaseException]) -> None:
        try:
            if os.getpid() != self._owner_pid:
                self._journal.close()
                return
            with self._lock:
                if self._finished:
                    return
                self._finished = True
            self._stop.set()
            if self._code is not None:
                self._code.join(CODE_WAIT_S)
            trace = "".join(traceback.format_exception(type(error), error, error.__traceback__)) if error else ""
            if self._console is not None:
                if trace:
                    self._console.note(trace)
                self._console.stop()
            self._write_end(status, exit_code, error, trace)
            self._on_finish(self)
        except Exception as problem:
            say_once(f"finish {self.id}", f"run {self.name} could not be ended properly: {problem!r}.")

    def _write_end(self, status: str, exit_code: Optional[int], error: Optional[BaseException], trace: str) -> None:
        if self._rank:
            if error is not None:
                title = f"Rank {self._rank} failed: {type(error).__name__}"
                self._write("alert", {"title": title, "text": to_text(trace), "level": "error"}, after_end=True)
            return
        fields: Dict[str, Any] = {"status": status if status in ("finished", "failed", "killed") else "failed"}
        if exit_code is not None:
            fields["exitCode"] = exit_code
        if error is not None:
            fields["error"] = {"type": type(error).__name__, "message": to_text(error), "traceback": to_text(trace)}
        self._write("run.finished", fields, after_end=True)

    def _after_fork(self) -> None:
        """In a forked child: its lines go to a file of its own, and it does not end the parent's run."""
        self._writer = f"fork-{os.getpid()}"
        self._journal.abandon()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._code = None

    # -- writing -----------------------------------------------------------------------------------------------------

    def _write(self, kind: str, fields: Mapping[str, Any], after_end: bool = False) -> None:
        if self._finished and not after_end:
            say_once(f"finished {self.id}", f"run {self.name} has finished; what is recorded now is left out.")
            return
        self._journal.append(_encode.encode_event(kind, fields))

    def _make_path(self) -> str:
        make_folder(self.dir, self._root)
        unique = new_run_id()[-12:]
        return os.path.join(self.dir, f"{self._writer}-{unique}.jsonl")


def _with_ending(name: str, ending: str) -> str:
    return name if name.lower().endswith(ending) else name + ending


def command_line() -> list:
    """The command that runs this process, as far as Python knows it."""
    return [to_text(word) for word in getattr(sys, "orig_argv", None) or [sys.executable, *sys.argv]]


__all__ = ["Run", "Values", "command_line", "to_scalar"]
