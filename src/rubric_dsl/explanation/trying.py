"""What a criterion would give if a subject's metrics were others, with all that would follow from it.

Comes in: a plan, a criterion and the values of a subject. Goes out: its points for other values of
its metrics. A metric by which subjects are compared moves what is known of all; where the subject would be
excluded or refused, or nobody scored, nothing is gained.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import define

from rubric_dsl.evaluators.python.cohorts import given
from rubric_dsl.evaluators.python.leaves import Leaf
from rubric_dsl.explanation.reading import Values
from rubric_dsl.plan import core as c
from rubric_dsl.plan.cohorts import Known
from rubric_dsl.plan.interpret import Value
from rubric_dsl.plan.others import Others, holds_among


@define
class Trial:
    """A subject with one metric or another changed."""

    plan: c.Plan
    values: Values
    watched: frozenset[str]
    """The metrics of which a change is looked at from all sides."""
    compared: frozenset[str]
    """Those by which subjects are compared."""
    ends: tuple[Sequence[int], ...]
    """For each exclusion and refusal the steps that lead to it."""
    _subject: dict[str, Value] | None = None

    @property
    def subject(self) -> dict[str, Value]:
        """The subject's exact values, as they are."""
        if self._subject is None:
            metrics, values = self.plan.rubric.metrics, self.values
            self._subject = {
                name: values.given(metrics[name], position)
                for name, position in values.inputs.items()
                if values.present(name)
            }
        return self._subject

    def known_with(self, name: str, value: Value) -> Known | None:
        """What is known of all with one metric changed; None where nobody would be scored."""
        known = self.values.known
        if known is None or name not in self.compared:
            return known
        if self.values.others is None:
            self.values.others = Others.of(self.plan, known, self.subject)
        return self.values.others.known_with({**self.subject, name: value})

    def scored(self, changed: Mapping[str, Value], known: Known | None) -> bool:
        """Whether a subject is neither excluded nor refused."""
        return not any(holds_among(self.plan, changed, under, known) for under in self.ends)

    def points(self, leaf: Leaf, at: list[Any], scales: tuple[int, ...], sign: int) -> Callable[..., Any]:
        """A criterion's points times a sign, for other values of its metrics than those at hand."""
        known = self.values.known
        among = (given(self.plan, known),) if leaf.among and known is not None else ()
        if not self.watched and not among and sign > 0:
            return leaf.points
        here = sign * leaf.points(*at, *among)

        def tried(*arguments: Any) -> Any:
            pairs = enumerate(zip(arguments, at, strict=True))
            moved = next((place for place, (new, old) in pairs if new != old), None)
            if moved is None:
                return here
            name = leaf.metrics[moved]
            if name not in self.watched:
                return sign * leaf.points(*arguments, *among)
            value = arguments[moved]
            exact = value if isinstance(value, bool) else Fraction(value) / scales[moved]
            changed = {**self.subject, name: exact}
            then = self.known_with(name, exact)
            if (then is None and known is not None) or not self.scored(changed, then):
                return here
            others = (given(self.plan, then),) if leaf.among and then is not None else ()
            return sign * leaf.points(*arguments, *others)

        return tried
