import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic, warning
from rubric_dsl.source.display import width
from rubric_dsl.source.snippet import WIDEST, block, counted, place, report, snippet
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText

TEXT = SourceText("m.yaml", "对接活动: 8\n对接活动: 9\nshare:\t0.10\n")


def twice(line: int = 2) -> Diagnostic:
    return diagnostic("RB0539", Span("m.yaml", line, 1, 5), name="对接活动", first=1)


def test_block_shows_place_line_caret_sentence_and_help() -> None:
    assert block(twice(), {"m.yaml": TEXT}, "en") == (
        "error RB0539 at m.yaml:2:1\n"
        "  2 | 对接活动: 9\n"
        "    | ^^^^^^^^\n"
        "  “对接活动” is given a second time; the first is on line 1\n"
        "  help: keep one of the two; which one counts would be a guess"
    )


def test_block_speaks_the_readers_language() -> None:
    assert block(twice(), {"m.yaml": TEXT}, "zh") == (
        "错误 RB0539，见 m.yaml:2:1\n"
        "  2 | 对接活动: 9\n"
        "    | ^^^^^^^^\n"
        "  “对接活动”给出了两次；第一次在第 1 行\n"
        "  建议：请保留其中一个；以哪个为准不能猜测"
    )


def test_report_of_one_has_no_count() -> None:
    assert report([twice()], {}) == block(twice(), {})


def test_report_of_several_is_in_order_and_counted() -> None:
    remark = warning("RB0558", Span("m.xlsx", 1, 1, 1), sheet="a", others=["b"])
    told = report([twice(3), twice(2), remark, twice(2)], {"m.yaml": TEXT})
    assert re.findall(r"^\w+ RB\d+ at .*|^\d.*", told, re.MULTILINE) == [
        "warning RB0558 at m.xlsx",
        "error RB0539 at m.yaml:2:1",
        "error RB0539 at m.yaml:3:1",
        "2 errors, 1 warning",
    ]


@pytest.mark.parametrize(
    ("errors", "warnings", "lang", "said"),
    [
        (2, 0, "en", "2 errors"),
        (1, 1, "en", "1 error, 1 warning"),
        (0, 2, "en", "2 warnings"),
        (2, 1, "zh", "共 2 处错误、1 处提醒"),
    ],
)
def test_counted(errors: int, warnings: int, lang: Language, said: str) -> None:
    assert counted(errors, warnings, lang) == said


def test_place_says_only_what_is_known() -> None:
    assert place(Span("f", 1, 1, 1)) == "f"
    assert place(Span("f", 7, 1, 1)) == "f:7"
    assert place(Span("f", 7, 1, 2)) == "f:7:1"


def test_snippet_of_a_whole_file_or_a_missing_line_is_nothing() -> None:
    assert snippet(Span("m.yaml", 1, 1, 1), TEXT) == []
    assert snippet(Span("m.yaml", 99, 3, 4), TEXT) == []


def test_snippet_behind_a_tab_and_at_the_end_of_a_line() -> None:
    assert snippet(Span("m.yaml", 3, 8, 12), TEXT) == ["  3 | share:    0.10", "    |           ^^^^"]
    assert snippet(Span("m.yaml", 1, 8, 8), TEXT)[1] == "    |            ^"


def test_snippet_of_a_long_line_is_cut_around_the_caret() -> None:
    line = "左" * 500 + "here" + "右" * 500
    shown, caret = snippet(Span("f", 1, 501, 505), SourceText("f", line))
    assert width(shown) <= WIDEST + 10
    assert shown.startswith("  1 | …")
    assert shown.endswith("…")
    assert shown.index("here") == len(shown) - len(shown[shown.index("here") :])
    assert width(shown[: shown.index("here")]) == caret.index("^")


@given(st.text(max_size=200), st.integers(1, 220), st.integers(0, 220))
def test_snippet_carets_always_stand_under_the_line(line: str, column: int, length: int) -> None:
    text = SourceText("f", line.replace("\n", "").replace("\r", ""))
    for shown in snippet(Span("f", 1, column, column + length), text):
        assert width(shown) <= WIDEST + 20
        assert "\x1b" not in shown


def test_block_never_obeys_control_characters() -> None:
    text = SourceText("\x1b[2J.yaml", "a\x1b[31m: 1")
    evil = diagnostic("RB0539", Span(text.name, 1, 1, 3), name="\x1b]0;x\x07", first=1)
    assert "\x1b" not in block(evil, {text.name: text})
