"""The package: what it offers, what it needs, and that it can be installed."""

import inspect
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import runstone
from conftest import PACKAGE

STANDARD = sys.stdlib_module_names if sys.version_info >= (3, 10) else None


def parameters(function) -> list:
    return [name for name in inspect.signature(function).parameters if name != "self"]


def test_the_signatures_are_these():
    assert parameters(runstone.init) == [
        "experiment", "name", "params", "tags", "notes", "group", "parent", "resume", "dir", "unknown",
    ]
    for owner in (runstone, runstone.Run):
        assert parameters(owner.log) == ["metrics", "step"]
        assert parameters(owner.log_artifact) == ["source", "name", "kind", "metadata"]
        assert parameters(owner.log_image) == ["image", "name", "step"]
        assert parameters(owner.log_table) == ["columns", "rows", "name"]
        assert parameters(owner.log_confusion_matrix) == ["actual", "predicted", "labels", "name"]
        assert parameters(owner.alert) == ["title", "text", "level"]
        assert parameters(owner.set_tags) == ["tags", "more"]
        assert parameters(owner.finish) == ["status", "exit_code"]


def test_a_run_offers_these_names():
    names = {name for name in vars(runstone.Run) if not name.startswith("_")}
    assert names == {"alert", "dir", "finish", "log", "log_artifact", "log_confusion_matrix", "log_image", "log_table", "set_tags"}


def test_everything_public_has_types_and_a_docstring():
    for name in runstone.__all__:
        found = getattr(runstone, name)
        assert found.__doc__, name
        if inspect.isfunction(found):
            assert all(parameter.annotation is not parameter.empty for parameter in inspect.signature(found).parameters.values()), name


def test_only_the_standard_library_is_imported():
    code = "import json, sys; before = set(sys.modules); import runstone; runstone.init(dir=sys.argv[1]); print(json.dumps(sorted({name.partition('.')[0] for name in set(sys.modules) - before})))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE)!r}); " + code, sys.argv[0] + ".none"],
        capture_output=True, text=True, timeout=60, cwd=PACKAGE,
    )
    import shutil

    shutil.rmtree(sys.argv[0] + ".none", ignore_errors=True)
    assert done.returncode == 0, done.stderr
    if STANDARD is not None:
        assert set(json.loads(done.stdout)) - set(STANDARD) <= {"runstone"}


def test_the_wheel_holds_the_package_and_can_be_installed_and_imported(tmp_path):
    import shutil

    source = tmp_path / "source"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("tests", "__pycache__", "build", "*.egg-info"))
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (tmp_path / "dist").iterdir()
    assert wheel.name == f"runstone-{runstone.__version__}-py3-none-any.whl"
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("runstone-")}
    expected = {f"runstone/{file.name}" for file in Path(runstone.__file__).parent.glob("*") if file.suffix in (".py", ".typed")}
    assert inside == expected and "runstone/py.typed" in inside

    target = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, timeout=120)
    code = f"import sys; sys.path.insert(0, {str(target)!r}); import runstone; print(runstone.__file__, runstone.init(dir={str(tmp_path)!r}).dir)"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith(str(target)) and done.stderr == ""
    assert len(list((tmp_path / ".runstone" / "runs").iterdir())) == 1


def test_the_command_explains_itself():
    done = subprocess.run([sys.executable, "-m", "runstone", "run", "--help"], capture_output=True, text=True, timeout=60, cwd=PACKAGE)
    assert done.returncode == 0 and "--param KEY=VALUE" in done.stdout
    done = subprocess.run([sys.executable, "-m", "runstone", "run"], capture_output=True, text=True, timeout=60, cwd=PACKAGE)
    assert done.returncode == 2 and "no command" in done.stderr
