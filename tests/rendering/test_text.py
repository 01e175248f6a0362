"""The account as plain text and in a terminal."""

from __future__ import annotations

import io
import re

import pytest
from attrs import evolve

from rubric_dsl.explanation.account import Account, Acted
from rubric_dsl.rendering import render
from rubric_dsl.rendering.terminal import write
from rubric_dsl.rendering.text import as_text
from rubric_dsl.source.display import width


def block(text: str, start: str) -> str:
    """The lines from the one that contains ``start`` to the next empty one."""
    lines = text.split("\n")
    first = next(n for n, line in enumerate(lines) if start in line)
    last = next(n for n in range(first, len(lines)) if not lines[n])
    return "\n".join(lines[first:last])


def test_criterion_with_loss_shows_rule_observation_arithmetic_and_next(english: Account) -> None:
    body = as_text(english).split("How the total")[0].split("lost\n", 1)[1]
    assert block(body, "Matchmaking events") == (
        "  Matchmaking events  matchmaking                               24 / 30               −6\n"
        "    ≥10 matchmaking_events → 30, −3 per missing                        annex-1.rubric:96\n"
        "    observed   loan matchmaking events hosted and posted: 8 events\n"
        "    worked     10 − 8 = 2 missing; 30 − 2 × 3 = 24\n"
        "    lost       2 events fewer than the 10 that full points need (1.8 on the total)\n"
        "    source     annex 1, credit pilot, row 2: “平台主办、承办并在后台发布的商业价值信用贷\n"
        "               款对接活动10次及以上的得30分，每少1次减3分。”\n"
        "    next       1 more event gives +3 here, +0.9 on the total"
    )


def test_criterion_in_chinese_reads_as_a_notice_does(chinese: Account) -> None:
    body = as_text(chinese).split("总分如何得出")[0].rsplit("扣分\n", 1)[1]
    assert block(body, "日常调度") == (
        "  日常调度  routine_reporting                                         7 / 10          −3\n"
        "    得10分，每缺报、晚报1次减1分，扣完为止                          annex-1.zh.rubric:98\n"
        "    实际情况    缺报、晚报：3次\n"
        "    计算过程    10 − 3 × 1 = 7\n"
        "    扣分原因    缺报、晚报共3次（总分少得0.9分）\n"
        "    依据        附件1，信用贷款改革试点，第3行\n"
        "    如何再得分  缺报、晚报减少1次，本项加1分，总分加0.3分"
    )


def test_criterion_with_full_points_takes_three_rows(english: Account) -> None:
    assert block(as_text(english), "Yearly plan").split("\n")[:3] == [
        "    Yearly plan  annual_plan_mark                                1 / 1                 0",
        "      annual_plan_mark, as judged from 0 to 1                          annex-1.rubric:80",
        "      observed   mark: 1; judged 1",
    ]


def test_section_shows_sum_and_weight(english: Account) -> None:
    shown = block(as_text(english), "Daily work  daily")
    assert "  sum        44 + 0 + 9.5 + 10 = 63.5" in shown
    assert "  weight     30%; 19.05 of 30 on the total" in shown


def test_summary_lists_the_largest_losses_first(english: Account) -> None:
    summary = block(as_text(english), "Where the points went").split("\n")
    assert summary[1].split() == ["Enterprises", "served", "enterprises_served", "0", "/", "30", "−9"]
    losses = [float(row.split()[-1].replace("≈", "").replace("−", "-")) for row in summary[1:-1]]
    assert losses == sorted(losses)
    assert summary[-1].split() == ["5", "smaller", "ones", "−1.55"]


def test_summary_without_losses_says_so(english: Account) -> None:
    full = evolve(
        english,
        lines=tuple(
            evolve(line, points=line.max, lost="0", weighted=line.weighted_max, why="", next=None)
            for line in english.lines
        ),
    )
    assert "Nowhere: every criterion has its full points." in as_text(full)


def test_section_that_loses_by_itself_is_among_the_losses(english: Account) -> None:
    lines = tuple(
        evolve(
            line,
            points="0",
            lost="10",
            weighted="0",
            effects=(Acted("gate", "closed", "9", "0", "took 9 points"),),
        )
        if line.id == "think_tank"
        else line
        for line in english.lines
    )
    summary = block(as_text(evolve(english, lines=lines)), "Where the points went")
    # 4 of 100 are lost by the section; 0.4 of them by its criteria already.
    assert re.search(r"Think tank  think_tank +0 / 10 +−3\.6", summary)


