"""The README's two commands do what it says they do."""

import re

from tests.docs.pages import ROOT

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def recipe(target: str) -> str:
    """The commands of a target of the Makefile, with its variables put in."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found, f"the Makefile has no {target}"
    values = dict(re.findall(r"^(\w+)\s*:?\??=\s*(.+)$", MAKEFILE, re.MULTILINE))
    text = found[1]
    while re.search(r"\$\((\w+)\)", text):
        text = re.sub(r"\$\((\w+)\)", lambda name: values[name[1]], text)
    return text


def test_readme_names_the_two_commands() -> None:
    assert re.findall(r"^make (\w+)", README, re.MULTILINE) == ["demo", "test"]


def test_readme_demo_ranks_the_cities_and_explains_one_in_both_languages() -> None:
    demo = recipe("demo")
    ranked = re.findall(r"^\$ (rubric rank .+)$", README, re.MULTILINE)
    assert ranked and ranked[0] in demo
    assert re.search(r"rubric score \S+annex-1.rubric \S+ --explain --lang en", demo)
    assert re.search(r"rubric score \S+annex-1.rubric \S+ --explain --lang zh", demo)


def test_readme_test_runs_style_types_layers_and_tests() -> None:
    assert all(tool in recipe("test") for tool in ("ruff", "mypy", "lint-imports", "pytest"))
