"""A ranking → aligned text, CSV or JSON.

Text is for people and in their language. CSV keeps the table's own columns and adds ours under English
names; a cell of text that a spreadsheet would run as a formula gets an apostrophe in front. JSON is one
document, its exact numbers texts: ``"833/10"``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, TextIO

from rubric_dsl.explanation.figures import shown
from rubric_dsl.explanation.telling.template import equals
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.display import pad, printable, width
from rubric_dsl.source.naming import in_chinese
from rubric_dsl.tools.formulas import harmless
from rubric_dsl.tools.ranking import Problem, Ranking, Standing

SCHEMA = "rubric-ranking/1"

_WIDEST_LABEL = 30
_GAP = "  "
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "rank": "rank",
        "row": "row",
        "published": "published",
        "exact": "exact",
        "outcome": "outcome",
        "reason": "reason",
        "grade": "grade",
        "reasons": "reasons",
        "reasons of points": "reasons",
        "scored": "scored",
        "excluded": "excluded",
        "error": "error",
        "at": "row {row}",
        "column": ", column {column}",
        "colon": ": ",
        "then": "; ",
        "outside": "not counted among all: {why}",
        "all": "among all: ",
        "count": "{size} subject{s}",
        "counted": " (of {counted})",
        "closer": "some published scores are equal and their ranks are not: exact totals decide (--exact)",
    },
    "zh": {
        "rank": "名次",
        "row": "行",
        "published": "得分",
        "exact": "精确总分",
        "outcome": "结果",
        "reason": "说明",
        "grade": "等级",
        "reasons": "列明的扣分项",
        "reasons of points": "列明的计分项",
        "scored": "已评分",
        "excluded": "不予排名",
        "error": "有误",
        "at": "第 {row} 行",
        "column": "“{column}”列",
        "colon": "：",
        "then": "；",
        "outside": "未计入全体：{why}",
        "all": "全体：",
        "count": "共{size}个对象",
        "counted": "（计{counted}个）",
        "closer": "有的对象公布得分相同而名次不同：其精确总分不同（用 --exact 查看）",
    },
}


class Identified(Protocol):
    """A rubric as a document names it."""

    @property
    def id(self) -> str: ...
    @property
    def hash(self) -> str: ...


def word(name: str, lang: Language) -> str:
    """One of the words that stand around a ranking."""
    return _WORDS[lang][name]


def problem_text(row: int, problem: Problem, lang: Language) -> str:
    """``row 7, column 对接活动: …``; a sentence that names its row itself is left at that."""
    words = _WORDS[lang]
    where = words["at"].format(row=row)
    sentence = problem.diagnostic.sentence(lang)
    if problem.column is not None:
        where += words["column"].format(column=problem.column)
    elif where in sentence:
        return printable(sentence)
    return printable(f"{where}{words['colon']}{sentence}")


def reason_of(standing: Standing, lang: Language) -> str:
    """Why a subject has no rank; empty where it has one."""
    if standing.outcome != "error":
        if standing.outside is not None and standing.outcome == "scored":
            why = standing.outside.zh if lang == "zh" else str(standing.outside)
            return _WORDS[lang]["outside"].format(why=why)
        return str(in_chinese(standing.reason or "") if lang == "zh" else standing.reason or "")
    return _WORDS[lang]["then"].join(_told(problem, lang) for problem in standing.problems)


def _told(problem: Problem, lang: Language) -> str:
    sentence = problem.diagnostic.sentence(lang)
    if problem.column is None or problem.column in sentence:
        return sentence
    return f"{problem.column}{_WORDS[lang]['colon']}{sentence}"


def text_rows(ranking: Ranking, lang: Language, exact: bool) -> tuple[list[str], list[list[str]]]:
    """The heading and the rows of a table for people; all cells of one line, and harmless."""
    told = any(one.outcome != "scored" or one.outside is not None for one in ranking.standings)
    graded, listed = _graded(ranking), _listed(ranking)
    heading = [
        word("rank", lang),
        ranking.id_column or word("row", lang),
        word("published", lang),
        *([word("exact", lang)] if exact else []),
        *([word("grade", lang)] if graded else []),
        *([word("reasons of points" if ranking.less_is_better else "reasons", lang)] if listed else []),
        *ranking.labels,
        *([word("outcome", lang), word("reason", lang)] if told else []),
    ]
    rows = [
        [
            _number(one.rank),
            one.subject or word("at", lang).format(row=one.row),
            _number(one.published),
            *([_number(one.total)] if exact else []),
            *([one.grade or ""] if graded else []),
            *([_reasons(one, lang)] if listed else []),
            *(_short(_plain(one.labels.get(label))) for label in ranking.labels),
            *([word(one.outcome, lang), reason_of(one, lang)] if told else []),
        ]
        for one in ranking.standings
    ]
    return [printable(cell) for cell in heading], [[printable(cell) for cell in row] for row in rows]


def of_all(ranking: Ranking, lang: Language) -> str | None:
    """``among all: 12 subjects; mean of price among all = 95``; None where subjects are not compared."""
    cohort, words = ranking.cohort, _WORDS[lang]
    if cohort is None:
        return None
    said = [words["count"].format(size=cohort.size, s="" if cohort.size == 1 else "s")]
    for one in cohort.statistics:
        if one.value is not None:
            few = "" if one.counted == cohort.size else words["counted"].format(counted=one.counted)
            said.append(equals(one.title(lang), shown(str(one.value))) + few)
    return printable(words["all"] + words["then"].join(said))


def _graded(ranking: Ranking) -> bool:
    """Whether any subject was given a grade."""
    return any(one.grade is not None for one in ranking.standings)


def _listed(ranking: Ranking) -> bool:
    """Whether the criteria that cost the most are listed."""
    return any(one.reasons is not None for one in ranking.standings)


def _reasons(standing: Standing, lang: Language) -> str:
    """``Talks (6); Reach (1.8)``: what each cost on the total."""
    open_, close = ("（", "）") if lang == "zh" else (" (", ")")
    found = [f"{one.title(lang)}{open_}{shown(str(one.lost))}{close}" for one in standing.reasons or ()]
    return _WORDS[lang]["then"].join(found)


def number_columns(exact: bool) -> frozenset[int]:
    """Which columns of the text table hold numbers, and so line up on the right."""
    return frozenset({0, 2, 3} if exact else {0, 2})


def aligned(heading: list[str], rows: list[list[str]], numbers: frozenset[int]) -> Iterator[str]:
    """Lines of columns that line up on any terminal, wide characters and all."""
    table = [heading, *rows]
    widths = [max(width(row[at]) for row in table) for at in range(len(heading))]
    for row in table:
        cells = (
            pad(cell, columns, "right" if at in numbers else "left")
            for at, (cell, columns) in enumerate(zip(row, widths, strict=True))
        )
        yield _GAP.join(cells).rstrip()


def same_score_apart(ranking: Ranking) -> bool:
    """Whether two neighbours show one published score and yet differ in rank."""
    scored = [one for one in ranking.standings if one.outcome == "scored"]
    return any(
        one.published == other.published and one.total != other.total for one, other in pairwise(scored)
    )


def write_csv(ranking: Ranking, file: TextIO, lang: Language, exact: bool) -> None:
    """The table's own columns and ours, ready for a spreadsheet."""
    import csv

    own = [column for column in (ranking.id_column, *ranking.labels) if column is not None]
    graded, listed = _graded(ranking), _listed(ranking)
    ours = [
        "published",
        *(["total_num", "total_den"] if exact else []),
        *(["grade"] if graded else []),
        *(["reasons"] if listed else []),
        "outcome",
        "reason",
    ]
    if ranking.id_column is None:
        ours.append("row")
    taken = {"rank", *ours}
    shown = [harmless(f"{column} (input)" if column in taken else column) for column in own]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["rank", *shown, *ours])
    for one in ranking.standings:
        parts = ["", ""] if one.total is None else list(map(str, one.total.as_integer_ratio()))
        cells = [
            _number(one.published),
            *(parts if exact else []),
            *([harmless(one.grade or "")] if graded else []),
            *(["; ".join(each.path for each in one.reasons or ())] if listed else []),
            one.outcome,
            harmless(reason_of(one, lang)),
        ]
        if ranking.id_column is None:
            cells.append(str(one.row))
        writer.writerow([_number(one.rank), *(harmless(_plain(one.labels.get(c))) for c in own), *cells])


