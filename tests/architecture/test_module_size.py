"""A module is one thing with a name of its own, and short enough to be read in one sitting."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "rubric_dsl"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400

# Names that say nothing of what is inside, and so gather everything.
EMPTY_NAMES = {"base", "common", "core", "helper", "helpers", "misc", "shared", "stuff", "util", "utils"}
# The small core of the language is a thing of that name.
NAMED_WITH_REASON = {Path("plan/core.py")}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_size_stays_readable(module: Path) -> None:
    lines = len(module.read_text("utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines: split it by what it is about, not into helpers"


def test_module_names_say_what_is_inside() -> None:
    places = {path.relative_to(PACKAGE) for path in MODULES}
    folders = {place.parent for place in places}
    nameless = {
        place
        for place in (places | folders) - NAMED_WITH_REASON
        if place.stem in EMPTY_NAMES or place.stem.rpartition("_")[2] in EMPTY_NAMES
    }
    assert not nameless
