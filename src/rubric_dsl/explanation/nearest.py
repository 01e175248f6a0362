"""The nearest change of one single metric that makes a criterion's points better, and by how much.

Each metric that the criterion reads is tried on its own, in the direction in which the points can rise;
targets and divisors are not offered, for nobody earns points by moving the goal. For a rule that rises
and falls, the first :data:`FEW` steps are tried one by one and further ones in growing strides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, assert_never

from attrs import frozen

from rubric_dsl.evaluators.python.emit import scale_of
from rubric_dsl.explanation.reading import Values, text_of
from rubric_dsl.model.binding import metrics_in
from rubric_dsl.model.rubric import MAX_VALUE, Criterion, Derived, Metric, path_of_points
from rubric_dsl.plan import core as c
from rubric_dsl.plan.dependencies import measured_of_all, metrics_under
from rubric_dsl.plan.monotone import Trends
from rubric_dsl.plan.others import moving_others
from rubric_dsl.syntax import tree as t

FEW = 32
"""Steps tried one by one where the direction is not known."""
FARTHEST = 1 << 42
"""Steps after which a gain is nobody's next one."""


@frozen
class Lever:
    """A metric of a criterion that somebody can do something about."""

    metric: Metric
    position: int
    """Which argument of the criterion's function it is."""
    directions: tuple[int, ...]
    low: int
    high: int
    """The ends of its range at the scale of the fast path."""
    watched: bool = False
    """Whether a change of it may move what is known of all, or keep the subject from being scored."""


@frozen
class Change:
    """A change found: the metric, its new value and the points gained, exact."""

    metric: Metric
    now: str
    to: str
    steps: str
    less: bool
    gain: int | Fraction
    """In units of the criterion's scale."""


def _goals(item: t.Expression) -> set[str]:
    """Metrics below a division line."""
    match item:
        case t.Operation():
            found = _goals(item.left) | _goals(item.right)
            if item.operator != "/":
                return found
            return found | (set(metrics_in(item.right)) - set(_compared(item)))
        case t.Negative() | t.Rounded() | t.Power() | t.Logarithm():
            return _goals(item.operand)
        case t.Conditional():
            return _goals(item.then) | _goals(item.otherwise)
        case _:
            return set()


def _compared(item: object) -> Iterator[str]:
    """The names by which subjects are compared in a tree: a share of all has no goal below its line."""
    if isinstance(item, t.Rank) or (isinstance(item, t.Fold) and item.source is None):
        yield from metrics_in(item)
    if isinstance(item, tuple):
        for each in item:
            yield from _compared(each)
    for field in getattr(type(item), "__attrs_attrs__", ()):
        if field.name != "span":
            yield from _compared(getattr(item, field.name))


def _counted(step: t.TallyStep) -> Iterator[str]:
    """The metrics that a step counts or asks about."""
    match step:
        case t.Step():
            yield from metrics_in(step.per.of)
        case t.Held():
            for condition in step.conditions:
                yield from metrics_in(condition)
        case t.Ordinals():
            yield from metrics_in(step.of)
        case _:
            assert_never(step)


def _reached(rule: t.Rule | None) -> set[str]:
    """The metrics that a rule measures, without its targets and divisors."""
    match rule:
        case t.Award():
            condition = rule.condition
            added = {name for step in rule.added for name in _counted(step)}
            if isinstance(condition, t.Compare) and condition.left is not None:
                return set(metrics_in(condition.left)) - _goals(condition.left) | added
            return set(metrics_in(condition)) | added
        case t.Tally():
            return {name for step in rule.steps for name in _counted(step)}
        case t.Formula():
            return set(metrics_in(rule.expression)) - _goals(rule.expression)
        case t.Bands():
            read = [expr for row in rule.rows for expr in (row.condition, row.points)]
            return {name for item in (*read, rule.otherwise) for name in metrics_in(item)}
        case t.Lookup():
            return {key.text for key in rule.keys}
        case t.Line():
            return set(metrics_in(rule.of)) - _goals(rule.of)
        case t.Cases():
            asked = {name for row in rule.rows for name in metrics_in(row.condition)}
            if any(isinstance(row.rule, t.Formula) and row.rule.within for row in rule.rows):
                asked = set()  # in another case the mark that was given might be refused
            return asked.union(*(_reached(row.rule) for row in rule.rows))
        case t.Over():
            return _reached(rule.rule)
        case None:
            return set()


