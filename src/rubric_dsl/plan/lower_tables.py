"""Rules in rows → core: bands, lookups and straight lines.

Comes in: a bound rule. Goes out: steps, the last of them the points before any bound. A lookup is one Select,
bands and lines are choices one inside the other; a line outside its anchors must be answered by the rule.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from rubric_dsl.plan import core as c
from rubric_dsl.plan.lower_expressions import ExpressionLowering
from rubric_dsl.plan.steps import ONE, ZERO, add, literal, times
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t


@frozen
class TableLowering(ExpressionLowering):
    """Lowers the rules in rows of one criterion."""

    def bands(self, rule: t.Bands) -> c.Ref:
        """The points of the first row that holds; without ``otherwise`` the last row is all that is left."""
        compared = measured_in(rule)
        if compared is not None and not isinstance(compared, t.Name):
            self.steps.number("value", self.owner, self.expression(compared), compared.span)
        tried = rule.rows if rule.otherwise is not None else rule.rows[:-1]
        rows: list[tuple[c.Expr, c.Expr]] = []
        for row in tried:
            held = self.steps.truth("condition", self.owner, self.expression(row.condition), row.span)
            rows.append((held, self.expression(row.points)))
        found = self.expression(rule.otherwise if rule.otherwise is not None else rule.rows[-1].points)
        for holds, points in reversed(rows):
            found = c.Choose(holds, points, found)
        return self.steps.number("earned", self.owner, found, rule.span)

    def _place(self, key: t.Name) -> tuple[c.Expr, int]:
        """The position of an option, and how many there are; yes stands before no."""
        metric = self.steps.metrics.get(key.text)
        if metric is not None and metric.kind == "choice":
            return self.expression(key), len(metric.options)
        return c.Choose(self.expression(key), ZERO, ONE), 2

    def lookup(self, rule: t.Lookup) -> c.Ref:
        """The figure in the row of the first word and the column of the second."""
        figures = tuple(literal(points) for row in rule.rows for points in row.points)
        index, _ = self._place(rule.keys[0])
        found: c.Expr
        if len(rule.keys) == 1 and isinstance(index, c.Choose):
            found = c.Choose(index.condition, *figures)
        else:
            if len(rule.keys) > 1:
                column, columns = self._place(rule.keys[1])
                index = add(times(Fraction(columns), index), column)
            found = c.Select(index, figures)
        return self.steps.number("earned", self.owner, found, rule.span)

    def line(self, rule: t.Line) -> c.Ref:
        """Between two anchors in proportion; outside, where ``capped`` says so, the points of the nearest."""
        value = self.steps.number("value", self.owner, self.expression(rule.of), rule.of.span)
        first, last = rule.anchors[0], rule.anchors[-1]
        reach = self.steps.range(value)
        below = reach.low is None or reach.low < first.at.value
        beyond = reach.high is None or reach.high > last.at.value
        if (below or beyond) and not any(bound.kind == "capped" for bound in rule.bounds):
            raise self._outside(rule, reach, below)
        pairs = list(zip(rule.anchors, rule.anchors[1:], strict=False))
        found = _segment(value, *pairs[-1])
        if beyond:
            found = c.Choose(c.Compare("<", value, literal(last.at.value)), found, literal(last.points))
        for start, end in reversed(pairs[:-1]):
            held = c.Compare("<", value, literal(end.at.value))
            found = c.Choose(held, _segment(value, start, end), found)
        if below:
            found = c.Choose(c.Compare("≤", value, literal(first.at.value)), literal(first.points), found)
        return self.steps.number("earned", self.owner, found, rule.span)

    def _outside(self, rule: t.Line, reach: c.Range, below: bool) -> Exception:
        end = rule.anchors[0] if below else rule.anchors[-1]
        span: Span = rule.span
        limit = reach.low if below else reach.high
        step = Fraction(1, 10) if end.at.percent else Fraction(1)
        witness = end.at.value - step if below else end.at.value + step
        if limit is not None:
            witness = max(witness, limit) if below else min(witness, limit)
        shown = _as_written(witness, end.at.percent)
        metric = self.steps.metrics.get(rule.of.text) if isinstance(rule.of, t.Name) else None
        name = metric.labels.naming if metric is not None else "…"
        return self._fail("RB0316", span, witness=((name, shown),))


def measured_in(rule: t.Bands) -> t.Expression | None:
    """What every row compares, where it is one figure."""
    found = {one.left if isinstance(one, t.Compare) else one.operand if isinstance(one, t.Between) else None
             for one in (row.condition for row in rule.rows)}  # fmt: skip
    return found.pop() if len(found) == 1 else None


def _as_written(value: Fraction, percent: bool) -> str:
    from rubric_dsl.vocabulary.figures import spell_number

    return spell_number(value * 100) + "%" if percent else spell_number(value)


def _segment(value: c.Expr, start: t.Anchor, end: t.Anchor) -> c.Expr:
    """The points between two anchors."""
    slope = (end.points - start.points) / (end.at.value - start.at.value)
    if not slope:
        return literal(start.points)
    return add(literal(start.points), times(slope, c.Subtract(value, literal(start.at.value))))
