"""Tables for generated rubrics: rows that can be scored and rows that cannot, and what the interpreter says of each.

A row is a mapping from metrics to Python values, None where nothing is given. :func:`expected` is the truth
that every engine is held against: what ``rubric.evaluate`` gives, or the texts of what it refuses.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.cohort import Gathering
from rubric_dsl.evaluators.outputs import outputs
from rubric_dsl.evaluators.python.publishing import publication
from rubric_dsl.inputs.reasons import nobody_text, reason_of_faults, too_few_text, uncompared_text
from rubric_dsl.model.rubric import Metric
from rubric_dsl.plan.rounding import units_of
from rubric_dsl.source.naming import in_chinese
from tests.properties.subjects import meant, subjects

WIDE = Context(prec=100)
Row = Mapping[str, Any]
NUMBERS = ("count", "mark", "amount", "number")


def placed(value: Fraction, places: int) -> Decimal:
    """A number with so many decimals, the nearest."""
    units = round(value * 10**places)
    return Decimal(units).scaleb(-places, WIDE)


def cell(metric: Metric, value: Any) -> Any:
    """A value of a subject as a cell of a typed table."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if metric.kind == "date" and isinstance(value, datetime.datetime):
        return value.date()
    if metric.kind not in NUMBERS:
        return value
    exact = Fraction(meant(value))
    if metric.kind == "count":
        return int(exact)
    places = 2
    while places < 12 and (exact * 10**places).denominator != 1:
        places += 1
    return placed(exact, places if places < 12 else 2)


def as_taken(metric: Metric, value: Any) -> Any:
    """A cell with no more decimals than every query takes, and no larger; in its range if it was."""
    if value is None or metric.kind not in NUMBERS or metric.grain is not None:
        return value
    exact = min(max(Fraction(value), Fraction(-999_999)), Fraction(999_999))
    exact = exact if metric.low is None else max(exact, metric.low)
    return int(exact) if metric.kind == "count" else placed(exact, 2)


def faulty(metric: Metric, value: Any) -> st.SearchStrategy[Any]:
    """Something else in a cell: nothing, or a value beside the range."""
    found: list[Any] = [None, value]
    if metric.kind in NUMBERS:
        ends = [end for end in (metric.low, metric.high) if end is not None]
        step = 1 if metric.kind == "count" else Fraction(1, 100)
        for end in ends:
            found += [cell(metric, end + more) for more in (-step, 0, step)]
        if metric.kind != "count":
            found.append(Decimal("0.12345"))
            found.append(Decimal("-7.25"))
        else:
            found += [-1, 10**12, 2**62]
    if metric.kind == "choice":
        found += ["no option of any", ""]
    if metric.kind == "date":
        found += [datetime.date(1, 1, 1), datetime.date(9999, 12, 31), datetime.date(2023, 5, 1)]
    return st.sampled_from(found)


def by_id(rubric: rd.Rubric, subject: Mapping[str, Any]) -> dict[str, Any]:
    """A subject with its metrics by their ids, None for those that it lacks."""
    known = {alias: one.id for one in rubric.metrics.values() for alias in (one.id, *one.aliases)}
    found = {known[name]: value for name, value in subject.items()}
    return {name: cell(metric, found.get(name)) for name, metric in rubric.metrics.items()}


@st.composite
def tables(draw: Any, rubric: rd.Rubric, most: int = 8) -> list[dict[str, Any]]:
    """Rows for a rubric: half of them with something wrong; few where one wrong row leaves nobody scored."""
    among = rubric.plan.compares
    rows = [by_id(rubric, one) for one in draw(st.lists(subjects(rubric), min_size=1, max_size=most))]
    for row in rows:
        if among:
            row.update({name: as_taken(rubric.metrics[name], value) for name, value in row.items()})
        if draw(st.integers(0, 29)) == 0 if among else draw(st.booleans()):
            for name in draw(st.lists(st.sampled_from(sorted(row)), max_size=3)) if row else ():
                row[name] = draw(faulty(rubric.metrics[name], row[name]))
    return rows


def rounded(rubric: rd.Rubric, value: Fraction) -> Decimal:
    """Points as a table gives them."""
    how = publication(rubric.plan)
    found = units_of(value, how.mode, how.unit) * how.unit
    return Decimal(int(found * 10**how.places)).scaleb(-how.places, WIDE)


