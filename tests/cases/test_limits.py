"""Mistakes that no file in bad/ can show: files that cannot be read, limits, rules on their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import rubric_dsl as rd
from rubric_dsl.pipeline import compile_file, compile_text
from rubric_dsl.source.text import MAX_FILE_BYTES, SourceText
from rubric_dsl.syntax.layout import MAX_LINE_LENGTH
from rubric_dsl.syntax.reader import MAX_TOKENS

HEAD = """\
rubric bad
  total 10, published rounded half up to 2 decimals
metrics
  talks  count
work: 10 points
"""

Told = list[tuple[str, int, int]]


def told(path: Path) -> Told:
    return [(one.code, one.span.line, one.span.column) for one in compile_file(path).diagnostics if one.span]


def told_of_text(text: str) -> Told:
    found = compile_text(SourceText("bad.rubric", text)).diagnostics
    return [(one.code, one.span.line, one.span.column) for one in found if one.span]


@pytest.mark.parametrize("name", ["missing.rubric", "folder", "a\0b"])
def test_rubric_that_cannot_be_read_is_told_of(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    assert told(tmp_path / name) == [("RB0001", 1, 1)]


def test_rubric_in_another_encoding_is_told_of_at_the_first_strange_byte(tmp_path: Path) -> None:
    path = tmp_path / "gbk.rubric"
    path.write_bytes("# 说明\n".encode() + "评价表 a".encode("gb18030"))
    assert told(path) == [("RB0002", 2, 1)]


def test_rubric_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.rubric"
    text = HEAD + "  talks ≥ 3 → 10\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert rd.load(path).hash == rd.loads(text).hash


def test_rubric_beyond_the_limit_of_length_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "long.rubric"
    path.write_bytes(b"#" * (MAX_FILE_BYTES + 1))
    assert told(path) == [("RB0003", 1, 1)]


def test_line_beyond_the_limit_of_length_is_told_of_once() -> None:
    text = HEAD + "  talks ≥ 3 → 10" + " " * MAX_LINE_LENGTH + "\n"
    assert told_of_text(text) == [("RB0005", 6, 1)]


def test_line_with_too_many_parts_is_told_of_once() -> None:
    text = HEAD + "  talks" + " + talks" * MAX_TOKENS + " ≥ 3 → 10\n"
    assert told_of_text(text) == [("RB0005", 6, 3)]


def test_expression_with_too_many_brackets_is_told_of_once() -> None:
    text = HEAD + "  " + "(" * 400 + "talks" + ")" * 400 + " ≥ 3 → 10\n"
    assert told_of_text(text) == [("RB0005", 6, 3)]


def test_built_in_rubric_that_there_is_not_is_told_of_with_the_nearest() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.builtin("hunan-2023/anex-1")
    (one,) = caught.value.diagnostics
    assert one.code == "RB0007"
    assert "hunan-2023/annex-1" in one.help


@pytest.mark.parametrize("text", ["", "  ", "# nothing but a comment"])
def test_rule_that_says_nothing_is_told_of(text: str) -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.compile_rule(text)
    assert [one.code for one in caught.value.diagnostics] == ["RB0121"]


def test_second_rule_where_one_is_expected_is_told_of() -> None:
    with pytest.raises(rd.RubricError) as caught:
        rd.compile_rule("≥10 events → 30\n≥5 talks → 20\n")
    assert [(one.code, one.span.line) for one in caught.value.diagnostics if one.span] == [("RB0122", 2)]
