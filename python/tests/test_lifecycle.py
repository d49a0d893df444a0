"""However a training ends, its run says how."""

import os
import signal
import time

import pytest

BEGIN = "import runstone, sys, os, time, threading\nrun = runstone.init(experiment='e', params={'lr': 0.1})\n"
# A signal that comes just before a long sleep would be noticed after it.
WAIT = "for _ in range(600): time.sleep(0.05)\n"


@pytest.mark.parametrize(
    ("code", "status", "exit_code"),
    [
        ("runstone.log({'loss': 1})", "finished", 0),
        ("sys.exit(0)", "finished", 0),
        ("sys.exit(3)", "failed", 3),
        ("sys.exit('wrong')", "failed", 1),
        ("run.finish('killed')", "killed", None),
        ("raise KeyboardInterrupt", "killed", 130),
    ],
)
def test_the_end_is_recorded(project, code, status, exit_code):
    project.train(BEGIN + code)
    (end,) = project.of_type("run.finished")
    assert (end["status"], end.get("exitCode")) == (status, exit_code)


def test_an_exception_leaves_its_traceback_and_passes_on(project):
    done = project.train(BEGIN + "raise ValueError('the loss is gone')")
    assert done.returncode == 1 and "ValueError: the loss is gone" in done.stderr
    (end,) = project.of_type("run.finished")
    assert end["status"] == "failed"
    assert end["error"]["type"] == "ValueError" and "train.py" in end["error"]["traceback"]
    assert "ValueError" in (project.runs()[0] / "output.log").read_text()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_kills_the_run_and_the_process(project, number, code):
    child = project.start(BEGIN + "print('ready', flush=True)\n" + WAIT)
    child.stdout.readline()
    child.send_signal(number)
    child.communicate(timeout=20)
    assert child.returncode in (-number, 128 + number)
    (end,) = project.of_type("run.finished")
    assert (end["status"], end["exitCode"]) == ("killed", code)


def test_a_handler_of_the_users_own_is_left_alone(project):
    handler = "import signal\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(5))\n"
    child = project.start("import sys\n" + handler + BEGIN + "print('ready', flush=True)\n" + WAIT)
    child.stdout.readline()
    child.terminate()
    child.communicate(timeout=20)
    assert child.returncode == 5
    assert project.of_type("run.finished")[0]["exitCode"] == 5


def test_after_kill_nine_every_logged_line_is_there_and_no_end(project):
    code = BEGIN + "for i in range(10**9):\n    runstone.log({'loss': i})\n    print(i, flush=True)"
    child = project.start(code)
    last = 0
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        last = int(child.stdout.readline())
    child.kill()
    rest = child.communicate()[0].split()
    last = int(rest[-2]) if len(rest) > 1 else last
    steps = [step for step, _ in project.points("loss")]
    assert steps[: last + 1] == list(range(last + 1))
    assert project.of_type("run.finished") == []


def test_a_context_manager_ends_with_its_block(project):
    project.train("import runstone\nwith runstone.init() as run:\n    run.log({'a': 1})\nrunstone.log({'a': 2})")
    assert [event["type"] for event in project.events() if event["type"] in ("metrics", "run.finished")] == ["metrics", "run.finished"]


def test_two_runs_nest_and_the_outer_one_goes_on(project):
    project.train(
        """
        import runstone
        outer = runstone.init(name="outer")
        inner = runstone.init(name="inner", parent=outer)
        runstone.log({"which": 2})
        inner.finish()
        runstone.log({"which": 1})
        """
    )
    names = {project.of_type("run.started", i)[0]["name"]: i for i in range(2)}
    assert project.points("which", names["outer"]) == [(0, 1)]
    assert project.points("which", names["inner"]) == [(0, 2)]
    outer_id = project.of_type("run.started", names["outer"])[0]["runId"]
    assert project.of_type("run.started", names["inner"])[0]["parentRunId"] == outer_id


def test_a_resumed_run_counts_on(project):
    project.train(BEGIN + "for i in range(3): runstone.log({'loss': i})")
    run_id = project.runs()[0].name
    project.train(f"import runstone\nrunstone.init(resume={run_id!r})\nrunstone.log({{'loss': 9}})")
    assert len(project.runs()) == 1 and len(project.files()) == 2
    assert sorted(project.points("loss")) == [(0, 0), (1, 1), (2, 2), (3, 9)]
    assert len(project.of_type("run.resumed")) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_writes_a_file_of_its_own_and_ends_nothing(project):
    project.train(
        BEGIN
        + "runstone.log({'parent': 1})\nif os.fork() == 0:\n    runstone.log({'child': 1})\n    sys.exit(7)\nos.wait()\nrunstone.log({'parent': 2})"
    )
    assert len(project.files()) == 2
    assert project.points("child") == [(1, 1)] and [value for _, value in project.points("parent")] == [1, 2]
    (end,) = project.of_type("run.finished")
    assert end["status"] == "finished"


def test_threads_log_at_once_and_every_line_is_whole(project):
    project.train(
        BEGIN
        + "def work(n):\n    for i in range(2000): runstone.log({f't{n}': i})\n"
        + "threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]\n[t.start() for t in threads]; [t.join() for t in threads]"
    )
    events = project.of_type("metrics")
    assert len(events) == 16_000
    assert sorted(event["step"] for event in events) == list(range(16_000))


def test_ranks_of_one_launch_share_a_run(project):
    env = {"WORLD_SIZE": "2", "MASTER_ADDR": "localhost", "MASTER_PORT": "2950"}
    code = BEGIN + "runstone.log({'loss': int(os.environ['RANK'])})\ntime.sleep(1.5)"
    children = [project.start(code, env={**env, "RANK": str(rank)}) for rank in range(2)]
    assert [child.wait(timeout=30) for child in children] == [0, 0]
    assert len(project.runs()) == 1 and len(project.files()) == 2
    assert len(project.of_type("run.started")) == len(project.of_type("run.finished")) == 1
    assert sorted(value for _, value in project.points("loss")) == [0, 1]
