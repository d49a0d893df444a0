"""What users pass, and what of it is in the file."""

import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from runstone import _encode, _values

BEGIN = "import math, runstone, sys\nrun = runstone.init(name='n')\n"


class Tensor:
    """As torch's: ``item`` gives a Python number when there is one element, and raises otherwise."""

    def __init__(self, *elements):
        self.elements = elements

    def item(self):
        if len(self.elements) != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self.elements[0]


class Eager:
    """As TensorFlow's: no ``item``, but it knows how it is a float."""

    def __float__(self):
        return 0.25


class Broken:
    def item(self):
        raise RuntimeError("CUDA error")

    def __str__(self):
        raise RuntimeError("no text either")


class Endless:
    def item(self):
        return Endless()


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Tensor(2.5), 2.5), (Tensor(True), 1), (Eager(), 0.25), (Decimal("1e400"), math.inf), (Fraction(10**400, 1), math.inf),
        (Fraction(-(10**400), 1), -math.inf), (2**53, 2**53), (2**53 + 1, float(2**53)), (10**400, math.inf), (-(10**400), -math.inf),
        ([[3]], 3), ((), None), (Tensor(1.0, 2.0), None), (Broken(), None), (Endless(), None), ("1", None), (b"1", None), (1j, None),
        (Decimal("sNaN"), None), (None, None), ({}, None), (object, None),
    ],
)
def test_metrics_are_numbers_or_nothing(value, number):
    assert _values.to_number(value) == number


def test_numpy_values_are_the_numbers_they_hold():
    numpy = pytest.importorskip("numpy")
    metrics = {
        "f64": numpy.float64(0.1), "f32": numpy.float32(0.5), "f16": numpy.float16(0.5), "i8": numpy.int8(-3), "u64": numpy.uint64(2**64 - 1),
        "bool": numpy.bool_(True), "zero-d": numpy.array(7), "one": numpy.array([[1.5]]), "nan": numpy.float32("nan"),
    }
    line = _encode.encode_plain_metrics({key: value for key, value in metrics.items() if key != "nan"}, 0)
    assert json.loads(line)["values"] == {
        "f64": 0.1, "f32": 0.5, "f16": 0.5, "i8": -3, "u64": float(2**64), "bool": 1, "zero-d": 7, "one": 1.5,
    }
    (slow,), refused = _encode.encode_metrics({**metrics, "many": numpy.zeros(2), "text": numpy.str_("x")}, 0)
    assert json.loads(slow)["values"]["nan"] == "NaN" and refused == ["many", "text"]


@pytest.mark.parametrize(
    ("value", "scalar"),
    [
        (True, True), (None, None), (0.5, 0.5), (math.nan, "NaN"), (-math.inf, "-Infinity"), (2**53, 2**53), (2**63 + 1, str(2**63 + 1)),
        ([1, 2.5, "a", None], '[1, 2.5, "a", null]'), ((), "[]"), ([[1], 2], "[[1], 2]"), ({}, "{}"), (Decimal("0.1"), 0.1), (Tensor(3), 3),
        ("a\ud800b", "a?b"), (Broken(), "<Broken without a text>"), (range(3), "range(0, 3)"), ("ü", "ü"),
    ],
)
def test_params_are_scalars(value, scalar):
    found = _values.to_scalar(value)
    assert found == scalar and type(found) is type(scalar)


def test_params_come_from_mappings_namespaces_and_data_classes():
    import argparse
    import dataclasses

    @dataclasses.dataclass
    class Config:
        lr: float = 0.1
        model: dict = dataclasses.field(default_factory=lambda: {"depth": 2, 3: {"x": None}})

    assert _values.to_params(argparse.Namespace(lr=0.1)) == {"lr": 0.1}
    assert _values.to_params(Config()) == {"lr": 0.1, "model.depth": 2, "model.3.x": None}
    assert _values.to_params([("a", 1)]) == {"a": 1}
    mine: dict = {"a": 1}
    mine["self"] = mine
    assert set(_values.to_params(mine)) == {"a", "self"}


def test_long_texts_are_cut_and_marked_with_both_ends_kept():
    for text in ("a" * 100_000 + "the end", "é" * 100_000 + "the end", "\U0001f680" * 50_000 + "the end"):
        kept = _values.to_text(text)
        assert len(kept.encode()) <= 64 * 1024 and "bytes cut" in kept
        assert kept[0] == text[0] and kept.endswith("the end")


@pytest.mark.parametrize(
    "fields",
    [
        {"values": {f"k{i}": "v" * 60_000 for i in range(60)}},
        {"values": {"one": "\x00" * 500_000}},
        {"title": "t", "text": "é" * 3_000_000, "level": "info"},
        {"command": ["word"] * 400_000},
        {"error": {"type": "E", "message": "\x00" * 65_000, "traceback": "\x00" * 200_000}},
    ],
)
def test_no_line_is_longer_than_a_mib(fields):
    lines = _encode.encode_event("any", fields)
    assert all(len(line) <= 1024 * 1024 and line.endswith(b"}\n") and line.count(b"\n") == 1 for line in lines)
    merged = {key: value for line in lines for key, value in json.loads(line).get("values", {}).items()}
    assert merged.keys() == fields.get("values", {}).keys()
    if len(lines) == 1:
        assert "cut" in lines[0].decode()


