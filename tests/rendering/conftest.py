"""Accounts to render: one city under annex 1 in both languages, an excluded subject, and a hostile one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from attrs import evolve

from rubric_dsl.explanation.account import Account, Acted, Line, NextStep, Observed
from rubric_dsl.explanation.figures import shown

Language = Literal["en", "zh"]
HERE = Path(__file__).parent


def annex_one(lang: Language) -> Account:
    """The city's account; the sums are made from the lines, so that they hold."""
    given = yaml.safe_load((HERE / "annex-1.account.yaml").read_text(encoding="utf-8"))
    lines = tuple(_lines(given["nodes"], lang, "", Fraction(1), [40]))
    top = [line for line in lines if line.depth == 0]
    total = sum(Fraction(line.weighted) for line in top)
    terms = " + ".join(f"{shown(line.points)} × {Fraction(line.weight or 1) * 100}%" for line in top)
    return Account(
        lang=lang,
        rubric_id="annex-1",
        title=given["title"][lang],
        hash="3f9a1c0b77e2d4586f01aa7cbe8d93c25e6170bf4a8d2c91e07f5b3a64d81f02",
        file="annex-1.rubric" if lang == "en" else "annex-1.zh.rubric",
        period=("2023-01-01", "2023-12-31"),
        outcome="scored",
        reason=None,
        total=str(total),
        max="100",
        published=f"{float(total):.2f}",
        rounding=given["rounding"][lang],
        sums=(f"{terms} = {shown(str(total))}",),
        lines=lines,
    )


def _lines(
    nodes: list[dict[str, Any]], lang: Language, above: str, weight: Fraction, row: list[int]
) -> Iterator[Line]:
    for node in nodes:
        row[0] += 2
        depth = above.count("/") + bool(above)
        name = node.get("section") or node["criterion"]
        path = f"{above}/{name}".lstrip("/")
        here = weight * Fraction(node.get("weight", 1))
        place = f"annex-1{'' if lang == 'en' else '.zh'}.rubric:{row[0]}"
        inner = [*node.get("nodes", ()), *(_mark(*mark) for mark in node.get("marks", ()))]
        children = tuple(_lines(inner, lang, path, here, row))
        own = [child for child in children if child.depth == depth + 1]
        points = Fraction(node["points"]) if not own else sum((Fraction(c.points) for c in own), Fraction(0))
        most = Fraction(node["max"]) if not own else sum((Fraction(c.max) for c in own), Fraction(0))

        def said(key: str, node: dict[str, Any] = node) -> Any:
            return node[key][lang] if key in node else None

        step = node.get("next")
        observed = tuple(
            Observed(str(o[0]), o[2 if lang == "en" else 4], str(o[1]), o[3 if lang == "en" else 5])
            for o in node.get("observed", ())
        )
        labels = {one.metric: one.label for one in observed}
        yield Line(
            id=name,
            path=path,
            depth=depth,
            kind="section" if own else "criterion",
            label=node["label"][lang],
            rule=said("rule"),
            place=place,
            source=said("source"),
            quote=node.get("quote"),
            observed=observed,
            arithmetic=tuple(said("arithmetic") or ()),
            points=str(points),
            max=str(most),
            lost=str(most - points),
            why=said("why") or "",
            cap=said("cap"),
            effects=_closed(said("gate")),
            weight=node.get("weight"),
            weighted=str(points * here),
            weighted_max=str(most * here),
            next=None
            if step is None
            else NextStep(
                metric=step[0],
                label=labels[step[0]],
                value=str(step[1]),
                to=str(step[2]),
                gain=str(step[3]),
                gain_total=str(step[4]),
                text=step[5 if lang == "en" else 6],
            ),
        )
        yield from children


def _closed(gate: str | None) -> tuple[Acted, ...]:
    return () if gate is None else (Acted("gate", gate, "10", "0", gate),)


def _mark(name: str, points: int | str, most: int, en: str, zh: str) -> dict[str, Any]:
    given, short = shown(str(Fraction(points))), Fraction(most) - Fraction(points)
    node: dict[str, Any] = {
        "criterion": name,
        "points": points,
        "max": most,
        "label": {"en": en, "zh": zh},
        "rule": {"en": f"{name}, as judged from 0 to {most}", "zh": f"由评价人员评定0至{most}分"},
        "observed": [[name, str(Fraction(points)), "mark", given, "评定分", f"{given}分"]],
        "arithmetic": {"en": [f"judged {given}"], "zh": [f"评定{given}分"]},
    }
    if short:
        less = shown(str(short))
        node["why"] = {
            "en": f"the assessors gave {less} less than {most}",
            "zh": f"评定分比{most}分少{less}分",
        }
    return node


@pytest.fixture
def english() -> Account:
    """The city in English."""
    return annex_one("en")


@pytest.fixture
def chinese() -> Account:
    """The city in Chinese."""
    return annex_one("zh")


@pytest.fixture(params=["en", "zh"])
def either(request: pytest.FixtureRequest) -> Account:
    """The city, once in each language."""
    return annex_one(request.param)


@pytest.fixture
def excluded(english: Account) -> Account:
    """A platform that withdrew midway."""
    return evolve(
        english, outcome="excluded", reason="withdrew midway", total=None, published=None, sums=(), lines=()
    )


HOSTILE = (
    "<script>alert(1)</script> | `x` [a](javascript:b) \x1b[31mred\x9b2J \u202e01\u202c & \"'\n# no * _line_"
)


@pytest.fixture
def hostile(english: Account) -> Account:
    """The city where every text that comes from a file tries to be something else."""
    bad = HOSTILE
    lines = tuple(
        evolve(
            line,
            id=bad,
            path=bad,
            label=bad,
            rule=None if line.rule is None else bad,
            place=bad,
            source=bad,
            quote=bad,
            observed=tuple(evolve(one, metric=bad, label=bad, shown=bad) for one in line.observed),
            arithmetic=(bad, bad),
            why=bad if line.why else "",
            cap=bad,
            effects=(Acted("gate", bad, "10", "0", bad), Acted("limit", bad, "10", "5", bad)),
            next=None if line.next is None else evolve(line.next, label=bad, text=bad),
        )
        for line in english.lines
    )
    return evolve(
        english, rubric_id=bad, title=bad, file=bad, hash=bad, rounding=bad, sums=(bad,), lines=lines
    )
