"""``rubric explain-code``: every page reads well alone, in either language."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from rubric_dsl.tools import code_pages
from rubric_dsl.tools.cli import cli
from rubric_dsl.tools.commands import explain_code
from tests.docs.diagnostic_pages import codes, titles

PARTS = {
    "en": ["What you wrote", "What is wrong", "Why it matters", "How to say it"],
    "zh": ["写了什么", "错在哪里", "为什么重要", "应当怎样写"],
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain-code", *arguments])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", sorted(titles()))
def test_page_has_its_four_parts_in_one_language_and_no_marks(code: str, lang: str) -> None:
    text = code_pages.page(code, lang)  # type: ignore[arg-type]
    assert text is not None
    title, *rest = text.splitlines()
    assert title == f"# {code}" + (f"：{titles()[code][1]}" if lang == "zh" else f": {titles()[code][0]}")
    assert [line[3:] for line in rest if line.startswith("## ")] == PARTS[lang]
    assert "<!--" not in text
    assert ".md)" not in text
    assert text.count("```") % 2 == 0


def test_page_in_english_as_it_is_piped() -> None:
    done = run("RB0225", "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "# RB0225: a metric that no rule reads\n\n## What you wrote\n\n```\nmetrics\n  talks count\n"
    )
    assert "写了什么" not in done.stdout


@pytest.mark.parametrize("written", ["203", "rb203", "RB0203", "0203", " rb0203 "])
def test_code_may_be_written_short(written: str) -> None:
    assert run(written, "--lang", "zh").stdout.startswith("# RB0203：评价项的标识重复\n")


def test_without_a_code_every_code_is_listed_with_its_title() -> None:
    lines = run("--lang", "en").stdout.splitlines()
    assert [line[:6] for line in lines] == sorted(titles())
    assert codes() <= {line[:6] for line in lines}
    assert "RB0203  a criterion's id is used twice" in lines


@pytest.mark.parametrize("unknown", ["RB9999", "cap", "12345", "../README", "RB0203.md", "*", ""])
def test_unknown_code_is_told_and_those_that_are_known_are_shown(unknown: str) -> None:
    done = run("RB0203", unknown, "--lang", "en")
    assert done.exit_code == 2
    assert done.stdout.startswith("# RB0203: ")
    assert f"no message has the code {unknown}" in done.stderr
    assert "error RB0568" in done.stderr


def test_on_a_terminal_headings_are_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain_code, "for_people", lambda: True)
    shown = [line.strip() for line in run("RB0203", "--lang", "en").stdout.splitlines()]
    assert {"What you wrote", "What is wrong", "work: 10 points"} <= set(shown)
    assert not any("#" in line or "**" in line for line in shown)


def test_completion_offers_codes_with_their_titles() -> None:
    found = CliRunner().invoke(
        cli,
        prog_name="rubric",
        env={"_RUBRIC_COMPLETE": "bash_complete", "COMP_WORDS": "rubric explain-code rb0203", "COMP_CWORD": "2"},
    )
    assert found.stdout == "plain,RB0203\n"
