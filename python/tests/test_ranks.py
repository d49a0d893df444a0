"""Processes that belong together share a run, and those that do not, do not."""

import json
import os
import subprocess
import sys

import pytest
from conftest import wait_until

RANK = """
import os, sys, time
import runstone
run = runstone.init(experiment="ranks")
run.log({"rank": float(os.environ.get("RANK", os.environ.get("SLURM_PROCID", os.environ.get("LOCAL_RANK", -1))))})
if len(sys.argv) > 1: raise ValueError("broken")
"""


def launch(project, size, name="RANK", arguments=(), **env):
    children = [
        project.start(RANK, *(arguments if rank == size - 1 else ()), env={"WORLD_SIZE": str(size), name: str(rank), **env}) for rank in range(size)
    ]
    return [child.communicate(timeout=60)[1] for child in children]


@pytest.mark.parametrize(
    ("name", "env"),
    [
        ("RANK", {"TORCHELASTIC_RUN_ID": "none", "MASTER_ADDR": "localhost", "MASTER_PORT": "29500"}),
        ("SLURM_PROCID", {"SLURM_JOB_ID": "77", "SLURM_STEP_ID": "0"}),
        ("LOCAL_RANK", {}),
        ("RANK", {"RUNSTONE_RUN_ID": "given.id_7"}),
    ],
)
def test_ranks_of_a_launch_share_a_run_with_a_file_each(project, name, env):
    assert launch(project, 3, name, **env) == ["", "", ""]
    (folder,) = project.runs()
    assert folder.name == env.get("RUNSTONE_RUN_ID", folder.name)
    assert [file.name for file in project.files()] == ["main.jsonl", "rank-1.jsonl", "rank-2.jsonl"]
    assert len(project.of_type("run.started")) == len(project.of_type("run.finished")) == 1
    assert sorted(value for _, value in project.points("rank")) == [0, 1, 2]


def test_a_second_launch_with_the_same_address_is_another_run(project):
    for _ in range(2):
        launch(project, 2, MASTER_ADDR="localhost", MASTER_PORT="29500", TORCHELASTIC_RUN_ID="none")
    assert len(project.runs()) == 2
    for run in range(2):
        assert [file.name for file in project.files(run)] == ["main.jsonl", "rank-1.jsonl"]


def test_a_rank_that_comes_when_the_first_has_ended_still_joins(project):
    env = {"WORLD_SIZE": "2", "MASTER_ADDR": "node-0", "MASTER_PORT": "1"}
    for rank in "10":
        project.train(RANK, env={**env, "RANK": rank})
    assert len(project.runs()) == 1 and len(project.files()) == 2


def test_another_ranks_exception_is_an_alert_and_no_end(project):
    launch(project, 2, arguments=["break"], MASTER_ADDR="a", MASTER_PORT="1")
    (alert,) = project.of_type("alert")
    assert alert["level"] == "error" and "rank-1" in alert["title"] and "ValueError: broken" in alert["text"]
    assert [end["status"] for end in project.of_type("run.finished")] == ["finished"]


def test_a_lock_and_a_record_left_by_a_dead_launch_do_not_stop_the_next(project):
    env = {"WORLD_SIZE": "2", "RANK": "0", "MASTER_ADDR": "a", "MASTER_PORT": "1"}
    project.train(RANK, env=env)
    (record,) = (project.folder / ".runstone" / "rendezvous").glob("*.json")
    lock = record.with_name(record.name + ".lock")
    lock.touch()
    os.utime(lock, (1, 1))
    record.write_text("{torn")
    project.train(RANK, env={**env, "RANK": "1"})
    assert len(project.runs()) == 2 and not lock.exists()


def test_a_training_of_one_process_is_no_distributed_one(project):
    launch(project, 1, MASTER_ADDR="a", MASTER_PORT="1")
    assert [file.name for file in project.files()] == ["main.jsonl"]
    assert not (project.folder / ".runstone" / "rendezvous").exists()


def test_a_given_id_is_shared_while_the_first_process_lives_and_resumed_afterwards(project):
    env = {"RUNSTONE_RUN_ID": "shared"}
    first = project.start("import runstone\nrunstone.init().log({'a': 1})\nprint('ready', flush=True)\ninput()", env=env, stdin=subprocess.PIPE)
    first.stdout.readline()
    project.train("import runstone\nrunstone.init().log({'a': 2})\nother = runstone.init()\nassert other.id != 'shared'", env=env)
    first.communicate("\n", timeout=30)
    shared = [run.name for run in project.runs()].index("shared")
    assert [file.name.split("-")[0] for file in project.files(shared)] == ["main.jsonl", "process"]
    assert len(project.of_type("run.started", shared)) == len(project.of_type("run.finished", shared)) == 1

    project.train("import runstone\nrunstone.init().log({'a': 3})", env=env)
    assert len(project.of_type("run.resumed", shared)) == 1 and len(project.of_type("run.finished", shared)) == 2
    assert (1, 3) in project.points("a", shared)


