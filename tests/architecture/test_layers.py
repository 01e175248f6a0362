"""The floors of the package, as pyproject.toml states them under [tool.importlinter]."""

from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.imports import imported

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "rubric_dsl"

# Each outside library enters by one door: who wants to change it for another has one room to open.
DOORS = {
    "lark": {"syntax"},
    "jinja2": {"rendering"},
    "rich": {"rendering", "tools"},
    "click": {"tools"},
    "duckdb": {"tools"},
    "narwhals": {"table"},
    "numpy": {"evaluators", "table", "tools"},
    "pandas": {"table"},
    "polars": {"table"},
    "pyarrow": {"table", "tools"},
    "pyspark": {"table"},
    "holidays": {"model"},
    "sqlglot": {"evaluators"},
    "python_calamine": {"tools"},
    "yaml": {"tools"},
    "xlsxwriter": {"tools"},
}


def test_layers_every_import_goes_downward(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # import-linter puts the working directory on the path; the package must be found where it is installed
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("library", DOORS)
def test_layers_outside_library_enters_by_its_door_only(library: str) -> None:
    strangers = {
        str(module.relative_to(PACKAGE))
        for module in PACKAGE.rglob("*.py")
        if library in imported(module) and module.relative_to(PACKAGE).parts[0] not in DOORS[library]
    }
    assert not strangers, f"{library} belongs in {sorted(DOORS[library])}"
