"""One subject's score, and everything that led to it.

>>> result = rubric.evaluate(metrics)
>>> result["matchmaking"].lost
Fraction(6, 1)
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import define, field, frozen

from rubric_dsl.evaluators.python.functions import Layout
from rubric_dsl.evaluators.python.publishing import Published, publication, published_total
from rubric_dsl.evaluators.python.scales import unscaled
from rubric_dsl.inputs.admission import reason_of
from rubric_dsl.model.lists import by_option
from rubric_dsl.model.rubric import Criterion, Labels
from rubric_dsl.plan.interpret import Value
from rubric_dsl.plan.quotas import Chance, Granted, granted
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax.tree import Formula

if TYPE_CHECKING:
    from rubric_dsl.cohort import Cohort
    from rubric_dsl.explanation.account import Account
    from rubric_dsl.explanation.reading import Values
    from rubric_dsl.facade import Rubric

Format = Literal["text", "markdown", "html", "json"]
FORMATS = ("text", "markdown", "html", "json")


@define(eq=False)
class CriterionResult:
    """One node of a result. Points are exact fractions."""

    _result: Result
    _node: Criterion

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self._node.id

    @property
    def path(self) -> str:
        """``credit/matchmaking``"""
        return self._node.path

    @property
    def points(self) -> Fraction | None:
        """What was given; None where the subject is excluded."""
        if self._result.outcome == "excluded":
            return None
        return self._result._value(self._result.rubric.plan.points[self._node.path])

    @property
    def max(self) -> Fraction:
        """What could be given: the points in force, fewer where something does not apply."""
        return self._result._in_force(self._node)

    @property
    def lost(self) -> Fraction | None:
        """``max − points``; None where the subject is excluded."""
        points = self.points
        return None if points is None else self.max - points

    @property
    def observed(self) -> dict[str, Value | date | None]:
        """The metrics that the criterion reads, exact: a choice is its option's id, a list a tuple, a missing
        one None."""
        from rubric_dsl.plan.dependencies import metrics_under, read_by

        plan, path = self._result.rubric.plan, self._node.path
        section = bool(self._node.children)
        names = metrics_under(plan.steps, plan.points[path]) if section else read_by(plan, path)
        return {name: self._result._input(name) for name in names}

    @property
    def rule(self) -> str | None:
        """The rule as written; None for a section."""
        from rubric_dsl.explanation.fixed import as_written, display_names
        from rubric_dsl.syntax.spelling import spell_rule

        rule, rubric = self._node.rule, self._result.rubric
        if rule is None:
            return None
        written = as_written(rubric.source, rule, "en") or as_written(rubric.source, rule, "zh")
        if written and not (isinstance(rule, Formula) and rule.judged):
            return written
        lang: Language = "zh" if rubric.source.text.lstrip("\ufeff").find("评价表") >= 0 else "en"
        return spell_rule(rule, lang, display_names(rubric.metrics.values(), lang))

    @property
    def source(self) -> str | None:
        """Where the rubric says the criterion comes from, or else the section that it stands in."""
        lineage = self._result.rubric.plan.rubric.lineage(self._node.path)
        return next((one.source for one in reversed(lineage) if one.source), None)


@frozen
class Reason:
    """A criterion that is among those that cost the most."""

    id: str
    path: str
    labels: Labels = field(repr=False)
    lost: Fraction
    """What it cost on the total; where less is better, what it gave."""

    @property
    def label(self) -> str:
        """What people call it, in English where there is a name in it."""
        return self.labels.title("en")

    def title(self, lang: Language = "en") -> str:
        """What people call it, in a reader's language."""
        return self.labels.title(lang)


