"""What the client writes is what the contract in ``schema/`` allows."""

import json
from pathlib import Path

import jsonschema
import pytest

SCHEMA = Path(__file__).resolve().parents[2] / "schema"
CONTRACT = json.loads((SCHEMA / "events.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(CONTRACT)


def lines_of(name: str) -> list:
    return (SCHEMA / "examples" / name).read_text("utf-8").split("\n")[:-1]


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def reason_against(line: str) -> str:
    """Why the contract refuses the line; empty when it takes it."""
    try:
        event = json.loads(line, parse_constant=refuse_constant)
    except ValueError as error:
        return f"no JSON: {error}"
    return "; ".join(error.message for error in VALIDATOR.iter_errors(event))


def test_the_contract_is_itself_valid():
    jsonschema.Draft202012Validator.check_schema(CONTRACT)


@pytest.mark.parametrize("line", lines_of("good.jsonl"))
def test_good_lines_pass(line):
    assert reason_against(line) == ""


@pytest.mark.parametrize("bad", map(json.loads, lines_of("bad.jsonl")), ids=lambda bad: bad["reason"])
def test_bad_lines_do_not(bad):
    assert reason_against(bad["line"]) != ""


EVERYTHING = """
import decimal, math, os, sys, threading, time
import runstone

run = runstone.init("all of it", "a \\ud800 name", {"a": {"b": [1, None]}, 3: math.nan, "o": object(), "big": 10**400}, ["t"], "notes")
runstone.log({"loss": 1, "nan": math.nan, "deep": {"x": True}, "\\udfff": 2, "big": 10**400}, step=10**400)
runstone.log({"loss": decimal.Decimal("Infinity")}, step=math.nan)
runstone.log({}, step=-1.5)
run.summary.update(best=1, none=None, inf=-math.inf, nested={"a": "b"}, big=10**400)
run.set_tags({"a": None, 1: 2})
run.alert("title", "text", "unheard of")
run.log_artifact(b"x", "../a\\\\b\\n", kind="unheard of", metadata={"a": {"b": math.inf}})
run.log_image([[0.5]], step=math.nan)
run.log_table([{"a": 1, "b": math.nan}])
run.log_confusion_matrix("ab", "bb")
inner = runstone.init(parent=run, group="g")
if hasattr(os, "fork"):
    if os.fork() == 0:
        runstone.log({"child": 1})
        os._exit(0)
    os.wait()
inner.finish()
runstone.init(resume=inner.id).finish("unheard of")
time.sleep(2.5)
raise ValueError("\\ud800 " + "x" * 200000)
"""


def test_every_line_of_real_runs_is_valid(project):
    done = project.train(EVERYTHING)
    assert done.returncode == 1 and "Traceback" in done.stderr, done.stderr
    seen = set()
    for run in range(len(project.runs())):
        for file in project.files(run):
            for line in file.read_text("utf-8").split("\n")[:-1]:
                assert reason_against(line) == "", line[:300]
                seen.add(json.loads(line)["type"])
    assert seen >= {
        "run.started", "run.resumed", "params", "metrics", "summary", "tags", "note", "alert", "artifact", "system", "run.finished",
    }
