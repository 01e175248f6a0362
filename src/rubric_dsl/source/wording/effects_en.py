"""Sentences in English about effects: what happens to points after the rule or the sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]
Words: TypeAlias = str | Callable[[Mapping[str, Any]], str]
Entry: TypeAlias = tuple[Words, Words]


def _at(facts: Facts) -> str:
    if facts["reached"] is None:
        return ""
    given = ", ".join(f"{name} = {value}" for name, value in facts["witness"])
    return f": {given + ' gives ' if given else 'it gives '}{figure(facts['reached'])}"


def _leaves(facts: Facts) -> str:
    what = "the total" if facts["total"] else "the points"
    edge = (
        f"below {figure(facts['least'])}" if facts["side"] == "below" else f"above {figure(facts['points'])}"
    )
    return f"this can take {what} {edge}{_at(facts)}"


def _leaves_help(facts: Facts) -> str:
    if facts["side"] == "below":
        return f"write `at least {figure(facts['least'])}` in a line under it"
    return f"write `at most {figure(facts['points'])}` in a line under it"


def _and(names: tuple[object, ...]) -> str:
    return " + ".join(f"“{name}”" for name in names) or "this"


def _circle(facts: Facts) -> str:
    way = facts["way"]
    if len(way) == 2:
        return f"the points of “{way[0]}” would need its own points"
    return f"points go round in a circle: {' needs '.join(f'“{name}”' for name in way)}"


WORDS: dict[str, Entry] = {
    "RB0255": (
        "“{name}” is a criterion or section here, and no metric",
        "name the metrics: each becomes a criterion of its own",
    ),
    "RB0256": (
        lambda f: f"points are what a criterion or a mark has, and {_and(f['names'])} is counted otherwise",
        "leave `points` out, or name a criterion or section",
    ),
    "RB0337": (
        lambda f: (
            f"`best {f['count']}` of {f['children']}: that is no choice"
            if f["children"] is not None
            else f"so many of them cannot be taken: {f['count']}"
        ),
        "take a whole number, fewer than there are headings below",
    ),
    "RB0338": ("“{name}” has nothing below it to take the best of", "`best 3` stands above headings"),
    "RB0339": (
        "the best are taken from headings without weights",
        "leave the weights out, or let every heading count",
    ),
    "RB0340": (
        lambda f: (
            f"what stands below is held at {figure(f['cap'])}, and the points say {figure(f['points'])}"
        ),
        "a cap on more than the points is the points themselves: let the two be the same",
    ),
    "RB0341": (
        lambda f: (
            "no grade is sure to be given: each asks for something, or only so many may have it"
            if f["total"] is None
            else f"no grade is given for a total of {figure(f['total'])}"
        ),
        "let the last grade be given `otherwise`: `poor: otherwise`",
    ),
    "RB0342": (
        "grades go all from a total upward, or all from one downward",
        "write all of them like `good: ≥ 80`, or, where less is better, all like `good: ≤ 20`",
    ),
    "RB0343": (
        "it is not said by which total the grades are given",
        "say it: 79.996, published as 80.00, is\n  `grades by the published total`: at least 80\n"
        "  `grades by the exact total`: below 80",
    ),
    "RB0344": ("the grade “{name}” stands here a second time", "give every grade a name of its own"),
    "RB0346": (
        "there is no grade “{name}”",
        lambda f: f"did you mean `{f['suggestion']}`?" if f["suggestion"] else "name a grade of this block",
    ),
    "RB0347": (
        lambda f: (
            f"nobody can get “{f['name']}”: "
            + (
                f"a total of {figure(f['bar'])} is “{f['before']}” already"
                if f["bar"] is not None
                else f"whoever comes so far is “{f['before']}” already"
            )
        ),
        "put the best grade first, each with a lower figure than the one before",
    ),
    "RB0348": (
        lambda f: (
            f"nobody can get “{f['name']}”: the total is at {'most' if f['upward'] else 'least'} {figure(f['end'])}"
        ),
        lambda f: "lower the figure" if f["upward"] else "raise the figure",
    ),
    "RB0349": ("there is no grade under `grades`", "list them: `good: ≥ 80`, and at last `poor: otherwise`"),
    "RB0630": (
        lambda f: (
            f"less is better, and “{f['name']}”, the first grade, is given from {figure(f['bar'])} upward"
            if f["less"]
            else f"“{f['name']}”, the first grade, is given up to {figure(f['bar'])}, as if less were better"
        ),
        lambda f: (
            "put the best grade first, each up to a figure: `low: ≤ 4`"
            if f["less"]
            else "say `less is better` in the head; or put the best grade first, each from a figure: `good: ≥ 80`"
        ),
    ),
    "RB0631": (
        lambda f: (
            f"this may give {figure(f['most'])}, and only {figure(f['fewest'])} points may be in force"
            if f["kind"] in ("at least", "fixed at") and f["most"] is not None
            else f"this may give more than the points in force, of which there may be only {figure(f['fewest'])}"
        ),
        lambda f: (
            "round what stands below instead, or `rounded down`"
            if f["kind"] == "rounding"
            else f"keep to {figure(f['fewest'])}, or ask first: `… if NAME is applicable`"
        ),
    ),
    "RB0345": (
        lambda f: f"this subject is excluded: {f['reason']}",
        "it has no points and no place; nothing needs mending",
    ),
    "RB0336": (_circle, "one of them has to do without the other"),
    "RB0335": (_leaves, _leaves_help),
}
