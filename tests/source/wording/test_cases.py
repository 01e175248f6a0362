"""Every sentence about files of cases, with the facts that their reader gives it, in both languages."""

import re
from collections.abc import Mapping

import pytest

from rubric_dsl.source.wording import Table, cases_en, cases_zh

TABLES: Mapping[str, Table] = {"en": cases_en.CASES, "zh": cases_zh.CASES}

FACTS: dict[str, list[dict[str, object]]] = {
    "RB0570": [
        *({"key": key, "of": "file"} for key in ("rubric", "cases")),
        *({"key": key, "of": "case"} for key in ("name", "metrics", "expect")),
    ],
    "RB0571": [{"name": "x", "suggestion": near, "known": ("a", "b")} for near in ("a", None)],
    "RB0572": [
        {"key": "metrics", "wanted": wanted} for wanted in ("rubric", "cases", "case", "name", "cohort", "reasons", "values")
    ],
    "RB0573": [{}],
    "RB0574": [{"name": "x", "line": 3}],
    "RB0575": [{"name": "x", "suggestion": near} for near in ("y", None)],
    "RB0576": [{"name": "total", "text": "x"}],
    "RB0577": [{"text": "x"}],
    "RB0578": [{}],
    "RB0579": [{}],
    "RB0580": [{"name": "x", "folder": "f"}],
    "RB0581": [{"first": "a.rubric", "second": "a.zh.rubric"}],
    "RB0582": [{"name": "x", "rubric": "a", "suggestion": near} for near in ("y", None)],
    "RB0583": [{"path": "p"}],
    "RB0584": [{"path": "p", "cases": "p.cases.yaml"}],
    "RB0585": [{"path": "p"}],
    "RB0586": [{"text": "first"}],
}
EXAMPLES = re.compile(r"\{[\w/]+: [\d.]+\}|\{对接活动: 9\}")


def test_cases_have_the_same_codes_in_both_languages_and_here() -> None:
    assert list(cases_en.CASES) == list(cases_zh.CASES) == list(FACTS)


@pytest.mark.parametrize("lang", TABLES)
@pytest.mark.parametrize("code", FACTS)
def test_cases_sentence_and_advice_read_well(code: str, lang: str) -> None:
    for facts in FACTS[code]:
        for words in TABLES[lang][code]:
            text = words.format(**facts) if isinstance(words, str) else words(facts)
            assert text, f"{code} has nothing to say about {facts}"
            assert not re.search(r"[{}]", EXAMPLES.sub("", text)), text
            assert not re.search(r"\b(str|int|dict|float|None|Decimal|True|False)\b", text), text
            assert not text.endswith((".", "。")), text
            assert bool(re.search(r"[\u4e00-\u9fff]", text)) == (lang == "zh"), text
