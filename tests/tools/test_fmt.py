"""``rubric fmt``: files laid out in place, told of, or shown."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

import rubric_dsl as rd
from rubric_dsl.tools.cli import cli

UNTIDY = "rubric a\n   total: 5 points\nwork:5 points\n    ->5\n"
TIDY = "rubric a\n  total: 5 points\n\nwork: 5 points\n  → 5\n"
BROKEN = "rubric a\nwork: 5 points\n  x ≥≥ 5\n"


def ran(*arguments: str, given: bytes | None = None, lang: str = "en") -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["fmt", *arguments], input=given, env={"RUBRIC_LANG": lang})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "a.rubric"
    path.write_text(UNTIDY, "utf-8")
    return path


def test_file_is_laid_out_in_place_and_told_of(untidy: Path) -> None:
    untidy.chmod(0o640)
    assert ran(str(untidy)) == (0, f"{untidy}: laid out anew\n", "")
    assert untidy.read_text("utf-8") == TIDY
    assert stat.S_IMODE(untidy.stat().st_mode) == 0o640
    assert [path.name for path in untidy.parent.iterdir()] == ["a.rubric"]
    assert ran(str(untidy), lang="zh") == (0, f"{untidy}：排版无需改动\n", "")


def test_check_writes_nothing_and_lists_what_would_change(untidy: Path) -> None:
    (untidy.parent / "b.rubric").write_text(TIDY, "utf-8")
    assert ran("--check", str(untidy.parent)) == (1, f"{untidy}: would be laid out anew\n", "")
    assert untidy.read_text("utf-8") == UNTIDY
    untidy.unlink()
    assert ran("--check", str(untidy.parent)) == (0, "", "")


def test_diff_shows_what_would_change(untidy: Path) -> None:
    code, out, err = ran("--diff", str(untidy))
    assert (code, err) == (0, "")
    assert "\n-    ->5\n" in out and "\n+  → 5\n" in out and "\x1b" not in out
    assert untidy.read_text("utf-8") == UNTIDY
    assert ran("--diff", "--check", str(untidy))[0] == 1


def test_standard_input_goes_to_standard_output() -> None:
    assert ran("-", given=UNTIDY.encode()) == (0, TIDY, "")
    assert ran("-", given=TIDY.encode()) == (0, TIDY, "")
    assert ran("--check", "-", given=UNTIDY.encode())[0] == 1


def test_mark_of_the_encoding_goes_and_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.rubric"
    path.write_bytes(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    assert ran(str(path))[0] == 0
    assert path.read_bytes() == TIDY.replace("\n", "\r\n").encode()


def test_file_with_a_mistake_is_told_of_and_left_alone(untidy: Path) -> None:
    broken = untidy.parent / "broken.rubric"
    broken.write_text(BROKEN, "utf-8")
    code, out, err = ran(str(untidy.parent))
    assert code == 2
    assert f"{broken}:3" in err
    assert broken.read_text("utf-8") == BROKEN
    assert out == f"{untidy}: laid out anew\n"
    assert ran("-", given=BROKEN.encode())[:2] == (2, "")


def test_missing_file_and_empty_folder_cannot_be_used(tmp_path: Path) -> None:
    assert ran(str(tmp_path / "none.rubric"))[0] == 2
    code, out, err = ran(str(tmp_path))
    assert (code, out) == (2, "")
    assert "no rubric" in err


def test_link_still_points_to_the_file(untidy: Path) -> None:
    link = untidy.parent / "link"
    link.symlink_to(untidy)
    assert ran(str(link))[0] == 0
    assert link.is_symlink() and untidy.read_text("utf-8") == TIDY


def test_library_lays_out_text_and_tells_of_mistakes() -> None:
    assert rd.format_text(UNTIDY) == TIDY
    with pytest.raises(rd.RubricError) as raised:
        rd.format_text(BROKEN, name="broken.rubric")
    assert "broken.rubric:3" in str(raised.value)


def test_help_shows_how_it_is_called() -> None:
    assert "rubric fmt --check rubrics" in CliRunner().invoke(cli, ["fmt", "--help"]).output
