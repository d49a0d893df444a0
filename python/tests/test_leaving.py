"""The codes and signals with which programs leave."""

import os
import signal
import sys

import pytest

BEGIN = "import runstone, sys, os, time, threading, signal\nrun = runstone.init()\n"


def end_of(project, code, *arguments, **options):
    done = project.train(BEGIN + code, *arguments, **options)
    (end,) = project.of_type("run.finished")
    return end, done


@pytest.mark.parametrize(
    ("code", "status", "exit_code"),
    [
        ("exit(4)", "failed", 4),
        ("quit()", "finished", 0),
        ("sys.exit(None)", "finished", 0),
        ("sys.exit(True)", "failed", 1),
        ("def main(): sys.exit(6)\ntry: main()\nfinally: print('cleaned')", "failed", 6),
        ("try: sys.exit(6)\nexcept SystemExit: pass", "finished", 0),
        ("def call():\n    try: sys.exit(6)\n    except SystemExit as error: return error.code\nassert call() == 6", "finished", 0),
        ("threading.Thread(target=sys.exit, args=(6,)).start()", "finished", 0),
        ("def fail(): raise ValueError\nt = threading.Thread(target=fail); t.start(); t.join()", "finished", 0),
        ("import atexit\natexit.register(lambda: run.log({'late': 1}))\nsys.exit(2)", "failed", 2),
        ("with run: sys.exit(3)", "failed", 3),
        ("try:\n    with run: 1 / 0\nexcept ZeroDivisionError: pass", "failed", 1),
        ("try: raise KeyboardInterrupt\nexcept KeyboardInterrupt: pass", "finished", 0),
        ("run.finish()\nrun.finish('failed')\nsys.exit(3)", "finished", None),
        ("run.finish('failed', 9)", "failed", 9),
        ("run.finish('happily')", "failed", None),
    ],
)
def test_the_end_says_how_the_program_left(project, code, status, exit_code):
    end, _ = end_of(project, code)
    assert (end["status"], end.get("exitCode")) == (status, exit_code)


def test_an_exit_with_a_code_says_where_it_was_called(project):
    end, done = end_of(project, "def main():\n    sys.exit('no data')\nmain()")
    assert done.returncode == 1 and done.stderr.endswith("no data\n")
    assert end["error"]["type"] == "SystemExit" and end["error"]["message"] == "no data"
    assert "in main" in end["error"]["traceback"]
    assert "no data" in (project.runs()[0] / "output.log").read_text()


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_in_the_middle_of_a_log_ends_the_run(project, name):
    number = getattr(signal, name)
    child = project.start(BEGIN + "print('ready', flush=True)\nwhile True: run.log({'loss': 0.5})")
    child.stdout.readline()
    child.send_signal(number)
    child.communicate(timeout=30)
    assert child.returncode == -number
    assert project.events()[-1]["type"] == "run.finished"
    assert (project.events()[-1]["status"], project.events()[-1]["exitCode"]) == ("killed", 128 + number)


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_an_ignored_signal_stays_ignored(project):
    code = "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + BEGIN + "os.kill(os.getpid(), signal.SIGHUP)\nrun.log({'a': 1})"
    project.train("import signal\n" + code)
    assert project.of_type("run.finished")[0]["status"] == "finished"


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_a_handler_set_after_init_is_called_and_decides(project):
    code = "signal.signal(signal.SIGTERM, lambda *a: print('saved', flush=True))\nos.kill(os.getpid(), signal.SIGTERM)\nrun.log({'a': 1})"
    end, done = end_of(project, code)
    assert "saved" in done.stdout and end["status"] == "finished" and project.points("a") == [(0, 1)]


def test_os_exit_leaves_no_end(project):
    project.train(BEGIN + "run.log({'a': 1})\nos._exit(0)")
    assert project.points("a") == [(0, 1)] and project.of_type("run.finished") == []


def test_what_comes_after_the_end_is_said_once_and_left_out(project):
    done = project.train(BEGIN + "run.finish()\nfor _ in range(3): run.log({'a': 1})\nrun.log_artifact(b'x')\nrun.alert('a')\nrun.params['a'] = 1")
    assert done.returncode == 0 and done.stderr.count("has finished") == 1
    assert project.events()[-1]["type"] == "run.finished"
    assert not (project.runs()[0] / "artifacts").exists()