def expected(
    rubric: rd.Rubric, row: Row, exact: bool = False, lang: Any = "en", among: rd.Cohort | None = None
) -> dict[str, Any]:
    """What a table of results says of a row."""
    given = {name: value for name, value in row.items() if value is not None}
    told = outputs(rubric.plan, exact)
    nothing: dict[str, Any] = dict.fromkeys(told.names)
    try:
        result = rubric.evaluate(given) if among is None else among.evaluate(given)
    except rd.MetricError as mistake:
        if isinstance(mistake, rd.ExcludedError):
            raise
        reason = reason_of_faults(rubric.metrics, mistake.diagnostics, lang)
        return {**nothing, "outcome": "error", "reason": reason}
    if result.outcome == "excluded":
        reason = in_chinese(result.reason) if lang == "zh" else str(result.reason)
        return {**nothing, "outcome": "excluded", "reason": reason}
    found: dict[str, Any] = {}
    for one in told.points:
        points = result[one.path].points
        found[one.name] = int(points) if one.whole else rounded(rubric, points)
    found["published"] = rounded(rubric, result.total)
    if rubric.plan.graded is not None:
        found["grade"] = result.grade
    if exact:
        found |= {
            "total_num": Decimal(result.total.numerator),
            "total_den": Decimal(result.total.denominator),
        }
    return {**found, "outcome": "scored", "reason": None}


def expected_among(
    rubric: rd.Rubric, rows: Sequence[Row], beyond: set[int], exact: bool = False, lang: Any = "en"
) -> list[dict[str, Any]]:
    """What a table of results says of rows that are compared with each other. ``beyond``: those that an engine
    cannot take, for which it scores nobody; of them, what they would be without."""
    given = [{name: value for name, value in row.items() if value is not None} for row in rows]
    nothing: dict[str, Any] = dict.fromkeys(outputs(rubric.plan, exact).names)
    gathering = Gathering(rubric)
    wrong: dict[int, str] = {}
    for number, one in enumerate(given):
        try:
            gathering.add(one)
        except rd.MetricError as mistake:
            wrong[number] = reason_of_faults(rubric.metrics, mistake.diagnostics, lang)
    out = {one.place for one in gathering.outside if one.outcome == "excluded"}

    def unscored(reason: str) -> list[dict[str, Any]]:
        every = [{**nothing, "outcome": "error", "reason": wrong.get(number, reason)} for number in range(len(rows))]
        for number in beyond - {*wrong}:
            every[number] = {**nothing, "outcome": "excluded" if number in out else "scored"}
        return every

    if wrong or beyond:
        return unscored(uncompared_text(lang))
    try:
        cohort = gathering.closed()
    except rd.MetricError as refused:
        (one,) = refused.diagnostics
        if one.code == "RB0596":
            return unscored(too_few_text(one.facts["fewest"], lang))
        assert one.code == "RB0594"
        return unscored(nobody_text(one.facts["line"], lang))
    return [expected(rubric, row, exact, lang, cohort) for row in rows]


TIERS = ("(RB0650)", "(RB0651)", "（RB0650）", "（RB0651）")


def beyond(found: Mapping[str, Any]) -> bool:
    """Whether an engine cannot take a row."""
    return any(one in (found["reason"] or "") for one in TIERS)


def same(row: Row, found: Mapping[str, Any], truth: Mapping[str, Any], lang: Any = "en") -> None:
    """Hold an engine's row against the truth. What only the engine cannot take is its own error; what else is
    wrong with the row is said as ever."""
    between = "；" if lang == "zh" else "; "
    texts = (found["reason"] or "").split(between) if found["outcome"] == "error" else []
    own = [one for one in texts if one.endswith(TIERS)]
    if own:
        others = between.join(one for one in texts if one not in own)
        assert all(found[name] is None for name in truth if name not in ("outcome", "reason"))
        if truth["outcome"] == "excluded":  # a value that can be used would have excluded it
            assert all("RB0501" in one for one in texts if one not in own), (row, found)
        else:
            due = truth["reason"].split(between) if truth["outcome"] == "error" else []
            # what a rule refuses is only looked at where every value can be used
            assert others == between.join(one for one in due if "RB0590" not in one), (row, found, truth)
        return
    assert list(found) == list(truth), (list(found), list(truth))
    for name, value in truth.items():
        assert found[name] == value, (name, found[name], value, row)
        if isinstance(value, Decimal):
            assert str(found[name]) == str(value), (name, found[name], value)
