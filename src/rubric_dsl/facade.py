"""What programs use: load a rubric, score a subject, ask for the account.

>>> rubric = load("rubrics/hunan-2023/annex-1.rubric")
>>> rubric.score(metrics)
Decimal('83.30')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import define, field

from rubric_dsl import resources
from rubric_dsl.errors import ExcludedError, RubricError
from rubric_dsl.evaluators.python.exact import exact_layout, read_inputs
from rubric_dsl.evaluators.python.functions import Layout, compile_score, compile_trace
from rubric_dsl.evaluators.python.publishing import Published, publication, published_total
from rubric_dsl.evaluators.python.scales import unscaled
from rubric_dsl.inputs.admission import admitted, reason_of, refuse, refuse_alone
from rubric_dsl.model.lists import by_option
from rubric_dsl.model.rubric import Criterion, Metric
from rubric_dsl.pipeline import Compiled, compile_file, compile_text, uncollected
from rubric_dsl.plan.admission import excluded_by
from rubric_dsl.plan.core import Plan
from rubric_dsl.plan.interpret import Value, interpret
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.tree import Formula

if TYPE_CHECKING:
    from rubric_dsl.cohort import Cohort
    from rubric_dsl.evaluators.python.cohorts import Given
    from rubric_dsl.explanation.account import Account
    from rubric_dsl.explanation.building import Teller
    from rubric_dsl.explanation.reading import Values
    from rubric_dsl.plan.cohorts import Known

Format = Literal["text", "markdown", "html", "json"]
FORMATS = ("text", "markdown", "html", "json")
LANGUAGES = ("en", "zh")


@define(slots=False)
class Rubric:
    """A rubric ready to score. Make one with :func:`load`, :func:`loads` or :func:`builtin`."""

    id: str
    hash: str
    """Of the meaning: 64 hexadecimal digits, the same for both spellings and any layout."""
    metrics: Mapping[str, Metric]
    """What a subject has to give, by id."""
    diagnostics: tuple[Diagnostic, ...]
    """Remarks that do not keep it from being used."""
    score: Callable[[Mapping[str, Any]], Decimal] = field(repr=False)
    """``score(metrics)``: the published total, the fast path. Raises :class:`MetricError`, and of these
    :class:`ExcludedError` where the subject is excluded."""
    plan: Plan = field(repr=False)
    source: SourceText = field(repr=False)
    _score_among: Callable[[Mapping[str, Any], Given | None], Decimal] = field(repr=False)
    """The same among others, where the rubric compares subjects with each other."""
    _tracing: tuple[Callable[..., tuple[Any, ...]], Layout] | None = field(default=None, repr=False)
    _slow_layout: Layout | None = field(default=None, repr=False)
    _tellers: dict[Language, Teller] = field(factory=dict, repr=False)
    _nodes: dict[str, Criterion] | None = field(default=None, repr=False)

    def title(self, lang: Language = "en") -> str:
        """The rubric's title in a reader's language."""
        return self.plan.rubric.labels.title(lang)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every node in the order of the file, parents first."""
        return tuple(self.plan.rubric.walk())

    def criterion(self, name: str) -> Criterion:
        """A node by id, by its name in the other script, or by path; KeyError where there is none."""
        if self._nodes is None:
            self._nodes = {}
            nodes = tuple(self.plan.rubric.walk())
            # a path before any id, an id before any name in the other script
            keys = [(one.path, one) for one in nodes] + [(one.id, one) for one in nodes]
            for key, node in [*keys, *((one.labels.alias or one.id, one) for one in nodes)]:
                self._nodes.setdefault(key, node)
        return self._nodes[name]

    @property
    def compares(self) -> bool:
        """Whether it compares subjects, so that none is scored alone: see :meth:`cohort`."""
        return bool(self.plan.statistics)

    def evaluate(self, metrics: Mapping[str, Any]) -> Result:
        """Score a subject and keep every value for its account. Raises :class:`MetricError`."""
        if self.compares:
            refuse_alone(self.plan)
        return self._evaluate_among(metrics, None)

    def cohort(self, subjects: Iterable[Mapping[str, Any]]) -> Cohort:
        """All subjects together: each can then be scored among them. Raises :class:`MetricError`."""
        from rubric_dsl.cohort import cohort_of

        return cohort_of(self, subjects)

    def _evaluate_among(self, metrics: Mapping[str, Any], cohort: Cohort | None) -> Result:
        if self._tracing is None:
            self._tracing = compile_trace(self.plan, self._interpreted)
        trace, layout = self._tracing
        others = (cohort._given,) if cohort is not None and self.compares else ()
        try:
            raw = trace(metrics, *others)
        except ExcludedError as excluded:
            return Result(self, (), layout, excluded.place, cohort)
        if type(raw) is Interpreted:
            raw, layout = raw.raw, self._exact_layout(layout)
        return Result(self, raw, layout, excluded_by(self.plan, raw), cohort)

    def _interpreted(self, metrics: Any, given: Given | None = None) -> Any:
        """The exact slow path: every step on fractions."""
        subject = admitted(self.plan, metrics, given.known if given is not None else None)
        return Interpreted((*subject.steps, *read_inputs(self.plan, subject.values)))

    def _exact_layout(self, layout: Layout) -> Layout:
        """How to read an interpreted trace: fractions, but inputs at the scale of the fast path."""
        if self._slow_layout is None:
            self._slow_layout = exact_layout(self.plan)
        return self._slow_layout

    def _teller(self, lang: Language) -> Teller:
        if lang not in LANGUAGES:
            raise ValueError(f"there is no language {lang!r}; there are {', '.join(LANGUAGES)}")
        from rubric_dsl.explanation.building import Teller

        if lang not in self._tellers:

            def whole(values: dict[str, Any], known: Known | None) -> Fraction:
                total = interpret(self.plan, values, known.values if known is not None else None)[
                    self.plan.total
                ]
                assert isinstance(total, Fraction)
                return total

            self._tellers[lang] = Teller(self.plan, self.source, self.hash, lang, whole)
        return self._tellers[lang]