def test_end_shows_how_the_total_is_made(english: Account) -> None:
    end = as_text(english).split("How the total is made\n")[1]
    assert end.split("\n") == [
        "  92 × 40% + 86.95 (3217/37) × 30% + 63.5 × 30% = 81.93 (60631/740)",
        "  exact      81.93 (60631/740) / 100",
        "  published  81.93 (rounded half up to 2 decimals, which changes the figure)",
        "  period     2023-01-01 to 2023-12-31",
        "  rubric     annex-1 · annex-1.rubric · 3f9a1c0b77e2",
        "  Figures marked ≈ are shortened for reading; all others are exact.",
    ]


def test_shortened_figure_stands_beside_its_exact_one(english: Account) -> None:
    body = as_text(english).split("lost\n", 1)[1]
    assert "exact      25.95 (960/37) / 30" in block(body, "Registrations  registrations")


@pytest.mark.parametrize("columns", [60, 80, 88, 100])
def test_every_row_fits_the_columns(either: Account, columns: int) -> None:
    rows = as_text(either, columns).split("\n")
    assert max(map(width, rows)) <= columns
    assert not any(row.endswith(" ") for row in rows)


def test_figures_end_at_the_same_column_in_both_scripts(either: Account) -> None:
    rows = [row for row in as_text(either, 88).split("\n") if re.search(r"\d / [\d.]+ +(≈?[−+]|0$)", row)]
    assert len(rows) > len(either.lines)
    assert {width(row) for row in rows} == {88}
    assert len({width(row[: row.rindex(" / ")]) for row in rows}) == 1


def test_very_long_label_wraps_under_itself(chinese: Account) -> None:
    long = "打造优质数字化赋能生态并持续推动各类参与主体交流合作" * 6
    lines = (evolve(chinese.lines[0], label=long), *chinese.lines[1:])
    text = as_text(evolve(chinese, lines=lines), 80)
    assert max(map(width, text.split("\n"))) <= 80
    first, *others = block(text, long[:10]).split("\n")
    assert first.endswith("92 / 100         −8")
    parts = [first.split("  ")[0], *(row for row in others if row.startswith(tuple(long)))]
    assert "".join(parts).startswith(long)


def test_multi_line_rule_keeps_its_lines(english: Account) -> None:
    assert "\n      only if joined_together_campaign or joined_service_month " in as_text(english)


def test_excluded_subject_has_a_reason_and_no_total(excluded: Account) -> None:
    text = as_text(excluded)
    assert "Not scored: withdrew midway" in text
    assert "Total" not in text
    assert "None" not in text


def test_excluded_subject_with_lines_says_what_they_are_worth(english: Account) -> None:
    text = as_text(evolve(english, outcome="excluded", reason="false material", total=None, published=None))
    assert "for information; they make no total" in text


def test_bonus_and_negative_points_carry_their_sign(english: Account) -> None:
    first, *rest = english.lines
    over = evolve(first, points="105", lost="-5", weighted="42", why="")
    under = evolve(rest[1], points="-2", lost="12", weighted="-4/5")
    text = as_text(evolve(english, lines=(over, rest[0], under, *rest[2:])))
    assert re.search(r"105 / 100 +\+5\n", text)
    assert re.search(r"−2 / 10 +−12\n", text)


def test_hostile_text_is_shown_and_never_obeyed(hostile: Account) -> None:
    text = as_text(hostile)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "␛[31mred" in text


def test_text_does_not_end_with_a_newline(english: Account) -> None:
    assert render(english, "text") == as_text(english)
    assert not as_text(english).endswith("\n")


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_terminal_has_colours_over_the_same_text(english: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Screen()
    write(english, screen, columns=90)
    shown = screen.getvalue()
    assert "\x1b[31m" in shown
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert [row.rstrip() for row in plain.split("\n")] == [*as_text(english, 90).split("\n"), ""]


def test_terminal_without_colour_writes_plain_text(english: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    screen = Screen()
    write(english, screen, columns=90)
    assert screen.getvalue() == as_text(english, 90) + "\n"


def test_terminal_obeys_nothing_that_came_from_the_account(
    hostile: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Screen()
    write(hostile, screen)
    left = re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", left)
