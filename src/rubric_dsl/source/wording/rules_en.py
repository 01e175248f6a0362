"""English sentences for names, sums, bounds and open readings: RB02xx, RB03xx, RB04xx."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def figure(text: str) -> str:
    """An exact text as a person writes it: ``1/2`` → ``0.5`` where that ends."""
    number = Fraction(text)
    places = 0
    while places <= 6 and number * 10**places % 1:
        places += 1
    if places > 6:
        return text.replace("-", "−")
    units = abs(number) * 10**places
    digits = str(units.numerator).rjust(places + 1, "0")
    shown = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return "−" + shown if number < 0 else shown


def percentage(text: str) -> str:
    """``21/20`` → ``105%``"""
    return figure(str(Fraction(text) * 100)) + "%"


MOST_NAMED = 8  # a longer list of names is cut there


def _unknown(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"did you mean `{facts['suggestion']}`?"
    if facts["known"]:
        return (
            "declared are "
            + ", ".join(f"`{name}`" for name in facts["known"])
            + (
                "; declare this one under `metrics`"
                if len(facts["known"]) < MOST_NAMED
                else ", …; declare this one under `metrics`"
            )
        )
    return f"declare it under `metrics`: `{facts['name']} count`"


def _unit_known(facts: Facts) -> str:
    if facts["known"]:
        return f"`{facts['metric']}` is counted in {facts['known']}"
    if facts["metric"]:
        return f"declare the word with its metric: `{facts['metric']} count of {facts['unit']}`"
    return "leave the word out"


def _parts(facts: Facts) -> str:
    return " + ".join(f"{figure(value)} ({name})" for name, value in facts["parts"])


def _where(facts: Facts) -> str:
    return f"“{facts['name']}”" if facts["name"] else "the rubric"


def _leaves(facts: Facts) -> str:
    low, high, points = facts["low"], facts["high"], figure(facts["points"])
    if facts["side"] == "below":
        least = "without limit" if low is None else f"to {figure(low)}"
        said = f"this rule can fall below {figure(facts['least'])} ({least})"
    else:
        most = "without limit" if high is None else f"to {figure(high)}"
        said = f"this rule can rise above its {points} points ({most})"
    if facts["witness"]:
        inputs = ", ".join(f"{name} = {value}" for name, value in facts["witness"])
        said += f": {inputs} gives {figure(facts['reached'])}"
    return said


def _leaves_help(facts: Facts) -> str:
    if facts["mark"]:
        return f"the mark and the points must agree: declare it `mark 0 to {figure(facts['points'])}`"
    if facts["side"] == "below":
        return "add `, capped` to keep it between 0 and its points, `, at least 0`, or `, may go below 0`"
    return f"add `, capped` or `, at most {figure(facts['points'])}`"


def step_amount(facts: Facts, which: str = "amount") -> str:
    """The amount of a step, or the example beside it, in its measure."""
    if facts["measure"] == "number":
        return figure(facts[which])
    hundredths = figure(str(Fraction(facts[which]) * 100))
    if facts["measure"] == "percentage point":
        return hundredths + (" percentage point" if hundredths == "1" else " percentage points")
    return f"{hundredths}%" + (" of the target" if facts["measure"] == "percent of target" else "")


def _part_readings(facts: Facts) -> str:
    amount = step_amount(facts)
    example = step_amount(facts, "example")
    counted = facts["counted"]
    lines = []
    for part, points in facts["readings"]:
        how = (
            f"per {amount} {counted} in proportion"
            if part == "in proportion"
            else f"per {part} {amount} {counted}"
        )
        lines.append(f"`{how}`: {example} {counted} give {figure(points)}")
    return "say which:\n" + "\n".join(f"  {line}" for line in lines)


def _edge(facts: Facts) -> str:
    over, under = ("≥", ">") if facts["upward"] else ("≤", "<")
    words = ("及以上", "以上（不含）") if facts["upward"] else ("及以下", "以下（不含）")
    value = facts["value"]
    return (
        f"say which:\n  `{value}{words[0]}` (`{over} {value}`): exactly {value} is met\n"
        f"  `{value}{words[1]}` (`{under} {value}`): exactly {value} is not met"
    )


def _listed(facts: Facts) -> str:
    names = facts["names"]
    no = "not " if facts["negated"] else ""
    both = " and ".join(no + name for name in names)
    either = " or ".join(no + name for name in names)
    zh = facts["word"]
    return (
        f"say which:\n  `{both}` (`{'且'.join(zh + name for name in names)}`): when only one of them holds, it is not met\n"
        f"  `{either}` (`{'或'.join(zh + name for name in names)}`): when only one of them holds, it is met"
    )


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0201": ("I do not know the name “{name}”", _unknown),
    "RB0202": ("the name “{name}” is declared a second time; the first is on line {line}", "every metric has a name of its own"),
    "RB0203": ("the id “{name}” is used a second time; the first is on line {line}", "every criterion has an id of its own, for results are looked up by it"),
    "RB0204": (
        lambda f: f"a number is needed here, and {_these(f)} yes/no",
        "a yes/no gives points with an arrow: `demands_published → 20`",
    ),
    "RB0205": (
        "a condition is needed here, and this is a number",
        "compare it with something: `events ≥ 10`",
    ),
    "RB0206": (
        "it is not said what is compared",
        "name the metric: `≥10 events → 30` or `events ≥ 10 → 30`",
    ),
    "RB0207": (
        lambda f: f"nothing says how {_whose(f)} {figure(f['points'])} points are earned",
        "put a rule under it (`≥10 events → 30, −3 per missing`), or headings of its own that add up to its points",
    ),
    "RB0208": (
        "“{name}” has a second rule; the first is on line {line}",
        "give each rule a heading of its own",
    ),
    "RB0209": (
        "“{name}” has a rule and headings of its own",
        "points come from one rule or from what stands below: put the rule under a heading of its own",
    ),
    "RB0210": ("the rubric has no criteria", "begin one at the margin: `credit: 100 points, weight 30%`"),
    "RB0211": (
        lambda f: "this division can be by zero" + (f", for “{f['name']}” can be 0" if f["name"] else ""),
        lambda f: f"if it is never 0, say so where it is declared: `{f['name'] or 'target'} count from 1`; "
        f"else say what holds then: `(0 if {f['name'] or 'target'} is 0 otherwise … / {f['name'] or 'target'})`",
    ),
    "RB0212": ("this divides by zero", ""),
    "RB0213": (
        lambda f: f"`{f['beyond']}` needs a number to be above or below" if f["beyond"] else "`missing` needs a target to fall short of",
        "it goes with `≥` or `≤`: `≥10 events → 30, −3 per missing`, `complaints ≤ 3 → 10, −2 per above`; elsewhere name what is counted: `−1 per late_report`, `−1 per 1% price above benchmark`",
    ),
    "RB0214": (
        "`in proportion` needs a target above 0 to be in proportion to",
        "it goes with `≥`: `done / target ≥ 100% → 30, otherwise in proportion`",
    ),
    "RB0215": ("“{unit}” is no word for what is compared here", _unit_known),
    "RB0216": ("a step counts units of more than 0", "write `per 1 missing` or just `per missing`"),
    "RB0217": (
        lambda f: f"{_these(f)} yes/no, and yes is no number of points"
        if f["names"]
        else "this is a condition, and it is not said what it gives",
        "say how many: `demands_published → 20`",
    ),
    "RB0218": (
        lambda f: f"“{f['name']}” could be {_either(f['metrics'])}",
        "use the metric's own name",
    ),
    "RB0219": (
        "behind a condition, a step counts what is missing or above",
        "write `per missing` or `per above`; to count something else, begin with points: `10, −1 per late_report`",
    ),
    "RB0220": ("it is not said how high the mark “{name}” goes", "write its range: `mark 0 to 10`"),
    "RB0221": ("a yes/no has no range and no unit", "write `{name} yes/no`"),
    "RB0222": ("a count starts, ends and goes by whole numbers from 0 up", "write `{name} count from 1`, or `{name} number −5 to 5`"),
    "RB0223": ("a range may reach {limit} at most", ""),
    "RB0224": ("a `for each` takes one rule", "give other criteria headings of their own"),
    "RB0225": ("“{name}” is declared and no rule reads it", "use it in a rule, or delete its line: an input has to give every metric"),
    "RB0290": (
        lambda f: f"steps of {figure(f['step'])} do not lead from {figure(f['low'])} to {figure(f['high'])}"
        if f["high"] is not None
        else "a step is a number above 0, of a metric that is a number",
        "write `mark 0 to 20 in steps of 0.5`",
    ),
    "RB0291": (
        lambda f: f"from {figure(f['low'])} to {figure(f['high'])} are not all marks that “{f['name']}” can have: it goes "
        f"from {figure(f['least'] or '−10^18')} to {figure(f['most'] or '10^18')}"
        + (f" in steps of {figure(f['step'])}" if f["step"] else ""),
        "give a part of its range",
    ),
    "RB0301": ("the rubric does not say what its points add up to", "put `total 100, published rounded half up to 2 decimals` under its head"),
    "RB0302": (
        lambda f: f"the points of {_where(f)} do not add up: {_parts(f)} = {figure(f['total'])}, not {figure(f['points'])}",
        "",
    ),
    "RB0303": (
        lambda f: f"the weights in {_where(f)} add up to {percentage(f['total'])}, not 100%: "
        + " + ".join(f"{percentage(value)} ({name})" for name, value in f["parts"]),
        "",
    ),
    "RB0304": (
        "“{name}” has no weight, and others beside it have one",
        "give all of them a weight, or none",
    ),
    "RB0305": (
        lambda f: f"the points of {_where(f)}, each times its weight, come to {figure(f['total'])}, not {figure(f['points'])}",
        "a weighted part gives its points times its weight",
    ),
    "RB0306": (_leaves, _leaves_help),
    "RB0307": (
        "“{name}” needs points above 0",
        "write what it gives at most: `: 10 points`; what only takes away is `10, −1 per late_report`",
    ),
    "RB0308": (
        lambda f: f"no input reaches the {figure(f['points'])} points: the rule gives {figure(f['high'])} at most",
        "let the rule give what the heading promises, or change the heading",
    ),
    "RB0309": (
        "it is not said at what the formula is capped: it names no largest award",
        "say it: `rate × 50, at most 50, at least 0`",
    ),
    "RB0310": (
        lambda f: f"a weight is a share above 0% and up to 100%, and this is {percentage(f['share'])}",
        lambda f: f"write `weight {f['text']}%`" if Fraction(f["share"]) > 1 else "what counts for nothing needs no heading",
    ),
    "RB0401": (lambda f: f"it is not said what a part of {step_amount(f)} does", _part_readings),
    "RB0402": ("“{word}” leaves open whether {value} itself is met", _edge),
    "RB0403": (
        lambda f: "a list leaves open whether all are meant or any one: " + "、".join(f["names"]),
        _listed,
    ),
    "RB0404": (
        "it is not said how the total is published",
        "say it behind the total; {example} would become:\n"
        "  `published rounded half up to 2 decimals`: 83.31\n"
        "  `published rounded half even to 2 decimals`: 83.30\n"
        "  `published rounded down to 2 decimals`: 83.30",
    ),
    "RB0405": (
        lambda f: "with `<`, it is left open what is above: from the number, or from below it"
        if f["above"]
        else "with `>`, it is left open what is missing: up to the number, or past it",
        lambda f: "name the number that may be reached: `≤3 complaints → 10, −2 per above`"
        if f["above"]
        else "name the number to be reached: `≥11 events → 30, −3 per missing`",
    ),
}  # fmt: skip


def _these(facts: Facts) -> str:
    names = facts["names"]
    if not names:
        return "this is"
    return ", ".join(f"“{name}”" for name in names) + (" is" if len(names) == 1 else " are")


def _whose(facts: Facts) -> str:
    return f"the {facts['name']} criterion's" if facts["name"] else "these"


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)
