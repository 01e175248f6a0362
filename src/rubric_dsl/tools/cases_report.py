"""A case that is not as expected → what a person reads: expected and actual side by side, and the account.

Before, a :class:`CaseResult`; after::

    matchmaking  expected 30  got 24
    total        expected 95  got 89
    …
    matchmaking                                             24 / 30      −6
      ≥10 matchmaking_events → 30, −3 per missing           annex-1.rubric:41
    …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.display import pad, printable, width
from rubric_dsl.tools.cases import CaseResult, Difference

_WORDS: dict[Language, tuple[str, str]] = {"en": ("expected", "got"), "zh": ("应为", "实为")}
_OF_TOTAL = frozenset({"total", "published", "grade", "rank"})


def side_by_side(differences: Iterable[Difference], lang: Language) -> Iterator[str]:
    """A line for each figure, in columns; below it why an input was refused."""
    expected_word, actual_word = _WORDS[lang]
    rows = [tuple(map(printable, (one.what, one.expected, one.actual))) for one in differences]
    first, second = (max(width(row[at]) for row in rows) for at in (0, 1))
    for one, (what, expected, actual) in zip(differences, rows, strict=True):
        wanted = f"{expected_word} {pad(expected, second, 'right')}"
        yield f"{pad(what, first)}  {wanted}  {actual_word} {actual}"
        for fault in one.faults:
            yield f"  {fault.code} {printable(fault.sentence(lang))}"


def account_of(case: CaseResult, lang: Language) -> list[str]:
    """What the account says of the figures that differ: of criteria and sections how their points came
    about, of the total how it is made. Empty where nothing was scored."""
    from rubric_dsl.rendering.harmless import harmless
    from rubric_dsl.rendering.text import part_as_text

    result = case.result
    if result is None or result.outcome != "scored":
        return []
    account = result.account(lang)
    named = {name for node in result.rubric.criteria for name in (node.id, node.path)}
    wrong = {result.rubric.criterion(one.what).path for one in case.differences if one.what in named}
    lines = part_as_text(account, wrong).splitlines()
    of_total = any(one.what in _OF_TOTAL for one in case.differences)
    return _apart(lines, harmless(account).sums if of_total else ())


def report_of(case: CaseResult, lang: Language) -> list[str]:
    """Both, with a blank line between them."""
    return _apart([*side_by_side(case.differences, lang)], account_of(case, lang))


def _apart(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return [*first, *([""] if first and second else []), *second]
