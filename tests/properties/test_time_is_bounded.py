"""Reading takes time in proportion to the text, whatever its shape: no line and no file can hold a reader up."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import rubric_dsl as rd
from rubric_dsl.pipeline import compile_text
from rubric_dsl.source.text import SourceText

HEAD = """\
rubric r
  total 10, published rounded half up to 2 decimals
metrics
  a  count
  甲 count
  f  yes/no
"""
LONG = 19_000
"""Characters in one line, or so: near the limit of a line."""
MANY = 2_000
"""Lines in a file: what grows with their square takes minutes."""
SECONDS = 60.0
"""Far more than any of these takes, for a busy machine; far less than the square of the length."""


def rule(text: str) -> str:
    """A file with one rule."""
    return f"{HEAD}s: 10 points\n  {text}\n"


def lines(*each: str) -> str:
    """A file with lines for every number; ``#`` stands for it."""
    return HEAD + "".join(line.replace("#", str(number)) for number in range(MANY) for line in each)


LINES: dict[str, str] = {
    "brackets": rule("(" * (LONG // 2) + "a" + ")" * (LONG // 2) + " ≥ 1 → 10"),
    "open brackets": rule("(" * LONG),
    "not": rule("not " * (LONG // 4) + "f → 10"),
    "未": rule("未" * LONG + "甲的得10分"),
    "minus": rule("−" * LONG + "5"),
    "sum": rule("a + " * (LONG // 4) + "a"),
    "and": rule("f and " * (LONG // 6) + "f → 10"),
    "list": rule("甲、" * (LONG // 2) + "甲达3及以上得10分"),
    "commas": rule("a" + "," * LONG),
    "steps": rule("10" + ", −1 per a" * (LONG // 10)),
    "long name": rule("x" * LONG + " → 10"),
    "long Chinese name": rule("数" * LONG + "得10分"),
    "keywords run together": rule("以上" * (LONG // 2)),
    "half keywords": rule("累计" * (LONG // 2)),
    "particles": rule("的" * LONG),
    "quotation marks": f"{HEAD}s {'“' * LONG}”: 10 points\n  a, capped\n",
    "straight marks": f"{HEAD}s {chr(34) * LONG}: 10 points\n  a, capped\n",
    "corner marks": rule("「" * LONG),
    "figures": rule("9" * LONG),
    "points in figures": rule("9." * (LONG // 2)),
    "spaces behind a name": rule("甲" + " " * LONG + "x"),
    "spaces behind a particle": rule("甲的" + " " * LONG + "x"),
    "spaces behind 得": rule("甲得" + " " * LONG + "x"),
    "spaces behind metrics": f"{HEAD}指标{' ' * LONG}x\n",
    "spaces behind total": HEAD.replace("total 10", "总分" + " " * LONG + "x"),
    "spaces at the end": rule("a, capped" + " " * LONG),
    "colons": f"{HEAD}s{':' * LONG}\n",
    "dots": rule("a, capped" + ". " * (LONG // 2)),
}
FILES: dict[str, Callable[[], str]] = {
    "blank lines": lambda: HEAD + "\n" * 100_000 + "s: 10 points\n  a, capped\n",
    "comments": lambda: HEAD + "# x\n" * 100_000 + "s: 10 points\n  a, capped\n",
    "metrics": lambda: HEAD + "".join(f"  m{number} count\n" for number in range(MANY)) + "s: 10 points\n  a, capped\n",
    "misspelt metrics": lambda: lines("  m# cuont\n"),
    "criteria": lambda: lines("c#: 1 point\n", "  ≥3 a → 1\n").replace("total 10", f"total {MANY}"),
    "criteria of one name": lambda: lines("c: 1 point\n", "  ≥3 a → 1\n"),
    "unknown names": lambda: lines("c#: 1 point\n", "  unknown# → 1\n"),
    "unknown names beside metrics like them": lambda: (
        HEAD + "".join(f"  metric_number_{n} count\n" for n in range(MANY))
        + "".join(f"c{n}: 1 point\n  ≥3 metric_nmuber_{n} → 1\n" for n in range(MANY))
    ),
    "broken rules": lambda: lines("c#: 1 point\n", "  a ≥ ≥ #\n"),
    "rules that leave their points": lambda: lines("c#: 1 point\n", "  a × a − a\n"),
    "rules that seem to": lambda: lines("c#: 1 point\n", "  (a − a) × 甲 × (甲 − 甲)\n"),
    "ever deeper lines": lambda: HEAD + "".join(" " * number + f"c{number}: 1 point\n" for number in range(MANY)),
    "lines up and down": lambda: HEAD + "".join(" " * (number * 7 % 23) + f"c{number}: 1 point\n" for number in range(MANY)),
    "a line that goes on": lambda: rule("a,\n" + "    capped,\n" * MANY),
    "many rules": lambda: rule("a, capped\n" + "  a, capped\n" * MANY),
    "many gates": lambda: rule("a, capped\n" + "  only if f\n" * MANY),
    "many heads": lambda: "rubric r\n" * MANY,
    "garbage": lambda: "".join(f"x{number} y\n" for number in range(MANY)),
}  # fmt: skip


def read_in_time(text: str) -> None:
    """Read a file and word its mistakes, within the seconds."""
    begun = time.perf_counter()
    compiled = compile_text(SourceText("<long>", text))
    if compiled.errors:
        assert str(rd.RubricError(compiled.errors[:200], {"<long>": compiled.source}))
    spent = time.perf_counter() - begun
    assert spent < SECONDS, f"{spent:.1f} s for {len(text)} characters"


@pytest.mark.parametrize("name", LINES)
def test_time_of_a_long_line_is_bounded(name: str) -> None:
    read_in_time(LINES[name])


@pytest.mark.parametrize("name", FILES)
def test_time_of_a_long_file_is_bounded(name: str) -> None:
    read_in_time(FILES[name]())


@pytest.mark.parametrize("text", ["(" * LONG, "未" * LONG, "得10分，" * 4_000, "a" + " " * LONG + "b"])
def test_time_of_a_long_rule_is_bounded(text: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(rd.RubricError):
        rd.compile_rule(text)
    assert time.perf_counter() - begun < SECONDS


def test_time_of_a_subject_with_strange_names_is_bounded() -> None:
    rubric = rd.loads(FILES["metrics"]())
    begun = time.perf_counter()
    with pytest.raises(rd.MetricError):
        rubric.score({f"n{number}": 1 for number in range(MANY)})
    assert time.perf_counter() - begun < SECONDS
