"""Effects on points of which not all may be in force: none of them may give more than there is to be had.

Comes in: a node whose maximum falls where something below it does not apply, its effects and the steps that
they made. Goes out: the first effect that can take the points above those in force, if none holds them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from rubric_dsl.model.rubric import path_of_points
from rubric_dsl.plan import core as c
from rubric_dsl.plan.steps import Steps
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.syntax import tree as t

Fewest = Callable[[frozenset[str]], Fraction]
"""The fewest points that may be in force where nodes are known to apply, by their paths."""


def beyond(
    effects: Iterable[tuple[t.Effect, c.Applied]], steps: Steps, fewest: Fewest, parts: Iterable[Fraction]
) -> Diagnostic | None:
    """The effect that can leave the points in force; ``parts``: the points that may be in force or not."""
    culprit: Diagnostic | None = None
    for effect, applied in effects:
        match effect:
            case t.Gate():
                continue
            case t.Rounding():
                inside = effect.mode == "down" or all((part / effect.unit).denominator == 1 for part in parts)
                culprit = culprit if inside else _told(effect, fewest(frozenset()), None)
                continue
        most = _highest(effect, applied, steps)
        least = fewest(_known(effect.condition))
        inside = most is not None and most <= (1 if isinstance(effect, t.Factor) else least)
        if isinstance(effect, t.Limit) and inside and effect.condition is None and effect.kind != "at least":
            culprit = None  # whatever went before
        elif not inside and not (isinstance(effect, t.Limit) and effect.kind == "at most"):
            culprit = culprit or _told(effect, least, most)
    return culprit


def _told(effect: t.Effect, fewest: Fraction, most: Fraction | None) -> Diagnostic:
    kind = (
        effect.kind
        if isinstance(effect, t.Limit)
        else "factor"
        if isinstance(effect, t.Factor)
        else "rounding"
    )
    facts = {"kind": kind, "fewest": str(fewest), "most": None if most is None else str(most)}
    return diagnostic("RB0631", effect.span, **facts)


def _highest(effect: t.Limit | t.Factor, applied: c.Applied, steps: Steps) -> Fraction | None:
    """The greatest figure that a limit or a factor may have."""
    figure = effect.to if isinstance(effect, t.Limit) else effect.by
    if applied.value is None:
        return figure.value if isinstance(figure, t.Number) else None
    return steps.range(c.Ref(applied.value)).high


def _known(condition: t.Expression | None) -> frozenset[str]:
    """The nodes that apply wherever a condition holds."""
    match condition:
        case t.Both():
            return frozenset().union(*map(_known, condition.operands))
        case t.IsApplicable() if condition.applicable:
            path = path_of_points(condition.name.text)
            return frozenset() if path is None else frozenset({path})
        case _:
            return frozenset()
