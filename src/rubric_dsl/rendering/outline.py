"""An account in the order that a reader needs: as a tree, and by what cost the most.

In comes an :class:`~rubric_dsl.explanation.account.Account`; out go its lines nested as the rubric nests
them, and its losses, largest first. Nothing is scored here: every figure is one of the account's, or a
sum of them that was checked against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from rubric_dsl.explanation.account import Account, Line
from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.rendering.numerals import APPROXIMATE, brief, change, negative
from rubric_dsl.rendering.wording import Words

LARGEST_LOSSES = 7
"""Losses that a page names before the account itself."""


@frozen
class Branch:
    """One line with the lines that stand under it."""

    line: Line
    trail: tuple[str, ...] = ()
    """The labels above it, from the top."""
    children: tuple[Branch, ...] = ()
    less: bool = False
    """Less is better: what it gives is of interest, and not what is left to its maximum."""

    @property
    def is_leaf(self) -> bool:
        """Whether it is a criterion with nothing under it."""
        return self.line.kind == "criterion" and not self.children

    @property
    def telling(self) -> bool:
        """Whether the line is away from its best: it lost points, or gave some where less is better."""
        return (self.line.points if self.less else self.line.lost) != "0"


@frozen
class Loss:
    """What one line took from the total by itself; what it gave where less is better."""

    branch: Branch
    on_total: str
    """The change of the total, exact text: below zero for a loss."""


@frozen
class Losses:
    """The largest losses one by one, and the others together; gifts where less is better."""

    largest: tuple[Loss, ...]
    others: int = 0
    others_on_total: str = "0"


def tree(account: Account) -> tuple[Branch, ...]:
    """The lines as a tree; a line belongs to the nearest one before it with a smaller depth."""
    lines = account.lines

    def gather(start: int, depth: int, trail: tuple[str, ...]) -> tuple[list[Branch], int]:
        found: list[Branch] = []
        while start < len(lines) and lines[start].depth >= depth:
            line = lines[start]
            children, start = gather(start + 1, line.depth + 1, (*trail, line.label))
            found.append(Branch(line, trail, tuple(children), account.better == "less"))
        return found, start

    return tuple(gather(0, 0, ())[0])


def walk(branches: Iterable[Branch]) -> Iterable[Branch]:
    """Every branch, parents before children."""
    for branch in branches:
        yield branch
        yield from walk(branch.children)


def losses(branches: Iterable[Branch], limit: int) -> Losses:
    """What each line lost by itself, on the total: all of a criterion's loss, and the part of a
    section's loss that its children do not already show (a gate or a cap on the whole section).
    Where less is better the same of what each gave, largest first, behind it what took some off."""
    found = [
        Loss(branch, str(own))
        for branch in walk(branches)
        if (own := _moved(branch) - sum((_moved(child) for child in branch.children), Fraction(0))) < 0
        or (branch.less and own)
    ]
    found.sort(key=lambda loss: Fraction(loss.on_total) * (-1 if loss.branch.less else 1))
    # A remainder of one would take the line that it saves.
    kept = len(found) if len(found) <= limit + 1 else limit
    rest = found[kept:]
    return Losses(tuple(found[:kept]), len(rest), str(sum((Fraction(r.on_total) for r in rest), Fraction(0))))


def _moved(branch: Branch) -> Fraction:
    given = Fraction(branch.line.weighted)
    return given if branch.less else given - Fraction(branch.line.weighted_max)


def loss_on_total(line: Line) -> str | None:
    """What the line's loss is on the total, exact text; None where there is none or it is the same figure."""
    lost = Fraction(line.weighted_max) - Fraction(line.weighted)
    return None if lost <= 0 or str(lost) == line.lost else str(lost)


def composition(branch: Branch) -> tuple[str, ...]:
    """How the children make a section's points: the account's own steps, else ``54 + 24 + 9 = 87``.

    Nothing where the children's figures do not add up by themselves; the account's other words then say why.
    """
    line, children = branch.line, branch.children
    if not children or line.arithmetic:
        return line.arithmetic if children else ()
    made = sum((Fraction(c.line.points) * Fraction(c.line.weight or 1) for c in children), Fraction(0))
    if made != Fraction(line.points) or len(children) == 1:
        return ()
    terms = [
        shown(c.line.points) + (f" × {percent(c.line.weight)}" if c.line.weight else "") for c in children
    ]
    return (" + ".join(terms) + " = " + shown(line.points),)


def reasons(account: Account, t: Words) -> str | None:
    """The criteria that cost the most: ``Talks (−6); Reach (−1.8)``; None where they are not asked for."""
    if account.reasons is None:
        return None
    signed = str if account.better == "less" else negative
    found = [f"{one.label}{t.open_note}{change(signed(one.lost))}{t.close_note}" for one in account.reasons]
    return t.semicolon.join(found) or t.no_reasons


def shortened(account: Account) -> bool:
    """Whether any column figure of the account is shown shorter than it is."""
    figures = [account.max, account.total or "0"]
    for line in account.lines:
        figures += [line.points, line.max, line.lost, line.weighted, line.weighted_max]
    return any(APPROXIMATE in brief(figure) for figure in figures)