def test_metrics_of_a_hundred_thousand_keys_are_split_and_all_there(project):
    done = project.train(BEGIN + "run.log({f'layer/{i}/' + 'x' * 20: i for i in range(100_000)}, step=4)")
    events = project.of_type("metrics")
    assert done.stderr == "" and len(events) > 1 and {event["step"] for event in events} == {4}
    assert sorted(value for event in events for value in event["values"].values()) == list(range(100_000))


def test_steps_are_kept_as_they_are_and_the_counter_goes_on_after_them(project):
    steps = "None, None, 10, None, 3, None, 2.5, None, -1.5, None, True, None, math.nan, 'x', 10**400, None, 1e300"
    done = project.train(BEGIN + f"for step in ({steps}): run.log({{'a': 0}}, step)\nrun.log({{'a': 0}}, step=2**53)")
    found = [step for step, _ in project.points("a")]
    assert found == [0, 1, 10, 11, 3, 4, 2.5, 3, -1.5, -1, 1, 2, 3, 4, 5, 6, 1e300, 2**53]
    assert done.stderr.count("is no finite number") == 1


def test_what_is_no_number_is_named_once_a_key_and_run(project):
    done = project.train(
        BEGIN + "for _ in range(3): run.log({'a': 'text', 'b': 1, 'c': [1, 2]})\nrun.finish()\nother = runstone.init()\nother.log({'a': 'text'})"
    )
    assert done.stderr.count("metric 'a'") == 2 and done.stderr.count("metric 'c'") == 1
    assert project.points("b") == [(0, 1), (1, 1), (2, 1)]


def test_odd_arguments_are_said_and_never_raised(project):
    done = project.train(
        """
        import runstone
        class Broken:
            def __str__(self): raise RuntimeError
            def __iter__(self): raise RuntimeError
            def __fspath__(self): raise RuntimeError
        run = runstone.init(experiment=7, name=Broken(), params=3, tags=5, notes=Broken(), group=1, parent=Broken(), resume=None, config={"lr": 1}, unheard=1)
        run.params.update({"lr": 1}); run.params["a"] = Broken(); del run.params["a"]
        run.summary.update(None); run.summary["x"] = None
        run.log("loss"); run.log(None); run.log({}); run.log({Broken(): 1})
        run.log_artifact(Broken()); run.log_artifact(None); run.log_artifact(7, kind=Broken())
        run.log_image("text"); run.log_image([[]]); run.log_image([[[1, 2]]]); run.log_table(3); run.log_table(["a"], [1])
        run.log_confusion_matrix(1, 2); run.alert(Broken(), Broken(), Broken()); run.set_tags(5); run.set_tags(Broken(), wrong=Broken())
        run.log_table(unheard=1); run.finish(Broken(), Broken())
        runstone.init(dir=5).finish()
        runstone.init(dir=Broken())
        print("trained")
        """
    )
    assert (done.returncode, done.stdout) == (0, "trained\n"), done.stderr
    assert "'unheard'; it is ignored" in done.stderr and "log() failed" in done.stderr and "Traceback" not in done.stderr


def test_words_of_other_trackers_are_understood_and_said(project):
    done = project.train("import runstone\nrunstone.init(project='p', config={'lr': 1}, params={'lr': 2}).log({'a': 1})")
    assert "'project'; it is taken as experiment=" in done.stderr and "'config'; it is ignored" in done.stderr
    assert project.of_type("run.started")[0]["experiment"] == "p" and project.of_type("params")[0]["values"] == {"lr": 2}


@pytest.mark.parametrize(("level", "kept"), [("info", "info"), ("warning", "warning"), ("error", "error"), ("fatal", "warning")])
def test_an_alert_has_one_of_three_levels(project, level, kept):
    project.train(BEGIN + f"run.alert('t', level={level!r})")
    assert [(event["title"], event["text"], event["level"]) for event in project.of_type("alert")] == [("t", "", kept)]


def test_pictures_tables_and_matrices_of_usual_objects(project):
    pytest.importorskip("pandas")
    project.train(
        BEGIN
        + """
import numpy, pandas
run.log_image(numpy.linspace(0, 1, 12).reshape(3, 4), name="grey", step=1)
run.log_image(numpy.zeros((2, 2, 3), dtype="uint8"), name="grey.png")
run.log_table(pandas.DataFrame({"a": [1, 2], "b": ["x", None]}))
run.log_confusion_matrix(numpy.array([0, 1, 1]), numpy.array([0, 1, 0]), labels=[1, 0])
"""
    )
    events = project.of_type("artifact")
    assert [(event["path"], event["kind"]) for event in events] == [
        ("artifacts/grey.png", "image"), ("artifacts/grey~2.png", "image"), ("artifacts/table.json", "table"), ("artifacts/confusion-matrix.json", "table"),
    ]
    assert events[0]["metadata"] == {"step": 1} and (project.runs()[0] / events[0]["path"]).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert json.loads((project.runs()[0] / events[2]["path"]).read_text())["rows"] == [[1, "x"], [2, None]]
    assert json.loads((project.runs()[0] / events[3]["path"]).read_text()) == {"columns": ["actual", "1", "0"], "rows": [[1, 1, 1], [0, 0, 1]]}
