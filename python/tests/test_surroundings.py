"""Odd places in which trainings run: the client leaves each as it found it."""

import json
import os
import subprocess
import sys

import pytest
from conftest import PACKAGE

BEGIN = "import os, runstone, sys\nrun = runstone.init()\n"
END = "\nrun.log({'a': 1})\nprint('trained')"


def assert_trained(project, done):
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["trained"]), done.stderr
    assert done.stderr == ""
    assert project.points("a") == [(0, 1)]


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii:replace"}, {"PYTHONIOENCODING": "latin-1"}])
def test_any_locale_records_utf_8(project, env):
    done = project.train(BEGIN + "run.params['name'] = 'große \u03bb'\nrun.set_tags({'\U0001f680': 'é'})\nprint(sys.stdout.encoding)\nprint('\\u00e9')" + END, env=env)
    if "PYTHONIOENCODING" in env:
        assert_trained(project, done)
    assert project.of_type("params")[0]["values"] == {"name": "große λ"} and project.of_type("tags")[0]["values"] == {"\U0001f680": "é"}
    assert "é" in (project.runs()[0] / "output.log").read_text("utf-8") or done.returncode


@pytest.mark.skipif(os.name != "posix", reason="a folder in use cannot be deleted here")
@pytest.mark.parametrize("named", [True, False])
def test_a_current_folder_that_was_deleted(project, named):
    home = project.folder / "home"
    home.mkdir()
    code = "import os\nos.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')\n" + BEGIN + END
    done = project.train(code, env={"HOME": str(home), **({} if named else {"RUNSTONE_DIR": ""})})
    assert done.returncode == 0 and done.stdout == "trained\n", done.stderr
    assert ((project.folder if named else home) / ".runstone" / "runs").is_dir()


def test_no_home_no_user_and_no_path(project):
    script = project.folder / "train.py"
    script.write_text(BEGIN + END)
    env = {"PYTHONPATH": str(PACKAGE), "RUNSTONE_DIR": str(project.folder)}
    done = subprocess.run([sys.executable, str(script)], cwd=project.folder, env=env, capture_output=True, text=True, timeout=60)
    assert_trained(project, done)


def test_an_embedded_interpreter_without_arguments(project):
    done = project.train("import sys\ndel sys.argv\nsys.orig_argv = []\nsys.executable = None\n" + BEGIN + END)
    assert_trained(project, done)
    assert project.of_type("run.started")[0]["command"] == ["python"]


def test_a_begin_outside_the_main_thread(project):
    code = "import threading\nimport runstone\n" + "run = None\ndef work():\n    global run\n    run = runstone.init()\nt = threading.Thread(target=work); t.start(); t.join()" + END
    assert_trained(project, project.train(code))
    assert project.of_type("run.finished")[0]["status"] == "finished"


@pytest.mark.parametrize("stream", ["None", "Notebook()"])
def test_streams_of_windowed_programs_and_notebooks(project, stream):
    code = (
        "import sys\nclass Notebook:\n    text = ''\n    def write(self, text): type(self).text += text\n    def flush(self): pass\n"
        f"original = sys.stdout\nsys.stdout = sys.stderr = {stream}\n" + BEGIN + "print('in between')\nsys.stdout = original" + END
    )
    assert_trained(project, project.train(code))
    kept = (project.runs()[0] / "output.log").read_text() if stream != "None" else "in between\n"
    assert kept.startswith("in between\n")


