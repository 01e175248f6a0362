"""What programs use: load a rubric, score a subject, ask for the account.

>>> rubric = load("rubrics/hunan-2023/annex-1.rubric")
>>> rubric.score(metrics)
Decimal('83.30')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define, field

from rubric_dsl import resources
from rubric_dsl.errors import ExcludedError, MetricError, RubricError
from rubric_dsl.evaluators.python.exact import exact_layout, read_inputs
from rubric_dsl.evaluators.python.functions import Layout, compile_score, compile_trace
from rubric_dsl.evaluators.python.publishing import Published, publication, published_total
from rubric_dsl.inputs.admission import admitted, refuse, refuse_alone
from rubric_dsl.model.rubric import Criterion, Metric
from rubric_dsl.pipeline import Compiled, compile_file, compile_text, uncollected
from rubric_dsl.plan.admission import excluded_by
from rubric_dsl.plan.core import Plan
from rubric_dsl.plan.interpret import interpret
from rubric_dsl.result import Result
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText

if TYPE_CHECKING:
    from rubric_dsl.cohort import Cohort
    from rubric_dsl.evaluators.python.cohorts import Given
    from rubric_dsl.evaluators.sql.options import ColumnType
    from rubric_dsl.explanation.building import Teller
    from rubric_dsl.plan.cohorts import Known
    from rubric_dsl.ranking import Errors, Ranking

LANGUAGES = ("en", "zh")
Frame = TypeVar("Frame")


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
    array_scorers: dict[Any, Any] = field(factory=dict, init=False, eq=False, repr=False)
    """The array engine's code, kept from one table to the next: to make it costs as much as many rows."""

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
        return self.plan.compares

    @property
    def gathers(self) -> bool:
        """Whether anything of a subject is decided among all: its score, or its grade where only so many may
        have one."""
        return self.plan.gathers

    def evaluate(self, metrics: Mapping[str, Any]) -> Result:
        """Score a subject and keep every value for its account. Raises :class:`MetricError`."""
        if self.compares:
            refuse_alone(self.plan)
        return self._evaluate_among(metrics, None)

    def cohort(self, subjects: Iterable[Mapping[str, Any]]) -> Cohort:
        """All subjects together: each can then be scored among them. Raises :class:`MetricError`."""
        from rubric_dsl.cohort import cohort_of

        return cohort_of(self, subjects)

    def rank(self, subjects: Iterable[Mapping[str, Any]], errors: Errors = "raise") -> Ranking:
        """All subjects in their order, among each other where the rubric compares them.

        ``errors="raise"``: all mistakes in their values raise one :class:`MetricError`; with ``"keep"`` those
        subjects stand last, without a rank and with their mistakes.
        """
        from rubric_dsl.ranking import ranking_of

        return ranking_of(self, subjects, errors)

    def score_table(
        self,
        table: Frame,
        *,
        exact: bool = False,
        errors: Errors = "keep",
        lang: Language = "en",
        threads: int | None = None,
    ) -> Frame:
        """A table of subjects, each with its score: pandas, Polars, PyArrow, DuckDB … in, the same kind out.

        The columns that are no metric come first, unchanged; behind them the points of every criterion and
        section by its id, rounded as the rubric publishes; ``published``; ``grade`` where there are grades;
        with ``exact`` the exact total as ``total_num`` over ``total_den``; ``outcome`` ("scored", "excluded",
        "error"); ``reason``. Rows keep their number, their order and their index. ``errors="keep"``: a row
        that cannot be scored says why in ``reason``, in the language ``lang``; with ``"raise"``, all of them
        raise one :class:`MetricError`, as does a table whose columns cannot be used. ``threads``: at most so
        many; None for as many as there are processors.
        """
        from rubric_dsl.ranking import ERRORS

        if errors not in ERRORS:
            raise ValueError(f"errors is {' or '.join(map(repr, ERRORS))}, not {errors!r}")
        if lang not in LANGUAGES:
            raise ValueError(f"there is no language {lang!r}; there are {', '.join(LANGUAGES)}")
        try:
            from rubric_dsl.table.frames import Wanted, scored
        except ModuleNotFoundError as absent:
            if (absent.name or "").partition(".")[0] not in ("narwhals", "numpy", "pyarrow"):
                raise
            facts = {"package": "rubric-dsl[table]"}
            raise MetricError((diagnostic("RB0643", None, **facts),)) from None
        return scored(Wanted(self, exact, errors, lang, threads), table)  # type: ignore[no-any-return]

    def to_sql(
        self,
        dialect: str = "duckdb",
        table: str = "metrics",
        lang: Language = "en",
        *,
        exact: bool = False,
        keep: Sequence[str] | None = None,
        types: Mapping[str, ColumnType] | None = None,
        by_step: bool = False,
    ) -> str:
        """A query that scores each row of a table where it lies: the columns of :meth:`score_table`, exactly.

        ``dialect``: duckdb, spark, postgres, bigquery, snowflake, clickhouse, redshift, databricks, trino,
        mysql or tsql. ``keep``: the columns that are handed on in front; None for all that are no metric,
        where the engine can say so without their names. ``types``: by metric, what its column holds where
        that is not usual for its kind: "integer", "decimal", "float", "text", "boolean", "date".
        ``by_step``: a step of the query for each criterion, where they would otherwise share them: easier to
        read, slower to run. Raises :class:`RubricError` where the engine cannot be asked for this rubric
        exactly.
        """
        from rubric_dsl.evaluators.sql.asking import asked

        if lang not in LANGUAGES:
            raise ValueError(f"there is no language {lang!r}; there are {', '.join(LANGUAGES)}")
        return asked(
            self.plan,
            self.hash,
            {self.source.name: self.source},
            dialect,
            table,
            lang,
            exact,
            keep,
            types or {},
            by_step,
        )

    def _evaluate_among(self, metrics: Mapping[str, Any], cohort: Cohort | None) -> Result:
        if self._tracing is None:
            self._tracing = compile_trace(self.plan, self._interpreted)
        trace, layout = self._tracing
        others = (cohort._given,) if cohort is not None and self.plan.statistics else ()
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
        (lambda _: refuse_alone(plan)) if plan.compares else score,
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