@define(eq=False)
class Result:
    """One subject's score with everything that led to it. The account is made when it is asked for."""

    rubric: Rubric
    _raw: tuple[Any, ...]
    _layout: Layout
    _excluded: int | None = None
    """Which exclusion holds."""
    cohort: Cohort | None = None
    """The subjects among which this one was scored."""

    @property
    def outcome(self) -> Literal["scored", "excluded"]:
        """Whether the subject has a score at all."""
        return "scored" if self._excluded is None else "excluded"

    @property
    def reason(self) -> str | None:
        """Why the subject is excluded, as the rubric words it; None when scored."""
        if self._excluded is None:
            return None
        return reason_of(self.rubric.plan, self._excluded)

    @property
    def total(self) -> Fraction | None:
        """The exact total; None where the subject is excluded."""
        return None if self._excluded is not None else self._value(self.rubric.plan.total)

    @property
    def standing(self) -> tuple[Fraction, ...]:
        """What ranks go by, the greater the better: the exact total (less it where the lowest comes first),
        then what decides between equal ones."""
        if self._excluded is not None:
            return ()
        ties = (self._value(step) * (-1 if lowest else 1) for step, lowest in self.rubric.plan.ties)
        total = self._value(self.rubric.plan.total)
        return (-total if self.rubric.plan.rubric.least_first else total, *ties)

    @property
    def published(self) -> Decimal | None:
        """The total as the rubric publishes it; None where the subject is excluded."""
        total = self.total
        if total is None:
            return None
        how = publication(self.rubric.plan)
        return Published(how)[published_total(total, how)]

    @property
    def grade(self) -> str | None:
        """The id of the grade; None where the rubric has no grades or the subject is excluded, and where only
        so many may have what it reaches and it was not evaluated among all."""
        granted = self._granted
        return None if granted is None else self._grade_at(granted.grade)

    @property
    def reached(self) -> str | None:
        """The id of the grade that the subject reaches, before it is seen who else does."""
        graded = self.rubric.plan.graded
        if graded is None or self._excluded is not None:
            return None
        return self._grade_at(int(self._value(graded.grade)))

    def _grade_at(self, place: int) -> str:
        grades = self.rubric.plan.rubric.grades
        assert grades is not None, "a plan has the grades of its rubric"
        return grades.grades[place].name.id

    @property
    def _chance(self) -> Chance:
        """What the subject could get."""
        graded = self.rubric.plan.graded
        assert graded is not None, "only where there are grades"
        after = {one.grade: int(self._value(one.after)) for one in graded.quotas}
        return Chance(self.standing, int(self._value(graded.grade)), after)

    @property
    def _granted(self) -> Granted | None:
        """The grade, and the quotas on the way to it; None where there is none, or it is not decided."""
        graded = self.rubric.plan.graded
        if graded is None or self._excluded is not None:
            return None
        chance = self._chance
        if all(one.grade != chance.reached for one in graded.quotas):
            return Granted(chance.reached, ())
        edges = None if self.cohort is None else self.cohort._edges
        return None if edges is None else granted(chance, edges)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The criteria that cost the most, the dearest first; empty where the rubric asks for none, and when
        excluded."""
        from rubric_dsl.explanation.reasons import dearest

        if self.rubric.plan.rubric.reasons is None or self._excluded is not None:
            return ()
        found = dearest(self.rubric.plan, self.rubric._teller("en").fixed, self._values())
        return tuple(Reason(one.node.id, one.node.path, one.node.labels, lost) for one, lost in found)

    def __getitem__(self, name: str) -> CriterionResult:
        """A criterion by id, by its name in the other script, or by path."""
        return CriterionResult(self, self.rubric.criterion(name))

    def _values(self) -> Values:
        from rubric_dsl.explanation.reading import Values

        known = self.cohort._given.known if self.cohort is not None else None
        layout = self._layout
        return Values(self._raw, layout.scales, layout.dens, layout.inputs, layout.given, known)

    def _told(self) -> Values:
        """The values with the grade that came of them, for the account."""
        values = self._values()
        values.granted, values.standing = self._granted, self.standing
        values.among = self.cohort is not None
        return values

    def _in_force(self, node: Criterion) -> Fraction:
        plan = self.rubric.plan
        applicable, maximum = plan.applicable.get(node.path), plan.maxima.get(node.path)
        if self.outcome == "excluded" or (applicable is None and maximum is None):
            return node.points
        if applicable is not None and not self._raw[applicable.step]:
            return Fraction(0)
        return node.points if maximum is None else self._value(maximum)

    def _value(self, position: int) -> Fraction:
        return self._values().fraction(position)

    def _input(self, name: str) -> Value | date | None:
        position = self._layout.inputs[name]
        if not self._values().present(name):
            return None
        if self.rubric.metrics[name].kind == "choice":
            return self.rubric.metrics[name].options[int(self._raw[position])].id
        if self.rubric.metrics[name].entries is not None:
            listed = self.rubric.metrics[name]
            return by_option(listed, unscaled(listed, self._raw[position]))  # type: ignore[no-any-return]
        if self.rubric.metrics[name].kind == "yes/no":
            return bool(self._raw[position])
        found = self._values().fraction(position)
        return date.fromordinal(int(found)) if self.rubric.metrics[name].kind == "date" else found

    def account(self, lang: Language = "en") -> Account:
        """The whole account, worded in a language."""
        teller = self.rubric._teller(lang)
        if self._excluded is not None:
            reason = reason_of(self.rubric.plan, self._excluded)
            return teller.excluded(reason.zh if lang == "zh" else str(reason))
        return teller.account(self._told())

    def explain(self, format: Format = "text", lang: Language = "en") -> str:
        """The account as text, Markdown, one HTML page or JSON."""
        from rubric_dsl.rendering import render

        if format not in FORMATS:
            raise ValueError(f"there is no format {format!r}; there are {', '.join(FORMATS)}")
        return render(self.account(lang), format)

    def to_dict(self, lang: Language = "en") -> dict[str, Any]:
        """The account in plain JSON types, schema ``rubric-explanation/1``."""
        from rubric_dsl.rendering.json import as_dict

        return as_dict(self.account(lang))  # type: ignore[return-value]