def document(ranking: Ranking, rubric: Identified, table: str, lang: Language) -> dict[str, object]:
    """The ranking as plain JSON types, schema ``rubric-ranking/1``."""
    return {
        "schema": SCHEMA,
        "rubric": {"id": rubric.id, "hash": rubric.hash},
        "table": table,
        "cohort": None
        if ranking.cohort is None
        else {
            "size": ranking.cohort.size,
            "statistics": [
                {"name": each.title(lang), "value": _exact(each.value), "counted": each.counted}
                for each in ranking.cohort.statistics
            ],
        },
        "subjects": [
            {
                "rank": one.rank,
                "row": one.row,
                "subject": one.subject,
                "labels": {label: _json(one.labels.get(label)) for label in ranking.labels},
                "outcome": one.outcome,
                "total": {"exact": str(one.total), "published": _number(one.published)}
                if one.outcome == "scored"
                else None,
                **({"grade": one.grade} if _graded(ranking) else {}),
                **({"reasons": _documented(one, lang)} if _listed(ranking) else {}),
                **({} if ranking.cohort is None else {"counted": one.outside is None}),
                "reason": reason_of(one, lang) or None,
                "problems": [
                    {
                        "code": problem.diagnostic.code,
                        "column": problem.column,
                        "message": problem.diagnostic.sentence(lang),
                    }
                    for problem in one.problems
                ],
            }
            for one in ranking.standings
        ],
    }


def _documented(standing: Standing, lang: Language) -> list[dict[str, str]] | None:
    """The reasons with what each cost, exactly; None where there is no score."""
    if standing.reasons is None:
        return None
    return [
        {"id": one.id, "path": one.path, "label": one.title(lang), "lost": str(one.lost)}
        for one in standing.reasons
    ]


def _number(number: int | Fraction | Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell)


def _short(text: str) -> str:
    if width(text) <= _WIDEST_LABEL:
        return text
    text = text[:_WIDEST_LABEL]
    while width(text) >= _WIDEST_LABEL:
        text = text[:-1]
    return text + "…"


def _json(cell: object) -> object:
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)
