"""An account made safe to show: the same account, with every text on one line and nothing in it obeyed.

Labels, rules and values come from files that anyone may have written. Escape sequences could repaint a
terminal, direction marks could make ``10`` read as ``01``, a line feed could start a new table row.
What is special to one format alone (``<``, ``|``) is escaped by the module of that format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from rubric_dsl.explanation.account import Account, Acted, Grading, Line, NextStep, Observed, OfAll, Reason
from rubric_dsl.source.display import printable

_BLANK = re.compile(r"[ \t\r\n]+")


def harmless(account: Account) -> Account:
    """The same account, where no text can move the cursor, reorder its line or break a table row."""
    period = account.period
    return evolve(
        account,
        rubric_id=_flat(account.rubric_id),
        title=_flat(account.title),
        hash=_flat(account.hash),
        file=_flat(account.file),
        period=None if period is None else (_flat(period[0]), _flat(period[1])),
        reason=_maybe(account.reason),
        rounding=_flat(account.rounding),
        sums=_all(account.sums),
        effects=tuple(map(_acted, account.effects)),
        grade=None if account.grade is None else _grading(account.grade),
        cohort=None if account.cohort is None else _of_all(account.cohort),
        lines=tuple(map(_line, account.lines)),
        reasons=None if account.reasons is None else tuple(map(_reason, account.reasons)),
    )


def _flat(text: str) -> str:
    return printable(_BLANK.sub(" ", text).strip(" "))


def _ruled(text: str) -> str:
    """A rule keeps its lines: bands and tables are read line by line."""
    lines = text.replace("\r\n", "\n").replace("\t", "  ").strip("\n").split("\n")
    return "\n".join(printable(line.rstrip(" ")) for line in lines)


def _maybe(text: str | None) -> str | None:
    return None if text is None else _flat(text)


def _all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_flat, texts))


def _reason(one: Reason) -> Reason:
    return Reason(_flat(one.id), _flat(one.path), _flat(one.label), one.lost)


def _observed(one: Observed) -> Observed:
    return Observed(_flat(one.metric), _flat(one.label), _flat(one.value), _flat(one.shown))


def _acted(one: Acted) -> Acted:
    return evolve(one, rule=_flat(one.rule), text=_flat(one.text))


def _grading(one: Grading) -> Grading:
    return Grading(_maybe(one.id), _flat(one.label), _all(one.why), _flat(one.reached))


def _of_all(one: OfAll) -> OfAll:
    figures = (evolve(each, name=_flat(each.name), shown=_flat(each.shown)) for each in one.statistics)
    return OfAll(one.size, _flat(one.text), tuple(figures))


def _next(step: NextStep) -> NextStep:
    return evolve(
        step,
        metric=_flat(step.metric),
        label=_flat(step.label),
        value=_flat(step.value),
        to=_flat(step.to),
        text=_flat(step.text),
    )


def _line(line: Line) -> Line:
    return evolve(
        line,
        id=_flat(line.id),
        path=_flat(line.path),
        label=_flat(line.label),
        rule=None if line.rule is None else _ruled(line.rule),
        place=_flat(line.place),
        source=_maybe(line.source),
        quote=_maybe(line.quote),
        observed=tuple(map(_observed, line.observed)),
        arithmetic=_all(line.arithmetic),
        why=_flat(line.why),
        cap=_maybe(line.cap),
        effects=tuple(map(_acted, line.effects)),
        next=None if line.next is None else _next(line.next),
    )
