"""What is logged is what is recorded, and what cannot be recorded never stops a training."""

import json
import os
import shutil
import subprocess
import sys

import pytest

import runstone
from runstone import _encode, _git, _values

BEGIN = "import runstone\nrun = runstone.init(experiment='e')\n"


def test_the_public_names_are_these():
    assert sorted(runstone.__all__) == [
        "Run", "alert", "finish", "init", "log", "log_artifact", "log_confusion_matrix", "log_image", "log_table", "run", "set_tags",
    ]


def test_both_ways_to_write_metrics_say_the_same():
    for metrics in ({"loss": 0.1, "acc": 3}, {"50%": 1e-300, 'a"b': -0.0}, {"big": 2**53, "ä": 1.5}):
        quick = json.loads(_encode.encode_plain_metrics(metrics, 7))
        slow = json.loads(_encode.encode_metrics(metrics, 7)[0][0])
        assert {**quick, "at": 0} == {**slow, "at": 0}
        assert quick["values"] == metrics


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "x", None, 10**400, {"a": 1}])
def test_the_quick_way_leaves_odd_values_to_the_slow_one(value):
    assert _encode.encode_plain_metrics({"a": value}, 0) is None


def test_values_of_other_libraries_become_numbers():
    numpy = pytest.importorskip("numpy")
    from decimal import Decimal
    from fractions import Fraction

    class Tensor:
        def item(self):
            return 0.5

    for value, number in [
        (numpy.float32(0.5), 0.5), (numpy.int64(3), 3), (numpy.array([2.0]), 2.0), (Tensor(), 0.5), (Decimal("0.25"), 0.25),
        (Fraction(1, 4), 0.25), (True, 1), (2**60, float(2**60)), ([7], 7),
    ]:
        assert _values.to_number(value) == number
    for value in ("0.5", None, numpy.array([1.0, 2.0]), object(), [1, 2], 1j):
        assert _values.to_number(value) is None


def test_metrics_params_summary_and_tags_are_recorded(project):
    done = project.train(
        BEGIN
        + """
run.params.update({"model": {"depth": 4}, "layers": [1, 2], "nothing": None, "odd": object})
run.summary["best"] = 0.9
runstone.log({"loss": float("nan"), "deep": {"a": 1}, "text": "no"}, step=2.5)
runstone.log({"loss": float("-inf")})
runstone.log({"loss": 1}, step=1)
runstone.log({"text": "no"})
runstone.set_tags({"stage": "old"}, other=None)
runstone.alert("Diverged", "loss is NaN", level="error")
"""
    )
    assert done.returncode == 0 and done.stderr.count("'text'") == 1
    assert project.points("loss") == [(2.5, "NaN"), (3, "-Infinity"), (1, 1)]
    assert project.points("deep.a") == [(2.5, 1)]
    (params,) = project.of_type("params")
    assert params["values"] == {"model.depth": 4, "layers": "[1, 2]", "nothing": None, "odd": "<class 'object'>"}
    assert project.of_type("summary")[0]["values"] == {"best": 0.9}
    assert project.of_type("tags")[0]["values"] == {"stage": "old", "other": None}
    assert project.of_type("alert")[0]["level"] == "error"


def test_artifacts_are_copied_under_safe_names(project):
    (project.folder / "weights.bin").write_bytes(b"w" * 10)
    (project.folder / "data").mkdir()
    (project.folder / "data" / "a.txt").write_text("a")
    (project.folder / "data" / "out").symlink_to("/etc/hostname")
    project.train(
        BEGIN
        + """
run.log_artifact("weights.bin", kind="model")
run.log_artifact("weights.bin", kind="model")
run.log_artifact(b"evil", name="../../../evil")
run.log_artifact("data")
run.log_artifact("missing.bin")
run.log_image([[0, 255]], name="dot")
run.log_table(["a", "b"], [[1, float("nan")]])
run.log_confusion_matrix([0, 1, 1], [0, 1, 0])
"""
    )
    recorded = [event["path"] for event in project.of_type("artifact")]
    assert recorded == [
        "artifacts/weights.bin", "artifacts/weights~2.bin", "artifacts/_/_/_/evil", "artifacts/data/a.txt",
        "artifacts/dot.png", "artifacts/table.json", "artifacts/confusion-matrix.json",
    ]
    for path in recorded:
        assert (project.runs()[0] / path).is_file()
    matrix = json.loads((project.runs()[0] / "artifacts/confusion-matrix.json").read_text())
    assert matrix == {"columns": ["actual", "0", "1"], "rows": [[0, 1, 0], [1, 1, 1]]}
    assert not (project.folder.parent / "evil").exists()


