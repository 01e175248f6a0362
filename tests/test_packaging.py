"""Both kinds of install, made for real: a wheel, and an editable install of this checkout.

Each goes into an empty environment of its own that borrows this one's libraries, so nothing is downloaded;
what is installed is then used from a folder that is not the checkout.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

REPORT = """
import json, rubric_dsl
from rubric_dsl import resources
print(json.dumps({
    "package": rubric_dsl.__file__,
    "grammars": str(resources.folder("grammars")),
    "rubrics": str(resources.folder("rubrics")),
    "names": resources.builtin_names(),
    "loaded": rubric_dsl.builtin("hunan-2023/annex-1").id,
    "loaded_zh": rubric_dsl.builtin("hunan-2023/annex-1.zh").id,
}))
"""


class Environment:
    """An empty virtual environment in which this one's libraries, but not its rubric_dsl, can be imported."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False)
        self.folder = folder.resolve()
        scheme = {"base": str(folder), "platbase": str(folder)}
        self.scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
        packages = Path(sysconfig.get_path("purelib", "venv", scheme))
        # A folder that a .pth file names is searched, but the .pth files in it are not read: an editable
        # rubric_dsl of the environment that runs the tests stays out.
        (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    def run(self, *command: str, cwd: Path) -> str:
        """What the command, found in this environment, prints; a failing one fails the test."""
        return _run([str(self.scripts / command[0]), *command[1:]], cwd)

    def install(self, *what: str, cwd: Path) -> None:
        """Have pip install it from what lies on this disk, and nothing else."""
        only_this = ["--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed"]
        self.run("python", "-m", "pip", "install", "--quiet", *only_this, *what, cwd=cwd)


def _run(command: list[str], cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (path,) = folder.glob("rubric_dsl-*.whl")
    return path


@pytest.fixture(scope="module")
def from_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("from-wheel") / "venv")
    environment.install(str(wheel), cwd=wheel.parent)
    return environment


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("editable") / "venv")
    environment.install("--editable", str(ROOT), cwd=environment.folder)
    return environment


def test_packaging_wheel_holds_every_module_template_grammar_rubric_and_page(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    kept = {"rubric_dsl": ROOT / "src/rubric_dsl"} | {
        f"rubric_dsl/{name}": ROOT / place
        for name, place in {"grammars": "grammars", "rubrics": "rubrics", "diagnostics": "docs/diagnostics"}.items()
    }
    expected = {
        f"{place}/{path.relative_to(folder).as_posix()}"
        for place, folder in kept.items()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {"rubric_dsl/py.typed", "rubric_dsl/rubrics/hunan-2023/annex-1.rubric"} <= expected
    assert not expected - held


def test_packaging_wheel_finds_and_loads_its_own_rubrics(from_wheel: Environment, tmp_path: Path) -> None:
    report = json.loads(from_wheel.run("python", "-c", REPORT, cwd=tmp_path))
    package = Path(report["package"]).parent
    assert package.is_relative_to(from_wheel.folder)
    assert Path(report["grammars"]) == package / "grammars"
    assert Path(report["rubrics"]) == package / "rubrics"
    assert {"hunan-2023/annex-1", "hunan-2023/annex-2"} <= set(report["names"])
    assert report["loaded"] == report["loaded_zh"] == "annex-1"


def test_packaging_wheel_brings_the_command(from_wheel: Environment, tmp_path: Path) -> None:
    assert "score" in from_wheel.run("rubric", "--help", cwd=tmp_path)
    assert from_wheel.run("rubric", "explain-code", "RB0203", cwd=tmp_path).startswith("# RB0203: ")


def test_packaging_editable_finds_the_checkouts_folders(editable: Environment, tmp_path: Path) -> None:
    report = json.loads(editable.run("python", "-c", REPORT, cwd=tmp_path))
    assert Path(report["package"]).parent == ROOT / "src" / "rubric_dsl"
    assert Path(report["grammars"]) == ROOT / "grammars"
    assert Path(report["rubrics"]) == ROOT / "rubrics"
    assert report["loaded"] == report["loaded_zh"] == "annex-1"
