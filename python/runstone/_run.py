"""A run: what ``init`` returns. No method raises into the training."""

from __future__ import annotations

import math
import os
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple, Union

from . import _encode, _media
from ._artifacts import files_of, free_name, keep, safe_name
from ._companion import Companion
from ._console import ConsoleCapture
from ._ending import STATUSES, Ending, ending_by
from ._guard import never_raises
from ._ids import new_run_id
from ._journal import JournalFile
from ._recorded import RecordedValues
from ._say import say_once
from ._values import LARGEST_EXACT, Number, Scalar, to_number, to_params, to_tags, to_text
from ._where import FOLDER, make_folder

KINDS = ("model", "dataset", "image", "table", "file")


class Run:
    """One training. Made by :func:`runstone.init`; usable as a context manager.

    ``id``, ``name``, ``experiment`` and ``dir`` (its folder) are texts. ``params`` and ``summary`` are mappings; what
    is set in them is recorded.
    """

    def __init__(self, run_id: str, root: str, name: str, experiment: str, writer: str = "main", leads: bool = True) -> None:
        self.id = run_id
        self.name = name
        self.experiment = experiment
        self.params = RecordedValues("params", lambda values: self._write("params", {"values": values}))
        self.summary = RecordedValues("summary", self._write_summary)
        self._root = root
        self._writer = writer
        self._leads = leads
        self._joins = False
        self._owner_pid = os.getpid()
        self._head: List[Tuple[str, Mapping[str, Any], int]] = []
        self._journal = JournalFile(self._paths, self._head_lines, run_id, name)
        self._next_step = 0
        self._finished = False
        self._console: Optional[ConsoleCapture] = None
        self._companion: Optional[Companion] = None
        self._on_finish: Callable[[Run], None] = lambda run: None

    @property
    def dir(self) -> str:
        """The run's folder, absolute."""
        return os.path.join(self._root, FOLDER, "runs", self.id)

    def __repr__(self) -> str:
        return f"<runstone.Run {self.name} {self.id}>"

    def log(self, metrics: Mapping[str, Any], step: Optional[Any] = None) -> None:
        """Records metrics at a step. Nested mappings are flattened with ``.``; what is no number is named once and
        left out. Without a step a counter from 0 is used; steps may repeat, go back, skip and be fractional."""
        try:
            if self._finished:
                self._say_finished()
                return
            journal = self._journal
            with journal.lock:
                if step is None:
                    step = self._next_step
                elif type(step) is not int or not -LARGEST_EXACT <= step <= LARGEST_EXACT:
                    step = self._checked_step(step)
                line = _encode.encode_plain_metrics(metrics, step)
                if line is not None:
                    journal.append(line)
                else:
                    self._log_slowly(metrics, step)
                self._next_step = step + 1 if type(step) is int else math.floor(step) + 1
        except Exception as error:
            shape = "" if isinstance(metrics, Mapping) else f' It takes a dict such as {{"loss": 0.3}}, not {type(metrics).__name__}.'
            say_once(f"log {self.id} {type(error).__name__}", f"log() failed: {error!r}.{shape} Training goes on.")

    def _checked_step(self, step: Any) -> Number:
        number = to_number(step)
        if number is not None and math.isfinite(number):
            return number
        say_once(f"step {self.id}", f"the step {to_text(step)[:100]} is no finite number; a counter is used instead.")
        return self._next_step

    def _log_slowly(self, metrics: Mapping[Any, Any], step: Number) -> None:
        lines, refused = _encode.encode_metrics(metrics, step)
        for line in lines:
            self._journal.append(line)
        for key in refused:
            say_once(f"metric {self.id} {key}", f"the metric {key[:200]!r} is no number and is left out.")

    @never_raises
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
        base = to_text(name or os.path.basename(os.path.abspath(path)))
        files, refused = files_of(path)
        for other in refused:
            say_once(f"artifact {self.id} {other}", f"{other} is no file inside the folder that is kept, and is left out.")
        kept = [self._keep(file, f"{base}/{inner}" if inner else base, kind, metadata) for file, inner in files]
        return kept[0] if len(kept) == 1 else os.path.join(self.dir, "artifacts", safe_name(base)) if kept else None

    def _keep(self, source: Union[str, bytes], name: str, kind: str, metadata: Any) -> Optional[str]:
        if self._finished:
            return self._say_finished()
        if kind not in KINDS:
            say_once(f"kind {kind}", f"artifacts have the kind {', '.join(KINDS)}; {to_text(kind)[:100]!r} is kept as file.")
        folder = os.path.join(self.dir, "artifacts")
        make_folder(folder, self._root)
        while True:
            safe = free_name(folder, safe_name(to_text(name)))
            target = os.path.join(folder, *safe.split("/"))
            try:
                size, digest = keep(source, target)
                break
            except FileExistsError:  # Another thread or rank has taken the name meanwhile.
                continue
        fields: Dict[str, Any] = {"path": f"artifacts/{safe}", "kind": kind if kind in KINDS else "file", "bytes": size, "sha256": digest}
        if safe != name:
            fields["name"] = to_text(name)
        if metadata:
            fields["metadata"] = to_params(metadata)
        self._write("artifact", fields)
        return target

    @never_raises
    def log_image(self, image: Any, name: str = "image", step: Optional[Any] = None) -> Optional[str]:
        """Keeps a picture as PNG: a PIL image, a matplotlib figure, PNG bytes, or an array of shape (h, w) or
        (h, w, 1|3|4) with values 0 to 255, or 0 to 1 for floats."""
        return self._keep(_media.image_bytes(image), _with_ending(name, ".png"), "image", None if step is None else {"step": step})

    @never_raises
    def log_table(self, columns: Any, rows: Any = None, name: str = "table") -> Optional[str]:
        """Keeps a table as JSON: names of columns with rows, or a pandas or polars frame, or a list of mappings."""
        return self._keep(_media.table_bytes(columns, rows), _with_ending(name, ".json"), "table", None)

    @never_raises
    def log_confusion_matrix(self, actual: Any, predicted: Any, labels: Any = None, name: str = "confusion-matrix") -> Optional[str]:
        """Keeps how often each actual class was predicted as each: two sequences of labels of equal length."""
        data = _media.confusion_matrix_bytes(actual, predicted, labels)
        return self._keep(data, _with_ending(name, ".json"), "table", {"chart": "confusion-matrix"})

    @never_raises
    def alert(self, title: str, text: str = "", level: str = "warning") -> None:
        """Tells the person something. ``level``: ``info``, ``warning`` or ``error``."""
        known = level if level in ("info", "warning", "error") else "warning"
        self._write("alert", {"title": to_text(title), "text": to_text(text), "level": known})

    @never_raises
    def set_tags(self, tags: Any = None, **more: Any) -> None:
        """Sets tags from a mapping, words or keywords; None removes one."""
        values = {**to_tags(tags or {}), **to_tags(more)}
        if values:
            self._write("tags", {"values": values})

    @never_raises
    def finish(self, status: str = "finished", exit_code: Optional[int] = None) -> None:
        """Ends the run: ``finished``, ``failed`` or ``killed``. Finishing twice is harmless."""
        if status not in STATUSES:
            say_once(f"status {status}", f"a run ends as {', '.join(STATUSES)}; {to_text(status)[:100]!r} is taken as failed.")
        self._end(Ending(status if status in STATUSES else "failed", exit_code))

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is None:
            self.finish()
        else:
            self._end(ending_by(error))

    # -- life, as the other modules of the client use it ---------------------------------------------------------------

    def _begin(self, event: Optional[str], fields: Mapping[str, Any], console: bool, samples_system: bool) -> None:
        """Begins the file, with this event at its head, and what accompanies the run."""
        if event is not None:
            self._head.append((event, fields, _encode.now_ms()))
        self._journal.open()
        if console:
            name = "output.log" if self._writer in ("main", "resumed") else f"output-{self._writer}.log"
            self._console = ConsoleCapture(os.path.join(self.dir, name))
        self._companion = Companion(self._journal, self._console, self._root, self._write_open, samples_system)
        self._companion.start()
        if event == "run.started":
            self._companion.describe_code(self._write_code)

    def _end(self, ending: Ending) -> None:
        """Never raises: it is called while the process ends."""
        try:
            if os.getpid() != self._owner_pid:
                self._journal.close()
                return
            with self._journal.lock:
                if self._finished:
                    # A signal that ends the process came while the run was being ended: there is no later.
                    self._journal.end(self._end_line(ending))
                    return
                self._finished = True
            if self._companion is not None:
                self._companion.stop()
            self._journal.end(self._end_line(ending))
            if self._console is not None:
                if ending.error is not None and ending.error["type"] != "SystemExit":
                    self._console.note(ending.error["traceback"])
                self._console.stop()
        except Exception as error:
            say_once(f"finish {self.id}", f"run {self.name} could not be ended properly: {error!r}.")
        finally:
            self._on_finish(self)

    def _end_line(self, ending: Ending) -> Optional[bytes]:
        if self._leads and not (self._joins and ending.status == "finished"):
            return _encode.encode_event("run.finished", ending.fields())[0]
        if self._leads or ending.error is None:
            return None
        title = f"{self._writer} failed: {ending.error['type']}"
        return _encode.encode_event("alert", {"title": title, "text": ending.error["traceback"], "level": "error"})[0]

    def _after_fork(self) -> None:
        """In a forked child: its lines go to a file of its own, and it does not end the parent's run."""
        self._writer = f"fork-{os.getpid()}"
        self._head = []
        self._journal.abandon()
        self._companion = None
        if self._console is not None:
            self._console.after_fork()

    # -- writing -------------------------------------------------------------------------------------------------------

    def _write(self, kind: str, fields: Mapping[str, Any]) -> None:
        if self._finished:
            self._say_finished()
        else:
            self._write_open(kind, fields)

    def _write_open(self, kind: str, fields: Mapping[str, Any]) -> None:
        """Appends unless the run has ended meanwhile."""
        for line in _encode.encode_event(kind, fields):
            self._journal.append(line)

    def _write_summary(self, values: Dict[str, Scalar]) -> None:
        for key in [key for key, value in values.items() if value is None]:
            del values[key]
            say_once(f"summary {self.id} {key}", f"the summary {key[:200]!r} is None and is left out.")
        if values:
            self._write("summary", {"values": values})

    def _write_code(self, code: Mapping[str, Any]) -> None:
        self._head = [(kind, {**fields, "code": code} if kind == "run.started" else fields, at) for kind, fields, at in self._head]
        for line in _encode.encode_event("code", {"code": code}):
            self._journal.append_after_end(line)

    def _say_finished(self) -> None:
        say_once(f"finished {self.id}", f"run {self.name} has finished; what is recorded now is left out.")

    def _paths(self) -> Iterator[str]:
        make_folder(self.dir, self._root)
        yield os.path.join(self.dir, f"{self._writer}.jsonl")
        for _ in range(10):
            yield os.path.join(self.dir, f"{self._writer}-{new_run_id()[-12:]}.jsonl")

    def _head_lines(self) -> Iterator[bytes]:
        """A file that replaces a lost one says again what the run is."""
        for kind, fields, at in self._head:
            yield from _encode.encode_event(kind, {**fields, "at": at})
        for kind, values in (("params", self.params), ("summary", self.summary)):
            if values and self._head:
                yield from _encode.encode_event(kind, {"values": dict(values)})


def _with_ending(name: str, ending: str) -> str:
    name = to_text(name)
    return name if name.lower().endswith(ending) else name + ending
