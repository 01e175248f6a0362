"""What a person is told of a table that was scored: how many rows had which outcome, what is wrong with some.

Comes in: the summary of a run. Goes out: lines of text in the reader's language, each harmless on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.display import printable

if TYPE_CHECKING:
    from rubric_dsl.tools.batches.scoring import Mistaken, Summary

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "counts": "{rows:,} row{s}: {scored:,} scored, {excluded:,} excluded, {mistaken:,} with mistakes",
        "row": "row {row}",
        "of": "{file}, row {row}",
        "subject": " ({subject})",
        "column": ", column {column}",
        "colon": ": ",
        "more": "… and {number:,} more row{s} with mistakes",
        "advice": "in the output their outcome is “error”, with the reason; mend the cells and run it again",
    },
    "zh": {
        "counts": "共 {rows:,} 行：已评分 {scored:,}，不予评分 {excluded:,}，有误 {mistaken:,}",
        "row": "第 {row} 行",
        "of": "{file} 第 {row} 行",
        "subject": "（{subject}）",
        "column": "“{column}”列",
        "colon": "：",
        "more": "……另有 {number:,} 行有误",
        "advice": "这些行在输出中的 outcome 为 error，reason 一列写明原因；请改正后重新运行",
    },
}
_WIDEST = 30


def summary_lines(summary: Summary, lang: Language, source: str) -> Iterator[str]:
    """The counts; then the first rows with mistakes, and what to do."""
    words = _WORDS[lang]
    yield words["counts"].format(
        rows=summary.rows,
        s="" if summary.rows == 1 else "s",
        scored=summary.scored,
        excluded=summary.excluded,
        mistaken=summary.mistaken,
    )
    if not summary.mistaken:
        return
    for one in summary.told:
        yield from _of_row(one, lang, source)
    left = summary.mistaken - len(summary.told)
    if left:
        yield words["more"].format(number=left, s="" if left == 1 else "s")
    yield words["advice"]


def _of_row(one: Mistaken, lang: Language, source: str) -> Iterator[str]:
    words = _WORDS[lang]
    place = words["row" if one.file == source else "of"].format(file=one.file, row=one.row)
    if one.subject:
        shown = one.subject if len(one.subject) <= _WIDEST else one.subject[:_WIDEST] + "…"
        place += words["subject"].format(subject=shown)
    for column, fault in one.faults:
        where = place + (words["column"].format(column=column) if column else "")
        yield printable(f"{where}{words['colon']}{fault.sentence(lang)}")
    if not one.faults:
        yield printable(f"{place}{words['colon']}{one.reason}")
