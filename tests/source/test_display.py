"""Columns, wrapping and harmless text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.source.display import Align, pad, printable, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("score", 5),
        ("日常工作", 8),
        ("≥10次 → 30", 10),
        ("e\u0301", 1),
        ("，", 2),
        ("ﾊﾝｶｸ", 4),
        ("\u200b", 0),
        ("가", 2),
        ("\u1100\u1161", 2),
        ("👍", 2),
    ],
)
def test_width_of_mixed_scripts_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("align", "padded"), [("left", "日常   "), ("right", "   日常"), ("center", " 日常  ")]
)
def test_pad_of_wide_text_fills_by_columns(align: Align, padded: str) -> None:
    assert pad("日常", 7, align) == padded


def test_pad_of_text_too_long_keeps_it() -> None:
    assert pad("日常工作", 5) == "日常工作"


def test_wrap_of_english_breaks_at_spaces() -> None:
    assert wrap("−3 per missing, capped", 12) == ["−3 per", "missing,", "capped"]


def test_wrap_of_chinese_breaks_between_characters_and_keeps_punctuation() -> None:
    lines = wrap("对接活动（含线上）10次及以上得30分，每少1次减3分。", 10)
    assert "".join(lines) == "对接活动（含线上）10次及以上得30分，每少1次减3分。"
    assert not any(line[0] in "，。）" for line in lines)
    assert not any(line[-1] == "（" for line in lines)
    assert all(width(line) <= 10 for line in lines)


def test_wrap_of_word_longer_than_line_cuts_it() -> None:
    assert wrap("enterprise_participations ok", 10) == ["enterprise", "_participa", "tions ok"]


def test_wrap_of_nothing_is_one_empty_line() -> None:
    assert wrap("", 20) == wrap("   ", 20) == [""]


def test_wrap_at_no_break_space_keeps_the_step_together() -> None:
    assert wrap("so 30\u00a0−\u00a02", 6) == ["so", "30\u00a0−\u00a02"]


@given(st.text(max_size=80), st.integers(2, 40))
def test_wrap_of_any_text_fits_and_loses_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)

    def solid(written: str) -> str:
        return "".join(c for c in written if not c.isspace() or c == "\u00a0")

    assert solid("".join(lines)) == solid(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\r\nb\tc", "a␍␊b␉c"),
        ("\x7f", "␡"),
        ("\x9b2J", "�2J"),
        ("\u202e01\u202c", "�01�"),
        ("\u2066x\u2069", "�x�"),
        ("\u2028", "␤"),
        ("\ud800", "�"),
        ("每少1次减3分", "每少1次减3分"),
    ],
)
def test_printable_of_control_characters_shows_them(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_printable_of_any_text_is_one_for_one_and_final(text: str) -> None:
    once = printable(text)
    assert len(once) == len(text)
    assert printable(once) == once
    once.encode("utf-8")
