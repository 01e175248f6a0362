"""An account as plain text for 80 to 100 columns.

In comes an account, out go rows: the total, the largest losses, every section and criterion with its
points at the right edge, and at the end how the total is made. One criterion reads::

    matchmaking                                             24 / 30      −6
      ≥10 matchmaking_events → 30, −3 per missing           annex-1.rubric:41
      observed   matchmaking_events: 8 events
      worked     10 − 8 = 2 missing; 30 − 2 × 3 = 24
      lost       2 events fewer than 10 (−1.8 on the total)
      next       1 more event gives +3 here, +0.9 on the total
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from fractions import Fraction

from attrs import frozen

from rubric_dsl.explanation.account import Account, Line
from rubric_dsl.explanation.figures import MINUS, percent, shown
from rubric_dsl.rendering.harmless import harmless
from rubric_dsl.rendering.numerals import APPROXIMATE, brief, change, negative
from rubric_dsl.rendering.outline import (
    LARGEST_LOSSES,
    Branch,
    composition,
    loss_on_total,
    losses,
    reasons,
    shortened,
    tree,
    walk,
)
from rubric_dsl.rendering.page import NO_BREAK_SPACE, Page, Piece, Row, Style, plain
from rubric_dsl.rendering.wording import Words, words
from rubric_dsl.source.display import pad, width

COLUMNS = 88
FEWEST_COLUMNS = 60
INDENT = 2
HASH_SHOWN = 12
UNBROKEN_COLUMNS = 44
ON_ONE_ROW = 6
"""Steps of arithmetic; where there are more, each has a row of its own."""


@frozen
class Figures:
    """The widths of the figure columns, the same on the whole page."""

    points: int
    max: int
    change: int
    """0 where no column of changes is shown."""
    less: bool
    """Less is better: nothing is lost, and what is given is no gain."""

    def pieces(self, points: str, most: str, difference: str, style: Style = "plain") -> tuple[Piece, ...]:
        """``24 / 30      −6``, each column under its like."""
        figures = f"{pad(brief(points), self.points, 'right')} / {pad(brief(most), self.max)}"
        if not self.change:
            return (Piece(figures, style),)
        lost = pad(change(difference) if difference else "", self.change, "right")
        return Piece(figures + "   ", style), Piece(lost, self.tone(difference))

    def lost(self, line: Line) -> str:
        """What a line lost; nothing is lost where less is better."""
        return "" if self.less else negative(line.lost)

    def tone(self, difference: str) -> Style:
        """Losses and gains in their colours."""
        return "plain" if self.less else _tone(difference)


def as_text(account: Account, columns: int = COLUMNS) -> str:
    """The account as plain text; no row is wider than ``columns``, no newline ends it."""
    return plain(as_rows(account, columns))


def as_rows(account: Account, columns: int = COLUMNS) -> list[Row]:
    """The account as rows of styled pieces."""
    account = harmless(account)
    t = words(account)
    page = Page(max(columns, FEWEST_COLUMNS))
    branches = tree(account)
    figures = _figures(account, t)
    _top(page, account, figures, t)
    if account.lines:
        _where(page, branches, figures, t)
        page.blank()
        _column_names(page, (t.points_of_max, "" if figures.less else t.lost), figures)
        _body(page, walk(branches), figures, t)
    _end(page, account, t)
    return page.rows


def part_as_text(account: Account, paths: Container[str], columns: int = COLUMNS) -> str:
    """The sections and criteria with these paths alone, as they stand in the whole account."""
    tame = harmless(account)
    t = words(tame)
    page = Page(max(columns, FEWEST_COLUMNS))
    everything = zip(account.lines, walk(tree(tame)), strict=True)
    _body(page, [branch for line, branch in everything if line.path in paths], _figures(tame, t), t)
    return plain(page.rows)


def _tone(difference: str) -> Style:
    if difference == "0":
        return "dim"
    return "lost" if difference.lstrip(APPROXIMATE).startswith(("-", MINUS)) else "gained"


def _figures(account: Account, t: Words) -> Figures:
    lines = account.lines

    def widest(texts: list[str], least: int) -> int:
        return max([least, *map(width, texts)])

    less = account.better == "less"
    changes = [change(line.weighted if less else negative(line.lost)) for line in lines]
    shown_ = not less or any(line.weighted != line.points for line in lines)
    return Figures(
        widest([brief(line.points) for line in lines], 3),
        widest([brief(line.max) for line in lines], 3),
        widest(changes, max(5, 0 if less else width(t.lost), width(t.off_total))) if shown_ else 0,
        less,
    )


def _top(page: Page, account: Account, figures: Figures, t: Words) -> None:
    page.paragraph(account.title or account.rubric_id, style="title")
    facts = [account.rubric_id]
    if account.period is not None:
        first, last = account.period
        facts.append(t.period + " " + t.period_range.format(first=first, last=last))
    page.paragraph(" · ".join(facts), style="dim")
    page.blank()
    if account.outcome == "excluded":
        page.paragraph(t.excluded + (t.colon + account.reason if account.reason else ""), style="lost")
        if account.lines:
            page.paragraph(t.excluded_note, style="dim")
        return
    figures_of_total = [Piece(f"{account.published} / {pad(brief(account.max), figures.max)}", "title")]
    if figures.change:
        lost = change(negative(str(Fraction(account.max) - Fraction(account.total or 0))))
        lost = "" if figures.less else lost
        figures_of_total.append(Piece("   " + pad(lost, figures.change, "right"), _tone(lost)))
    page.spread(t.total, figures_of_total, style="title")
    if account.grade is not None:
        page.paragraph(f"{t.grade}{t.colon}{account.grade.label}", style="title")
    listed = reasons(account, t)
    if listed is not None:
        page.paragraph(f"{t.reasons}{t.colon}{listed}")
    page.rows.append((Piece("─" * page.columns, "dim"),))


def _column_names(page: Page, names: tuple[str, str], figures: Figures) -> None:
    first, second = names
    if not figures.change:
        page.rows.append((Piece(pad(first, page.columns, "right"), "dim"),))
        return
    right = pad(second, figures.change, "right")
    left = pad(first, page.columns - width(right) - 3, "right")
    page.rows.append((Piece(f"{left}   {right}", "dim"),))


def _where(page: Page, branches: tuple[Branch, ...], figures: Figures, t: Words) -> None:
    page.blank()
    found = losses(branches, LARGEST_LOSSES)
    if not found.largest:
        page.spread(t.where, (), style="strong")
        page.paragraph(t.nothing_lost, INDENT)
        return
    right = t.points_of_max
    if figures.change:
        right += f"   {pad(t.off_total, figures.change, 'right')}"
    page.spread(t.where, (Piece(right, "dim"),), style="strong")
    for loss in found.largest:
        line = loss.branch.line
        shown_figures = figures.pieces(line.points, line.max, loss.on_total)
        page.spread(line.label, shown_figures, INDENT, aside=line.id if line.id != line.label else "")
    if found.others:
        count = t.one_more if found.others == 1 else t.more.format(count=found.others)
        lost = change(found.others_on_total)
        if not figures.change:
            lost = pad(lost, figures.points, "right") + " " * (figures.max + 3)
        style: Style = "plain" if figures.less else "lost"
        page.spread(count, (Piece(pad(lost, figures.change, "right"), style),), INDENT, style="dim")


def _body(page: Page, branches: Iterable[Branch], figures: Figures, t: Words) -> None:
    names = max(
        map(
            width,
            (t.observed, t.worked, t.why, t.cap, t.gate, t.effect, t.source, t.next, t.exact, t.made_of),
        )
    )
    before: Branch | None = None
    for branch in branches:
        line = branch.line
        # The first heading stands under the column names; full marks under full marks are read in one go.
        if before is not None and not (
            _compact(before) and _compact(branch) and before.trail == branch.trail
        ):
            page.blank()
        indent = INDENT * line.depth
        page.spread(
            line.label,
            figures.pieces(line.points, line.max, figures.lost(line), "strong"),
            indent,
            "strong",
            aside=line.id if line.id != line.label else "",
        )
        if line.kind == "section":
            _section(page, branch, indent + INDENT, names, t)
        else:
            _criterion(page, branch, indent + INDENT, names, t)
        before = branch


def _compact(branch: Branch) -> bool:
    return branch.line.kind == "criterion" and not branch.telling


def _section(page: Page, branch: Branch, indent: int, names: int, t: Words) -> None:
    line = branch.line
    made = composition(branch)
    if made:
        page.named(t.made_of, t.semicolon.join(map(_unbroken, made)), indent, names)
    if line.weight is not None:
        part = t.weighs.format(part=brief(line.weighted), whole=brief(line.weighted_max))
        page.named(t.weight, f"{percent(line.weight)}{t.semicolon}{part}", indent, names)
    if line.rule:
        page.with_place(line.rule, line.place, indent)
    _remarks(page, line, indent, names, t, exact=not made)


def _criterion(page: Page, branch: Branch, indent: int, names: int, t: Words) -> None:
    line = branch.line
    if line.rule:
        page.with_place(line.rule, line.place, indent)
    else:
        page.paragraph(line.place, indent, "dim")
    observed = t.semicolon.join(
        one.shown if one.label == line.label else f"{one.label}{t.colon}{one.shown}" for one in line.observed
    )
    if len(line.arithmetic) > ON_ONE_ROW:
        _row_by_row(page, line, observed, indent, names, t)
        return
    worked = t.semicolon.join(map(_unbroken, line.arithmetic))
    if not branch.telling:
        both = t.semicolon.join(filter(None, (observed, worked)))
        if both:
            page.named(t.observed if observed else t.worked, both, indent, names)
    else:
        if observed:
            page.named(t.observed, observed, indent, names)
        if worked:
            page.named(t.worked, worked, indent, names)
    _remarks(page, line, indent, names, t)


def _row_by_row(page: Page, line: Line, observed: str, indent: int, names: int, t: Words) -> None:
    """Many steps of arithmetic, such as one for each entry of a list: each begins a row."""
    if observed:
        page.named(t.observed, observed, indent, names)
    for number, step in enumerate(line.arithmetic):
        page.named("" if number else t.worked, step, indent, names)
    _remarks(page, line, indent, names, t)


def _unbroken(step: str) -> str:
    """A short step of arithmetic stays on one row."""
    return step.replace(" ", NO_BREAK_SPACE) if width(step) <= UNBROKEN_COLUMNS else step


def _remarks(page: Page, line: Line, indent: int, names: int, t: Words, exact: bool = True) -> None:
    """What sections and criteria share: the exact figures, why, limits, sources, the next step."""
    if exact and any(APPROXIMATE in brief(figure) for figure in (line.points, line.max)):
        page.named(t.exact, f"{shown(line.points)} / {shown(line.max)}", indent, names)
    if line.why:
        page.named(t.why, line.why + _on_total(line, t), indent, names)
    if line.cap:
        page.named(t.cap, line.cap, indent, names)
    for effect in line.effects:
        page.named(t.gate if effect.kind == "gate" else t.effect, effect.text, indent, names)
    quote = t.quoted.format(quote=line.quote) if line.quote else None
    if line.source or quote:
        page.named(t.source, t.colon.join(filter(None, (line.source, quote))), indent, names, "dim")
    if line.next is not None:
        page.named(t.next, line.next.text, indent, names, "gained")


def _on_total(line: Line, t: Words) -> str:
    lost = loss_on_total(line)
    return "" if lost is None else t.open_note + t.takes.format(loss=brief(lost)) + t.close_note


def _end(page: Page, account: Account, t: Words) -> None:
    page.blank()
    names = max(map(width, (t.exact, t.published, t.period, t.rubric, t.reason, t.grade, t.cohort)))
    if account.total is not None and account.published is not None:
        page.paragraph(t.how_total, style="strong")
        for text in account.sums:
            page.paragraph(text, INDENT)
        for effect in account.effects:
            page.paragraph(effect.text, INDENT)
        if account.grade is not None:
            page.named(t.grade, t.semicolon.join(account.grade.why), INDENT, names)
        if account.cohort is not None:
            page.named(t.cohort, account.cohort.text, INDENT, names)
        page.named(t.exact, f"{shown(account.total)} / {shown(account.max)}", INDENT, names)
        page.named(
            t.published, f"{account.published}{t.open_note}{account.rounding}{t.close_note}", INDENT, names
        )
    elif account.reason:
        page.paragraph(t.excluded, style="strong")
        page.named(t.reason, account.reason, INDENT, names)
    if account.period is not None:
        first, last = account.period
        page.named(t.period, t.period_range.format(first=first, last=last), INDENT, names)
    facts = (account.rubric_id, account.file, account.hash.rpartition(":")[2][:HASH_SHOWN])
    page.named(t.rubric, " · ".join(filter(None, facts)), INDENT, names, "dim")
    if shortened(account):
        page.paragraph(t.approximate, INDENT, "dim")
