"""Sentences in English about effects: what happens to points after the rule or the sum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]


def _at(facts: Facts) -> str:
    if facts["reached"] is None:
        return ""
    given = ", ".join(f"{name} = {value}" for name, value in facts["witness"])
    return f": {given + ' gives ' if given else 'it gives '}{figure(facts['reached'])}"


def _leaves(facts: Facts) -> str:
    what = "the total" if facts["total"] else "the points"
    edge = "below 0" if facts["side"] == "below" else f"above {figure(facts['points'])}"
    return f"this can take {what} {edge}{_at(facts)}"


def _leaves_help(facts: Facts) -> str:
    if facts["side"] == "below":
        return "write `at least 0` in a line under it"
    return f"write `at most {figure(facts['points'])}` in a line under it"


WORDS = {
    "RB0335": (_leaves, _leaves_help),
}
