"""Every sentence about files, with the facts that the readers give it, in both languages."""

import re
from pathlib import Path

import pytest

from rubric_dsl.source.diagnostics import Diagnostic, Language
from rubric_dsl.source.wording import files_en, files_zh

PAGES = Path(__file__).parents[3] / "docs" / "diagnostics"
P = "m.yaml"

FACTS: dict[str, list[dict[str, object]]] = {
    "RB0530": [
        {"path": P, "problem": problem}
        for problem in ("missing", "folder", "permission", "stream", "unreadable")
    ],
    "RB0531": [{"path": P}],
    "RB0532": [
        {"path": P, "byte": "0xB3", "encoding": "utf-8", "guess": guess}
        for guess in ("gb18030", "utf-16", "")
    ],
    "RB0533": [
        {"path": P, "kind": kind} for kind in ("workbook", "parquet", "archive", "pdf", "picture", "binary")
    ],
    "RB0534": [{"path": P, "limit": 2**20}, {"path": P, "limit": 4 * 2**30}],
    "RB0535": [
        {"path": P, "ending": ".txt", "endings": (".csv", ".xlsx"), "purpose": "table"},
        {"path": P, "ending": ".json", "endings": (".csv", ".xlsx"), "purpose": "table"},
        {"path": P, "ending": "", "endings": (".yaml", ".json"), "purpose": "metrics"},
    ],
    "RB0536": [{"path": P, "encoding": "utf-9"}],
    "RB0537": [
        {"format": format_, "problem": problem}
        for format_ in ("YAML", "JSON")
        for problem in (*files_en._SYNTAX, "never seen")
    ],
    "RB0538": [
        {"found": found, "format": format_} for found in ("list", "single") for format_ in ("YAML", "JSON")
    ],
    "RB0539": [{"name": "a", "first": 1}],
    "RB0540": [{"text": "1"}, {"text": ""}],
    "RB0541": [{"text": "NaN"}],
    "RB0542": [{"text": "1:30"}],
    "RB0543": [{"text": "1e999"}],
    "RB0544": [{"tag": "!x"}],
    "RB0545": [{"what": what, "limit": 20} for what in ("depth", "aliases", "nodes")],
    "RB0546": [{"path": P}],
    "RB0547": [{"path": P}],
    "RB0548": [{"row": 1, "column": 4}],
    "RB0549": [{"name": "a", "first": 1, "second": 3, "row": 1}],
    "RB0550": [{"row": 2, "cells": 4, "columns": 3, "extra": "x"}],
    "RB0551": [{"row": 2, "cells": 2, "columns": 3, "extra": ""}],
    "RB0552": [{"row": 2, "problem": problem, "last": 9} for problem in ("open", "quote", "long")],
    "RB0553": [{"row": 2, "limit": 2**20}],
    "RB0554": [{"path": P, "format": "Excel", "package": "rubric-dsl[table]"}],
    "RB0555": [{"path": P, "problem": problem} for problem in ("damaged", "locked", "other")],
    "RB0556": [{"row": 2, "cell": "B2", "column": "a", "shown": "#N/A"}],
    "RB0557": [{"path": P, "sheet": "x", "sheets": ["a", "b"]}, {"path": P, "sheet": "", "sheets": []}],
    "RB0558": [{"sheet": "a", "others": ["b", "c"]}],
    "RB0559": [{"column": "event", "metric": "events"}],
    "RB0560": [{"metrics": ("a", "b"), "metrics_zh": ("甲（a）", "乙（b）")}],
    "RB0561": [{"metric": "a", "columns": ("a", "甲")}],
    "RB0562": [{"name": "x", "columns": ("a", "b"), "nearest": nearest} for nearest in ("a", "")],
    "RB0563": [
        {"metric": "a", "text": "1,234", "whole": "1234", "decimal": decimal} for decimal in ("1.234", "")
    ],
    "RB0564": [{"subject": "长沙", "rows": (2, 5)}],
    "RB0565": [{"name": "x", "nearest": nearest} for nearest in ("hunan-2023/annex-1", "")],
    "RB0566": [
        {"separator": separator, "expected": "comma", "full": full}
        for separator in ("semicolon", "tab", "bar")
        for full in (True, False)
    ],
    "RB0567": [{"path": P}],
    "RB0568": [{"name": "RB9999"}],
}


def test_files_have_the_same_codes_in_both_languages_and_here() -> None:
    assert list(files_en.FILES) == list(files_zh.FILES) == list(FACTS)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", FACTS)
def test_files_sentence_and_advice_read_well(code: str, lang: Language) -> None:
    for facts in FACTS[code]:
        one = Diagnostic(code, None, facts)
        for text in (one.sentence(lang), one.advice(lang)):
            assert text, f"{code} has nothing to say about {facts}"
            assert not re.search(r"[{}]", re.sub(r'\{"\w+": 8\}', "", text)), text
            assert not re.search(r"\b(str|int|dict|float|None|Decimal|True|False)\b", text), text
            assert not text.endswith((".", "。")), text
        if lang == "zh":
            assert re.search(r"[\u4e00-\u9fff]", one.sentence("zh"))
        else:
            assert not re.match(r"(A|The|There|This|Row|Column|Cell|No|Two)\b", one.sentence("en")), (
                "sentences start with a small letter"
            )


@pytest.mark.parametrize("code", FACTS)
def test_files_code_has_a_page_in_both_languages(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text("utf-8")
    assert page.startswith(f"# {code}")
    headings = re.findall(r"^#+ (.*)", page, re.MULTILINE)
    for heading in ("What you wrote", "What is wrong", "Why it matters", "How to say it"):
        assert heading in headings
    for heading in ("写了什么", "错在哪里", "为什么重要", "应当怎样写"):
        assert heading in headings
