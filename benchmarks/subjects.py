"""Made-up subjects for the two annexes, the same for the same seed, crowded around the edges of the rules.

Comes in: an annex, a seed, a count and how the marks are spelled. Goes out: metrics dicts that every scorer
must accept. Promised: all metrics of the annex and none besides, every figure within its range.

Activities lie around the required number (9, 10, 11 events), registrations around their target, served
enterprises around 90% of the firms and around each full hundred below, honours around the cap, late reports
around ten.

>>> next(subjects("annex-1", seed=7, count=1))["registrations_target"] >= 1
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Final, Literal

from handwritten import ACTIVITIES, COUNTS, FLAGS, MARKS

Annex = Literal["annex-1", "annex-2"]
MarkStyle = Literal["whole", "halves", "odd"]
"""How the marks are written: whole numbers; halves as ``Decimal``; or every kind and length of number."""

_REQUIRED_EVENTS: Final = {"annex-1": 10, "annex-2": 3}
_REQUIRED_ACTIVITIES: Final = {"annex-1": 5, "annex-2": 2}


def subjects(annex: Annex, *, seed: int, count: int, marks: MarkStyle = "whole") -> Iterator[dict[str, Any]]:
    """``count`` subjects of an annex; the same ones for the same arguments, on every machine."""
    rng = Random(f"{annex} {marks} {seed}")
    for _ in range(count):
        yield _subject(annex, rng, marks)


def full_marks(annex: Annex) -> dict[str, Any]:
    """The subject that has reached everything: a total of exactly 100."""
    counts = dict.fromkeys(COUNTS[annex], 10) | {"late_or_missing_reports": 0}
    return {**MARKS, **counts, **dict.fromkeys(FLAGS[annex], True)}


def nothing_done(annex: Annex) -> dict[str, Any]:
    """The subject that has reached nothing: a total of exactly 0."""
    counts = dict.fromkeys(COUNTS[annex], 0)
    short = {"registrations_target": 1, "local_industrial_firms": 10_000, "late_or_missing_reports": 10}
    return {**dict.fromkeys(MARKS, 0), **counts, **short, **dict.fromkeys(FLAGS[annex], False)}


def _subject(annex: Annex, rng: Random, marks: MarkStyle) -> dict[str, Any]:
    """One subject; the metrics stand in the order of the annex."""
    mark = _MARKS[marks]
    subject: dict[str, Any] = {name: mark(rng, points) for name, points in MARKS.items()}
    counts = dict.fromkeys(COUNTS[annex], 0)
    target = _near(rng, rng.choice((1, 3, 7, 30, 37, 72, 400, 9_999)), 2, least=1)
    counts["registrations_target"] = target
    counts["registrations_done"] = rng.choice(
        (0, target - 1, target, target + 1, rng.randrange(2 * target + 1))
    )
    counts["matchmaking_events"] = _near(rng, _REQUIRED_EVENTS[annex], 4)
    counts["late_or_missing_reports"] = rng.choice((0, 0, 1, 2, 9, 10, 11, rng.randrange(30)))
    for name in ACTIVITIES:
        counts[name] = _near(rng, _REQUIRED_ACTIVITIES[annex], 3)
    firms = rng.choice((0, 1, 10, 333, 1_000, 2_000, 3_001, rng.randrange(6_000)))
    # At, or one beside, 90% of the firms and each full hundred below it: where the points step.
    served = max(0, 9 * firms // 10 - 100 * rng.randrange(18) + rng.randrange(-1, 3))
    counts["local_industrial_firms"] = firms
    counts["online_deals"] = rng.randrange(served + 1)
    counts["enterprise_participations"] = served - counts["online_deals"]
    counts["top_honours"] = rng.choice((0, 0, 1, 2, 3))
    if "star_honours" in counts:
        counts["star_honours"] = rng.choice((0, 0, 1, 2, 4))
    counts["media_and_awards"] = rng.choice((0, 0, 1, 2, 5, 6))
    subject.update(counts)
    subject.update({name: rng.random() < 0.7 for name in FLAGS[annex]})
    return subject


def _near(rng: Random, edge: int, spread: int, *, least: int = 0) -> int:
    """A whole number around an edge, sometimes far off."""
    if rng.random() < 0.1:
        return rng.choice((least, 5 * edge + least, 10**9))
    return max(least, edge + rng.randrange(-spread, spread + 1))


def _whole(rng: Random, points: int) -> int:
    return rng.randrange(points + 1)


def _halves(rng: Random, points: int) -> Decimal:
    return Decimal(rng.randrange(2 * points + 1)) / 2


def _odd(rng: Random, points: int) -> int | float | Decimal | Fraction:
    """A mark as a spreadsheet, a database or a division may give it: any kind of number, any length."""
    hundredths = rng.randrange(100 * points + 1)
    spellings: tuple[Callable[[], int | float | Decimal | Fraction], ...] = (
        lambda: rng.randrange(points + 1),
        lambda: Decimal(hundredths) / 100,
        lambda: hundredths / 100,
        lambda: Fraction(hundredths, 100),
        lambda: rng.choice(
            (0.0, -0.0, float(points), Decimal("0E+3"), Decimal(points).scaleb(30).scaleb(-30))
        ),
        lambda: rng.randrange(1_000 * points + 1) / 1_000,
        lambda: Decimal(rng.randrange(10**9 * points + 1)).scaleb(-9),
        lambda: Fraction(rng.randrange(37 * points + 1), 37),
        lambda: rng.random() * points,
    )
    # Mostly the spellings of everyday; long ones often enough to meet the exact path.
    return rng.choice(spellings[:5] if rng.random() < 0.9 else spellings)()


_MARKS: Final[dict[MarkStyle, Callable[[Random, int], int | float | Decimal | Fraction]]] = {
    "whole": _whole,
    "halves": _halves,
    "odd": _odd,
}
