"""Rules in rows in words: which row was taken, with the figure observed, and what it gave.

Comes in: bands, a lookup or a straight line, and its criterion. Goes out: a narrator.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.explanation.telling.template import Narrator, Story, Telling, equals, worked
from rubric_dsl.plan.lower_tables import measured_in
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import spell
from rubric_dsl.vocabulary.figures import spell_number

_YES = {"en": ("yes", "no"), "zh": ("是", "否")}


def _in_percent(rule: t.Bands) -> bool:
    for one in (row.condition for row in rule.rows):
        end = one.right if isinstance(one, t.Compare) else one.low if isinstance(one, t.Between) else None
        if isinstance(end, t.Number) and end.percent:
            return True
    return False


def _seen(telling: Telling, item: t.Expression | None, shares: bool) -> Callable[[Values], str]:
    """The figure that rows compare, as people read it; nothing where they compare several."""
    if item is None:
        return lambda values: ""
    if not isinstance(item, t.Name):
        step = telling.step("value")
        return lambda values: values.percent(step) if shares else values.shown(step)
    filled = telling.template(item)
    name = item.text
    if not shares or name in telling.derived:
        return filled.fill
    return lambda values: values.percent(values.inputs[name])


def _without_subject(row: t.Band, compared: t.Expression | None) -> t.Expression:
    """The condition of a row as it stands behind a figure."""
    match row.condition:
        case t.Compare() if compared is not None:
            return t.Compare(row.condition.operator, None, row.condition.right, span=row.span)
        case t.Between() if compared is not None:
            one = row.condition
            return t.Between(None, one.lower, one.low, one.upper, one.high, span=row.span)
        case _:
            return row.condition


def bands(telling: Telling, rule: t.Bands) -> Narrator:
    """The narrator of bands: the row that was taken."""
    words, earned, names = telling.words, telling.step("earned"), telling.names()
    compared = measured_in(rule)
    seen = _seen(telling, compared, _in_percent(rule))
    conditions = telling.roles.get("condition", ())
    rows = []
    for row in rule.rows:
        text = spell(_without_subject(row, compared), telling.lang, names)
        rows.append((text, row.points, telling.template(row.points)))
    other = telling.template(rule.otherwise) if rule.otherwise is not None else None
    subject = telling.template(compared) if compared is not None else None

    def tell(values: Values, lost: str) -> Story:
        taken = next((place for place, step in enumerate(conditions) if values.raw[step]), len(conditions))
        figure, gives = seen(values), values.shown(earned)
        arithmetic: tuple[str, ...] = ()
        if subject is not None and compared is not None:
            arithmetic = worked(compared, subject.fill(values), figure)
        if taken == len(rows):
            assert rule.otherwise is not None
            assert other is not None
            arithmetic += (words.no_row(figure, gives),)
            arithmetic += worked(rule.otherwise, other.fill(values), gives)
            return arithmetic, words.why_no_row(shown(lost)) if lost != "0" else ""
        text, points, filled = rows[taken]
        arithmetic += worked(points, filled.fill(values), gives)
        arithmetic += (words.row(figure, text, gives),)
        return arithmetic, words.why_row(text, shown(lost)) if lost != "0" else ""

    return tell


def lookup(telling: Telling, rule: t.Lookup) -> Narrator:
    """The narrator of a lookup: what it was looked up by."""
    words, earned = telling.words, telling.step("earned")
    kinds = []
    for key in rule.keys:
        metric = telling.metrics[key.text]
        options = tuple(option.title(telling.lang) for option in metric.options)
        kinds.append((key.text, options or _YES[telling.lang], bool(options)))
    joined = "、" if telling.lang == "zh" else ", "

    def tell(values: Values, lost: str) -> Story:
        said = []
        for name, options, chosen in kinds:
            position = values.inputs.get(name)
            raw = values.raw[position if position is not None else telling.derived[name]]
            said.append(options[int(raw) if chosen else 0 if raw else 1])
        found = joined.join(said)
        why = words.why_option(found, shown(lost)) if lost != "0" else ""
        return (words.looked_up(found, values.shown(earned)),), why

    return tell


def line(telling: Telling, rule: t.Line) -> Narrator:
    """The narrator of a straight line: the two anchors, and how far it is from one to the other."""
    words, earned, value = telling.words, telling.step("earned"), telling.step("value")
    shares = any(anchor.at.percent for anchor in rule.anchors)
    filled = telling.template(rule.of)
    most = spell_number(telling.node.points)

    def at(figure: Fraction) -> str:
        return percent(str(figure)) if shares else shown(str(figure))

    def tell(values: Values, lost: str) -> Story:
        figure = values.fraction(value)
        gives, seen = values.shown(earned), at(figure)
        arithmetic = worked(rule.of, filled.fill(values), seen)
        why = words.why_short(shown(lost), most) if lost != "0" else ""
        for anchor in rule.anchors:
            if figure == anchor.at.value:
                return (*arithmetic, words.on_anchor(seen, gives)), why
        first, last = rule.anchors[0], rule.anchors[-1]
        for end, outside in ((first, figure < first.at.value), (last, figure > last.at.value)):
            if outside:
                return (*arithmetic, words.beyond_anchor(seen, at(end.at.value), gives)), why
        place = next(n for n, anchor in enumerate(rule.anchors) if figure < anchor.at.value)
        start, end = rule.anchors[place - 1], rule.anchors[place]
        rise, sign = end.points - start.points, "+" if end.points >= start.points else "−"
        arithmetic += (words.between_anchors(seen, at(start.at.value), at(end.at.value)),)
        part = f"({seen} − {at(start.at.value)}) / ({at(end.at.value)} − {at(start.at.value)})"
        text = f"{shown(str(start.points))} {sign} {part} × {shown(str(abs(rise)))}"
        return (*arithmetic, equals(text, gives)), why

    return tell
