"""Grades of which there are only so many, against a second way of sharing them out, written for nothing else."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

import rubric_dsl as rd
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax.formatting import format_rubric
from rubric_dsl.syntax.reading import read_rubric

NAMES = ("first", "second", "third", "fourth", "rest")
ROUNDED = {"down": ROUND_FLOOR, "up": ROUND_CEILING, "half up": ROUND_HALF_UP}


@frozen
class Made:
    """A grade as the example has it."""

    bar: int | None
    asks: bool
    share: int | None = None
    count: int | None = None
    mode: str = "down"
    kept: bool = True
    above: bool = False

    @property
    def scarce(self) -> bool:
        return self.share is not None or self.count is not None

    def line(self, name: str, sign: str) -> str:
        text = f"  {name}: " + ("otherwise" if self.bar is None else f"{sign} {self.bar}")
        text += ", only if keen" if self.asks else ""
        if not self.scarce:
            return text
        text += ", with the grades above" if self.above else ","
        text += f" at most {self.share}% of subjects rounded {self.mode}" if self.share else f" at most {self.count} subjects"
        return f"{text}, ties on the edge {'kept' if self.kept else 'left out'}"


@st.composite
def made(draw: Any, bar: int | None, last: bool) -> Made:
    if last:
        return Made(None, False)
    share, count = draw(st.sampled_from([(None, None), (20, None), (34, None), (50, None), (None, 1), (None, 2)]))
    return Made(
        bar, draw(st.booleans()), share, count, draw(st.sampled_from(sorted(ROUNDED))), draw(st.booleans()), draw(st.booleans())
    )


@frozen
class Example:
    grades: tuple[Made, ...]
    falling: bool
    limit: int | None
    breaks: bool

    @property
    def text(self) -> str:
        lines = ["rubric shared-out", "  total 6", f"  ranked by total{', then price from the lowest' if self.breaks else ''}"]
        lines += ["  less is better"] if self.falling else []
        lines += ["  cohort only if here", '  excluded if gone "gone"', "grades by the exact total"]
        lines += [one.line(name, "≤" if self.falling else "≥") for one, name in zip(self.grades, NAMES, strict=False)]
        if self.limit is not None:
            lines.append(f"  at most {NAMES[self.limit]} if late")
        lines += ["metrics", "  points count from 0 to 6", "  price count from 0 to 2"]
        lines += [f"  {flag} yes/no" for flag in ("keen", "late", "here", "gone")]
        return "\n".join([*lines, "all_of_it: 6 points", "  points", ""])


@st.composite
def examples(draw: Any) -> Example:
    falling = draw(st.booleans())
    bars = sorted(draw(st.lists(st.integers(1, 5) | st.none(), max_size=3)), key=lambda bar: (0 if bar is None else bar) * (1 if falling else -1))
    bars = [bar for bar in bars if bar is not None] + [None] * bars.count(None)
    grades = [draw(made(bar, False)) for bar in bars]
    # a grade that is given to all without a quota hides those behind it, which is an error of its own
    for number, one in enumerate(grades):
        if not one.scarce and not one.asks and (one.bar is None or any(later.bar == one.bar for later in grades[number + 1 :])):
            grades[number] = Made(one.bar, True)
    limit = draw(st.none() | st.integers(0, len(grades)))
    return Example((*grades, Made(None, False)), falling, limit, draw(st.booleans()))


people = st.fixed_dictionaries(
    {
        "points": st.integers(0, 6), "price": st.integers(0, 2), "keen": st.booleans(), "late": st.sampled_from([False, False, True]),
        "here": st.sampled_from([True, True, True, False]), "gone": st.sampled_from([False, False, False, True]),
    }
)  # fmt: skip


def options(example: Example, one: dict[str, Any]) -> list[int]:
    """All grades that somebody may have, the best first."""
    found = []
    for place, grade in enumerate(example.grades):
        reached = grade.bar is None or (one["points"] <= grade.bar if example.falling else one["points"] >= grade.bar)
        if reached and (one["keen"] or not grade.asks):
            found.append(place if example.limit is None or not one["late"] else max(place, example.limit))
    return sorted(set(found))


def shared_by_hand(example: Example, counted: list[dict[str, Any]]) -> list[str]:
    """The grade of each, the grades given out one after the other."""
    left = [options(example, one) for one in counted]

    def order(number: int) -> tuple[int, int]:
        one = counted[number]
        return (one["points"] if example.falling else -one["points"], one["price"] if example.breaks else 0)

    better = 0
    for place, grade in enumerate(example.grades):
        here = sorted((number for number in range(len(counted)) if left[number][0] == place), key=order)
        if grade.scarce:
            room = grade.count
            if grade.share is not None:
                room = int((Decimal(grade.share) * len(counted) / 100).to_integral_value(ROUNDED[grade.mode]))
            assert room is not None
            room -= better if grade.above else 0
            for _, together in groupby(list(here), key=order):
                equal = list(together)
                fits = room >= len(equal) or (room > 0 and grade.kept)
                room = room - len(equal) if fits else 0
                if not fits:
                    for number in equal:
                        left[number].pop(0)
                        here.remove(number)
        better += len(here)
    return [NAMES[one[0]] for one in left]


@given(examples(), st.lists(people, min_size=1, max_size=9), st.sampled_from(["en", "zh"]), st.data())
def test_grades_are_shared_out_as_by_hand(
    example: Example, everybody: list[dict[str, Any]], lang: Any, data: st.DataObject
) -> None:
    tree = read_rubric(SourceText("shared", example.text)).rubric
    assert tree is not None
    loaded = rd.loads(format_rubric(tree, lang))
    grades = loaded.plan.rubric.grades
    assert grades is not None
    renamed = {one.name.id: NAMES[place] for place, one in enumerate(grades.grades)}
    counted = [number for number, one in enumerate(everybody) if one["here"] and not one["gone"]]
    expected = dict(zip(counted, shared_by_hand(example, [everybody[number] for number in counted]), strict=True))
    cohort = loaded.cohort(everybody)
    assert cohort.size == len(counted)
    shuffled = data.draw(st.permutations(everybody))
    for place in loaded.rank(shuffled):
        assert place.result is not None
        assert place.result.grade == cohort.evaluate(shuffled[place.number]).grade
    for number, one in enumerate(everybody):
        result, alone = cohort.evaluate(one), loaded.evaluate(one)
        assert loaded.score(one) == one["points"] if not one["gone"] else result.grade is None
        if number in expected:
            assert result.grade is not None
            assert renamed[result.grade] == expected[number]
            told = result.to_dict(lang)["grade"]
            assert told["id"] == result.grade
            assert told["reached"] == result.reached == alone.reached
            assert alone.grade in (None, result.grade), "alone, a wrong grade is never given"
            assert all(told["why"])
