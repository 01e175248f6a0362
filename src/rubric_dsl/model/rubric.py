"""The checked rubric: names bound, kinds and ranges known, the tree of criteria with its maxima.

Rules are those of the syntax tree with every name replaced by the id of its metric and with every left-out
subject filled in; nothing in here can refer to what does not exist.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from rubric_dsl.model.calendar import Calendar
from rubric_dsl.source.by_value import ByValue
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.naming import Naming
from rubric_dsl.source.span import Span
from rubric_dsl.syntax import tree as t

MAX_VALUE = 10**18
"""No metric may be larger; an undeclared upper end is this."""
FIRST_DAY, LAST_DAY = datetime.date.min.toordinal(), datetime.date.max.toordinal()
"""The days that there are, by number: 1 is the first of January of the year 1."""
MAX_PLACES = 30
"""No metric may have more decimals."""


def is_chinese(text: str) -> bool:
    """True where a text contains a Chinese character."""
    return any("\u3400" <= character <= "\u9fff" for character in text)


def pick(lang: Language, *texts: str | None) -> str | None:
    """The first text in the reader's language; None where there is none."""
    for text in texts:
        if text and is_chinese(text) == (lang == "zh"):
            return text
    return None


@frozen(eq=False, repr=False)
class Labels(ByValue):
    """What people call a thing: its id, its name in the other script, its quoted labels."""

    id: str
    alias: str | None = None
    texts: tuple[str, ...] = ()

    @property
    def naming(self) -> Naming:
        """The id for messages, which show a Chinese reader the Chinese name."""
        return Naming(self.id, pick("zh", self.alias))

    def title(self, lang: Language) -> str:
        """The best name for a reader: one in the language, else any label, else the id."""
        return pick(lang, *self.texts, self.alias, self.id) or (self.texts[0] if self.texts else self.id)

    def name(self, lang: Language) -> str:
        """The name to use inside a rule in a language: one that the grammar reads."""
        return pick(lang, self.alias, self.id) or self.id


@frozen(eq=False, repr=False)
class Entries(ByValue):
    """What a list holds: how many entries, and what one of them is made of.

    ``fields`` have ids of their own (:mod:`rubric_dsl.model.lists`); a list of numbers has one field, the
    number itself.
    """

    least: int
    most: int
    fields: tuple[Metric, ...]
    bare: bool
    """Whether an entry is a number and no record."""


@frozen(eq=False, repr=False)
class Metric(ByValue):
    """One input: its kind, its range, and the words for it."""

    id: str
    kind: t.Kind
    low: Fraction | None
    high: Fraction | None
    labels: Labels
    units: tuple[str, ...] = ()
    """The words that follow a number: ``events``, ``次``; at most one of each script."""
    singular: str | None = None
    judge: str | None = None
    percent: bool = False
    """Declared in percent, and so shown; the value itself is the share: 65% is 0.65."""
    grain: Fraction | None = None
    """Given in steps of this, from its lower end on (from 0 where it has none)."""
    options: tuple[Labels, ...] = ()
    """What a choice may be; its value is the position in this row."""
    entries: Entries | None = None
    """For a list, which is of the kind ``list``."""
    span: Span | None = field(default=None, eq=False, repr=False)
    stands: Fraction | bool | str | None = field(default=None, kw_only=True)
    """What stands for it where it is missing: a value, or another metric by its id."""
    out: bool = field(default=False, kw_only=True)
    """Where it is missing, no criterion that reads it is applicable."""
    asked: bool = field(default=False, kw_only=True)
    """Some rule asks whether it is missing."""
    fixed: bool = field(default=False, kw_only=True)
    """Nobody can do anything about it, so no next step changes it."""

    @property
    def optional(self) -> bool:
        """Whether it may be missing."""
        return self.asked or self.stands is not None

    @property
    def unit(self) -> str | None:
        """The word that follows a number, the first one declared."""
        return self.units[0] if self.units else None

    def unit_in(self, lang: Language) -> str | None:
        """The word that follows a number in a reader's language."""
        return pick(lang, *self.units)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that inputs and rules may use."""
        return (self.labels.alias,) if self.labels.alias else ()

    @property
    def whole(self) -> bool:
        """True where only whole numbers are accepted."""
        steps = (self.grain, self.low or Fraction(0))
        return self.kind in ("count", "choice", "date") or all(
            step is not None and step.denominator == 1 for step in steps
        )

    def fits(self, value: Fraction) -> bool:
        """Whether a value stands on one of the steps in which the metric is given."""
        return self.grain is None or ((value - (self.low or 0)) / self.grain).denominator == 1

    @property
    def dated(self) -> bool:
        """Whether a range of days was declared; without one, any day is accepted."""
        return self.low != FIRST_DAY or self.high != LAST_DAY

    def option(self, word: str) -> int | None:
        """The position of an option by its id or its name in the other script."""
        for position, option in enumerate(self.options):
            if word in (option.id, option.alias):
                return position
        return None

    def label(self, lang: Language = "en") -> str:
        """What people call it, in the reader's language."""
        return self.labels.title(lang)


def name_of_points(path: str) -> str:
    """What a bound rule calls the points of a criterion or section: no metric's name begins with a slash."""
    return f"/{path}"


def path_of_points(name: str) -> str | None:
    """The path of the criterion or section whose points a name in a bound rule means; None for others."""
    return name[1:] if name.startswith("/") else None


