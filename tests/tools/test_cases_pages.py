"""The pages of what can be wrong with files of cases: what they show is read as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rubric_dsl.tools.cases import CasesError, run_cases
from rubric_dsl.tools.cases_file import ENDING

PAGES = Path(__file__).resolve().parents[2] / "docs" / "diagnostics"
SHOWN = [f"RB0{number}" for number in range(570, 587) if number not in (581, 583, 584, 585)]
"""Pages that show a file of cases; the others show commands and rubrics."""

RUBRIC = """\
rubric library
  total 10, published rounded half up to 2 decimals
metrics
  talks = 讲座  count of talks (次)
events_held: 10 points
  ≥10 talks → 10, −1 per missing
"""

_YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def codes(text: str, folder: Path) -> set[str]:
    (folder / "library.rubric").write_text(RUBRIC, "utf-8")
    cases = folder / f"library{ENDING}"
    cases.write_text(text, "utf-8")
    try:
        results = run_cases(cases)
    except CasesError as mistake:
        return {one.code for one in mistake.diagnostics}
    assert all(result.passed for result in results), results
    return set()


@pytest.mark.parametrize("code", SHOWN)
def test_page_shows_cases_with_its_mistake_and_without(code: str, tmp_path: Path) -> None:
    shown = _YAML.findall((PAGES / f"{code}.md").read_text("utf-8"))
    assert len(shown) == 4
    wrong, right, wrong_zh, right_zh = shown
    assert codes(wrong, tmp_path) == codes(wrong_zh, tmp_path) == {code}
    assert codes(right, tmp_path) == codes(right_zh, tmp_path) == set()


@pytest.mark.parametrize("code", [f"RB0{number}" for number in range(570, 587)])
def test_page_has_its_parts_in_both_languages(code: str) -> None:
    found = re.findall(r"(?m)^## (.*)$", (PAGES / f"{code}.md").read_text("utf-8"))
    assert found == [
        *("What you wrote", "What is wrong", "Why it matters", "How to say it"),
        *("写了什么", "错在哪里", "为什么重要", "应当怎样写"),
    ]
