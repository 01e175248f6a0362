"""A source's pieces → batches of results, row for row and in their order; and what went wrong with some.

Comes in: a rubric and a source. Goes out: its labels with the columns of results, batch by batch, so that no
more than a piece is in memory; where a rubric decides anything among all, first the metrics of all rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, evolve, field, frozen

from rubric_dsl.errors import MetricError
from rubric_dsl.evaluators.outputs import OUTCOME, REASON, Outputs
from rubric_dsl.facade import Rubric
from rubric_dsl.inputs.columns import Columns, matched
from rubric_dsl.inputs.reasons import reason_of_faults
from rubric_dsl.source.diagnostics import Diagnostic, Language, diagnostic
from rubric_dsl.table.results import ERROR, Rows, result_schema
from rubric_dsl.table.rows import Beside, RowScorer, subjects_of
from rubric_dsl.table.scoring import TableScorer
from rubric_dsl.tools.batches.pieces import Piece, Source, UnusableError
from rubric_dsl.tools.batches.typed import Typed, Typing
from rubric_dsl.tools.files import start
from rubric_dsl.tools.subject import comma_in, one_by_one, whole_metric

TOLD = 5
"""Rows whose mistakes are told in full."""


@frozen
class Mistaken:
    """A row with mistakes, as a message tells of it."""

    file: str
    row: int
    subject: str
    faults: tuple[tuple[str, Diagnostic], ...]
    """Each with its column; empty where it is in none."""
    reason: str


@define
class Summary:
    """What came of the rows so far."""

    scored: int = 0
    excluded: int = 0
    mistaken: int = 0
    told: list[Mistaken] = field(factory=list)
    """The first of those with mistakes."""

    @property
    def rows(self) -> int:
        """How many there were."""
        return self.scored + self.excluded + self.mistaken

    def add(self, outcomes: Any) -> None:
        """Count the outcomes of a batch."""
        for one in pc.value_counts(outcomes).to_pylist():
            match one["values"]:
                case "scored":
                    self.scored += one["counts"]
                case "excluded":
                    self.excluded += one["counts"]
                case _:
                    self.mistaken += one["counts"]


@define
class Scoring:
    """One source's way to its results. Make it with :func:`scoring`."""

    rubric: Rubric
    source: Source
    parts: Columns
    id_column: str | None
    lang: Language
    threads: int | None
    columns: Outputs
    summary: Summary = field(factory=Summary)
    _typing: Typing = field(init=False)
    _scorers: dict[tuple[Any, ...], TableScorer] = field(factory=dict)
    _rows: RowScorer = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._typing = Typing(
            {column: self.rubric.metrics[id_] for column, id_ in self.parts.metrics.items()}
        )
        self._rows = RowScorer(self.rubric, self.columns, self.lang)

    @property
    def schema(self) -> Any:
        """What comes out: the labels, then the results."""
        labels = [self.source.schema.field(name) for name in self.parts.labels]
        return pa.schema([*labels, *result_schema(self.columns)])

    def progress(self) -> tuple[float | None, int]:
        """How far the work has come, from 0 to 1, None where that is not known; and the rows so far."""
        total = self.source.total
        return self.source.done() / total if total else None, self.summary.rows

    def batches(self) -> Iterator[Any]:
        """The results of all rows, in their order. Raises :class:`UnusableError`."""
        pieces = self.source.pieces(self._typing.wished())
        try:
            if self.rubric.gathers:
                yield from self._among_all(list(pieces))
                return
            for piece in pieces:
                if piece.batch.num_rows:
                    typed = self._typing.typed(piece)
                    yield self._beside(piece, typed, self._alone(piece, typed))
        except MetricError as refused:
            raise UnusableError(
                *(evolve(one, span=start(self.source.name)) for one in refused.diagnostics)
            ) from None

    def _alone(self, piece: Piece, typed: Typed) -> Any:
        """The results of rows that do not depend on each other."""
        results = self._scored(typed.columns, piece.batch.num_rows)
        odd = sorted(typed.odd.keys() - piece.faults.keys())
        for some in (odd[at : at + 1000] for at in range(0, len(odd), 1000)):
            subjects = self._subjects(typed, some)
            again, faults = self._rows.each(subjects)
            reasons = {
                number: reason_of_faults(self.rubric.metrics, told, self.lang)
                for number, found in faults.told.items()
                if (told := self._with_commas(subjects[number], found)) != found
            }
            results = _replaced(results, some, _reasoned(again, reasons))
        return results

    def _among_all(self, pieces: list[Piece]) -> Iterator[Any]:
        """The results of rows of which something is decided among all."""
        typed = [self._typing.typed(piece) for piece in pieces]
        rows = sum(piece.batch.num_rows for piece in pieces)
        if not rows:
            return
        # what cannot be read is in the way of all others, as a value that cannot be used is
        unread = {next(iter(self.rubric.metrics)): object()}
        beside: dict[int, Mapping[str, object]] = {}
        at = 0
        for piece, one in zip(pieces, typed, strict=True):
            beside |= {at + place: values for place, values in one.odd.items()}
            beside |= {at + place: unread for place in piece.faults}
            at += piece.batch.num_rows
        results = self._scored(_joined([one.columns for one in typed]), rows, beside)
        at = 0
        for piece, one in zip(pieces, typed, strict=True):
            if piece.batch.num_rows:
                yield self._beside(piece, one, results.slice(at, piece.batch.num_rows))
                at += piece.batch.num_rows

    def _scored(self, columns: Mapping[str, Any], rows: int, beside: Beside = MappingProxyType({})) -> Any:
        """The results of whatever engine there is."""
        kinds = {
            name: pa.list_(pa.null()) if isinstance(column, list) else column.type
            for name, column in columns.items()
        }
        key = tuple(kinds.items())
        if key not in self._scorers:
            self._scorers[key] = TableScorer(
                self.rubric,
                pa.schema(list(kinds.items())),
                lang=self.lang,
                threads=self.threads,
                columns=self.columns,
            )
        return self._scorers[key].results(columns, rows, beside=beside)

    def _subjects(self, typed: Typed, places: Any) -> list[dict[str, object]]:
        """Rows as subjects, the odd values among the others."""
        chosen = {
            name: [column[place] for place in places]
            if isinstance(column, list)
            else column.take(pa.array(places, pa.int64()))
            for name, column in typed.columns.items()
        }
        found = [dict(subject) for subject in subjects_of(chosen, len(places))]
        for subject, place in zip(found, places, strict=True):
            subject.update(typed.odd.get(place, {}))
        return found

    def _with_commas(
        self, subject: Mapping[str, object], found: tuple[Diagnostic, ...]
    ) -> tuple[Diagnostic, ...]:
        """The mistakes, with both readings of a number that has a comma in it."""
        commas = {
            name: comma
            for name, value in subject.items()
            if isinstance(value, str) and (comma := comma_in(self.rubric.metrics[name], value))
        }
        return tuple(commas.get(str(one.facts.get("metric")), one) for one in found)

    def _beside(self, piece: Piece, typed: Typed, results: Any) -> Any:
        """The labels with the results; the rows that cannot be read say why."""
        if piece.faults:
            unread = Rows(self.columns)
            for one in piece.faults.values():
                unread.unscored(ERROR, f"{one.sentence(self.lang)} ({one.code})")
            results = _replaced(results, list(piece.faults), unread.batch())
        labels = [piece.batch.column(name) for name in self.parts.labels]
        arrays = [
            one.combine_chunks() if isinstance(one, pa.ChunkedArray) else one for one in results.columns
        ]
        arrays = [pa.concat_arrays(one.chunks) if isinstance(one, pa.ChunkedArray) else one for one in arrays]
        batch = pa.RecordBatch.from_arrays([*labels, *arrays], schema=self.schema)
        self.summary.add(batch.column(OUTCOME))
        if len(self.summary.told) < TOLD and self.summary.mistaken:
            self._tell(piece, typed, batch)
        return batch

    def _tell(self, piece: Piece, typed: Typed, batch: Any) -> None:
        """Note what is wrong with the first rows that have mistakes."""
        places = pc.indices_nonzero(pc.equal(batch.column(OUTCOME), ERROR)).to_pylist()
        for place in places[: TOLD - len(self.summary.told)]:
            subject = "" if self.id_column is None else piece.batch.column(self.id_column)[place].as_py()
            reason = batch.column(REASON)[place].as_py()
            faults = self._faults(piece, typed, place)
            told = Mistaken(piece.file, piece.numbers[place], str(subject or "").strip(), faults, reason)
            self.summary.told.append(told)

    def _faults(self, piece: Piece, typed: Typed, place: int) -> tuple[tuple[str, Diagnostic], ...]:
        if place in piece.faults:
            return (("", piece.faults[place]),)
        if self.rubric.gathers:
            return ()
        (subject,) = self._subjects(typed, [place])
        found = self._rows.each([subject])[1].told.get(0, ())
        columns = {id_: column for column, id_ in self.parts.metrics.items()}
        return tuple(
            (columns.get(whole_metric(one), ""), one) for one in one_by_one(self._with_commas(subject, found))
        )


