"""The meaning hash: the same for both spellings and any layout, different for any change of meaning.

It is taken over the plan, where only meaning is left: ids, kinds and ranges of metrics, the tree of
criteria with maxima and weights, what every step computes, the rounding and the period. Labels, titles,
reasons, sources, quotations, comments and the order of ``a or b`` are not part of it; ``nothing if not a``
and ``only if a`` are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import assert_never

from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan import core as c

VERSION = "rubric-meaning/1"

_OPPOSITE: dict[c.Relation, c.Relation] = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "=": "≠", "≠": "="}
_MIRROR: dict[c.Relation, c.Relation] = {"≥": "≤", ">": "<", "≤": "≥", "<": ">"}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _joined(kind: str, parts: list[str]) -> str:
    return f"({kind} {' '.join(sorted(parts))})"


def canonical(item: c.Expr, truth_of: Callable[[int, bool], str], negated: bool = False) -> str:
    """One text for all ways to write the same expression; ``truth_of`` gives that of an earlier step."""

    def look(operand: c.Expr, opposite: bool = False) -> str:
        return canonical(operand, truth_of, opposite)

    match item:
        case c.Literal():
            return str(item.value)
        case c.Truth():
            return str(item.value != negated)
        case c.Input():
            read = repr(item.metric)
            if item.absent is not None:
                read = f"(either {read} {canonical(item.absent, truth_of)})"
            return f"(not {read})" if negated else read
        case c.Given():
            return f"({'missing' if negated else 'given'} {item.metric!r})"
        case c.Ref():
            return truth_of(item.step, negated)
        case c.Add():
            return _joined("+", [look(operand) for operand in item.operands])
        case c.Subtract():
            return f"(- {look(item.left)} {look(item.right)})"
        case c.Multiply():
            return _joined("*", [look(item.left), look(item.right)])
        case c.Divide():
            return f"(/ {look(item.left)} {look(item.right)})"
        case c.Minimum():
            return _joined("min", [look(operand) for operand in item.operands])
        case c.Maximum():
            return _joined("max", [look(operand) for operand in item.operands])
        case c.Floor():
            return f"(floor {look(item.operand)})"
        case c.Root():
            return f"(root {item.degree} {look(item.operand)})"
        case c.Log():
            return f"(log {item.base} {item.unit} {look(item.operand)})"
        case c.Ceiling():
            return f"(ceiling {look(item.operand)})"
        case c.Workdays():
            days = item.calendar
            listed = _digest(" ".join(map(str, (days.first, days.last, *days.working))))
            return f"(workdays {listed} {look(item.operand)})"
        case c.Compare():
            relation = _OPPOSITE[item.relation] if negated else item.relation
            left, right = look(item.left), look(item.right)
            if relation in ("≤", "<"):
                relation, left, right = _MIRROR[relation], right, left
            if relation in ("=", "≠") and right < left:
                left, right = right, left
            return f"({relation} {left} {right})"
        case c.And() | c.Or():
            both = isinstance(item, c.And) != negated
            return _joined("and" if both else "or", [look(operand, negated) for operand in item.operands])
        case c.Not():
            return look(item.operand, not negated)
        case c.Select():
            return f"(select {look(item.index)} {' '.join(look(case) for case in item.cases)})"
        case c.Choose():
            holds, fails = look(item.condition), look(item.condition, True)
            then, otherwise = look(item.then), look(item.otherwise)
            if fails < holds:
                holds, then, otherwise = fails, otherwise, then
            return f"(if {holds} {then} {otherwise})"
        case c.Item():
            return f"(not {item.field!r})" if negated else repr(item.field)
        case c.Fold():
            return canonical_fold(item, look)
        case _:
            assert_never(item)


def canonical_fold(item: c.Fold, look: Callable[[c.Expr], str]) -> str:
    """One text for a fold: what is not said of it is left out."""
    parts = [f"(fold {item.how} {item.source!r} {look(item.value)}"]
    if item.where is not None:
        parts.append(f"where {look(item.where)}")
    said = {
        "once": item.once_per, "best": item.best, "spare": item.spare, "closest": item.closest,
        "shares": " ".join(map(str, (*item.shares, item.further))) if item.shares else None,
    }  # fmt: skip
    parts += [f"{word} {what!r}" for word, what in said.items() if what is not None]
    if item.empty is not None:
        parts.append(f"empty {look(item.empty)}")
    return " ".join(parts) + ")"


def metric_line(metric: Metric) -> str:
    """A metric's kind and range; of a list the number of its entries and their fields."""
    if metric.entries is None:
        grain = f" by {metric.grain}" if metric.grain is not None else ""
        return f"metric {metric.id!r} {metric.kind} {metric.low} {metric.high}{grain}{_options(metric)}"
    entries = metric.entries
    fields = "; ".join(sorted(metric_line(field) for field in entries.fields))
    return f"list {metric.id!r} {entries.least} {entries.most} ({fields})"


