"""Disks that are full, folders that vanish, and files with hostile names."""

import json
import os
import shutil
import subprocess
import sys
import threading

import pytest
from conftest import wait_until

BEGIN = "import os, runstone, shutil, sys, time\nrun = runstone.init(name='n', params={'lr': 1})\n"
linux_root = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs to mount a small file system")


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@linux_root
def test_a_disk_that_is_full_and_then_is_not_costs_only_what_was_logged_meanwhile(project, small_disk):
    code = """
def log_until_told():
    i = 0
    while not os.path.exists("go"):
        i += 1; run.log({"filling": i}); time.sleep(0.0001)
log_until_told()
os.remove(run._root + "/ballast")
run.log({"after": 1})
"""
    (small_disk / "ballast").write_bytes(b"x" * 100_000)
    child = project.start(BEGIN + code, env={"RUNSTONE_DIR": str(small_disk)})
    wait_until(lambda: os.statvfs(small_disk).f_bavail == 0)
    threading.Event().wait(0.3)
    (project.folder / "go").touch()
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0 and err.count("cannot be recorded") == 1, err
    (file,) = small_disk.glob(".runstone/runs/*/*.jsonl")
    lines = file.read_bytes().split(b"\n")
    torn = [line for line in lines[:-1] if line and not line.endswith(b"}")]
    assert lines[-1] == b"" and len(torn) <= 1
    kinds = [json.loads(line)["type"] for line in lines[:-1] if line and line not in torn]
    assert kinds[0] == "run.started" and kinds[-1] == "run.finished" and kinds[-2:] == ["metrics", "run.finished"]


@linux_root
def test_a_disk_that_is_full_from_the_start_is_recorded_from_when_it_is_not(project, small_disk):
    (small_disk / "ballast").write_bytes(b"x" * (256 * 1024 - 4096))
    (small_disk / "more").write_bytes(b"")
    code = "os.remove(run._root + '/ballast')\nend = time.monotonic() + 7\nwhile time.monotonic() < end: run.log({'a': 1}); time.sleep(0.05)"
    subprocess.run(["dd", "if=/dev/zero", f"of={small_disk}/more", "bs=1024"], capture_output=True)
    done = project.train(BEGIN + code, env={"RUNSTONE_DIR": str(small_disk)})
    assert done.returncode == 0 and "cannot be recorded" in done.stderr
    files = list(small_disk.glob(".runstone/runs/*/*.jsonl"))
    assert files and files[0].read_text().startswith('{"type":"run.started"')


def test_a_file_that_replaces_a_lost_one_says_again_what_the_run_is(project):
    done = project.train(
        BEGIN + "shutil.rmtree(run.dir)\nend = time.monotonic() + 7\nwhile time.monotonic() < end: run.log({'a': 1}); time.sleep(0.05)\n"
    )
    assert done.returncode == 0 and done.stderr.count("was moved or deleted") == done.stderr.count("runstone:") == 1
    kinds = [event["type"] for event in project.events()]
    assert kinds[0] == "run.started" and kinds[-1] == "run.finished" and "metrics" in kinds
    assert project.of_type("params")[0]["values"] == {"lr": 1}


@pytest.mark.skipif(os.name != "posix", reason="another way to forbid writing")
def test_a_folder_that_cannot_be_written_is_said_once(project):
    (project.folder / ".runstone").write_text("a file where the folder should be")
    done = project.train(BEGIN + "for i in range(100): run.log({'a': i})\nrun.log_artifact(b'x')\nprint('trained')")
    assert done.returncode == 0 and done.stdout == "trained\n"
    assert done.stderr.count("cannot be recorded") == 1


@linux_root
def test_a_read_only_file_system_is_said_once(project, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = project.train(BEGIN + "for i in range(100): run.log({'a': i})\nprint('trained')", env={"RUNSTONE_DIR": str(small_disk)})
    assert done.returncode == 0 and done.stdout == "trained\n"
    assert done.stderr.count("Read-only") == 1, done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_write_that_fails_is_said_once_a_cause_and_a_torn_line_is_ended(tmp_path, capfd):
    from runstone._journal import JournalFile

    path = tmp_path / "main.jsonl"
    journal = JournalFile(lambda: [str(path)], lambda: [], "key", "name")
    assert journal.append(b"1\n")
    fd, journal._fd = journal._fd, os.open("/dev/full", os.O_WRONLY)
    assert not journal.append(b"2\n") and not journal.append(b"3\n")
    os.close(journal._fd)
    journal._fd = fd
    os.write(fd, b'{"torn')
    journal._torn = True
    assert journal.append(b"4\n")
    assert path.read_bytes() == b'1\n{"torn\n4\n'
    assert capfd.readouterr().err.count("No space left") == 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b.txt", "a/b.txt"), ("../../x", "_/_/x"), ("/etc/passwd", "_/etc/passwd"), ("a\\..\\b", "a_.._b"), ("C:evil", "C_evil"),
        ("a\nb\0c", "a_b_c"), ("", "_"), ("a//b/", "a/b"), ("./x", "_/x"), ("NUL.txt", "NUL.txt_"), ("dot.", "dot_"), ("ä b", "ä b"),
        ("\ud800x", "_x"), ("x" * 300 + ".png", "x" * 196 + ".png"), ("é" * 300, "é" * 100),
    ],
)
def test_names_of_artifacts_stay_inside_on_every_system(name, safe):
    from runstone._artifacts import safe_name

    assert safe_name(name) == safe


