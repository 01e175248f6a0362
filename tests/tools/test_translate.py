"""``rubric translate``: files in the other language, with the same hash and every comment."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import rubric_dsl as rd
from rubric_dsl import resources
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.sheet.rows import Sheet, rows_of
from rubric_dsl.tools.cli import cli

GOOD = sorted((Path(__file__).parents[1] / "cases" / "good").glob("*.rubric"))
FILES = [*GOOD, *sorted(resources.folder("rubrics").rglob("*.rubric"))]
ENGLISH = """\
rubric small "A small rubric"
  # rounding is taken from the notice
  total 40, published rounded half up to 1 decimal

metrics
  lectures   = 讲座  count of talks (场)  "Talks given"  # so far
  plan_made  = 计划  yes/no

work = 「工作」: 40 points
  talking: 30 points
    quote “讲座每场3分”
    # the target
    lectures ≥ 10 talks → 30, −3 per missing
  planning = 年度计划: 10 points
    plan_made → 10  # of the year
"""
CHINESE = """\
评价表 small "A small rubric"
  # rounding is taken from the notice
  总分40分，公布时四舍五入保留1位小数

指标
  讲座  = lectures   计数（talks）（场）  "Talks given"  # so far
  计划  = plan_made  是否

「工作」 = work：40分
  talking：30分
    原文 “讲座每场3分”
    # the target
    讲座10场及以上得30分，每少1减3分
  年度计划 = planning：10分
    计划的得10分  # of the year
"""


def ran(*arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["translate", *arguments], input=given, env={"RUBRIC_LANG": "en"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def comments(text: str) -> list[str]:
    found = rows_of(SourceText("<text>", text))
    assert isinstance(found, Sheet)
    return [row.comment for row in found.rows if row.comment]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_translation_means_the_same_and_keeps_comments(path: Path) -> None:
    text = path.read_text("utf-8")
    to = "en" if path.name.endswith(".zh.rubric") else "zh"
    said = rd.translate_text(text, to, beside=path)  # refuses another hash
    assert sorted(comments(said)) == sorted(comments(text))
    assert said != text
    assert rd.translate_text(said, to, beside=path) == said


def test_there_and_back_is_where_it_began() -> None:
    there = rd.translate_text(ENGLISH, "zh")
    assert there == CHINESE
    assert rd.translate_text(there, "en") == ENGLISH


def test_command_writes_a_file_or_standard_output(tmp_path: Path) -> None:
    path, out = tmp_path / "a.rubric", tmp_path / "a.zh.rubric"
    path.write_text(ENGLISH, "utf-8")
    assert ran(str(path), "--to", "zh") == (0, CHINESE, "")
    assert ran("-", "--to", "zh", given=ENGLISH.encode()) == (0, CHINESE, "")
    assert ran(str(path), "--to", "zh", "-o", str(out)) == (0, "", "")
    assert out.read_text("utf-8") == CHINESE
    assert rd.load(out).hash == rd.load(path).hash


def test_rubric_with_a_mistake_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.rubric"
    path.write_text(ENGLISH.replace("40, pub", "50, pub"), "utf-8")
    code, out, err = ran(str(path), "--to", "zh")
    assert (code, out) == (2, "")
    assert "RB0302" in err


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="'en' or 'zh'"):
        rd.translate_text(ENGLISH, "fr")  # type: ignore[arg-type]


def test_help_shows_how_it_is_called() -> None:
    assert "--to en -o annex-1.rubric" in CliRunner().invoke(cli, ["translate", "--help"]).output