@pytest.mark.parametrize("bad", ["../evil", "a b", "x" * 65, "..", "\u00e4"])
def test_an_id_that_could_not_name_a_folder_is_said_and_replaced(project, bad):
    done = project.train(RANK, env={"RUNSTONE_RUN_ID": bad})
    assert done.returncode == 0 and "RUNSTONE_RUN_ID" in done.stderr
    assert len(project.runs()[0].name) == 36


def test_a_killed_run_can_be_resumed(project):
    child = project.start("import runstone\nrun = runstone.init()\nrun.log({'a': 1}, step=41.5)\nprint(run.id, flush=True)\ninput()", stdin=subprocess.PIPE)
    run_id = child.stdout.readline().strip()
    child.kill()
    child.wait(timeout=30)
    done = project.train(f"import runstone\nrunstone.init(resume={run_id!r}).log({{'a': 2}})")
    assert done.stderr == "" and len(project.runs()) == 1
    assert sorted(project.points("a")) == [(41.5, 1), (42, 2)]
    assert [event["type"] for event in project.events() if event["type"].startswith("run.")] == ["run.started", "run.resumed", "run.finished"]


def test_a_run_that_is_not_there_is_begun_when_it_is_resumed(project):
    done = project.train("import runstone\nrunstone.init(resume='gone')\nrunstone.init(resume='../x')")
    assert "no run gone" in done.stderr and "../x" in done.stderr
    assert project.of_type("run.started", [run.name for run in project.runs()].index("gone"))


def test_a_parent_is_a_run_or_its_id(project):
    done = project.train("import runstone\nruns = [runstone.init(name=n, parent=p) for n, p in (('id', 'abc'), ('bad', '../x'))]\nrunstone.init(name='run', parent=runs[0])")
    parents = {project.of_type("run.started", i)[0]["name"]: project.of_type("run.started", i)[0].get("parentRunId") for i in range(3)}
    assert parents["id"] == "abc" and parents["bad"] is None and len(parents["run"]) == 36 and "../x" in done.stderr


def run_command(project, *words, stdin=subprocess.DEVNULL, **env):
    return subprocess.run(
        [sys.executable, "-m", "runstone", "run", *words],
        cwd=project.folder, env=project.environment(**env), stdin=stdin, capture_output=True, text=True, timeout=60,
    )


CLIENT = "import runstone\nrun = runstone.init({}params={{'a': 1}})\nrun.log({{'loss': 2}})\n"


def test_a_client_in_a_tracked_command_joins_its_run(project):
    script = project.folder / "train.py"
    script.write_text(CLIENT.format("") + "print('out')\n")
    done = run_command(project, "--experiment", "E", "--name", "N", "--param", "lr=1e-3", "--", sys.executable, str(script))
    assert (done.returncode, done.stdout) == (0, "out\n"), done.stderr
    assert [file.name for file in project.files()] == ["launcher.jsonl", "main.jsonl"]
    (started,), (end,) = project.of_type("run.started"), project.of_type("run.finished")
    assert (started["experiment"], started["name"], started["command"]) == ("E", "N", [sys.executable, str(script)])
    assert (end["status"], end["exitCode"]) == ("finished", 0)
    assert [event["values"] for event in project.of_type("params")] == [{"lr": 0.001}, {"a": 1}]
    assert (project.runs()[0] / "output.log").read_text() == "out\n"


