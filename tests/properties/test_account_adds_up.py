"""The account of a score holds, exactly: every line, every sum, and what it promises for the next step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.explanation.account import Account, Acted, Line
from rubric_dsl.explanation.nearest import watched
from rubric_dsl.model.rubric import Criterion, Metric
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.plan.monotone import Trends
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from tests.properties.reasons import counted_out
from tests.properties.rubrics import trees
from tests.properties.subjects import ends, excluded, measured, position, subjects

languages: st.SearchStrategy[Language] = st.sampled_from(["en", "zh"])
SEEN = Fraction(1, 100)
"""A gain that is seen: rather than a smaller one the nearest of these is promised."""
TRIED = 60
"""Smaller changes tried against a promised one."""


def steps_of(rubric: rd.Rubric, subject: dict[str, Any]) -> list[Any]:
    """What the interpreter makes of a subject."""
    return list(interpret(rubric.plan, subject))


def check_effects(rubric: rd.Rubric, path: str, told: tuple[Acted, ...], steps: list[Any]) -> Any:
    """What acted is told of in order, each with what it found and left; the points before the first."""
    applied = rubric.plan.effects.get(path, ())
    node = rubric.criterion(path) if path else rubric.plan.rubric
    rows = {(one.before, one.after): isinstance(effect, t.Gate)
            for one, effect in zip(applied, node.effects, strict=True)}  # fmt: skip
    expected = []
    for (before, after), is_gate in rows.items():
        closed = [one for one in applied if (one.before, one.after) == (before, after) and is_gate
                  and one.condition is not None and not steps[one.condition]]  # fmt: skip
        if is_gate:
            assert steps[after] == (0 if closed else steps[before])
        if closed or steps[before] != steps[after]:
            expected.append((str(steps[before]), str(steps[after])))
    assert [(one.before, one.after) for one in told] == expected
    assert all(one.text and one.rule for one in told)
    return steps[applied[0].before] if applied else None


def in_force(rubric: rd.Rubric, node: Criterion, steps: list[Any]) -> Fraction | None:
    """The points in force of a node; None where it does not apply."""
    applicable, maximum = rubric.plan.applicable.get(node.path), rubric.plan.maxima.get(node.path)
    if applicable is not None and not steps[applicable.step]:
        return None
    return node.points if maximum is None else Fraction(steps[maximum])


def rescaled(rubric: rd.Rubric, path: str, steps: list[Any]) -> Fraction:
    """What points below a node are multiplied by; 0 where nothing below it applies and a result is stated."""
    node = rubric.criterion(path) if path else rubric.plan.rubric
    below = node.children if isinstance(node, Criterion) else node.criteria
    if node.policy is None or node.policy.way == "drop":
        return Fraction(1)
    within = [child for child in below if child.apart is None]
    force = [(in_force(rubric, child, steps) or 0) * (1 if child.weight is None else child.weight) for child in within]
    declared = node.points if isinstance(node, Criterion) else node.total
    return declared / sum(force) if sum(force) else Fraction(0)


def chosen_out(section: Criterion | None, child: Criterion, lines: dict[str, Line]) -> bool:
    """Whether a section counts its best children only and this is not one of them."""
    if section is None or section.best is None or child.apart is not None:
        return False
    others = [one for one in section.children if one.apart is None]
    ordered = sorted(others, key=lambda one: -Fraction(lines[one.path].points))
    return child.path not in {one.path for one in ordered[: section.best.count]}


def check_lines(rubric: rd.Rubric, account: Account, steps: list[Any]) -> dict[str, Fraction]:
    """Points, what is lost, sums, weights: each line against the interpreter and against the others.

    Gives what a point of each node counts on the total."""
    lines: dict[str, Line] = {line.path: line for line in account.lines}
    nodes = {node.path: node for node in rubric.criteria}
    assert list(lines) == list(nodes)
    share: dict[str, Fraction] = {"": Fraction(1)}
    counts, outside, applies = {"": True}, {"": False}, {"": True}
    factor = {"": rescaled(rubric, "", steps)}
    for path, line in lines.items():
        node = nodes[path]
        above = path.removesuffix(node.id).removesuffix("/")
        points, most = Fraction(line.points), Fraction(line.max)
        assert points == steps[rubric.plan.points[path]]
        applies[path] = applies[above] and in_force(rubric, node, steps) is not None
        assert most == (in_force(rubric, node, steps) or 0)
        assert points + Fraction(line.lost) == most
        assert line.depth == (lines[above].depth + 1 if above else 0)
        weight = Fraction(1) if line.weight is None else Fraction(line.weight)
        assert weight == (1 if node.weight is None else node.weight)
        share[path] = share[above] * weight * (1 if node.apart else factor[above])
        factor[path] = rescaled(rubric, path, steps)
        counts[path] = counts[above] and not chosen_out(nodes.get(above), node, lines)
        assert line.counted == (counts[path] and applies[path])
        outside[path] = outside[above] or node.apart is not None
        assert Fraction(line.weighted) == (points * share[path] if line.counted else 0)
        full = line.counted and not outside[path]
        assert Fraction(line.weighted_max) == (most * share[path] if full else 0)
        if in_force(rubric, node, steps) is None:
            assert (line.effects, line.cap, points) == ((), None, 0)
            assert len(line.arithmetic) == 1
            continue
        first = check_effects(rubric, path, line.effects, steps)
        if node.children and factor[path]:
            in_sum = [child for child in node.children if not chosen_out(node, child, lines)]
            below = [(lines[child.path], child.weight) for child in in_sum]
            parts = [Fraction(one.points) * (1 if part is None else part) for one, part in below]
            if factor[path] != 1:
                ways = [1 if child.apart else factor[path] for child in in_sum]
                parts = [part * way for part, way in zip(parts, ways, strict=True)]
            assert sum(parts, Fraction(0)) == (points if first is None else first)
        # what was worked out with a value that nobody gave is told as no cap
        unknown = any(one.value == "missing" and rubric.metrics[one.metric].stands is None for one in line.observed)
        acted_on = line.kind == "criterion" and not unknown and _bound_acted(rubric, path, steps)
        assert (line.cap is not None) == acted_on
    tops = [line for line in account.lines if line.depth == 0]
    assert account.total is not None
    first = check_effects(rubric, "", account.effects, steps)
    whole = Fraction(account.total) if first is None else first
    if factor[""]:
        assert sum((Fraction(line.weighted) for line in tops), Fraction(0)) == whole
    assert Fraction(account.total) == steps[rubric.plan.total]
    if factor[""]:
        assert Fraction(account.max) == sum((Fraction(line.weighted_max) for line in tops), Fraction(0))
    return share


def check_reasons(rubric: rd.Rubric, result: rd.Result, share: dict[str, Fraction]) -> None:
    """The criteria that cost the most, against the lines of the account."""
    told = result.to_dict()["reasons"]
    if rubric.plan.rubric.reasons is None:
        assert (told, result.reasons) == (None, ())
        return
    expected = counted_out(rubric, result.to_dict(), share)
    assert [(one["path"], Fraction(one["lost"])) for one in told] == expected
    assert [(one.path, one.lost) for one in result.reasons] == expected


def _bound_acted(rubric: rd.Rubric, path: str, steps: list[Any]) -> bool:
    own = (rubric.plan.steps[index] for index in rubric.plan.by_owner[path])
    by_role = {step.role: step.index for step in own if step.branch is None}
    return "bounded" in by_role and steps[by_role["bounded"]] != steps[by_role["earned"]]


def told(metric: Metric, text: str) -> Any:
    """A value as an account writes it, exact."""
    if metric.kind == "yes/no":
        return text == "true"
    if metric.kind == "choice":
        return position(metric, text)
    return Fraction(date.fromisoformat(text).toordinal() if metric.kind == "date" else text)


def moved(subject: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The subject with one metric changed."""
    return {**subject, name: value}