def test_the_streams_stay_the_objects_they_were(project):
    code = """
import io, logging, sys
out, err = sys.stdout, sys.stderr
logging.basicConfig(level="INFO", format="%(message)s")
import runstone
before = (out.isatty(), out.encoding, out.errors, out.line_buffering, out.fileno(), out.name)
run = runstone.init()
assert sys.stdout is out and sys.stderr is err and isinstance(out, io.TextIOWrapper)
assert before == (out.isatty(), out.encoding, out.errors, out.line_buffering, out.fileno(), out.name)
assert print("a") is None and out.write("b\\n") == 2
out.writelines(["c\\n", "d\\n"])
logging.info("logged")
for i in range(3): print(f"\\r{i}/3", end="", file=sys.stderr)
run.finish()
print("after")
assert "write" not in vars(out)
"""
    done = project.train(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "a\nb\nc\nd\nafter\n" and done.stderr == "logged\n\r0/3\r1/3\r2/3".replace("\r", "\n")
    assert (project.runs()[0] / "output.log").read_bytes() == b"a\nb\nc\nd\nlogged\n\r0/3\r1/3\r2/3"


def test_a_write_that_somebody_else_replaced_is_left_alone(project):
    code = BEGIN + (
        "mine = sys.stdout.write\ndef loud(text): return mine(text.upper())\nsys.stdout.write = loud\nprint('a')\nrun.finish()\n"
        "assert sys.stdout.write is loud\nprint('b')"
    )
    done = project.train(code)
    assert done.stdout == "A\nB\n" and (project.runs()[0] / "output.log").read_text() == "A\n"


def test_a_module_function_speaks_to_the_newest_run(project):
    project.train(
        """
        import runstone
        runstone.init(tags=["quick", "first"], notes="Why **this** one", group="g")
        runstone.log({"a": 1}); runstone.log({"a": 2}, step=5)
        assert runstone.log_artifact(b"x", "f.bin", "model", {"k": 1}).endswith("f.bin")
        assert runstone.log_image([[0]]) and runstone.log_table(["a"], [[1]]) and runstone.log_confusion_matrix([1], [1])
        runstone.alert("t", "x", "info"); runstone.set_tags(stage="x")
        runstone.run().summary["best"] = 2
        runstone.finish("failed", 3)
        assert runstone.run() is None
        """
    )
    kinds = [event["type"] for event in project.events() if event["type"] not in ("system", "code")]
    assert kinds == ["run.started", "tags", "note", "metrics", "metrics", *["artifact"] * 4, "alert", "tags", "summary", "run.finished"]
    assert project.of_type("tags")[0]["values"] == {"quick": "", "first": ""} and project.of_type("run.started")[0]["group"] == "g"
    assert project.of_type("run.finished")[0]["exitCode"] == 3


def test_the_environment_names_python_its_packages_and_the_machine(project):
    project.train(BEGIN)
    environment = project.of_type("run.started")[0]["environment"]
    assert environment["python"] == ".".join(map(str, sys.version_info[:3]))
    assert environment["packages"].get("pytest") == pytest.__version__
    assert environment["cores"] == os.cpu_count() and environment["memoryBytes"] > 2**20 and environment["os"] and environment["cpu"]


def test_the_machine_is_sampled_at_most_every_5_s_and_no_heart_beats_meanwhile(project):
    project.train(BEGIN + "import time\ntime.sleep(7.5)")
    samples = project.of_type("system")
    assert len(samples) == 2 and samples[1]["at"] - samples[0]["at"] >= 5000
    assert project.of_type("heartbeat") == []
    if sys.platform == "linux":
        assert {"cpu.percent", "process.cpu.percent", "memory.bytes", "process.memory.bytes", "disk.percent"} <= set(samples[1]["values"])


def test_the_heart_beats_while_nothing_else_is_written(project):
    code = "import runstone._companion as c\nc.HEARTBEAT_S = 2.0\nc.SYSTEM_EVERY_S = c._FIRST_SAMPLE_S = 1e9\n" + BEGIN + "import time\ntime.sleep(7)"
    project.train(code)
    beats = [event["at"] for event in project.of_type("heartbeat")]
    assert 2 <= len(beats) <= 3 and all(later - earlier >= 2000 for earlier, later in zip(beats, beats[1:]))


def test_the_heart_beats_every_15_s():
    from runstone import _companion

    assert (_companion.HEARTBEAT_S, _companion.SYSTEM_EVERY_S) == (15.0, 5.0)


@pytest.mark.skipif(os.name != "posix", reason="a script as a program")
def test_gpus_are_read_from_nvidia_smi(project):
    program = project.folder / "bin" / "nvidia-smi"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho '87, 4096, 61, 250.5'\necho '[N/A], 10, 40, [N/A]'\n")
    program.chmod(0o755)
    project.train(BEGIN + "import time\ntime.sleep(2.5)", env={"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"})
    values = project.of_type("system")[0]["values"]
    gpu = {key: value for key, value in values.items() if key.startswith("gpu.")}
    assert gpu == {
        "gpu.0.percent": 87, "gpu.0.memory.bytes": 4096 * 2**20, "gpu.0.temperature": 61, "gpu.0.power.watts": 250.5,
        "gpu.1.memory.bytes": 10 * 2**20, "gpu.1.temperature": 40,
    }


def test_the_code_is_the_scripts_repository_seen_from_the_workspace(project):
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(project.folder / "sub")]
    (project.folder / "sub").mkdir()
    subprocess.run([*git, "init", "-q"], check=True)
    script = project.folder / "sub" / "train.py"
    script.write_text(BEGIN)
    done = subprocess.run([sys.executable, str(script)], cwd=project.folder, env=project.environment(), capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    code = project.of_type("code")[0]["code"]
    assert (code["repository"], code["commit"], code["dirty"]) == ("sub", None, True)
    started = project.of_type("run.started")[0]
    assert started["code"] is None and started["script"] == str(script) and started["command"][-1] == str(script)


def test_outside_git_there_is_no_code(project):
    project.train(BEGIN)
    assert project.of_type("code") == [] and project.of_type("run.started")[0]["code"] is None


def test_output_and_events_are_complete_when_the_process_prints_and_logs_from_many_threads(project):
    project.train(
        BEGIN
        + "import threading\ndef work(n):\n    for i in range(200): print(f'{n}-{i}\\n', end=''); run.log({'a': i})\n"
        + "threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]\n[t.start() for t in threads]; [t.join() for t in threads]"
    )
    assert sorted((project.runs()[0] / "output.log").read_text().split()) == sorted(f"{n}-{i}" for n in range(4) for i in range(200))
    assert len(project.of_type("metrics")) == 800 and json.dumps(project.events())
