"""English sentences for files and syntax: RB00xx and RB01xx."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_PROBLEMS = {
    "missing": "there is no file {path}",
    "folder": "{path} is a folder, and a rubric is a file",
    "permission": "{path} may not be read by you",
    "unreadable": "{path} cannot be read",
}

# what a terminal of the grammar is called; several may share one phrase
EXPECTED: dict[str, str] = {
    "NAME": "a name (such as `events`)",
    "QUOTED_NAME": "a name (such as `events`)",
    "NUMBER": "a number (such as `10` or `90%`)",
    "STRING": 'a text in quotation marks (such as `"annex 1, row 7"`)',
    "DATE": "a date (such as `2023-01-01`)",
    "RUBRIC_ID": "a name for the rubric (such as `annex-1`)",
    "ARROW": "an arrow and points (such as `→ 30`)",
    "COMPARE": "a comparison (such as `≥ 10`)",
    "REACHED": "a comparison (such as `≥ 10`)",
    "WITHIN": "a comparison (such as `≥ 10`)",
    "COMES_TO": "a comparison (such as `≥ 10`)",
    "COLON": "a colon and points (such as `: 30 points`)",
    "COMMA": "a comma",
    "ENUM": "a comma",
    "PLUS": "`+` or `−`",
    "MINUS": "`+` or `−`",
    "TIMES": "`×` or `/`",
    "DIVIDE": "`×` or `/`",
    "PERCENT": "`%`",
    "LPAR": "an opening bracket",
    "RPAR": "a closing bracket",
    "CHOICE": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "BEING": "a comparison (such as `≥ 10`)",
    "NOT_BEING": "a comparison (such as `≥ 10`)",
    "IS": "`=` and a second name",
    "PER": "`per` and what is counted (such as `per missing`)",
    "ABOVE": "`above` or `below`",
    "BELOW": "`above` or `below`",
    "NTH": "`for the first …`",
    "FURTHER": "`for each further`",
    "IF": "`if` and a condition",
    "DOUBLING": "`each twice the last` or `the sum doubling`",
    "EACH_TWICE": "`each twice the last` or `the sum doubling`",
    "SUM_TWICE": "`each twice the last` or `the sum doubling`",
    "PERCENTAGE_POINTS": "`percentage points`",
    "CAP_OPENS": "a cap in brackets (such as `(at most 5)`)",
    "MISSING": "`missing`",
    "COUNT": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "COUNT_NOUN": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "YES_NO": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "MARK": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "AMOUNT": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "NUMBER_KIND": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "DATE_KIND": "a kind (`count`, `yes/no`, `mark 0 to 10`, `amount`)",
    "DAYS_UNTIL": "`至`",
    "IF_MISSING": "`if missing 0`",
    "MISSING_AS": "`if missing 0`",
    "IS_MISSING": "`is missing`",
    "IS_NOT_MISSING": "`is not missing`",
    "WORKING_DAYS_FROM": "`days from … to …`",
    "WORKING_DAYS_COUNTED": "`的工作日数`",
    "INCLUDED": "`(included)` or `(excluded)`",
    "EXCLUDED": "`(included)` or `(excluded)`",
    "CALENDAR": "`calendar`",
    "WEEKDAYS": "`Monday to Friday`",
    "DAYS_OFF": "`days off`",
    "DAYS_ON": "`days on`",
    "DAYS_COUNTED": "`的天数`",
    "DAYS_FROM": "`days from … to …`",
    "CAPPED": "`capped`, `at most 10` or `at least 0`",
    "AT_MOST": "`capped`, `at most 10` or `at least 0`",
    "AT_LEAST": "`capped`, `at most 10` or `at least 0`",
    "BELOW_ZERO": "`may go below 0`",
    "OTHERWISE": "`otherwise` and what is given then",
    "PROPORTION": "`in proportion`",
    "AND": "`and` or `or`",
    "OR": "`and` or `or`",
    "NOT": "`not`",
    "TO": "`to`",
    "OF": "`of`",
    "WEIGHT": "`weight 30%`",
    "PUBLISHED": "`published rounded half up to 2 decimals`",
    "ROUNDED": "`rounded half up to 2 decimals`",
    "HALF_UP": "`half up`, `half even`, `up` or `down`",
    "HALF_EVEN": "`half up`, `half even`, `up` or `down`",
    "UP": "`half up`, `half even`, `up` or `down`",
    "DOWN": "`half up`, `half even`, `up` or `down`",
    "DECIMALS": "`decimals`",
    "PERIOD": "`period`",
    "TOTAL": "`total`",
    "SOURCE": "`source`",
    "QUOTE": "`quote`",
    "RUBRIC": "`rubric`",
    "METRICS": "`metrics`",
    "POINTS": "`points`",
    "FULL": "`full`",
    "STARTED": "`started`",
    "$END": "the end of the line",
}

_EXAMPLES = {
    "grade": "under `grades` stands a grade a line, the best first: `good: ≥ 80`, `poor: otherwise`, `at most good if late`",
    "top": 'at the margin stand the rubric\'s head (`rubric annex-1 "title"`), `metrics`, and sections '
    "(`credit: 100 points, weight 30%`); a name is one word, a title stands in quotation marks",
    "about": "under the head stand `period 2023-01-01 to 2023-12-31`, "
    '`total 100, published rounded half up to 2 decimals` and `source "…"`',
    "metric": 'a metric is one name, a kind and a label: `matchmaking_events count of events "events hosted"`',
    "body": 'under a heading stand a rule (`≥10 events → 30, −3 per missing`), `only if …`, `source "…"` or '
    "headings of their own (`matchmaking: 30 points`)",
    "rule": "a rule reads like `≥10 events → 30, −3 per missing, capped`",
}

# what is often written in a rule, and how the language says it
_COMPARED = "compare with `≥`, `>`, `≤` or `<`, so none is `≤ 0`; a yes/no is not compared: `plan_made → 5`"
_TITLED = (
    'a name is one word, and a title stands in quotation marks: `reading "Children\'s reading": 20 points`'
)
_CONDITION_FIRST = "say the condition first, then what it gives: `plan_made → 5`"
_SIGNED = "a step begins with its sign: `−3 per missing`, `+2 per event`"
_BOUNDED = "write `at most 10`, `at least 0` or `capped`"
_TWICE = "compare twice: `events ≥ 5 and events ≤ 10`"
_SAID_SO = {
    "if": _CONDITION_FIRST,
    "when": _CONDITION_FIRST,
    "then": "write an arrow: `≥10 events → 30`",
    "else": "write `otherwise`: `≥10 events → 30, otherwise 10`",
    "unless": "write `nothing if …` on a line of its own",
    "minus": _SIGNED,
    "plus": _SIGNED,
    **dict.fromkeys(("max", "min", "maximum", "minimum"), _BOUNDED),
    **dict.fromkeys(("between", "≥", "≤", ">", "<", ">=", "<="), _TWICE),
    "x": "write `×` or `*`",
    "&": "write `and`",
    "&&": "write `and`",
    "||": "write `or`",
    "each": "write `per`: `+2 per event`, `−3 per missing`",
    "every": "write `per`: `+2 per event`, `−3 per missing`",
    "for each": "write `per`: `+2 per event`, `−3 per missing`",
    "per": "a step begins with its sign: `+1 per event, at most 10`",
    "than": "write `>` or `<`, `at least` or `at most`",
    "=": _COMPARED,
    "is": _COMPARED,
    "equals": _COMPARED,
    ":": f"{_TITLED}; points come behind an arrow: `≥20 hours → 10`",
    "'s": _TITLED,
    "’s": _TITLED,
}

GROUPED = re.compile(r"\d+(?:[,，' ]\d{3})+")
"""A number with its thousands kept apart."""

_ALWAYS = (
    "NAME",
    "NUMBER",
    "ARROW",
    "COMPARE",
    "COLON",
    "STRING",
    "DATE",
    "RUBRIC_ID",
    "PER",
    "CAPPED",
    "COMMA",
)


def phrases(expected: tuple[str, ...], words: Mapping[str, str], most: int) -> list[str]:
    """The phrases for the terminals that could follow, each once, the telling ones first."""
    order = [name for name in _ALWAYS if name in expected] + [
        name for name in expected if name not in _ALWAYS
    ]
    found = dict.fromkeys(words[name] for name in order if name in words)
    return list(found)[:most]


def _unexpected(facts: Facts) -> str:
    options = phrases(facts["expected"], EXPECTED, 3)
    wanted = f"; I was expecting {_either(options)}" if options else ""
    if not facts["found"]:
        return f"the line ends too early{wanted}"
    return f"“{facts['found']}” does not fit here{wanted}"


def _how_it_is_said(facts: Facts) -> str:
    if facts["goes_on"]:
        return "the line above ends with a comma, so that this one goes on with it; if it should not, delete the comma"
    if GROUPED.fullmatch(facts["found"]):
        return "write numbers in figures alone: `1000`"
    said = _SAID_SO.get(facts["found"].casefold()) if facts["place"] in ("body", "rule") else None
    return said or _EXAMPLES[facts["place"]]


def _either(options: list[str]) -> str:
    return options[0] if len(options) == 1 else ", ".join(options[:-1]) + " or " + options[-1]


# what stands in a wrong place, in what or beside what: the sentence, and where it belongs
_MISPLACED = {
    ("heading", "metrics"): ("a heading stands among the metrics", "begin it at the margin"),
    ("heading", "rubric"): ("a heading stands under the rubric's head", "begin it at the margin"),
    ("rule", "metrics"): (
        "a rule stands among the metrics",
        "put it under a heading with its points, such as `matchmaking: 30 points`",
    ),
    ("metric", "metrics"): ("a metric stands beside `metrics`, not under it", "indent it"),
    ("metric", "rubric"): (
        "metrics begin here, and no line says so",
        "put a line `metrics` above them, at the margin",
    ),
}


def _misplaced(facts: Facts) -> str:
    known = _MISPLACED.get((facts["what"], facts["where"]))
    if known:
        return known[0]
    if facts["above"]:
        return f"this line stands beside “{facts['above']}”, and belongs under it"
    return "this line belongs at the margin"


def _where_it_belongs(facts: Facts) -> str:
    known = _MISPLACED.get((facts["what"], facts["where"]))
    if known:
        return known[1]
    return (
        "indent it further than the line that it belongs under"
        if facts["above"]
        else "take its indentation away"
    )


def _limit(facts: Facts) -> str:
    what = {
        "line": "this line is longer than {limit} characters",
        "nesting": "this line is indented more than {limit} levels deep",
        "tokens": "this line has more parts than {limit}, or an expression too deep to follow",
    }[facts["what"]]
    return what.format(**facts)


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0001": (lambda facts: _PROBLEMS[facts["problem"]].format(**facts), ""),
    "RB0002": (
        "the byte {byte} here is no UTF-8 text",
        "save the file as UTF-8; editors offer it under “save as” or “encoding”",
    ),
    "RB0003": ("the file has more than {limit} bytes, which no rubric needs", ""),
    "RB0004": ("the file is empty", 'a rubric begins with its head: `rubric annex-1 "title"`'),
    "RB0005": (_limit, "split it: a section may hold many short lines"),
    "RB0006": ("a number may have at most {limit} digits", ""),
    "RB0007": (
        "no rubric called “{name}” comes with the package",
        lambda facts: (
            f"did you mean `{facts['suggestion']}`?"
            if facts["suggestion"]
            else "there are " + ", ".join(f"`{name}`" for name in facts["known"])
        ),
    ),
    "RB0101": (_unexpected, _how_it_is_said),
    "RB0102": (
        "I do not know the word “{word}” here",
        "did you mean `{keyword}`?",
    ),
    "RB0103": (
        "a quotation mark is opened here and not closed on this line",
        'close the text with the same kind of mark: `"…"` or `“…”`',
    ),
    "RB0104": (
        "nothing may stand indented under “{above}”",
        "move this line to the left, or give the line above a colon and points to make it a heading",
    ),
    "RB0105": (
        "this belongs behind points, and the rule begins with a formula",
        "begin with points, as in `10, −1 per late_report`, or with a condition, as in `≥10 events → 30, −3 per missing`",
    ),
    "RB0106": (
        "“不足…按…计” says what a part unit does, and no step with an open unit stands before it",
        "write it behind its step: `每少100家次减2分，不足100家次按100家次计`",
    ),
    "RB0107": (
        "the rule says twice what happens on one side of its target",
        "keep one for what is not enough (`−3 per missing`, `otherwise in proportion` or `otherwise 0`), and one for what is more (`+1 per above`)",
    ),
    "RB0108": (
        "points are a number, not {text}",
        "write `30 points`; a weight takes a percentage: `weight 30%`",
    ),
    "RB0109": (
        "a step cannot count {part} units and be in proportion as well",
        "keep one: `per full 100 missing`, `per started 100 missing` or `per 100 missing in proportion`",
    ),
    "RB0110": (
        "a tab stands in the indentation",
        "indent with spaces: how wide a tab is differs from editor to editor",
    ),
    "RB0111": (
        "this line is indented unlike the lines beside it",
        "lines that belong together start in the same column",
    ),
    "RB0112": ("there is no day {text}", "write a day of the calendar, such as `2023-06-30`"),
    "RB0113": ("the period ends ({last}) before it begins ({first})", "write the earlier day first"),
    "RB0114": ("decimals are counted in whole numbers, at most {limit}", "write `to 2 decimals`"),
    "RB0115": ("a share cannot be divided by zero", "write a weight as `30%` or `3/10`"),
    "RB0116": ("this is said twice for the same metric", "keep one"),
    "RB0117": ("the range ends ({high}) below its beginning ({low})", "write the lower end first: `0 to 10`"),
    "RB0118": ("`{what}` stands here a second time", "keep one"),
    "RB0119": ("a file holds one rubric, and this is a second head", "move it to a file of its own"),
    "RB0120": ("the file does not say which rubric it is", 'begin with a head: `rubric annex-1 "title"`'),
    "RB0121": ("there is no rule here", "a rule reads like `≥10 events → 30, −3 per missing, capped`"),
    "RB0122": (
        "a second rule begins here, and one was expected",
        "give one rule, or a whole rubric with `loads`",
    ),
    "RB0123": (
        lambda facts: (
            f"“{facts['name']}” is read as several words, for it contains the "
            f"{'figure' if facts['keyword'].isdigit() else 'keyword'} “{facts['keyword']}”"
        ),
        "if it is one name, quote it: 「{name}」; if it is part of a rule, the language words that otherwise",
    ),
    "RB0131": (
        "“{number}” stands before a line that is no heading",
        "numbers stand before headings (`1. talking: 40 points`); leave this one out",
    ),
    "RB0124": (_misplaced, _where_it_belongs),
    "RB0125": (
        "“{said}” is no name: a name is one word of letters, figures and `_`",
        "write `{name}`; a title stands behind the name, in quotation marks",
    ),
}