def check_next(rubric: rd.Rubric, line: Line, subject: dict[str, Any], steps: list[Any]) -> None:
    """The promised step gains what it says, here and on the total, and nothing smaller gains."""
    step = line.next
    if step is None:
        return
    turned = -1 if rubric.plan.rubric.less_is_better else 1
    assert turned < 0 or line.lost != "0"
    said = f"{line.path}: {step.text} ({step.value} to {step.to}), subject {subject}"
    at, total = rubric.plan.points[line.path], rubric.plan.total
    metric = rubric.metrics[step.metric]
    assert not metric.fixed, said
    flag = metric.kind in ("yes/no", "choice")
    to, now = told(metric, step.to), told(metric, step.value)
    assert now == subject[step.metric], said
    after = steps_of(rubric, moved(subject, step.metric, to))
    assert Fraction(step.gain) * turned > 0, said
    assert after[at] - steps[at] == Fraction(step.gain), said
    assert after[total] - steps[total] == Fraction(step.gain_total), said
    ends_here = (*rubric.plan.exclusions, *(one.step for one in rubric.plan.refusals))
    assert not any(after[end] for end in ends_here), f"not scored any more: {said}"
    if flag:
        assert to != now, said
        return
    low, high = ends(metric)
    assert isinstance(to, Fraction)
    assert low <= to <= high, said
    if Trends(rubric.plan, step.metric).step(at) == "unknown" or step.metric in watched(rubric.plan):
        return
    unit = metric.grain or 1
    distance, sign = abs(to - now), 1 if to > now else -1
    whole = -(-distance // unit) - 1  # whole steps that are smaller
    for count in {*range(1, min(TRIED, whole) + 1), whole, whole // 2, whole // 3}:
        if 0 < count * unit < distance:
            nearer = steps_of(rubric, moved(subject, step.metric, now + sign * count * unit))
            gain = (nearer[at] - steps[at]) * turned
            seen = gain >= SEEN or Fraction(step.gain) * turned < SEEN
            assert gain <= 0 or not seen, f"{count} is enough; {said}"


@given(trees(), languages, languages, st.data())
def test_account_adds_up(tree: t.Rubric, written: Language, lang: Language, data: st.DataObject) -> None:
    rubric = rd.loads(format_rubric(tree, written))
    for subject in data.draw(st.lists(subjects(rubric), min_size=1, max_size=5)):
        steps = steps_of(rubric, measured(rubric, subject))
        result = rubric.evaluate(subject)
        account = result.account(lang)
        if excluded(rubric, subject):
            assert (account.outcome, account.total, account.published, account.lines) == (
                "excluded",
                None,
                None,
                (),
            )
            assert account.reason is not None
            continue
        check_reasons(rubric, result, check_lines(rubric, account, steps))
        assert account.published == f"{result.published:f}"
        assert Decimal(account.published or "") == rubric.score(subject)
        for line in account.lines:
            check_next(rubric, line, measured(rubric, subject), steps)


@given(trees(), languages, st.sampled_from(["text", "markdown", "html", "json"]), st.data())
def test_account_is_told_in_every_format(
    tree: t.Rubric, lang: Language, format: Any, data: st.DataObject
) -> None:
    rubric = rd.loads(format_rubric(tree, data.draw(languages)))
    subject = data.draw(subjects(rubric))
    result = rubric.evaluate(subject)
    assert result.explain(format, lang)
    told = result.to_dict()
    assert told["outcome"] == result.outcome
    if excluded(rubric, subject):
        assert told["reason"] is not None
        assert told["total"]["exact"] is None
        assert told["criteria"] == []
        return
    assert told["total"]["exact"] == str(result.total)
    assert told["total"]["published"] == f"{result.published:f}"
    by_path = {one["path"]: one for one in told["criteria"]}
    for node in rubric.criteria:
        assert Fraction(by_path[node.path]["points"]) == result[node.path].points
