"""A rubric worked out as a person would with the annex in hand: from the syntax tree, on fractions, shape by shape.

Nothing here goes through the model, the plan or the interpreter: it is what they are held against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any, assert_never

from attrs import evolve, field, fields, frozen, has

from rubric_dsl.syntax import tree as t

Value = Fraction | bool | str

_RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "≥": lambda left, right: left >= right,
    ">": lambda left, right: left > right,
    "≤": lambda left, right: left <= right,
    "<": lambda left, right: left < right,
    "=": lambda left, right: left == right,
    "≠": lambda left, right: left != right,
}


class BeyondPaper(Exception):
    """A shape that is not worked out here; the interpreter holds the other evaluators to it elsewhere."""


def words_of(tree: t.Rubric) -> dict[str, str]:
    """Every word that means a metric: its names first, then its singular and its units where no other has them."""
    found: dict[str, str] = {}
    named = [*tree.metrics, *tree.derived]
    for metric in named:
        found.update({word: metric.name.id for word in (metric.name.id, metric.name.alias) if word})
        for option in getattr(metric, "options", ()):
            found.update(
                {f"{metric.name.id}\n{word}": option.id for word in (option.id, option.alias) if word}
            )
    shared: dict[str, list[str]] = {}
    for metric in named:
        for word in {getattr(metric, "singular", None), *metric.units} - {None}:
            shared.setdefault(word, []).append(metric.name.id)
    derived = {word for one in tree.derived for word in (one.name.id, one.name.alias)}
    free = shared.keys() - found.keys() - derived
    found.update({word: owners[0] for word, owners in shared.items() if len(owners) == 1 and word in free})
    return found


def _words_in(item: Any) -> Iterator[str]:
    """The names that stand in a rule."""
    if isinstance(item, t.Name):
        yield item.text
    elif isinstance(item, tuple):
        for one in item:
            yield from _words_in(one)
    elif has(type(item)):
        for one in fields(type(item)):
            yield from _words_in(getattr(item, one.name))


def rounded(value: Fraction, how: t.Rounding) -> Fraction:
    """A value cut off towards 0 at its unit, and one unit further where the mode says so."""
    unit = Fraction(1, 10**how.places) if how.multiple is None else how.multiple
    size = abs(value)
    cut = size - size % unit
    over = size - cut
    odd = cut / unit % 2 == 1
    goes_on = {
        "up": over > 0,
        "down": False,
        "half up": over >= unit / 2,
        "half even": over > unit / 2 or (over == unit / 2 and odd),
    }[how.mode]
    found = cut + unit if goes_on else cut
    return -found if value < 0 else found


def _figure(value: Value) -> Fraction:
    assert not isinstance(value, str)
    return Fraction(value)


@frozen
class Paper:
    """One subject's figures, and what the words mean. ``subject`` is the class at hand in a ``for each``."""

    values: Mapping[str, Value]
    words: Mapping[str, str]
    subject: str | None = None
    points: dict[str, Fraction] = field(factory=dict)
    """What every node was given, by path."""
    derived: Mapping[str, t.Expression] = field(factory=dict)
    stages: tuple[t.Stage, ...] = ()
    drops_out: frozenset[str] = frozenset()
    """The words for metrics without which nothing applies that reads them, of those that are missing."""
    most: dict[str, Fraction | None] = field(factory=dict)
    """The points in force of every node; None where it does not apply."""

    def value(self, word: str) -> Value:
        """A metric as it was handed in, or a derived value worked out."""
        name = self.words[word]
        worked = self.derived.get(name)
        if worked is None:
            return self.values[name]
        try:
            return self.number(worked)
        except BeyondPaper:
            return self.holds(worked)

    def number(self, item: t.Expression) -> Fraction:
        """A number."""
        match item:
            case t.Number():
                return item.value
            case t.Name() if item.text in self.words:
                return _figure(self.value(item.text))
            case t.Power() if item.exponent.denominator == 1:
                return self.number(item.operand) ** item.exponent.numerator
            case t.Rounded():
                return rounded(self.number(item.operand), item.how)
            case t.Conditional():
                return self.number(item.then if self.holds(item.condition) else item.otherwise)
            case t.Negative():
                return -self.number(item.operand)
            case t.Day():
                return Fraction(item.day.toordinal())
            case t.Days() if not item.working:
                return self.number(item.last) - self.number(item.first)
            case t.Operation():
                left, right = self.number(item.left), self.number(item.right)
                match item.operator:
                    case "+":
                        return left + right
                    case "−":
                        return left - right
                    case "×":
                        return left * right
                    case "/":
                        return left / right
                    case _:
                        assert_never(item.operator)
            case _:
                raise BeyondPaper(type(item).__name__)

    def sides(self, item: t.Compare) -> tuple[Fraction, Fraction]:
        """What is compared with what."""
        right = self.number(item.right)
        if item.left is not None:
            return self.number(item.left), right
        if self.subject is not None:
            return _figure(self.values[self.subject]), right
        assert isinstance(item.right, t.Number)
        assert item.right.unit
        return _figure(self.value(item.right.unit)), right

    def holds(self, item: t.Expression) -> bool:
        """A condition."""
        match item:
            case t.Name() if item.text in self.words:
                return bool(self.value(item.text))
            case t.Compare():
                return _RELATIONS[item.operator](*self.sides(item))
            case t.Between():
                assert item.operand is not None
                value = self.number(item.operand)
                low = _RELATIONS[item.lower](value, self.number(item.low))
                return low and _RELATIONS[item.upper](value, self.number(item.high))
            case t.Is():
                return self.chosen(item) != item.negated
            case t.Not():
                return not self.holds(item.operand)
            case t.NoneOf() if item.operand.text in self.words:
                return not self.values[self.words[item.operand.text]]
            case t.Both():
                return all(self.holds(operand) for operand in item.operands)
            case t.Either():
                return any(self.holds(operand) for operand in item.operands)
            case _:
                raise BeyondPaper(type(item).__name__)

    def tallied(self, step: t.TallyStep) -> Fraction:
        """The points of a step of a tally."""
        match step:
            case t.Held():
                gained = sum((step.points for one in step.conditions if self.holds(one)), Fraction(0))
            case t.Ordinals():
                count = int(self.number(step.of))
                rest = max(0, count - len(step.ladder))
                gained = sum(step.ladder[:count], Fraction(0)) + rest * (step.further or Fraction(0))
            case _:
                return self.stepped(step)
        if step.most is None:
            return gained
        takes = (step.ladder[0] if isinstance(step, t.Ordinals) else step.points) < 0
        return max(gained, -step.most) if takes else min(gained, step.most)

    def stepped(self, step: t.Step, sides: tuple[Fraction, Fraction] | None = None) -> Fraction:
        """The points of a step: of what it counts, or of what lies on its side of a target."""
        per = step.per
        if per.reference is not None:
            assert per.of is not None
            sides = self.number(per.of), self.number(per.reference)
        elif per.of is not None:
            return self.changed(step, self.number(per.of))
        assert sides is not None
        value, target = sides
        apart = max(Fraction(0), value - target if per.beyond == "above" else target - value)
        # where bare percents are allowed, the target is 100%, or no share is compared and they are of the target
        return self.changed(step, apart / target if per.measure in ("percent", "percent of target") else apart)

    def chosen(self, item: t.Is) -> bool:
        """Whether a choice is one of the options, or one number another."""
        metric = self.words[item.name.text]
        value = self.values[metric]
        if not isinstance(value, str):
            return self.number(item.name) == self.number(item.options[0])
        return any(
            self.words[f"{metric}\n{value}"] == self.words[f"{metric}\n{one.text}"] for one in item.options
        )

    def changed(self, step: t.Step, quantity: Fraction) -> Fraction:
        """The points that a step gives or takes for a quantity, at most its own cap."""
        units = quantity / step.per.amount
        if step.per.part == "full":
            units = Fraction(floor(units))
        elif step.per.part == "started":
            units = Fraction(ceil(units))
        size = abs(step.points) * units
        if step.growth is not None:
            # beyond 200 of them every cap that a generated rubric has is long reached
            size = abs(step.points) * (2 ** min(int(units), 200) - 1)
            if step.growth == "sum twice":
                size = abs(step.points) * 2 ** (min(int(units), 200) - 1) if units else Fraction(0)
        if step.most is not None:
            size = min(size, step.most)
        return size if step.points > 0 else -size

    def earned(self, rule: t.Rule) -> Fraction:
        """What a rule gives before its bounds."""
        match rule:
            case t.Formula():
                return self.number(rule.expression)
            case t.Tally():
                return rule.start + sum((self.tallied(step) for step in rule.steps), Fraction(0))
            case t.Award() if rule.added:
                added = sum((self.tallied(step) for step in rule.added), Fraction(0))
                return self.earned(evolve(rule, added=())) + added
            case t.Award() if rule.steps:
                assert isinstance(rule.condition, t.Compare)
                sides = self.sides(rule.condition)
                # a step on the failing side says what is given there: the points less its own
                fails = ("above",) if rule.condition.operator == "≤" else (None, "below")
                said = any(step.per.beyond in fails for step in rule.steps)
                base = rule.points if said else self.earned(evolve(rule, steps=()))
                return base + sum((self.stepped(step, sides) for step in rule.steps), Fraction(0))
            case t.Award():
                if self.holds(rule.condition):
                    return rule.points
                match rule.short:
                    case None:
                        return Fraction(0)
                    case t.Otherwise():
                        return rule.short.points
                    case t.Proportion():
                        assert isinstance(rule.condition, t.Compare)
                        reached, target = self.sides(rule.condition)
                        return rule.points * reached / target
            case t.Bands():
                return self.banded(rule)
            case t.Lookup():
                return self.looked_up(rule)
            case t.Line():
                return self.interpolated(rule)
            case _:
                raise BeyondPaper(type(rule).__name__)

    def banded(self, rule: t.Bands) -> Fraction:
        """The first row that holds, one after the other; what is not said is what the first row compares."""
        first = rule.rows[0].condition
        above = first.left if isinstance(first, t.Compare) else None
        for row in rule.rows:
            held = row.condition
            if isinstance(held, t.Compare) and held.left is None:
                held = evolve(held, left=above)
            if isinstance(held, t.Between) and held.operand is None:
                held = evolve(held, operand=above)
            if self.holds(held):
                return self.number(row.points)
        assert rule.otherwise is not None
        return self.number(rule.otherwise)

    def looked_up(self, rule: t.Lookup) -> Fraction:
        """The row of the first word, the column of the second."""
        first, *second = (self.words[key.text] for key in rule.keys)
        row = next(row for row in rule.rows if self.is_option(first, row.option.text))
        if not second:
            return row.points[0]
        value = self.values[second[0]]
        if not isinstance(value, str):
            return row.points[0 if value else 1]
        options = [word for word in self.words if word.startswith(f"{second[0]}\n")]
        if not options:  # where nothing is declared, no column has a word
            raise BeyondPaper("columns")
        order = list(dict.fromkeys(self.words[word] for word in options))
        return row.points[order.index(self.words[f"{second[0]}\n{value}"])]

    def is_option(self, metric: str, word: str) -> bool:
        """Whether a subject has an option, or answers yes or no."""
        value = self.values[metric]
        if isinstance(value, str):
            return self.words[f"{metric}\n{value}"] == self.words[f"{metric}\n{word}"]
        return word == ("yes" if value else "no")

    def interpolated(self, rule: t.Line) -> Fraction:
        """In proportion between two anchors, and as at the nearest outside them."""
        value = self.number(rule.of)
        first, last = rule.anchors[0], rule.anchors[-1]
        value = min(max(value, first.at.value), last.at.value)
        for start, end in pairwise(rule.anchors):
            if value <= end.at.value:
                part = (value - start.at.value) / (end.at.value - start.at.value)
                return start.points + part * (end.points - start.points)
        raise AssertionError("no value lies beyond the last anchor")

    def ruled(self, rule: t.Rule, least: Fraction, worth: Fraction) -> Fraction:
        """What a rule gives after its bounds; all of them hold."""
        if isinstance(rule, t.Cases):
            row = next(row for row in rule.rows if row.condition is None or self.holds(row.condition))
            return self.ruled(row.rule, least, worth)
        lows = [least for bound in rule.bounds if bound.kind == "capped"]
        lows += [
            bound.points for bound in rule.bounds if bound.kind == "at least" and bound.points is not None
        ]
        highs = [worth for bound in rule.bounds if bound.kind == "capped"]
        highs += [
            bound.points for bound in rule.bounds if bound.kind == "at most" and bound.points is not None
        ]
        return max([min([self.earned(rule), *highs]), *lows])

    def affected(self, effects: tuple[t.Effect, ...], points: Fraction) -> Fraction:
        """Points after what happens to them, one line after the other."""
        for effect in effects:
            match effect:
                case t.Gate():
                    points = (
                        points if self.holds(effect.condition) == (effect.kind == "only if") else Fraction(0)
                    )
                case t.Limit() | t.Factor() if effect.condition is not None and not self.holds(
                    effect.condition
                ):
                    pass
                case t.Limit():
                    to = self.number(effect.to)
                    points = {"at most": min(points, to), "at least": max(points, to), "fixed at": to}[
                        effect.kind
                    ]
                case t.Factor():
                    points *= self.number(effect.by)
                case t.Rounding():
                    points = rounded(points, effect)
                case _:
                    raise BeyondPaper(type(effect).__name__)
        return points

    def staged(self, what: str, points: Fraction) -> Fraction:
        """Points after what the head says of each criterion or each section."""
        return self.affected(tuple(one.how for one in self.stages if one.what == what), points)

    def noted(self, path: str, points: Fraction) -> Fraction:
        """Points written down."""
        self.points[path] = points
        return points

    def node(self, node: t.Node, above: str) -> Fraction:
        """What a section or a criterion is given."""
        path = f"{above}{node.name.id}"
        body = node.body
        most, applies = node.points, not any(self.holds(out.condition) for out in body.outs)
        if body.rules and self.drops_out & set(_words_in(body.rules[0])):
            points, applies = Fraction(0), False
        elif body.rules:
            worth = (-node.points, Fraction(0)) if node.apart == "malus" else (Fraction(0), node.points)
            points = self.ruled(body.rules[0], *worth)
        else:
            given = [(child, self.child(child, f"{path}/")) for child in body.children]
            if body.best is not None:
                chosen = [points for child, points in given if not (isinstance(child, t.Node) and child.apart)]
                beside = [points for child, points in given if isinstance(child, t.Node) and child.apart]
                points = sum(sorted(chosen, reverse=True)[: body.best.count], Fraction(0)) + sum(beside)
            else:
                points = sum((points for _, points in given), Fraction(0))
            within = [child for child in body.children if not (isinstance(child, t.Node) and child.apart)]
            beside = sum((given for child, given in given if isinstance(child, t.Node) and child.apart), Fraction(0))
            points, most = self.shared(body.policy, within, f"{path}/", points - beside, node.points)
            points += beside
            applies = applies and most is not None
        points = self.staged("criterion" if body.rules else "section", self.affected(body.effects, points))
        self.most[path] = (most or Fraction(0)) if applies else None
        return self.noted(path, points if applies else Fraction(0))

    def shared(
        self, policy: t.Policy | None, within: Sequence[Any], above: str, points: Fraction, declared: Fraction
    ) -> tuple[Fraction, Fraction | None]:
        """What a sum becomes where something below does not apply, and out of how many; None: it does not apply."""
        if policy is None:
            return points, declared
        force = Fraction(0)
        for child in within:
            if isinstance(child, t.Node):
                weight = Fraction(1) if child.weight is None else child.weight
                force += (self.most[f"{above}{child.name.id}"] or 0) * weight
            else:
                force += child.points * len(child.names) if isinstance(child, t.ForEach) else sum(
                    worth for _, worth in child.marks
                )  # fmt: skip
        if not force and policy.none == "not applicable":
            return Fraction(0), None
        if policy.way == "drop":
            return points, force
        if not force:
            assert isinstance(policy.none, Fraction)
            return policy.none, declared
        return points * declared / force, declared

    def child(self, child: t.Node | t.Judged | t.ForEach, above: str) -> Fraction:
        """What a part of a section adds to it."""
        match child:
            case t.Node():
                return self.node(child, above) * (1 if child.weight is None else child.weight)
            case t.Judged():
                marks = [
                    (self.words[name.text], self.staged("criterion", self.number(name)))
                    for name, _ in child.marks
                ]
                return sum((self.noted(above + name, mark) for name, mark in marks), Fraction(0))
            case t.ForEach():
                total = Fraction(0)
                for name in child.names:
                    own = evolve(self, subject=self.words[name.text])
                    points = own.ruled(child.body.rules[0], Fraction(0), child.points)
                    points = self.staged("criterion", own.affected(child.body.effects, points))
                    total += self.noted(f"{above}{own.subject}", points)
                return total


def worked_out(tree: t.Rubric, values: Mapping[str, Value]) -> tuple[Fraction, dict[str, Fraction]]:
    """The total of a subject, and the points of every node by path."""
    derived = {one.name.id: one.expression for one in tree.derived}
    words = words_of(tree)
    missing = [one.name for one in tree.metrics if one.missing and one.missing.stands is None and one.name.id not in values]
    drops_out = frozenset(word for name in missing for word in (name.id, name.alias) if word)
    paper = Paper(values, words, derived=derived, stages=tree.stages, drops_out=drops_out)
    total = sum((paper.child(node, "") for node in tree.nodes), Fraction(0))
    total, _ = paper.shared(tree.policy, tree.nodes, "", total, tree.total or Fraction(0))
    return paper.affected(tree.effects, total), paper.points