def _steps(plan: c.Plan) -> list[tuple[str, str]]:
    """For each step the digest of its meaning and of its opposite."""
    found: list[tuple[str, str]] = []

    def truth_of(step: int, negated: bool) -> str:
        return found[step][negated]

    for step in plan.steps:
        plain = canonical(step.expr, truth_of)
        opposite = canonical(step.expr, truth_of, True) if step.truth else plain
        if isinstance(step.expr, c.Ref):
            found.append((plain, opposite))
        else:
            found.append((_digest(plain), _digest(opposite)))
    return found


def _options(metric: Metric) -> str:
    return "".join(f" {option.id!r}" for option in metric.options)


def _in_force(plan: c.Plan, path: str, digests: list[tuple[str, str]]) -> str:
    """Whether a node applies, and out of how many points, where that may vary."""
    applicable = plan.applicable.get(path)
    applies = None if applicable is None else applicable.step
    steps = {"applies": applies, "out of": plan.maxima.get(path)}
    return "".join(f" {word} {digests[step][0]}" for word, step in steps.items() if step is not None)


def meaning(plan: c.Plan) -> str:
    """The hash of a plan: 64 hexadecimal digits."""
    digests = _steps(plan)
    rubric = plan.rubric
    lines = [VERSION, f"rubric {rubric.id!r}", f"period {rubric.period}", f"total {rubric.total}"]
    publication = plan.publication
    if publication is None:
        lines.append("published exactly")
    elif publication.multiple is None:
        lines.append(f"published {publication.mode} {publication.places}")
    else:
        lines.append(f"published {publication.mode} to a multiple of {publication.multiple}")
    for metric in sorted(plan.metrics, key=lambda one: one.id):
        lines.append(metric_line(metric))
    for node in rubric.walk():
        digest = digests[plan.points[node.path]][0]
        apart = f" {node.apart} {node.least}" if node.apart or node.least else ""
        apart += f" from {node.baseline}" if node.baseline is not None else ""
        force = _in_force(plan, node.path, digests)
        lines.append(f"criterion {node.path!r} {node.points} {node.weight}{apart} {digest}{force}")
    lines.extend(sorted(f"score of {other.hash}" for other in plan.others.values()))
    lines.append(f"sum {digests[plan.total][0]}{_in_force(plan, '', digests)}")
    if plan.graded is not None and rubric.grades is not None:
        names = " ".join(repr(grade.name.id) for grade in rubric.grades.grades)
        lines.append(f"grades {names} {digests[plan.graded.grade][0]}")
        for quota in plan.graded.quotas:
            said = quota.said
            how = f"{said.share} {said.count} {said.mode} {said.ties} {said.above}"
            lines.append(f"quota {quota.grade} {how} {digests[quota.after][0]}")
    if rubric.reasons is not None:
        lines.append(f"reasons {rubric.reasons.count} {rubric.reasons.ties}")
    if rubric.least_first:
        lines.append("least first")
    lines.extend(f"then {digests[step][0]} {lowest}" for step, lowest in plan.ties)
    if plan.gathers:
        admitted = digests[plan.admitted][0] if plan.admitted is not None else "all"
        lines.append(f"cohort {admitted}")
    if rubric.fewest is not None:
        lines.append(f"at least {rubric.fewest.count}")
    lines.extend(f"excluded {digests[step][0]}" for step in plan.exclusions)
    return _digest("\n".join(lines))