def test_the_console_is_kept_and_behaves_as_before(project):
    code = "import sys\nprint('before')\n" + BEGIN + "print('ä', sys.stdout.isatty(), sys.stdout.encoding)\nprint('err', file=sys.stderr)"
    done = project.train(code, env={"PYTHONIOENCODING": "utf-8"})
    assert done.stdout.splitlines() == ["before", "ä False utf-8"]
    assert (project.runs()[0] / "output.log").read_text("utf-8") == "ä False utf-8\nerr\n"


def test_a_folder_that_vanishes_is_said_once_and_training_goes_on(project):
    done = project.train(
        BEGIN
        + """
import shutil, time
print("before")
shutil.rmtree(run._root + "/.runstone")
for i in range(80):
    runstone.log({"loss": i}); time.sleep(0.1)
print("after", "it")
"""
    )
    assert done.returncode == 0
    assert done.stderr.count("was moved or deleted") == done.stderr.count("runstone:") == 1
    assert project.points("loss")[-1] == (79, 79)
    assert (project.runs()[0] / "output.log").read_text() == "after it\n"


@pytest.mark.skipif(os.name != "posix" or not os.path.exists("/dev/full"), reason="needs a limit on file sizes")
def test_a_full_disk_is_said_once_and_training_goes_on(project):
    done = project.train(
        """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        import runstone
        runstone.init()
        for i in range(1000): runstone.log({"loss": i})
        print("trained")
        """
    )
    assert done.returncode == 0 and "trained" in done.stdout
    assert done.stderr.count("cannot be recorded") == 1
    whole = project.files()[0].read_text().splitlines()
    assert all(json.loads(line) for line in whole[:-1])


def test_the_commit_is_recorded_and_credentials_are_not(project):
    if shutil.which("git") is None:
        pytest.skip("no git")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(project.folder)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    (project.folder / "model.py").write_text("x = 1\n")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)
    subprocess.run([*git, "remote", "add", "origin", "https://me:secret@example.org/a/b.git"], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    project.train(BEGIN)
    code = project.of_type("code")[0]["code"]
    assert code["commit"] == head and code["branch"] == "main" and code["dirty"] is True
    assert code["remote"] == "https://example.org/a/b.git"
    assert "secret" not in "".join(file.read_text() for file in project.files())


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://user:token@host:8443/a.git?x=1", "https://host:8443/a.git"),
        ("git@github.com:a/b.git", "git@github.com:a/b.git"),
        ("ssh://git:pw@host/a", "ssh://host/a"),
        ("https://a%40b:p@ss@host/a.git#x", "https://host/a.git"),
        ("me:secret@host:a/b.git", "host:a/b.git"),
        ("/srv/a.git", "/srv/a.git"),
    ],
)
def test_remotes_lose_their_credentials(url, safe):
    assert _git.strip_credentials(url) == safe


@pytest.mark.parametrize(
    ("command", "code", "status"),
    [
        (["-c", "print('hi')"], 0, "finished"),
        (["-c", "import sys; sys.exit(4)"], 4, "failed"),
        (["-c", "import runstone; runstone.init(params={'a': 1}); runstone.log({'loss': 2})"], 0, "finished"),
    ],
)
def test_any_command_can_be_tracked(project, command, code, status):
    done = subprocess.run(
        [sys.executable, "-m", "runstone", "run", "--experiment", "any", "--param", "lr=0.5", "--", sys.executable, *command],
        cwd=project.folder, env=project.environment(), capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == code
    assert len(project.runs()) == 1
    assert {"lr": 0.5}.items() <= {k: v for event in project.of_type("params") for k, v in event["values"].items()}.items()
    statuses = [(end["status"], end.get("exitCode")) for end in project.of_type("run.finished")]
    assert statuses[-1] == (status, code)


def test_a_command_that_is_not_there_is_a_failed_run(project):
    done = subprocess.run(
        [sys.executable, "-m", "runstone", "run", "--", "no-such-program"],
        cwd=project.folder, env=project.environment(), capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 127 and "no-such-program" in done.stderr
    assert project.of_type("run.finished")[0]["exitCode"] == 127
