"""A criterion stays inside its points, provably: the range of what its rule gives lies in [0, points],
at the latest after the lines under it.

Where it does not, and the writer has not said ``capped``, ``at least`` or ``may go below 0``, that is an
error with an input that shows it. A maximum that no input reaches is remarked on.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import islice, product

from rubric_dsl.model.rubric import MAX_VALUE, Criterion, Entries, Metric
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import folds_over_all, metrics_under, steps_under
from rubric_dsl.plan.interpret import Value, evaluate
from rubric_dsl.plan.lowering import LoweredRule
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic, warning
from rubric_dsl.syntax import tree as t

MAX_TRIES = 2_000
"""Inputs tried in search of a witness."""
MANY, FEW = 20, 3
"""Of lists that are longer than the one, only the other many are tried."""


def candidates(metric: Metric) -> list[Value]:
    """Values at which a rule is likely to leave its points: the ends, and some way along."""
    if metric.entries is not None:
        return _lists(metric.entries)
    if metric.kind == "yes/no":
        return [False, True]
    if metric.kind == "choice":
        return [Fraction(position) for position in range(len(metric.options))]
    if metric.kind == "text":
        return ["a"]
    low = metric.low if metric.low is not None else Fraction(-100)
    high = metric.high if metric.high is not None else Fraction(MAX_VALUE)
    steps = [low, low + 1, low + 10, low + 100, low + 1000, low + 100_000, high]
    return list(dict.fromkeys(value for value in steps if low <= value <= high))


def _lists(entries: Entries) -> list[Value]:
    """Short and long lists of entries that are all alike, where keys differ."""
    found: list[Value] = []
    each = [candidates(field) for field in entries.fields]
    for count in dict.fromkeys((entries.least, max(entries.least, min(entries.most, MANY)), entries.most)):
        for parts in islice(product(*each), MAX_TRIES // 40 if count <= MANY else FEW):
            if entries.bare:
                found.append((parts[0],) * count)
            else:
                records = (_numbered(parts, number) for number in range(count))
                found.append(tuple(records))
            if not count:
                break
    return found


def _numbered(parts: tuple[Value, ...], number: int) -> Value:
    return tuple(f"{part}{number}" if isinstance(part, str) else part for part in parts)


def _shown(metric: Metric, value: Value) -> str:
    """A witness as a message shows it."""
    if metric.kind == "date":
        assert isinstance(value, Fraction), "a day is a number"
        return date.fromordinal(int(value)).isoformat()
    if metric.kind == "choice":
        assert isinstance(value, Fraction), "an option is known by its position"
        return metric.options[int(value)].naming
    if metric.entries is None:
        return str(value).lower()
    assert isinstance(value, tuple)
    if not value:
        return "[]"
    first = value[0] if isinstance(value[0], tuple) else (value[0],)
    entry = " ".join(str(part).lower() for part in first)
    return f"{len(value)} × [{entry}]"


def _witness(
    lowered: LoweredRule, steps: tuple[c.Step, ...], metrics: dict[str, Metric]
) -> tuple[tuple[tuple[object, object], ...], Fraction | None]:
    """An input at which the rule's points leave [0, points], and the points it gives there."""
    if folds_over_all(steps, lowered.bounded):
        return (), None  # one subject alone shows nothing
    names = metrics_under(steps, lowered.bounded)
    needed = steps_under(steps, lowered.bounded)
    for values in islice(product(*(candidates(metrics[name]) for name in names)), MAX_TRIES):
        inputs = dict(zip(names, values, strict=True))
        found: dict[int, Value] = {}
        for index in needed:
            found[index] = evaluate(steps[index].expr, inputs, found)  # type: ignore[arg-type]
        reached = found[lowered.bounded]
        assert isinstance(reached, Fraction)
        node = lowered.criterion
        if (reached < node.least and not _may_fall(node.rule)) or reached > node.points:
            shown = tuple(
                (metrics[name].labels.naming, _shown(metrics[name], value)) for name, value in inputs.items()
            )
            return shown, reached
    return (), None


def _may_fall(rule: t.Rule | None) -> bool:
    if isinstance(rule, t.Cases):
        return any(_may_fall(row.rule) for row in rule.rows)
    return rule is not None and any(
        bound.kind in ("below zero",) or (bound.points or 0) < 0 for bound in rule.bounds
    )


def _is_mark(node: Criterion, metrics: dict[str, Metric]) -> bool:
    rule = node.rule
    return (
        isinstance(rule, t.Formula)
        and isinstance(rule.expression, t.Name)
        and (rule.judged or _is_declared_mark(rule.expression.text, metrics))
    )


def _is_endless_mark(node: Criterion, metrics: dict[str, Metric]) -> bool:
    name = node.rule.expression if isinstance(node.rule, t.Formula) else None
    return isinstance(name, t.Name) and _is_declared_mark(name.text, metrics)


def _is_declared_mark(name: str, metrics: dict[str, Metric]) -> bool:
    return name in metrics and metrics[name].kind == "mark"  # a derived value is no metric


def _brought_back(node: Criterion, final: c.Range) -> bool:
    """Whether the lines under a rule keep the points inside where the rule itself does not."""
    if not node.effects or final.low is None or final.high is None:
        return False
    return (final.low >= node.least or _may_fall(node.rule)) and final.high <= node.points


def check(plan: c.Plan, rules: tuple[LoweredRule, ...]) -> list[Diagnostic]:
    """Every rule that can leave its points, and every maximum that none reaches."""
    metrics = dict(plan.rubric.metrics)
    found: list[Diagnostic] = []
    for lowered in rules:
        node = lowered.criterion
        assert node.rule is not None
        reach = plan.ranges[lowered.bounded]
        final = plan.ranges[plan.points[node.path]]
        assert reach is not None and final is not None
        below = (reach.low is None or reach.low < node.least) and not _may_fall(node.rule)
        above = reach.high is None or reach.high > node.points
        if above and reach.high is None and _is_endless_mark(node, metrics):
            continue  # told of where it is declared
        if (below or above) and not _brought_back(node, final):
            witness, reached = _witness(lowered, plan.steps, metrics)
            side = "below" if (below if reached is None else reached < node.least) else "above"
            found.append(
                diagnostic(
                    "RB0306",
                    node.rule.span,
                    points=str(node.points),
                    least=str(node.least),
                    side=side,
                    witness=witness,
                    low=None if reach.low is None else str(reach.low),
                    high=None if reach.high is None else str(reach.high),
                    reached=None if reached is None else str(reached),
                    mark=_is_mark(node, metrics),
                )
            )
        elif final.high is not None and final.high < node.points:
            short = reach.high is not None and reach.high < node.points
            span = node.rule.span if short else node.effects[-1].span
            found.append(warning("RB0308", span, points=str(node.points), high=str(final.high)))
    return found
