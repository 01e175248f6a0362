"""Every scoring shape that the language has: by what a tree shows it, and where a reader finds it.

A shape is whole when it can be said in both languages, has its section in the reference with an example in both,
good and bad cases, a place in the generated rubrics, and an account in both languages that every rendering shows.
``test_shapes_are_whole.py`` fails for whatever a shape lacks, and for a node of the tree that is in no shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs
from attrs import frozen

from rubric_dsl.syntax import tree as t

Sign = Callable[[object], bool]


@frozen
class Shape:
    """One way in which published schemes give points."""

    name: str
    sign: Sign
    """Whether a node of a syntax tree is of this shape."""
    section: str
    """Its heading in the language reference."""
    codes: tuple[str, ...]
    """The diagnostics that are about it, each with a bad case in both spellings."""
    generated: bool = True
    """Whether the generated rubrics show it; where not, it has generated files of its own."""
    in_lines: bool = True
    """Whether the account tells of it in the line of the criterion or section where it stands."""


def walk(item: object) -> Iterator[object]:
    """A tree and everything in it."""
    yield item
    if attrs.has(type(item)):
        for each in attrs.fields(type(item)):
            if each.name != "span":
                yield from walk(getattr(item, each.name))
    elif isinstance(item, tuple):
        for each in item:
            yield from walk(each)


def shown_in(shape: Shape, item: object) -> bool:
    """Whether a shape stands somewhere in a tree."""
    return any(shape.sign(one) for one in walk(item))


def _is(*kinds: type) -> Sign:
    return lambda node: isinstance(node, kinds)


def _award(short: type) -> Sign:
    return lambda node: isinstance(node, t.Award) and isinstance(node.short, short)


def _step(holds: Callable[[t.Step], bool]) -> Sign:
    return lambda node: isinstance(node, t.Step) and holds(node)


def _metric(*kinds: str) -> Sign:
    return lambda node: isinstance(node, t.Metric) and node.kind in kinds


def _bound(*kinds: str) -> Sign:
    return lambda node: isinstance(node, t.Bound) and node.kind in kinds


def _limit(*kinds: str) -> Sign:
    return lambda node: isinstance(node, t.Limit) and node.kind in kinds


def _names_a_node(node: object) -> bool:
    """A whole rubric in which a rule or an effect names a criterion or section."""
    if not isinstance(node, t.Rubric):
        return False
    declared = [one.name for one in (*node.metrics, *node.derived)]
    words = {word for name in declared for word in (name.id, name.alias)}
    heads = {word for one in walk(node) if isinstance(one, t.Node) for word in (one.name.id, one.name.alias)}
    return any(isinstance(one, t.Name) and one.text in heads - words for one in walk(node))


def _both(first: Sign, second: Sign) -> Sign:
    return lambda node: first(node) and second(node)


def _node(holds: Callable[[t.Node], bool]) -> Sign:
    return lambda node: isinstance(node, t.Node) and holds(node)


def _capped_group(node: t.Node) -> bool:
    return bool(node.body.children) and any(
        isinstance(one, t.Limit) and one.kind == "at most" and one.condition is None for one in node.body.effects
    )


# One row a shape, in the order of the reference.
SHAPES: tuple[Shape, ...] = (
    Shape(
        "threshold with shortfall",
        _step(lambda one: one.per.of is None and not one.per.beyond),
        "A target",
        ("RB0213", "RB0405"),
    ),
    Shape(
        "excess over a target",
        _step(lambda one: one.per.of is None and one.per.beyond == "above"),
        "Above a target",
        ("RB0107", "RB0405"),
    ),
    Shape(
        "percentage points", _step(lambda one: one.per.measure != "number"), "Percentage points", ("RB0410",)
    ),
    Shape(
        "slopes around a reference",
        _step(lambda one: one.per.reference is not None),
        "Around a reference",
        ("RB0235",),
    ),
    Shape(
        "points by condition",
        lambda node: isinstance(node, t.Held) and len(node.conditions) == 1,
        "Points by condition",
        ("RB0129",),
    ),
    Shape(
        "checklist and thresholds passed",
        lambda node: isinstance(node, t.Held) and len(node.conditions) > 1,
        "Points by condition",
        ("RB0205",),
    ),
    Shape("the first, the second", _is(t.Ordinals), "The first and each further", ("RB0127", "RB0413")),
    Shape("doubling", _step(lambda one: one.growth is not None), "Doubling", ("RB0128", "RB0237", "RB0412")),
    Shape("cap of a step", _step(lambda one: one.most is not None), "Caps of steps", ("RB0306",)),
    Shape(
        "part units",
        lambda node: isinstance(node, t.Per) and node.part is not None,
        "Part units",
        ("RB0401",),
    ),
    Shape("in proportion", _award(t.Proportion), "In proportion", ("RB0214",)),
    Shape("otherwise", _award(t.Otherwise), "Otherwise", ("RB0107",)),
    Shape(
        "flag, all or nothing",
        lambda node: isinstance(node, t.Award) and isinstance(node.condition, t.Name),
        "Yes or no",
        ("RB0205",),
    ),
    Shape(
        "conditions joined",
        lambda node: (
            isinstance(node, t.Award | t.Gate) and isinstance(node.condition, t.Both | t.Either | t.Not | t.NoneOf)
        ),
        "Conditions",
        ("RB0205",),
    ),
    Shape("choice", _metric("choice"), "Choices", ("RB0226", "RB0230"), in_lines=False),
    Shape("one of the options", _is(t.Is), "Choices", ("RB0227", "RB0228")),
    Shape("one number or another", _is(t.Conditional), "One number or another", ("RB0204",)),
    Shape("bands", _is(t.Bands), "Bands", ("RB0311", "RB0312", "RB0313", "RB0315")),
    Shape("two edges", _is(t.Between), "Bands", ("RB0314",)),
    Shape("lookup", _is(t.Lookup), "Lookups", ("RB0229", "RB0231", "RB0232", "RB0233", "RB0234")),
    Shape("straight line", _is(t.Line), "Straight lines", ("RB0316", "RB0317")),
    Shape("rules by case", _is(t.Cases), "Cases", ("RB0318", "RB0319", "RB0320")),
    Shape(
        "down from full marks",
        lambda node: isinstance(node, t.Tally) and node.start > 0,
        "Counting up and down",
        ("RB0216",),
    ),
    Shape(
        "points per item",
        lambda node: isinstance(node, t.Tally) and not node.start,
        "Counting up and down",
        ("RB0216",),
    ),
    Shape(
        "formula",
        lambda node: isinstance(node, t.Formula) and not node.judged,
        "Formulas",
        ("RB0217", "RB0211"),
    ),
    Shape(
        "judged mark",
        lambda node: isinstance(node, t.Judged) or (isinstance(node, t.Formula) and node.judged),
        "Marks",
        ("RB0220",),
    ),
    Shape(
        "judged mark in a part of its range",
        lambda node: isinstance(node, t.Formula) and node.within is not None,
        "Marks",
        ("RB0291",),
    ),
    Shape("one rule for each", _is(t.ForEach), "For each", ("RB0224",)),
    Shape("bounds", _is(t.Bound), "Bounds", ("RB0306",)),
    Shape("gate", _is(t.Gate), "Gates", ("RB0205",)),
    Shape("cap", _limit("at most", "at least"), "Caps and factors", ("RB0335", "RB0108")),
    Shape(
        "cap chosen by another input",
        lambda node: isinstance(node, t.Limit) and not isinstance(node.to, t.Number),
        "Caps and factors",
        ("RB0335",),
    ),
    Shape("points fixed", _limit("fixed at"), "Caps and factors", ("RB0335",), in_lines=False),
    Shape("multiplier", _is(t.Factor), "Caps and factors", ("RB0335",)),
    Shape(
        "effect on the total",
        lambda node: isinstance(node, t.Rubric) and bool(node.effects),
        "Caps and factors",
        ("RB0335",),
        in_lines=False,
    ),
    Shape(
        "points of others", _names_a_node, "Points of other criteria", ("RB0336", "RB0256"), in_lines=False
    ),
    Shape("best of the children", _is(t.Best), "Groups", ("RB0337", "RB0338", "RB0339")),
    Shape("cap on a group", _node(_capped_group), "Groups", ("RB0340",), in_lines=False),
    Shape("bonus", _node(lambda node: node.apart == "bonus"), "Groups", ("RB0302",)),
    Shape("malus", _node(lambda node: node.apart == "malus"), "Groups", ("RB0302",)),
    Shape("grades", _is(t.Grade), "Grades", ("RB0341", "RB0342", "RB0343", "RB0347"), in_lines=False),
    Shape(
        "less is better",
        lambda node: isinstance(node, t.Rubric) and node.less_is_better,
        "Less is better",
        ("RB0630",),
        in_lines=False,
    ),
    Shape(
        "metric that cannot be changed",
        lambda node: isinstance(node, t.Metric) and node.fixed,
        "Metrics",
        ("RB0116",),
        in_lines=False,
    ),
    Shape(
        "points added to an award",
        lambda node: isinstance(node, t.Award) and bool(node.added),
        "Points by condition",
        ("RB0129", "RB0130"),
    ),
    Shape(
        "number before a heading",
        lambda node: isinstance(node, t.Node) and node.number is not None,
        "Sections and criteria",
        ("RB0131",),
        in_lines=False,
    ),
    Shape("limit on grades", _is(t.GradeLimit), "Grades", ("RB0346",), in_lines=False),
    Shape("exclusion", _is(t.Exclusion), "Exclusion", ("RB0205",), in_lines=False),
    Shape(
        "list of numbers",
        lambda node: isinstance(node, t.Metric) and node.extent is not None and not node.fields,
        "Lists",
        ("RB0241", "RB0245"),
        in_lines=False,
    ),
    Shape(
        "list of records",
        lambda node: isinstance(node, t.Metric) and bool(node.fields),
        "Lists",
        ("RB0240", "RB0244", "RB0247"),
        in_lines=False,
    ),
    Shape("sum, mean and extremes over a list", _is(t.Fold), "Many made one", ("RB0246", "RB0248", "RB0326")),
    Shape(
        "best k of a list",
        lambda node: isinstance(node, t.Fold) and node.best is not None,
        "Many made one",
        ("RB0249",),
    ),
    Shape(
        "panel without its ends",
        lambda node: isinstance(node, t.Fold) and node.spare is not None,
        "Panels",
        ("RB0327",),
    ),
    Shape(
        "panel of the two closest",
        lambda node: isinstance(node, t.Fold) and node.closest is not None,
        "Panels",
        ("RB0250",),
    ),
    Shape("rule over a list", _is(t.Over), "Over a list", ("RB0253", "RB0328")),
    Shape(
        "once per key",
        lambda node: isinstance(node, t.Over) and node.once_per is not None,
        "Over a list",
        ("RB0254",),
    ),
    Shape(
        "diminishing series",
        lambda node: isinstance(node, t.Over) and bool(node.shares),
        "Over a list",
        ("RB0249",),
    ),
    Shape(
        "fold over all subjects",
        lambda node: isinstance(node, t.Fold) and node.source is None,
        "Among all",
        ("RB0257", "RB0258"),
    ),
    Shape(
        "cohort decided by a gate",
        lambda node: isinstance(node, t.Rubric) and node.cohort is not None,
        "Among all",
        ("RB0257", "RB0260"),
        in_lines=False,
    ),
    Shape(
        "cohort of so many",
        _is(t.Fewest),
        "Among all",
        ("RB0367",),
        in_lines=False,
    ),
    Shape(
        "ties decided",
        lambda node: isinstance(node, t.Rubric) and node.ranking is not None,
        "Equal totals",
        ("RB0350",),
        in_lines=False,
    ),
    Shape("rank among all", _is(t.Rank), "Ranks", ("RB0440", "RB0259")),
    Shape("least and greatest of several", _is(t.Extreme), "Many made one", ("RB0247",)),
    Shape(
        "weights",
        _node(lambda node: node.weight is not None),
        "Sections and criteria",
        ("RB0303", "RB0304", "RB0305"),
        in_lines=False,
    ),
    Shape("rounding on the way", _is(t.Rounded), "Rounding", ("RB0278", "RB0420")),
    Shape(
        "rounding at a stage",
        lambda node: isinstance(node, t.Rounding) and not isinstance(node, t.Publication),
        "Rounding",
        ("RB0420", "RB0278"),
    ),
    Shape("rounding of each", _is(t.Stage), "Rounding", ("RB0420",), in_lines=False),
    Shape(
        "score under another rubric",
        _is(t.ScoreOf),
        "Another rubric",
        ("RB0008", "RB0009", "RB0010", "RB0011", "RB0013"),
        generated=False,
    ),
    Shape("powers", _is(t.Power), "Powers and logarithms", ("RB0280",)),
    Shape("roots", lambda node: isinstance(node, t.Power) and node.exponent.denominator != 1,
          "Powers and logarithms", ("RB0279", "RB0365")),
    Shape("logarithms", _is(t.Logarithm), "Powers and logarithms", ("RB0279", "RB0366")),
    Shape(
        "publication to a multiple",
        lambda node: isinstance(node, t.Publication) and node.multiple is not None,
        "Rounding",
        ("RB0278",),
        in_lines=False,
    ),
    Shape("derived values", _is(t.Derived), "Derived values", ("RB0275", "RB0276", "RB0277"), in_lines=False),
    Shape(
        "missing values",
        lambda node: isinstance(node, t.Metric) and node.missing is not None,
        "Missing values",
        ("RB0355", "RB0356"),
        in_lines=False,
    ),
    Shape("is missing", _is(t.IsMissing), "Missing values", ("RB0357", "RB0358", "RB0359")),
    Shape(
        "not applicable",
        lambda node: isinstance(node, t.Body) and bool(node.outs),
        "Not applicable",
        ("RB0364", "RB0417"),
    ),
    Shape("policy for what is missing", _is(t.Policy), "Not applicable", ("RB0360", "RB0361", "RB0418"), in_lines=False),
    Shape("is applicable", _is(t.IsApplicable), "Not applicable", ("RB0362", "RB0363"), in_lines=False),
    Shape("dates compared", _is(t.Day), "Dates", ("RB0266", "RB0267", "RB0268", "RB0269")),
    Shape("days between dates", _is(t.Days), "Dates", ("RB0265",)),
    Shape(
        "working days",
        lambda node: isinstance(node, t.Days) and node.working,
        "Working days",
        ("RB0270", "RB0272", "RB0273", "RB0274", "RB0415", "RB0416"),
    ),
    Shape(
        "grades for so many",
        _is(t.Quota),
        "Quotas",
        ("RB0615", "RB0616", "RB0617", "RB0618", "RB0619", "RB0621"),
        in_lines=False,
    ),
    Shape("reasons", _is(t.Reasons), "Reasons", ("RB0610", "RB0611"), in_lines=False),
    Shape(
        "baseline of a reason",
        _node(lambda node: node.baseline is not None),
        "Reasons",
        ("RB0612", "RB0613", "RB0614"),
        in_lines=False,
    ),
    Shape("publication", _is(t.Publication), "The head", ("RB0404",), in_lines=False),
)
