"""An account as Markdown: GitHub's tables, headings to any depth, everything else CommonMark.

In comes an account, out goes one document: a table of the total's parts, the largest losses, then one
table a section and the details of its criteria. Texts of the rubric and of the input are escaped, so that
a label with a ``|`` or a ``<`` shows as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rubric_dsl.explanation.account import Account
from rubric_dsl.explanation.figures import percent, shown
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
)
from rubric_dsl.rendering.wording import Words, words

DEEPEST_HEADING = 6

# An underscore inside a word marks nothing up, and metric names are full of them.
_SPECIAL = re.compile(r"[\\`*\[\]{}#|~$!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
# What starts a list or an underline at the head of a line: "- ", "1. ", "= ".
_BLOCK = re.compile(r"^(\d*)([-+=.)])(?=\s|$)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BACKTICKS = re.compile(r"`+")


def escape(text: str) -> str:
    """A text as Markdown that shows exactly that text, in a table cell as well."""
    for character, entity in _ENTITIES.items():
        text = text.replace(character, entity)
    return _BLOCK.sub(r"\1\\\2", _SPECIAL.sub(lambda found: "\\" + found[0], text))


def code(text: str) -> str:
    """A name in code type; fenced with more backticks than it has, its pipes safe in a table."""
    fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(text)), default=0))
    inside = f" {text} " if text.startswith("`") or text.endswith("`") else text
    return f"{fence}{inside}{fence}".replace("|", "\\|")


def as_markdown(account: Account) -> str:
    """The account as one Markdown document, without a last newline."""
    account = harmless(account)
    t = words(account)
    branches = tree(account)
    parts = [*_top(account, t)]
    if branches:
        parts += [*_overview(branches, account, t), *_where(branches, t)]
        for branch in branches:
            parts += _branch(branch, 2, t)
    parts += _end(account, t)
    return "\n\n".join(parts)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _heading(level: int, text: str) -> str:
    return f"{'#' * min(level, DEEPEST_HEADING)} {text}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]], figures_from: int = 1) -> str:
    """A table whose columns from ``figures_from`` on hold figures, set to the right."""
    names = [_capital(name) for name in head]
    rule = ["---" if number < figures_from else "---:" for number in range(len(names))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (names, rule, *rows))


def _top(account: Account, t: Words) -> Iterator[str]:
    yield _heading(1, escape(account.title or account.rubric_id))
    facts = [code(account.rubric_id)]
    if account.period is not None:
        first, last = account.period
        facts.append(
            f"{_capital(t.period)}{t.colon}{t.period_range.format(first=escape(first), last=escape(last))}"
        )
    yield " · ".join(facts)
    if account.outcome == "excluded":
        yield f"**{t.excluded}**" + (t.colon + escape(account.reason) if account.reason else "")
        if account.lines:
            yield t.excluded_note
    else:
        yield f"**{t.total}{t.colon}{account.published} / {brief(account.max)}**"
        if account.grade is not None:
            why = t.semicolon.join(map(escape, account.grade.why))
            given = f"{_capital(t.grade)}{t.colon}{escape(account.grade.label)}"
            yield f"**{given}**{t.open_note}{why}{t.close_note}"
        listed = reasons(account, t)
        if listed is not None:
            yield f"**{_capital(t.reasons)}**{t.colon}{escape(listed)}"


def _overview(branches: tuple[Branch, ...], account: Account, t: Words) -> Iterator[str]:
    rows = [
        (
            escape(line.label),
            percent(line.weight) if line.weight else "",
            f"{brief(line.points)} / {brief(line.max)}",
            *_lost(branch),
            f"{brief(line.weighted)} / {brief(line.weighted_max)}",
        )
        for branch, line in ((branch, branch.line) for branch in branches)
    ]
    lost = () if account.better == "less" else (t.lost,)
    yield _heading(2, t.overview)
    yield _table((t.section, t.weight, t.points_of_max, *lost, t.on_total), rows)
    yield from (escape(text) for text in account.sums)
    yield from (escape(effect.text) for effect in account.effects)
    if account.cohort is not None:
        yield f"{_capital(t.cohort)}{t.colon}{escape(account.cohort.text)}"


def _lost(branch: Branch) -> tuple[str, ...]:
    """The cell of what was lost; there is none where less is better."""
    return () if branch.less else (change(negative(branch.line.lost)),)


def _where(branches: tuple[Branch, ...], t: Words) -> Iterator[str]:
    yield _heading(2, t.where)
    found = losses(branches, LARGEST_LOSSES)
    if not found.largest:
        yield t.nothing_lost
        return
    rows = [
        (
            escape(" › ".join((*loss.branch.trail, line.label))),
            f"{brief(line.points)} / {brief(line.max)}",
            change(loss.on_total),
        )
        for loss, line in ((loss, loss.branch.line) for loss in found.largest)
    ]
    if found.others:
        count = t.one_more if found.others == 1 else t.more.format(count=found.others)
        rows.append((f"*{count}*", "", change(found.others_on_total)))
    yield _table((t.criterion, t.points_of_max, t.off_total), rows)


def _branch(branch: Branch, level: int, t: Words) -> Iterator[str]:
    line = branch.line
    figures = f"{brief(line.points)} / {brief(line.max)}"
    yield _heading(level, f"{escape(line.label)}{t.open_note}{figures}{t.close_note}")
    details = "\n".join(f"- {detail}" for detail in _details(branch, t))
    if details:
        yield details
    if branch.children:
        rows = [
            (
                escape(child.label),
                code(child.id),
                brief(child.points),
                brief(child.max),
                *_lost(inner),
            )
            for inner, child in ((inner, inner.line) for inner in branch.children)
        ]
        lost = () if branch.less else (t.lost,)
        yield _table((t.criterion, "", t.points, t.max, *lost), rows, figures_from=2)
        for child in branch.children:
            yield from _branch(child, level + 1, t)


def _details(branch: Branch, t: Words) -> Iterator[str]:
    line, made = branch.line, composition(branch)

    def named(name: str, text: str) -> str:
        return f"**{_capital(name)}**{t.colon}{text}"

    if line.rule:
        yield named(t.rule, "\\\n  ".join(map(_indented, line.rule.split("\n"))))
    if line.observed:
        yield named(
            t.observed,
            t.semicolon.join(f"{escape(one.label)}{t.colon}{escape(one.shown)}" for one in line.observed),
        )
    if line.kind == "section":
        if made:
            yield named(t.made_of, escape(t.semicolon.join(made)))
    elif line.arithmetic:
        yield named(t.worked, escape(t.semicolon.join(line.arithmetic)))
    if not made and any(APPROXIMATE in brief(figure) for figure in (line.points, line.max)):
        yield named(t.exact, f"{shown(line.points)} / {shown(line.max)}")
    if line.why:
        lost = loss_on_total(line)
        taken = "" if lost is None else t.open_note + t.takes.format(loss=brief(lost)) + t.close_note
        yield named(t.why, escape(line.why) + taken)
    if line.cap:
        yield named(t.cap, escape(line.cap))
    for effect in line.effects:
        yield named(t.gate if effect.kind == "gate" else t.effect, escape(effect.text))
    if line.weight is not None:
        part = t.weighs.format(part=brief(line.weighted), whole=brief(line.weighted_max))
        yield named(t.weight, f"{percent(line.weight)}{t.semicolon}{part}")
    if line.source or line.quote:
        quote = t.quoted.format(quote=escape(line.quote)) if line.quote else None
        source = escape(line.source) if line.source else None
        yield named(t.source, t.colon.join(filter(None, (source, quote))))
    if line.next is not None:
        yield named(t.next, escape(line.next.text))
    if line.kind == "criterion":
        yield named(t.place, code(line.place))


def _indented(rule: str) -> str:
    """A line of a rule; its indentation, which Markdown would drop, as spaces that stay."""
    inner = rule.lstrip(" ")
    return "&nbsp;" * (len(rule) - len(inner)) + escape(inner)


def _end(account: Account, t: Words) -> Iterator[str]:
    yield _heading(2, t.how_total if account.total is not None else t.rubric)
    facts: list[tuple[str, str]] = []
    if account.total is not None and account.published is not None:
        facts.append((t.exact, f"{shown(account.total)} / {shown(account.max)}"))
        rounding = f"{t.open_note}{escape(account.rounding)}{t.close_note}"
        facts.append((t.published, account.published + rounding))
    facts.append((t.rubric, f"{code(account.rubric_id)} · {code(account.file)}"))
    facts.append((t.fingerprint, code(account.hash)))
    yield "\n".join(f"- **{_capital(name)}**{t.colon}{text}" for name, text in facts)
    if shortened(account):
        yield f"*{t.approximate}*"
