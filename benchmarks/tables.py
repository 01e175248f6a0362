"""Lookups, bands and lines: generated code beside what a person would write, in one run.

    python benchmarks/tables.py
"""

from __future__ import annotations

import random
import timeit
from decimal import Decimal

import rubric_dsl as rd

HEAD = "rubric t\n  total 10, published rounded half up to 2 decimals\nmetrics\n"
RUBRICS = {
    "lookup": "  level choice of national, provincial, city\n  prize choice of first, second\na: 10 points\n"
    "  by level and prize: national 10/8, provincial 6/5, city 3/1\n",
    "bands": "  talks count\na: 10 points\n  ≥20 talks → 10; 15 to 19 → 8; ≥ 10 → 5; ≥ 5 → 2; otherwise 0\n",
}
LEVELS = {"national": 0, "provincial": 1, "city": 2}
PRIZES = {"first": 0, "second": 1}
KEPT = {n: Decimal(f"{n}.00") for n in range(11)}


def lookup(metrics: dict[str, object]) -> Decimal:
    """By hand, with the same checks: two words, each one of its options."""
    if len(metrics) != 2:
        raise ValueError
    return KEPT[(10, 8, 6, 5, 3, 1)[LEVELS[metrics["level"]] * 2 + PRIZES[metrics["prize"]]]]  # type: ignore[index]


def bands(metrics: dict[str, object]) -> Decimal:
    """By hand, with the same checks: one whole number that is not negative."""
    if len(metrics) != 1:
        raise ValueError
    talks = metrics["talks"]
    if type(talks) is not int or not 0 <= talks <= 10**18:
        raise ValueError
    return KEPT[10 if talks >= 20 else 8 if talks >= 15 else 5 if talks >= 10 else 2 if talks >= 5 else 0]


def main() -> None:
    """Print a ratio for each."""
    draw = random.Random(1)
    subjects = {
        "lookup": [{"level": draw.choice([*LEVELS]), "prize": draw.choice([*PRIZES])} for _ in range(1000)],
        "bands": [{"talks": draw.randrange(30)} for _ in range(1000)],
    }
    for name, by_hand in (("lookup", lookup), ("bands", bands)):
        score = rd.loads(HEAD + RUBRICS[name]).score
        for one in subjects[name]:
            assert score(one) == by_hand(one)
        times = {"hand": [], "made": []}  # type: ignore[var-annotated]
        for _ in range(15):
            for key, function in (("hand", by_hand), ("made", score)):
                times[key].append(timeit.timeit(lambda f=function: [f(one) for one in subjects[name]], number=20))
        ratio = min(times["made"]) / min(times["hand"])
        print(f"{name:8} {ratio:.2f} × by hand")


if __name__ == "__main__":
    main()
