"""English sentences about files of worked cases: codes RB0570 to RB0589.

A sentence says what is wrong in that file, the advice what to write instead. Each is a template over the
diagnostic's facts, or a function of them where a fact picks the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rubric_dsl.source.wording import Table

Facts = Mapping[str, object]

_LACKS = {
    "rubric": "`rubric: annex-1` says which rubric the cases are about",
    "cases": "`cases:` holds the cases, each begun with `- name: …`",
    "name": "write `- name: 9 matchmaking events`",
    "metrics": "give every metric, or name the case that this one starts from: `base: …`",
    "expect": "write what the rubric must give: `expect: {{total: 83.3}}`",
}
_WANTED = {
    "rubric": "`rubric` takes the name of a rubric in the same folder, without folder and ending",
    "cases": "`cases` takes a list with at least one case",
    "case": "a case is written as names with values",
    "name": "`name` takes some words that say what the case shows",
    "cohort": "`cohort` takes some words or a number, the same for all cases that are compared with each other",
    "values": "`{key}` takes names with values",
    "reasons": "`reasons` takes a list of criteria, those that cost the most first",
}
_WANTED_HELP = {
    "rubric": "for annex-1.rubric write `rubric: annex-1`",
    "cases": "begin each case with `- name: …`",
    "case": "begin it with `- name: …` and indent what belongs to it",
    "name": 'words that look like a number go into quotes: `name: "10"`',
    "cohort": "for example `cohort: three bids`; without it, a case is compared with all others that name none",
    "reasons": "for example `reasons: [matchmaking, reports]`, or `reasons: []` where nothing was lost",
    "values": "for example `metrics: {{matchmaking_events: 9}}` or `expect: {{matchmaking: 27}}`",
}


def _known(names: object) -> str:
    assert isinstance(names, Iterable), "a fact that lists names"
    return ", ".join(f"`{name}`" for name in names)


def _unknown_key_help(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"did you mean `{facts['suggestion']}`?"
    return f"here may stand {_known(facts['known'])}"


def _base_help(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"did you mean “{facts['suggestion']}”?"
    return "a base is the name of a case above"


def _criterion_help(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"did you mean `{facts['suggestion']}`?"
    return "name a criterion or a section by its id or its path, such as `credit/matchmaking`"


CASES: Table = {
    "RB0570": (
        lambda facts: f"this {'file' if facts['of'] == 'file' else 'case'} has no `{facts['key']}`",
        lambda facts: _LACKS[str(facts["key"])].format(),
    ),
    "RB0571": ("I do not know the word “{name}” here", _unknown_key_help),
    "RB0572": (
        lambda facts: _WANTED[str(facts["wanted"])].format(**facts),
        lambda facts: _WANTED_HELP[str(facts["wanted"])].format(**facts),
    ),
    "RB0573": ("this case expects nothing", "write what the rubric must give: `expect: {{total: 83.3}}`"),
    "RB0574": (
        "a case of the name “{name}” stands already on line {line}",
        "give each case a name of its own, which says what it shows",
    ),
    "RB0575": ("no case above is called “{name}”", _base_help),
    "RB0576": (
        "“{text}” is no exact number",
        'write a number, or a fraction in quotes: `{name}: 27`, `{name}: 83.3`, `{name}: "80/3"`',
    ),
    "RB0577": ("“{text}” is no outcome", "an outcome is `scored` or `excluded`"),
    "RB0578": (
        "what is refused has no points, and this case expects both",
        "keep `refused` alone, or leave it out",
    ),
    "RB0579": ("`refused` takes a list of codes", "for example `refused: [RB0506]`"),
    "RB0580": (
        "there is no rubric called “{name}” in the folder of these cases",
        "the cases look for {name}.rubric and {name}.zh.rubric in {folder}",
    ),
    "RB0581": (
        "{first} and {second} do not mean the same, and these cases are about both",
        "compare the two line by line: metrics, points, weights and every figure in a rule must agree",
    ),
    "RB0582": ("the rubric {rubric} has no criterion “{name}”", _criterion_help),
    "RB0583": (
        "there are no cases in {path}",
        "cases lie beside their rubric, in a file such as annex-1.cases.yaml",
    ),
    "RB0584": ("the rubric {path} has no cases beside it", "write them to {cases}"),
    "RB0585": (
        "{path} is neither a rubric, nor a file of cases, nor a folder",
        "name annex-1.rubric, annex-1.cases.yaml, or the folder that holds them",
    ),
    "RB0586": ("“{text}” is no rank", "write a whole number from 1: `rank: 2`"),
}