def test_without_a_run_each_function_is_said_once_and_ignored(project):
    code = "import runstone\nfor _ in range(3):\n    runstone.log({'a': 1}); runstone.alert('a'); runstone.finish()\n    assert runstone.run() is None and runstone.log_artifact(b'') is None"
    done = project.train(code)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("log() was called") == 1 and project.runs() == []


def test_an_outer_run_that_ends_first_leaves_the_inner_one_current(project):
    project.train(BEGIN + "inner = runstone.init(name='inner')\nrun.finish()\nrunstone.log({'a': 1})\nprint('heard')\nassert runstone.run() is inner")
    inner = next(i for i in range(2) if project.of_type("run.started", i)[0]["name"] == "inner")
    assert project.points("a", inner) == [(0, 1)]
    assert (project.runs()[inner] / "output.log").read_text() == "heard\n"
    assert project.of_type("run.started", inner)[0].get("parentRunId") is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_workers_of_multiprocessing_fork_log_into_files_of_their_own(project):
    project.train(
        BEGIN
        + """
import multiprocessing
def work(n):
    runstone.log({"worker": n})
    print("from", n, flush=True)
    return os.getpid()
if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pids = pool.map(work, range(8), chunksize=1)
    run.log({"parent": len(set(pids))})
"""
    )
    assert sorted(value for _, value in project.points("worker")) == list(range(8))
    assert project.files()[-1].name == "main.jsonl" and all(file.name.startswith("fork-") for file in project.files()[:-1])
    assert "fork" in project.files()[0].name and len(project.of_type("run.finished")) == 1
    assert sorted((project.runs()[0] / "output.log").read_text().split("\n")) == ["", *(f"from {n}" for n in range(8))]


def test_a_spawned_worker_has_no_run_until_it_begins_one(project):
    done = project.train(
        """
        import multiprocessing, os, runstone
        def work():
            runstone.log({"lost": 1})
            assert "RUNSTONE_RUN_ID" not in os.environ
            runstone.init(name="own").log({"own": 1})
        if __name__ == "__main__":
            run = runstone.init(name="parent")
            worker = multiprocessing.get_context("spawn").Process(target=work)
            worker.start(); worker.join()
            run.log({"code": worker.exitcode})
        """
    )
    assert done.stderr.count("no run is open") == 1
    names = {project.of_type("run.started", i)[0]["name"]: i for i in range(2)}
    assert project.points("own", names["own"]) == [(0, 1)] and project.points("code", names["parent"]) == [(0, 0)]


def test_every_python_that_is_supported_can_read_the_client():
    import ast
    from pathlib import Path

    import runstone

    for file in Path(runstone.__file__).parent.glob("*.py"):
        ast.parse(file.read_text("utf-8"), feature_version=(3, 9))


VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13")


def pythons():
    import glob

    here = [sys.executable]
    return here + [path for version in VERSIONS for path in sorted(glob.glob(os.path.expanduser(f"~/.pyenv/versions/{version}.*/bin/python")))[-1:]]


@pytest.mark.parametrize("python", pythons())
def test_the_pythons_on_this_machine_record_exits_and_forks(project, python):
    code = (
        BEGIN
        + "run.log({'a': 1})\ntry: sys.exit(9)\nexcept SystemExit: pass\nif hasattr(os, 'fork') and os.fork() == 0:\n    run.log({'b': 1}); os._exit(0)\nprint('printed')\ndef main(): sys.exit(7)\nmain()"
    )
    # Newer ones warn of forks beside the threads that this client, like most numerical libraries, has.
    done = project.train(code, python=python, env={"PYTHONWARNINGS": "ignore::DeprecationWarning"})
    assert done.returncode == 7, done.stderr
    (end,) = project.of_type("run.finished")
    assert (end["status"], end["exitCode"]) == ("failed", 7)
    assert (project.runs()[0] / "output.log").read_text() == "printed\n"
    assert done.stderr == ""
