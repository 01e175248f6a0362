"""``python -m tests.oracle.bids``: the worked cohorts of the tender, written beside its rubric as cases.

A case of the hand-written scheme is one bid with the others; in the file, each of them is a case of one cohort.
What the others get, which the case does not say, is what the scheme gives them among these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.oracle.adapters import RUBRICS
from tests.oracle.schemes import tender_price_2017 as scheme
from tests.oracle.write_cases import HEAD, figure

CASES = RUBRICS / "tender-price-2017" / "goods.cases.yaml"
TOO_FEW = "RB0596"
CRITERIA = {"price": "price_points", "technical": "technical", "commercial": "commercial"}
"""The rubric's criterion for each part of the scheme."""

Bid = Mapping[str, Any]


def together(case: Bid) -> list[dict[str, Any]]:
    """The bids of a case, its own first; the others come without marks and are given some."""
    own = {name: value for name, value in case.items() if name != "others"}
    marks = {"technical_mark": 50, "commercial_mark": 50}
    return [own, *({**marks, **other} for other in case["others"])]


def cohorts() -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Each worked cohort: its name, and its bids by theirs."""
    for case in scheme.CASES:
        names = [case["name"], *(f"{case['name']}: bid {number}" for number in range(2, 9))]
        yield case["name"], dict(zip(names, together(case["input"]), strict=False))
    for name, bids, _ in scheme.RANKINGS:
        yield name, {f"{name}: {each}": bid for each, bid in bids.items()}


def told(bids: Mapping[str, Bid], name: str) -> Any:
    """What the scheme says of a bid among all of them."""
    return scheme.score({**bids[name], "others": [bid for each, bid in bids.items() if each != name]})


def evaluated(bids: Mapping[str, Bid]) -> bool:
    """Whether anything is evaluated at all."""
    return sum(map(scheme.admitted, bids.values())) >= scheme.FEWEST


def written() -> str:
    """The cases file."""
    lines = [HEAD.format(scheme=Path(str(scheme.__file__)).stem, name="goods")]
    for cohort, bids in cohorts():
        ranks = {name: rank for rank, name in scheme.rank(bids)}
        for name, bid in bids.items():
            lines += [f'  - name: "{name}"', f'    cohort: "{cohort}"']
            lines.append(f"    metrics: {_mapping(bid)}")
            if not evaluated(bids):
                lines.append(f"    expect: {{refused: [{TOO_FEW}]}}")
            elif name not in ranks:
                lines.append("    expect: {outcome: excluded, reason: not qualified or not compliant}")
            else:
                given = told(bids, name)
                points = {CRITERIA[part]: value for part, value in given["points"].items()}
                lines.append(f"    expect: {_mapping({**points, 'total': given['total'], 'rank': ranks[name]})}")
    return "\n".join(lines) + "\n"


def _mapping(values: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {figure(value)}" for name, value in values.items()) + "}"


if __name__ == "__main__":
    CASES.write_text(written(), "utf-8")
