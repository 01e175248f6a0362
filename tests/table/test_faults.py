"""Rows that are found wrong by column have the reasons that their values have one by one; and most are found."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.formatting import format_rubric
from rubric_dsl.table.faults import PlainFaults
from tests.properties.frames import tables
from tests.properties.rubrics import trees
from tests.table.agreement import expected
from tests.table.rubrics_of_tables import GOOD, TALKS


def found(rubric: rd.Rubric, table: Any, lang: Any = "en") -> dict[int, str]:
    """The reasons of the rows that are plainly wrong, by row."""
    names = {word: one.id for one in rubric.metrics.values() for word in (one.id, *one.aliases)}
    columns = {names[name]: table[name] for name in table.column_names if name in names}
    plain = PlainFaults(rubric, lang).find(columns, len(table))
    if plain is None:
        return {}
    mistaken, reasons = plain
    return dict(zip(mistaken.nonzero()[0].tolist(), reasons.to_pylist(), strict=True))


@given(trees(), st.sampled_from(["en", "zh"]), st.data())
def test_rows_found_by_column_are_wrong_for_the_same_reasons_one_by_one(
    tree: t.Rubric, lang: Any, data: st.DataObject
) -> None:
    rubric = rd.loads(format_rubric(tree, "en"))
    if rubric.compares:
        return
    table = data.draw(tables(rubric))
    for row, reason in found(rubric, table.arrow, lang).items():
        due = expected(rubric, table.subjects[row], lang)
        assert (due["outcome"], due["reason"]) == ("error", reason)


def test_every_plain_fault_is_found_by_column() -> None:
    subjects: list[dict[str, Any]] = [
        GOOD,
        {**GOOD, "events": -1},
        {**GOOD, "events": 10**18 + 1, "level": "x"},
        {**GOOD, "growth": 3.5, "conduct": None},
        {**GOOD, "growth": float("nan")},
        {**GOOD, "conduct": None},
        {**GOOD, "conduct": 9},
        {"withdrew": True},
    ]
    table = pa.table({name: [one.get(name) for one in subjects] for name in TALKS.metrics})
    assert found(TALKS, table) == {
        1: "events: below 0 (RB0505)",
        2: "events: more than 18 digits or 30 decimals (RB0509); level: none of the options (RB0513)",
        3: "growth: above 3 (RB0506); conduct: missing (RB0501)",
        4: "growth: not finite (RB0508)",
    }  # that something alone is missing may be right for one who is excluded, and a refusal is for the rubric to say


def test_steps_are_told_by_column_where_they_can_be() -> None:
    rubric = rd.loads(
        "rubric steps\n  total 10, published rounded half up to 2 decimals\nmetrics\n  half number 1 to 9 in steps of 0.5\n"
        "  ten count in steps of 10\na: 10 points\n  half ≥ 5 → 10, otherwise 0\n  only if ten ≥ 10\n"
    )
    table = pa.table({"half": pa.array([1.5, 1.4, 0.5, 9.5, None]), "ten": pa.array([10, 15, 20, 10**18 + 1, 5])})
    assert found(rubric, table) == {
        1: "half: not in steps of 0.5 from 1 (RB0529); ten: not in steps of 10 from 0 (RB0529)",
        2: "half: below 1 (RB0505)",
        3: "half: above 9 (RB0506); ten: not in steps of 10 from 0 (RB0529)",
        4: "half: missing (RB0501); ten: not in steps of 10 from 0 (RB0529)",
    }
    assert rubric.score_table(table)["reason"].to_pylist()[1:] == list(found(rubric, table).values())
