"""Rules in rows with their words bound: every option once, as many figures as there are columns.

Comes in: a lookup or a straight line of the syntax tree. Goes out: the same with ids for names, or
:class:`Unbound`, with the diagnostics noted.
"""

from __future__ import annotations

from attrs import evolve

from rubric_dsl.model.binding.choices import option_of
from rubric_dsl.model.binding.unbound import Unbound
from rubric_dsl.model.names import Names
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.source.naming import Naming
from rubric_dsl.syntax import tree as t

YES_NO = (Naming("yes", "是"), Naming("no", "否"))
_OTHER_ANSWER = {"是": "yes", "否": "no", "yes": "是", "no": "否"}


def compared_in(condition: t.Expression) -> t.Expression | None:
    """What a row compares: its left side, or the metric behind the unit of its figure."""
    match condition:
        case t.Compare():
            if condition.left is None and isinstance(condition.right, t.Number) and condition.right.unit:
                return t.Name(condition.right.unit, span=condition.right.span)
            return condition.left
        case t.Between():
            return condition.operand
        case _:
            return None


def options_of(metric: Metric) -> tuple[Naming, ...]:
    """What may stand in a table for a metric, in order; of a yes/no, yes comes first."""
    return tuple(option.naming for option in metric.options) if metric.kind == "choice" else YES_NO


def _key(names: Names, key: t.Name) -> Metric:
    found = names.resolve(key.text, key.span)
    if found is None:
        raise Unbound
    metric = names.metrics[found]
    if metric.kind not in ("choice", "yes/no"):
        names.found.append(diagnostic("RB0229", key.span, name=metric.labels.naming))
        raise Unbound
    return metric


def _option(names: Names, metric: Metric, word: t.Name) -> t.Name | None:
    if metric.kind == "choice":
        said = _OTHER_ANSWER.get(word.text, "")
        if metric.option(word.text) is None and metric.option(said) is not None:
            return t.Name(said, span=word.span)
        return option_of(names, metric, word)
    for option in YES_NO:
        if word.text in (str(option), option.zh):
            return t.Name(str(option), span=word.span)
    facts = {"option": word.text, "name": metric.labels.naming, "suggestion": None, "known": YES_NO}
    names.found.append(diagnostic("RB0227", word.span, **facts))
    return None


def bound_lookup(names: Names, rule: t.Lookup) -> t.Lookup:
    """A lookup in which every option has its row."""
    metrics = [_key(names, key) for key in rule.keys]
    columns = options_of(metrics[1]) if len(metrics) > 1 else ()
    before = len(names.found)
    rows: dict[str, t.LookupRow] = {}
    for row in rule.rows:
        option = _option(names, metrics[0], row.option)
        if option is None:
            continue
        if option.text in rows:
            names.found.append(diagnostic("RB0233", row.span, option=row.option.text))
        expected = len(columns) or 1
        if len(row.points) != expected:
            facts = {"found": len(row.points), "expected": expected, "options": columns}
            names.found.append(diagnostic("RB0234", row.span, **facts))
        rows[option.text] = evolve(row, option=option)
    missing = tuple(option for option in options_of(metrics[0]) if str(option) not in rows)
    if missing and len(names.found) == before:
        facts = {"name": metrics[0].labels.naming, "options": missing}
        names.found.append(diagnostic("RB0232", rule.span, **facts))
    if len(names.found) > before:
        raise Unbound
    keys = tuple(evolve(key, text=metric.id) for key, metric in zip(rule.keys, metrics, strict=True))
    return evolve(rule, keys=keys, rows=tuple(rows[str(option)] for option in options_of(metrics[0])))


def bound_line(names: Names, rule: t.Line) -> t.Line:
    """A straight line whose anchors rise."""
    before = None
    for anchor in rule.anchors:
        if before is not None and anchor.at.value <= before.at.value:
            facts = {"at": str(anchor.at.value), "before": str(before.at.value), "percent": anchor.at.percent}
            names.found.append(diagnostic("RB0317", anchor.span, **facts))
            raise Unbound
        before = anchor
    if len(rule.anchors) < 2:
        only = rule.anchors[0]
        facts = {"at": str(only.at.value), "before": str(only.at.value), "percent": only.at.percent}
        names.found.append(diagnostic("RB0317", only.span, **facts))
        raise Unbound
    return rule