def test_folders_links_pipes_and_names_that_clash(project):
    data = project.folder / "data"
    (data / "sub").mkdir(parents=True)
    (data / "a.txt").write_text("a")
    (data / "sub" / "b.txt").write_text("b")
    (data / "inside.txt").symlink_to(data / "a.txt")
    (data / "outside").symlink_to("/etc/hostname")
    (data / "loop").symlink_to(data)
    os.mkfifo(data / "pipe")
    os.mkfifo(project.folder / "alone")
    done = project.train(
        BEGIN
        + """
first = run.log_artifact("data")
run.log_artifact("alone")
run.log_artifact("/dev/zero")
run.log_artifact(b"1", name="data")
run.log_artifact(b"2", name="m.bin"); run.log_artifact(b"3", name="m.bin"); run.log_artifact(b"4", name="m.bin")
run.log_artifact(b"5", name="m.bin/part")
run.log_artifact(run.dir + "/artifacts", name="again")
run.log_artifact(bytearray(b"6"), name="../x", kind="model", metadata={"deep": {"a": float("nan")}})
print(first)
"""
    )
    assert done.returncode == 0
    paths = [event["path"].removeprefix("artifacts/") for event in project.of_type("artifact")]
    assert paths[:3] == ["data/a.txt", "data/inside.txt", "data/sub/b.txt"]
    assert paths[3:8] == ["data~2", "m.bin", "m~2.bin", "m~3.bin", "m~4.bin/part"]
    assert sorted(path for path in paths if path.startswith("again/")) == [f"again/{path}" for path in sorted(paths[:8])]
    last = project.of_type("artifact")[-1]
    assert (last["path"], last["name"], last["kind"], last["metadata"]) == ("artifacts/_/x", "../x", "model", {"deep.a": "NaN"})
    assert done.stdout.strip() == str(project.runs()[0] / "artifacts" / "data")
    for said in ("outside", "data/pipe", "alone", "/dev/zero"):
        assert said in done.stderr
    import hashlib

    for event in project.of_type("artifact"):
        content = (project.runs()[0] / event["path"]).read_bytes()
        assert (event["bytes"], event["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


@linux_root
def test_an_artifact_that_does_not_fit_leaves_nothing_behind(project, small_disk):
    done = project.train(BEGIN + "run.log_artifact(b'x' * 10**6, name='big')\nrun.log({'a': 1})", env={"RUNSTONE_DIR": str(small_disk)})
    assert "log_artifact() failed" in done.stderr and done.returncode == 0
    assert not list(small_disk.glob(".runstone/runs/*/artifacts/big"))
    assert '"metrics"' in next(small_disk.glob(".runstone/runs/*/main.jsonl")).read_text()


def test_the_folder_is_the_given_one_else_the_nearest_else_the_repository_else_here(project, tmp_path_factory):
    base = tmp_path_factory.mktemp("where")
    inner = base / "repository" / "package"
    inner.mkdir(parents=True)
    code = "import runstone, sys\nprint(runstone.init(dir=sys.argv[1] if len(sys.argv) > 1 else None)._root)"
    environment = {"RUNSTONE_DIR": ""}

    def root(*arguments, **env):
        return project.train(code, *arguments, cwd=inner, env={**environment, **env}).stdout.strip()

    assert root() == str(inner)
    shutil.rmtree(inner / ".runstone")
    (base / "repository" / ".git").mkdir()
    assert root() == str(base / "repository")
    assert (base / "repository" / ".runstone" / ".gitignore").read_text() == "*\n"
    shutil.rmtree(base / "repository" / ".runstone")
    (base / ".runstone").mkdir()
    assert root() == str(base)
    assert root(RUNSTONE_DIR=str(base / "named")) == str(base / "named")
    assert root(str(base / "given"), RUNSTONE_DIR=str(base / "named")) == str(base / "given")
    assert not (base / ".runstone" / ".gitignore").exists()


def test_output_above_16_mib_keeps_its_first_and_last_part(tmp_path):
    from runstone._console import MOST_BYTES, OutputLog

    log = OutputLog(str(tmp_path / "output.log"))
    line = b"x" * 1000
    for i in range(30_000):
        log.write(b"%08d %s\n" % (i, line))
    assert b"until the run ends" in (tmp_path / "output.log").read_bytes()[-200:]
    log.finish()
    assert [file.name for file in tmp_path.iterdir()] == ["output.log"]
    whole = (tmp_path / "output.log").read_bytes()
    assert len(whole) <= MOST_BYTES and len(whole) > MOST_BYTES * 0.7
    assert whole.startswith(b"00000000 ") and whole.endswith(b"00029999 " + line + b"\n")
    head, mark, tail = whole.partition(b"\n[... ")
    missing, _, tail = tail.partition(b" bytes of output are left out here ...]\n")
    assert len(head) + int(missing) + len(tail) == 30_000 * (10 + len(line))


def test_output_of_one_huge_write_is_capped_too(tmp_path):
    from runstone._console import MOST_BYTES, OutputLog

    log = OutputLog(str(tmp_path / "output.log"))
    log.write(b"a" * (40 * 1024 * 1024) + b"end")
    log.finish()
    whole = (tmp_path / "output.log").read_bytes()
    assert len(whole) <= MOST_BYTES and whole.endswith(b"end")