def _below(names: set[str], derived: Mapping[str, Derived]) -> set[str]:
    """The metrics behind names: a derived value is moved through those that it measures."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if name in derived:
            worked = derived[name].expression
            waiting.extend(set(metrics_in(worked)) - _goals(worked))
    return found


def _measured(rule: t.Rule | None, others: Mapping[str, c.Scored]) -> set[str]:
    """The metrics that the rubrics measure whose scores a rule takes."""
    found: set[str] = set()
    waiting = list(_scores_in(rule))
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        inner = others[key].rubric
        for node in inner.walk():
            found |= _below(_reached(node.rule), inner.derived)
            waiting.extend(_scores_in((node.rule, node.effects)))
        waiting.extend(_scores_in(tuple(one.expression for one in inner.derived.values())))
    return found


def _scores_in(item: object) -> Iterator[str]:
    """The rubrics whose scores stand somewhere in a tree, by key."""
    if isinstance(item, t.ScoreOf):
        yield item.file.text
    if isinstance(item, tuple):
        for each in item:
            yield from _scores_in(each)
    for each in getattr(type(item), "__attrs_attrs__", ()):
        if each.name != "span":
            yield from _scores_in(getattr(item, each.name))


def watched(plan: c.Plan) -> set[str]:
    """The metrics by which subjects are compared, and those that exclude them or have their input refused."""
    ends = (*plan.exclusions, *(one.step for one in plan.refusals))
    return measured_of_all(plan).union(*(metrics_under(plan.steps, step) for step in ends))


def levers(node: Criterion, plan: c.Plan, metrics: tuple[str, ...]) -> tuple[Lever, ...]:
    """What can be done about a criterion; not by what would move what each of the others gives."""
    compared, careful, many = measured_of_all(plan), watched(plan), moving_others(plan)
    wanted = _below(_reached(node.rule), plan.rubric.derived)
    wanted.update(_measured(node.rule, plan.others))
    for path in filter(None, map(path_of_points, tuple(wanted))):
        wanted.update(metrics_under(plan.steps, plan.points[path]))
    for applied in plan.effects.get(node.path, ()):
        if applied.condition is not None:
            wanted.update(metrics_under(plan.steps, applied.condition))
    found = []
    for position, name in enumerate(metrics):
        metric = plan.rubric.metrics[name]
        if name not in wanted or name in many or metric.fixed or metric.entries is not None:
            continue  # what one more entry of a list would give depends on what it is
        trend = "unknown" if name in compared else Trends(plan, name).step(plan.points[node.path])
        rising = -1 if plan.rubric.less_is_better else 1
        directions = {"up": (rising,), "down": (-rising,), "flat": (), "unknown": (1, -1)}[trend]
        if directions:
            limits = _limits(metric, scale_of(metric))
            found.append(Lever(metric, position, directions, *limits, name in careful))
    return tuple(found)


def _limits(metric: Metric, scale: int) -> tuple[int, int]:
    low = metric.low if metric.low is not None else Fraction(-MAX_VALUE)
    high = metric.high if metric.high is not None else Fraction(MAX_VALUE)
    return (low * scale).__ceil__(), (high * scale).__floor__()


def _least(
    points: Callable[..., Any],
    now: list[Any],
    position: int,
    direction: int,
    unit: int,
    limit: Any,
    here: Any,
    wavering: bool,
    grained: bool,
) -> tuple[Any, Any] | None:
    """The nearest value in a direction that gives more, and what it gives."""
    start = now[position]
    far = direction * (limit - start)
    if far <= 0:
        return None
    arguments = list(now)

    def at(distance: Any) -> Any:
        arguments[position] = start + direction * distance
        return points(*arguments)

    distance = unit if unit < far else far
    without = 0
    gained = at(distance)
    if wavering:
        for count in range(2, FEW + 1):
            if gained > here or count * unit > far:
                break
            without, distance = distance, count * unit
            gained = at(distance)
    while gained <= here:
        if distance >= far or distance > unit * FARTHEST:
            return None
        without, distance = distance, min(2 * distance, far)
        gained = at(distance)
    while distance - without > unit:
        middle = without + max(1, (distance - without) // unit // 2) * unit
        value = at(middle)
        if value > here:
            distance, gained = middle, value
        else:
            without = middle
    value = start + direction * distance
    if unit > 1 and not grained:  # a jump between two whole steps is named at its very place, to a hundredth
        low = ((start + direction * without) * direction).__floor__()
        high = beyond = (value * direction).__ceil__()
        while high - low > 1:
            middle = (low + high) // 2
            nearer = at(middle - start * direction)
            if nearer >= gained:
                high, gained = middle, nearer
            else:
                low = middle
        if high != beyond:
            value = high * direction
    return value, gained


def _unit(metric: Metric, scale: int) -> Any:
    """One step of a metric: 1, or the step in which it is given."""
    if metric.grain is None:
        return scale
    unit = metric.grain * scale
    return unit.numerator if unit.denominator == 1 else unit


def _end(lever: Lever, direction: int, now: Any, unit: Any, scale: int) -> Any:
    """The farthest value in a direction; of a metric that is given in steps the last of these."""
    end = lever.metric.high if direction > 0 else lever.metric.low
    if lever.metric.grain is None or end is None:
        return lever.high if direction > 0 else lever.low
    steps = (end * scale - now) * direction // unit
    return now + direction * steps * unit


def _others(
    lever: Lever, points: Callable[..., Any], now: list[Any], here: Any
) -> Iterator[tuple[Any, Any, Any]]:
    """The other options of a choice that give more: those declared beside the one at hand come first."""
    arguments = list(now)
    for option in range(len(lever.metric.options)):
        arguments[lever.position] = option
        gained = points(*arguments)
        if gained > here:
            yield abs(option - now[lever.position]), gained, option


def nearest(
    tried: tuple[Lever, ...],
    points: Callable[..., Any],
    now: list[Any],
    scales: tuple[int, ...],
    here: Any,
) -> Change | None:
    """The best lever: the fewest steps, then the greatest gain. ``now`` are the function's arguments."""
    best: tuple[Any, Any, Lever, Any] | None = None
    for lever in tried:
        position = lever.position
        if now[position] is None:
            continue  # nobody knows how far it is from what is missing
        unit = _unit(lever.metric, scales[position])
        if lever.metric.kind == "yes/no":
            arguments = list(now)
            arguments[position] = not now[position]
            gained = points(*arguments)
            candidates = [(1, gained, not now[position])] if gained > here else []
        elif lever.metric.kind == "choice":
            candidates = list(_others(lever, points, now, here))
        else:
            candidates = []
            for direction in lever.directions:
                limit = _end(lever, direction, now[position], unit, scales[position])
                wavering = lever.watched or len(lever.directions) > 1
                grained = lever.metric.grain is not None
                found = _least(points, now, position, direction, unit, limit, here, wavering, grained)
                if found is not None:
                    candidates.append((abs(found[0] - now[position]) // unit, found[1], found[0]))
        for distance, gained, value in candidates:
            if best is None or (distance, -gained) < (best[0], -best[1]):
                best = (distance, gained, lever, value)
    if best is None:
        return None
    _, gained, lever, value = best
    gain = gained - here
    old = now[lever.position]
    if lever.metric.kind == "yes/no":
        return Change(lever.metric, str(old).lower(), str(value).lower(), "1", not value, gain)
    if lever.metric.kind == "choice":
        was, to = lever.metric.options[int(old)], lever.metric.options[int(value)]
        return Change(lever.metric, was.id, to.id, "1", False, gain)
    unit = scales[lever.position]

    def text(number: Any) -> str:
        return str(number / unit) if isinstance(number, Fraction) else text_of(number, unit)

    return Change(lever.metric, text(old), text(value), text(abs(value - old)), value < old, gain)


def values_of(values: Values, metrics: tuple[str, ...]) -> tuple[list[Any], tuple[int, ...]]:
    """A criterion's arguments and their scales, as an evaluation read them."""
    scales = tuple(values.scales[values.inputs[name]] for name in metrics)
    return [values.raw[values.inputs[name]] if values.present(name) else None for name in metrics], scales
