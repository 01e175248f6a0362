"""A rule on its own: what its undeclared names must be.

A name that is compared or counted is a count, one that stands below a division line a count from 1, one
that holds or does not hold a yes/no, one that is compared with a date or ends `days from … to …` a date, one
that is an option a choice of the options named, and one that is itself the points an amount.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from attrs import frozen

from rubric_dsl.model.binding.tables import compared_in
from rubric_dsl.model.rubric import FIRST_DAY, LAST_DAY, Labels, Metric
from rubric_dsl.syntax import tree as t


def _metric(name: str, kind: t.Kind, low: int | None) -> Metric:
    return Metric(name, kind, None if low is None else Fraction(low), None, Labels(name))


def _days(*ends: t.Expression | None) -> dict[str, Metric]:
    """The names among the ends of a comparison with a day, or of a number of days."""
    first, last = Fraction(FIRST_DAY), Fraction(LAST_DAY)
    names = [end.text for end in ends if isinstance(end, t.Name)]
    return {name: Metric(name, "date", first, last, Labels(name)) for name in names}


def _measured(target: t.Expression) -> t.Kind:
    """What is compared with a target: a share or a decimal is no count."""
    in_parts = isinstance(target, t.Number) and (target.percent or target.value.denominator != 1)
    return "amount" if in_parts else "count"


def _chosen(found: dict[str, Metric], name: str, options: list[str]) -> None:
    """A choice with the options that the rule names; more of them where it names more."""
    known = found.get(name)
    if known is not None and known.kind != "choice":
        return
    words = list(dict.fromkeys([*(option.id for option in (known.options if known else ())), *options]))
    labels = tuple(Labels(word) for word in words)
    found[name] = Metric(name, "choice", Fraction(0), Fraction(len(words) - 1), Labels(name), options=labels)


def implied_metrics(rule: t.Rule) -> dict[str, Metric]:
    """The metrics of a rule, by name, in the order of the text."""
    implied = _Implied({})
    implied.rule(rule)
    return implied.found


@frozen
class _Implied:
    """The metrics found so far."""

    found: dict[str, Metric]

    def number(self, item: t.Expression | None, kind: t.Kind, divisor: bool = False) -> None:
        """What stands in a number."""
        match item:
            case t.Name():
                known = self.found.get(item.text)
                if known is None or (divisor and known.low == 0):
                    self.found[item.text] = _metric(item.text, kind, 1 if divisor else 0)
            case t.Operation():
                self.number(item.left, kind, divisor)
                self.number(item.right, kind, divisor or item.operator == "/")
            case t.Negative() | t.Rounded() | t.Power():
                self.number(item.operand, kind, divisor)
            case t.Logarithm():
                self.number(item.operand, kind, divisor=True)
            case t.Days():
                self.found.update(_days(item.first, item.last))
            case t.Conditional():
                self.condition(item.condition)
                self.number(item.then, kind, divisor)
                self.number(item.otherwise, kind, divisor)
            case t.Extreme():
                for operand in item.operands:
                    self.number(operand, kind, divisor)
            case t.Fold():  # a list is declared, so a fold is refused by the binder
                self.number(item.value if item.source is None else item.source, kind, divisor)
            case t.Rank():
                self.number(item.value, kind, divisor)
            case None | t.Number() | t.ScoreOf():
                pass
            case _:
                self.condition(item)

    def condition(self, item: t.Expression) -> None:
        """What stands in a condition."""
        match item:
            case t.Name():
                self.found.setdefault(item.text, _metric(item.text, "yes/no", None))
            case t.Is():
                _chosen(self.found, item.name.text, [option.text for option in item.options])
            case t.Not():
                self.condition(item.operand)
            case t.NoneOf():
                self.number(item.operand, "count")
            case t.IsApplicable():
                pass
            case t.IsMissing():
                self.found.setdefault(item.name.text, _metric(item.name.text, "count", 0))
            case t.Both() | t.Either():
                for operand in item.operands:
                    self.condition(operand)
            case t.Listed():
                for name in item.names:
                    self.condition(name)
            case t.Between():
                for end in (item.low, item.high):
                    self.condition(t.Compare("≥", item.operand, end, span=item.span))
            case t.Compare():
                self.compare(item)
            case _:
                self.number(item, "count")

    def compare(self, item: t.Compare) -> None:
        """What is compared."""
        if item.left is None and isinstance(item.right, t.Number) and item.right.unit:
            self.found.setdefault(item.right.unit, _metric(item.right.unit, "count", 0))
        if isinstance(item.left, t.Day) or isinstance(item.right, t.Day):
            self.found.update(_days(item.left, item.right))
            return
        self.number(item.left, _measured(item.right))
        self.number(item.right, "count")

    def counted(self, step: t.TallyStep) -> None:
        """What a step of a tally counts or asks about."""
        match step:
            case t.Step():
                shares = step.per.measure != "number"
                self.number(step.per.of, "amount" if shares else "count")
                self.number(step.per.reference, "amount" if shares else "count", divisor=shares)
            case t.Held():
                for held in step.conditions:
                    self.condition(held)
            case t.Ordinals():
                self.number(step.of, "count")
            case _:
                assert_never(step)

    def rule(self, rule: t.Rule) -> None:
        """What stands in a rule."""
        match rule:
            case t.Award():
                self.condition(rule.condition)
                shares = any(step.per.measure in ("percent", "percent of target") for step in rule.steps)
                if isinstance(rule.condition, t.Compare) and (shares or isinstance(rule.short, t.Proportion)):
                    self.number(rule.condition.right, "count", divisor=True)
                for held in rule.added:
                    self.counted(held)
            case t.Tally():
                for step in rule.steps:
                    self.counted(step)
            case t.Formula():
                self.number(rule.expression, "amount")
            case t.Bands():
                for row in rule.rows:
                    self.condition(row.condition)
                _in_parts(rule, self.found)
                for points in (*(row.points for row in rule.rows), rule.otherwise):
                    self.number(points, "amount")
            case t.Lookup():
                _looked_up(rule, self.found)
            case t.Line():
                shares = any(_measured(one.at) == "amount" for one in rule.anchors)
                self.number(rule.of, "amount" if shares else "count")
            case t.Cases():  # stands under a heading, never alone
                for case in rule.rows:
                    self.rule(case.rule)
            case t.Over():  # a list is declared, so the binder refuses this
                self.number(rule.source, "count")


def _in_parts(rule: t.Bands, found: dict[str, Metric]) -> None:
    """What the first row compares is no count where any row has a share or a decimal."""
    compared = compared_in(rule.rows[0].condition)
    ends = [end for row in rule.rows for end in _ends(row.condition)]
    if isinstance(compared, t.Name) and any(_measured(end) == "amount" for end in ends):
        found[compared.text] = _metric(compared.text, "amount", 0)


def _ends(condition: t.Expression) -> tuple[t.Expression, ...]:
    match condition:
        case t.Compare():
            return (condition.right,)
        case t.Between():
            return (condition.low, condition.high)
        case _:
            return ()


def _looked_up(rule: t.Lookup, found: dict[str, Metric]) -> None:
    """What a table is looked up by: a choice of what its rows name, or a yes/no."""
    first, *second = (key.text for key in rule.keys)
    words = [row.option.text for row in rule.rows]
    if set(words) <= {"yes", "no", "是", "否"}:
        found.setdefault(first, _metric(first, "yes/no", None))
    else:
        _chosen(found, first, words)
    for name in second:  # the columns of a table on its own have no names
        if len(rule.rows[0].points) == 2:
            found.setdefault(name, _metric(name, "yes/no", None))
        else:
            _chosen(found, name, [str(place + 1) for place in range(len(rule.rows[0].points))])
