"""House rules that no linter has: what every module says first, and what no module may reach for."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.imports import imported

PACKAGE = Path(__file__).parents[2] / "src" / "rubric_dsl"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Loading or scoring a rubric can never run, fetch or start anything.
OUTWARD = {
    *(
        "asyncio",
        "ctypes",
        "marshal",
        "multiprocessing",
        "pickle",
        "pty",
        "shelve",
        "subprocess",
        "webbrowser",
    ),
    *(
        "ftplib",
        "http",
        "imaplib",
        "poplib",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib",
    ),
    *("aiohttp", "httpx", "requests", "urllib3", "xmlrpc"),
}
OUTWARD_CALLS = {"os.system", "os.popen", "os.execv", "os.execvp", "os.fork", "os.spawnv", "os.startfile"}
# syntax/grammar.py keeps the parser on disk: plain data without code, checked against its digest
ALLOWED = {Path("syntax/grammar.py"): {"marshal"}, Path("syntax/parse_tables.py"): {"marshal"}}
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
# The one room that turns a checked plan into Python and runs it.
RUNS_GENERATED_CODE = "evaluators"

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))


@every_module
def test_house_module_opens_with_a_sentence(module: Path) -> None:
    words = ast.get_docstring(_tree(module)) or ""
    assert re.search(r"\w+\W+\w+.*[.:。](\s|$)", words, re.DOTALL), (
        "a module says first what it is, in a sentence"
    )


@every_module
def test_house_text_is_run_by_evaluators_only(module: Path) -> None:
    if module.relative_to(PACKAGE).parts[0] == RUNS_GENERATED_CODE:
        return
    assert not RUNS_TEXT & {call.removeprefix("builtins.") for call in _called(module)}


@every_module
def test_house_nothing_reaches_outward(module: Path) -> None:
    assert not imported(module) & OUTWARD - ALLOWED.get(module.relative_to(PACKAGE), set())
    assert not OUTWARD_CALLS & _called(module)


@every_module
def test_house_imports_by_a_computed_name_stay_at_home(module: Path) -> None:
    assert all(name.isidentifier() for name in imported(module))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import os, urllib.request", {"os", "urllib"}),
        ("def f():\n    from http import client", {"http"}),
        ("importlib.import_module('socket')", {"socket"}),
        ("import_module(f'http.{name}')", {"http"}),
        ("import_module(f'{name}')", {"f'{name}'"}),
    ],
)
def test_house_imports_are_seen_wherever_they_stand(source: str, names: set[str], tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(source, "utf-8")
    assert imported(module) == names


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_bytes())


def _called(module: Path) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(_tree(module)) if isinstance(node, ast.Call)}