def test_the_exception_of_a_joined_client_is_the_end_of_the_run(project):
    script = project.folder / "train.py"
    script.write_text(CLIENT.format("experiment='inner', name='own', ") + "raise ValueError('gone')\n")
    done = run_command(project, "--", sys.executable, str(script))
    assert done.returncode == 1
    (end,) = project.of_type("run.finished")
    assert end["status"] == "failed" and end["error"]["message"] == "gone"
    assert "ValueError" in (project.runs()[0] / "output.log").read_text()
    assert project.of_type("run.started")[-1]["experiment"] == "inner"


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
@pytest.mark.parametrize(("code", "status", "exit_code"), [("kill -9 $$", "killed", 137), ("kill -TERM $$", "killed", 143), ("kill -SEGV $$", "failed", 139), ("exit 3", "failed", 3)])
def test_the_exit_code_of_a_command_is_passed_on(project, code, status, exit_code):
    done = run_command(project, "--", "sh", "-c", code)
    (end,) = project.of_type("run.finished")
    assert (done.returncode, end["status"], end["exitCode"]) == (exit_code, status, exit_code)


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_a_signal_to_the_launcher_reaches_the_command(project):
    words = [sys.executable, "-m", "runstone", "run", "--", "sh", "-c", "trap 'echo saved; exit 5' TERM; echo ready; while :; do sleep 0.05; done"]
    child = subprocess.Popen(words, cwd=project.folder, env=project.environment(), stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    child.terminate()
    assert child.communicate(timeout=30)[0] == "saved\n" and child.returncode == 5
    assert project.of_type("run.finished")[0]["exitCode"] == 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.02", 0.02), ("1e3", 1000.0), ("-7", -7), ("0x1F", 31), ("0o17", 15), ("1.", 1.0), (".5", 0.5), ("true", True), ("False", False),
        ("null", None), ("~", None), ("", None), ("1_000", "1_000"), ("nan", "nan"), (".inf", float("inf")), ("-.inf", float("-inf")),
        ("tRue", "tRue"), ("'1'", "1"), ('"a b"', "a b"), ("a=b", "a=b"), ("yes", "yes"), ("1 2", "1 2"),
    ],
)
def test_params_of_a_command_are_read_as_yaml(text, value):
    from runstone._scalar import parse_param

    key, read = parse_param(f"k={text}")
    assert key == "k" and read == value and type(read) is type(value)


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of Unix")
def test_in_a_terminal_the_command_has_one_of_the_same_size_and_an_interrupt_reaches_it_once(project):
    import fcntl
    import pty
    import struct
    import termios

    script = project.folder / "train.py"
    script.write_text(
        "import os, sys, time\nprint(sys.stdout.isatty(), sys.stdin.isatty(), os.get_terminal_size(), flush=True)\n"
        "print('read', input(), flush=True)\ncount = 0\nend = time.monotonic() + 20\nwhile time.monotonic() < end:\n"
        "    try: time.sleep(0.2)\n    except KeyboardInterrupt:\n        count += 1; end = time.monotonic() + 1\nprint('interrupts', count)\n"
    )
    pid, leader = pty.fork()
    if pid == 0:
        os.chdir(project.folder)
        os.execve(sys.executable, [sys.executable, "-m", "runstone", "run", "--", sys.executable, str(script)], project.environment())
    fcntl.ioctl(leader, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 77, 0, 0))
    seen = b""

    def read_until(words: bytes) -> None:
        nonlocal seen
        while words not in seen:
            try:
                seen += os.read(leader, 4096)
            except OSError:
                raise AssertionError(f"the terminal closed; it showed {seen!r}")

    read_until(b"lines=33)\r\n")
    assert b"True True os.terminal_size(columns=77, lines=33)\r\n" in seen
    os.write(leader, b"hello\r")
    read_until(b"read hello\r\n")
    os.write(leader, b"\x03")
    read_until(b"interrupts 1\r\n")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    os.close(leader)
    assert "interrupts 1" in (project.runs()[0] / "output.log").read_text()
    assert project.of_type("run.finished")[0]["status"] == "finished"


def test_a_command_that_cannot_be_executed_is_a_failed_run(project):
    (project.folder / "data.txt").write_text("x")
    done = run_command(project, "--", str(project.folder / "data.txt"))
    assert done.returncode == 126 and project.of_type("run.finished")[0]["status"] == "failed"


def test_a_kill_of_the_launcher_leaves_the_run_without_an_end(project):
    words = [sys.executable, "-m", "runstone", "run", "--", "sh", "-c", "echo ready; exec sleep 1"]
    child = subprocess.Popen(words, cwd=project.folder, env=project.environment(), stdout=subprocess.PIPE, text=True)
    child.stdout.readline()
    child.kill()
    child.communicate(timeout=30)
    assert project.of_type("run.finished") == []


def test_the_rendezvous_names_the_run(project):
    env = {"WORLD_SIZE": "2", "RANK": "1", "MASTER_ADDR": "a", "MASTER_PORT": "1"}
    project.train(RANK, env=env)
    (record,) = wait_until(lambda: list((project.folder / ".runstone" / "rendezvous").glob("*.json")))
    assert json.loads(record.read_text())["runId"] == project.runs()[0].name
