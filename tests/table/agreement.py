"""What a table of results has to say, worked out row by row from `rubric.evaluate` and held against a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import rubric_dsl as rd
from rubric_dsl.evaluators.outputs import outputs
from rubric_dsl.evaluators.python.publishing import publication
from rubric_dsl.inputs.reasons import reason_of_faults
from rubric_dsl.plan.rounding import units_of
from rubric_dsl.source.diagnostics import Language


def expected(rubric: rd.Rubric, subject: Mapping[str, Any], lang: Language = "en") -> dict[str, Any]:
    """The cells of one row's results, exact total included."""
    columns = outputs(rubric.plan, exact=True)
    row: dict[str, Any] = dict.fromkeys(columns.names)
    try:
        result = rubric.evaluate(subject)
    except rd.MetricError as refused:
        return {**row, "outcome": "error", "reason": reason_of_faults(rubric.metrics, refused.diagnostics, lang)}
    if result.outcome == "excluded":
        reason: Any = result.reason
        return {**row, "outcome": "excluded", "reason": reason.zh if lang == "zh" else str(reason)}
    how = publication(rubric.plan)
    for one in columns.points:
        points = result[one.path].points
        assert points is not None
        row[one.name] = points if one.whole else units_of(points, how.mode, how.unit) * how.unit
    total = result.total
    assert total is not None
    row |= {"published": result.published, "total_num": total.numerator, "total_den": total.denominator}
    if columns.graded:
        row["grade"] = result.grade
    return {**row, "outcome": "scored"}


def alike(found: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]], left_out: frozenset[str] = frozenset()) -> None:
    """Fail where a table's rows are not these, but for columns that are left out."""
    assert len(found) == len(wanted)
    for number, (row, due) in enumerate(zip(found, wanted, strict=True)):
        for name, value in due.items():
            if name not in left_out:
                assert row[name] == value, (number, name, row[name], value, row["reason"])