@define
class Interpreted:
    """A trace that took the slow path."""

    raw: tuple[Any, ...]


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
        parts = self._node.path.split("/")
        for end in range(len(parts), 0, -1):
            found = self._result.rubric.criterion("/".join(parts[:end])).source
            if found:
                return found
        return None


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
        return self.rubric.plan.rubric.exclusions[self._excluded].reasons[0].text

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
        """The id of the grade; None where the rubric has no grades or the subject is excluded."""
        graded, grades = self.rubric.plan.graded, self.rubric.plan.rubric.grades
        if graded is None or grades is None or self._excluded is not None:
            return None
        return grades.grades[int(self._value(graded.grade))].name.id

    def __getitem__(self, name: str) -> CriterionResult:
        """A criterion by id, by its name in the other script, or by path."""
        return CriterionResult(self, self.rubric.criterion(name))

    def _values(self) -> Values:
        from rubric_dsl.explanation.reading import Values

        known = self.cohort._given.known if self.cohort is not None else None
        layout = self._layout
        return Values(self._raw, layout.scales, layout.dens, layout.inputs, layout.given, known)

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
        return teller.account(self._values())

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


def _ready(compiled: Compiled) -> Rubric:
    texts = compiled.texts
    if compiled.plan is None or compiled.hash is None:
        raise RubricError(compiled.errors, texts)
    plan = compiled.plan
    how = publication(plan)
    published = Published(how)

    def slow(metrics: Any, given: Given | None = None) -> Decimal:
        steps = admitted(plan, metrics, given.known if given is not None else None).steps
        refuse(plan, excluded_by(plan, steps))
        total = steps[plan.total]
        assert isinstance(total, Fraction)
        return published[published_total(total, how)]

    with uncollected():
        score = compile_score(plan, slow)
    among = score if plan.statistics else lambda metrics, _: score(metrics)
    return Rubric(
        plan.rubric.id,
        compiled.hash,
        plan.rubric.metrics,
        compiled.diagnostics,
        (lambda _: refuse_alone(plan)) if plan.statistics else score,
        plan,
        compiled.source,
        among,
    )


def load(path: str | Path) -> Rubric:
    """A rubric file. Raises :class:`RubricError` with every mistake in it."""
    return _ready(compile_file(path))


def loads(text: str, name: str = "<rubric>") -> Rubric:
    """A rubric's text; ``name`` stands for the file in messages."""
    return _ready(compile_text(SourceText(name, text)))


def builtin(name: str) -> Rubric:
    """A rubric that comes with the package: ``builtin("hunan-2023/annex-1")``."""
    path = resources.builtin_path(name)
    if path is None:
        import difflib

        near = difflib.get_close_matches(name, resources.builtin_names(), n=1)
        facts = {
            "name": name,
            "suggestion": near[0] if near else None,
            "known": tuple(resources.builtin_names()),
        }
        raise RubricError((diagnostic("RB0007", Span(name, 1, 1, 1), **facts),))
    return load(path)
