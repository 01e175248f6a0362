"""DuckDB's relations: read through Arrow, and handed back as a relation of the same connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rubric_dsl.inputs.columns import finder

if TYPE_CHECKING:
    from rubric_dsl.table.frames import Wanted


def scored_relation(wanted: Wanted, relation: Any) -> Any:
    """A relation with its results."""
    metric_of = finder(wanted.rubric.metrics)
    changed = {name: kind for name, kind in _changed(relation).items() if metric_of(name) is None}
    given = relation.project(", ".join(_as_text(name, name in changed) for name in relation.columns))
    subjects = given.to_arrow_table()
    rubric_dsl_scored = wanted.scorer(subjects.schema, str.casefold).table(subjects)
    columns = [_again(name, changed.get(name)) for name in rubric_dsl_scored.column_names]
    # the connection finds the table by the name of this function's own variable
    return relation.query("rubric_dsl_given", f"SELECT {', '.join(columns)} FROM rubric_dsl_scored")


def _changed(relation: Any) -> dict[str, str]:
    """The columns that would come back from Arrow as another type, and the types that they have."""
    rubric_dsl_empty = relation.limit(0).to_arrow_table()
    assert not len(rubric_dsl_empty), "only its types are looked at"
    back = relation.query("rubric_dsl_given", "SELECT * FROM rubric_dsl_empty")
    pairs = zip(relation.columns, map(str, relation.types), map(str, back.types), strict=True)
    return {name: kind for name, kind, other in pairs if kind != other}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _as_text(name: str, changed: bool) -> str:
    return f"CAST({_quoted(name)} AS VARCHAR) AS {_quoted(name)}" if changed else _quoted(name)


def _again(name: str, kind: str | None) -> str:
    return _quoted(name) if kind is None else f"CAST({_quoted(name)} AS {kind}) AS {_quoted(name)}"
