"""The sample projects train for real and leave what their READMEs promise."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PACKAGE

EXAMPLES = PACKAGE.parent / "examples"


def train(project, example, *arguments):
    for module in ("sklearn", "river"):
        pytest.importorskip(module)
    return subprocess.run(
        [sys.executable, str(EXAMPLES / example / "train.py"), *arguments],
        cwd=project.folder, env=project.environment(), capture_output=True, text=True, timeout=110,
    )


@pytest.mark.parametrize(
    ("example", "arguments", "metrics"),
    [
        ("digits", ["--lr", "0.02", "--hidden", "16", "--batch-size", "128"], {"train_loss", "val_loss", "val_acc", "val_f1"}),
        ("phishing", ["--lr", "0.004", "--degree", "1"], {"train_loss", "val_loss", "val_f1", "val_ap"}),
    ],
)
def test_an_example_learns_and_records_curves_a_matrix_and_a_model(project, example, arguments, metrics):
    done = train(project, example, *arguments, "--epochs", "6", "--seed", "3")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert project.of_type("run.started")[0]["experiment"] == example
    params = project.of_type("params")[0]["values"]
    assert params["epochs"] == 6 and params["seed"] == 3 and params["lr"] == float(arguments[1])
    events = project.of_type("metrics")
    assert [event["step"] for event in events] == list(range(6)) and {key for event in events for key in event["values"]} == metrics
    for loss in ("train_loss", "val_loss"):
        (_, first), *_, (_, last) = project.points(loss)
        assert last < first
    assert [(event["path"], event["kind"]) for event in project.of_type("artifact")] == [
        ("artifacts/confusion-matrix.json", "table"), ("artifacts/model.pkl", "model"),
    ]
    matrix = json.loads((project.runs()[0] / "artifacts/confusion-matrix.json").read_text())
    assert len(matrix["columns"]) == len(matrix["rows"]) + 1 and sum(sum(row[1:]) for row in matrix["rows"]) > 300
    assert project.of_type("run.finished")[0]["status"] == "finished"
    assert "epoch   5" in (project.runs()[0] / "output.log").read_text()


def test_the_same_seed_gives_the_same_curve(project):
    for _ in range(2):
        train(project, "digits", "--epochs", "2", "--lr", "0.01")
    assert project.points("val_loss", 0) == project.points("val_loss", 1)


@pytest.mark.parametrize("example", ["digits", "phishing"])
def test_an_example_uses_the_client_in_under_ten_lines_and_names_what_it_needs(example):
    folder = EXAMPLES / example
    tree = ast.parse((folder / "train.py").read_text("utf-8"))
    lines = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in ("runstone", "run")}
    assert 3 <= len(lines) + 1 < 10
    imported = {node.module.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    needed = (folder / "requirements.txt").read_text()
    assert all({"sklearn": "scikit-learn"}.get(name, name) in needed for name in imported)


@pytest.mark.parametrize("example", ["digits", "phishing"])
def test_every_argument_that_a_readme_names_exists(example):
    import re

    script = (EXAMPLES / example / "train.py").read_text("utf-8")
    named = set(re.findall(r"--[a-z-]+", Path(EXAMPLES / example / "README.md").read_text("utf-8")))
    assert named and all(f'"{argument}"' in script for argument in named)
