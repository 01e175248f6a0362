"""An engine against the truth: the rows of corners, of the two annexes, and of generated rubrics."""

from __future__ import annotations

from typing import Any

from hypothesis import assume

import rubric_dsl as rd
from rubric_dsl.evaluators.sql.options import Options
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from tests.evaluators.sql.corners import Corner
from tests.evaluators.sql.tables import Row, beyond, expected, expected_among, same, tables
from tests.properties.test_cohorts_agree import loaded

WHY = {"list", "quota", "ratio", "logarithm", "too large"}
"""For what a generated rubric may be refused by an engine that is run."""


def hold(
    engine: Any,
    rubric: rd.Rubric,
    rows: list[Row],
    options: Options = Options(),  # noqa: B008
) -> list[dict[str, Any]]:
    """Every row of an engine's result is what the interpreter says."""
    found: list[dict[str, Any]] = engine.run(rubric, rows, options)
    assert len(found) == len(rows)
    exact = options.exact and engine.reduces
    if rubric.plan.compares:
        lost = {number for number, one in enumerate(found) if beyond(one)}
        truths = expected_among(rubric, rows, lost, exact, options.lang)
    else:
        truths = [expected(rubric, row, exact, options.lang) for row in rows]
    for row, one, truth in zip(rows, found, truths, strict=True):
        same(row, one, truth, options.lang)
    return found


def hold_corner(
    engine: Any, corner: Corner, lang: Language = "en", exact: bool = False
) -> list[dict[str, Any]]:
    """A corner's rows."""
    return hold(engine, corner.rubric, [*corner.rows], Options(lang=lang, types=corner.types, exact=exact))


def hold_generated(engine: Any, tree: t.Rubric, data: Any, exact: bool, lang: Language) -> None:
    """A generated rubric's rows, where the engine takes it; or that it is refused with a reason."""
    rubric = loaded(tree, lang)
    try:
        rubric.to_sql(engine.name)
    except rd.RubricError as refused:
        assert [one.code for one in refused.diagnostics] == ["RB0652"]
        assert refused.diagnostics[0].facts["why"] in WHY
        assert str(refused)
        assume(False)
    rows = data.draw(tables(rubric))
    hold(engine, rubric, rows, Options(exact=exact, lang=lang))