def scoring(
    rubric: Rubric,
    source: Source,
    columns: Outputs,
    id_column: str | None = None,
    *,
    lang: Language = "en",
    threads: int | None = None,
    more: tuple[str, ...] = (),
) -> Scoring | tuple[Diagnostic, ...]:
    """What is to be done with a source; or all that is wrong with its columns.

    ``columns``: the results that are wanted; ``more``: names of others that come beside them.
    """
    parts = matched(source.columns, rubric.metrics, id_column)
    if not isinstance(parts, Columns):
        return tuple(evolve(one, span=start(source.name)) for one in parts)
    mistakes = [
        diagnostic("RB0642", start(source.name), column=name)
        for name in parts.labels
        if name in (*columns.names, *more)
    ]
    mistakes += [source.disagreements[name] for name in parts.labels if name in source.disagreements]
    if mistakes:
        return tuple(mistakes)
    id_column = next(iter(parts.labels), None) if id_column is None else id_column
    return Scoring(rubric, source, parts, id_column, lang, threads, columns)


def _replaced(results: Any, places: list[int], others: Any) -> Any:
    """The results, with those of some rows in their place."""
    table = results if isinstance(results, pa.Table) else pa.Table.from_batches([results])
    rows = table.num_rows
    order = list(range(rows))
    for number, place in enumerate(places):
        order[place] = rows + number
    return pa.concat_tables([table, pa.Table.from_batches([others])]).take(pa.array(order, pa.int64()))


def _reasoned(batch: Any, reasons: Mapping[int, str]) -> Any:
    """The results of some rows with other reasons."""
    if not reasons:
        return batch
    texts = [reasons.get(place, text) for place, text in enumerate(batch.column(REASON).to_pylist())]
    return batch.set_column(batch.schema.get_field_index(REASON), REASON, pa.array(texts, pa.string()))


def _joined(columns: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The columns of pieces that follow each other as one each."""
    found: dict[str, Any] = {}
    for name in columns[0] if columns else ():
        parts = [one[name] for one in columns]
        if any(isinstance(part, list) for part in parts):
            found[name] = [
                cell for part in parts for cell in (part if isinstance(part, list) else part.to_pylist())
            ]
            continue
        kinds = {part.type for part in parts}
        if len(kinds) > 1 and all(pa.types.is_decimal(kind) for kind in kinds):
            widest = max(kinds, key=lambda kind: kind.scale)
            parts = [part.cast(pa.decimal128(38, widest.scale)) for part in parts]
        found[name] = pa.chunked_array(parts)
    return found