def points_as_metric(path: str, labels: Labels) -> Metric:
    """The points of a criterion or section as rules and accounts see them."""
    return Metric(name_of_points(path), "number", None, None, labels)


@frozen(eq=False, repr=False)
class Derived(ByValue):
    """A value that is worked out from metrics and named among them; rules use it as they use a metric."""

    shown: Metric
    """What rules and accounts call it and how they show it: its kind is "number" or "yes/no"."""
    expression: t.Expression
    """Bound."""
    span: Span = field(kw_only=True, eq=False, repr=False)

    @property
    def id(self) -> str:
        """Its name in rules."""
        return self.shown.id


@frozen(eq=False, repr=False)
class Criterion(ByValue):
    """A node that carries points: a section (with children) or a criterion (with a rule).

    ``points`` is its maximum. ``weight`` is its share in its parent, None where the parent just adds up.
    ``effects`` act on its points last, in their order. ``broken`` nodes (with a line that could not be read
    or bound) exist only while diagnostics are being collected.
    """

    id: str
    path: str
    labels: Labels
    points: Fraction
    weight: Fraction | None
    source: str | None
    quote: str | None
    effects: tuple[t.Effect, ...]
    rule: t.Rule | None
    children: tuple[Criterion, ...]
    broken: bool = False
    least: Fraction = Fraction(0)
    """The fewest points it can give: below 0 for what only takes points off, whose maximum is 0."""
    apart: Literal["bonus", "malus"] | None = None
    """Outside the points of what it stands in."""
    best: t.Best | None = None
    """Only so many of the children count."""
    outs: tuple[t.NotApplicable, ...] = ()
    """When it is not applicable."""
    policy: t.Policy | None = None
    """What becomes of the points of what is not applicable below it."""
    baseline: Fraction | None = field(default=None, kw_only=True)
    """The points that are no reason yet; the maximum where it is None."""
    span: Span = field(kw_only=True, eq=False, repr=False)

    @property
    def worth(self) -> Fraction:
        """The points of its heading: what it can give, or take off."""
        return self.points - self.least

    @property
    def is_section(self) -> bool:
        """True for an inner node."""
        return bool(self.children)

    def walk(self) -> Iterator[Criterion]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen(eq=False, repr=False)
class Rubric(ByValue):
    """A whole rubric, ready to be lowered."""

    id: str
    labels: Labels
    file: str
    period: tuple[str, str] | None
    total: Fraction
    publication: t.Publication | None
    source: str | None
    metrics: Mapping[str, Metric]
    criteria: tuple[Criterion, ...]
    effects: tuple[t.Effect, ...] = ()
    """What happens to the total, in its order."""
    exclusions: tuple[t.Exclusion, ...] = ()
    """Who is not scored at all; the first that holds gives the reason."""
    grades: t.Grades | None = None
    ranking: tuple[t.TieBreak, ...] = field(default=(), kw_only=True)
    """What decides between equal totals, bound."""
    least_first: bool = field(default=False, kw_only=True)
    """Ranks begin with the lowest total."""
    reasons: t.Reasons | None = field(default=None, kw_only=True)
    """How many of the criteria that cost the most are listed."""
    less_is_better: bool = field(default=False, kw_only=True)
    """Points are risk, penalty or demerit."""
    cohort: t.Expression | None = None
    """Who belongs to the cohort, bound; everybody who is not excluded where it is None."""
    fewest: t.Fewest | None = field(default=None, kw_only=True)
    """How many must belong to the cohort; any number where it is None."""
    policy: t.Policy | None = field(default=None, kw_only=True)
    """What becomes of the points of sections that are not applicable."""
    others: Mapping[str, Other] = field(factory=dict, kw_only=True)
    """The rubrics that rules take scores of, by key."""
    derived: Mapping[str, Derived] = field(factory=dict, kw_only=True)
    """Values worked out from the metrics, each behind those that it needs."""
    calendar: Calendar | None = field(default=None, kw_only=True)
    """The working days, where some rule counts them."""
    total_span: Span | None = field(default=None, kw_only=True, eq=False, repr=False)
    """Where the total is declared; None where it is not."""
    span: Span = field(kw_only=True, eq=False, repr=False)

    @property
    def named(self) -> Mapping[str, Metric]:
        """Whatever a rule may name: the metrics, and derived values and nodes as if they were metrics."""
        nodes = {name_of_points(node.path): points_as_metric(node.path, node.labels) for node in self.walk()}
        return {**self.metrics, **{name: one.shown for name, one in self.derived.items()}, **nodes}

    def lineage(self, path: str) -> tuple[Criterion, ...]:
        """A node behind all that it stands in, the outermost first; none where there is no such path."""

        def down(nodes: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
            for one in nodes:
                if one.path == path:
                    return (one,)
                below = down(one.children)
                if below:
                    return (one, *below)
            return ()

        return down(self.criteria)

    def walk(self) -> Iterator[Criterion]:
        """Every node in the order of the file, parents first."""
        for criterion in self.criteria:
            yield from criterion.walk()


@frozen(eq=False, repr=False)
class Other(ByValue):
    """Another rubric that a rule takes the score of."""

    key: str
    """Its file, named from the folder of the outermost rubric."""
    rubric: Rubric
    hash: str
