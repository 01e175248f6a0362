"""Worked cases → what each rubric made of them, figure by figure, exactly.

A file of cases is about the rubric of its folder that it names: every spelling of it is run, and all
spellings must mean the same. Where the rubric compares subjects, the cases of a file are compared with each
other. A figure that is not as expected is a difference; what keeps the cases from
being run at all (an unreadable file, a mistake in the rubric) raises :class:`CasesError`.

>>> [result.differences for result in run_cases("rubrics/hunan-2023/annex-1.cases.yaml")][:2]
[(), ()]
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from attrs import field, frozen

from rubric_dsl.errors import DiagnosedError, RubricError
from rubric_dsl.facade import Rubric, load
from rubric_dsl.result import Result
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.naming import in_chinese
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.tools.cases_among import Judged, judged_cases
from rubric_dsl.tools.cases_file import ENDING, TOTALS, Case, CasesFile, read_cases

_SUFFIX = ".rubric"

MAX_DECIMALS = 12
"""A figure with more decimals is shown as a fraction."""


class CasesError(DiagnosedError):
    """Cases that cannot be run: the file, or a rubric that it is about, has mistakes."""


@frozen
class Difference:
    """One figure that is not as expected; both are exact texts, as people write them."""

    what: str
    """A criterion's id or path, ``total``, ``published``, ``rank``, ``outcome`` or ``refused``."""
    expected: str
    actual: str
    faults: tuple[Diagnostic, ...] = ()
    """Why the input was refused, where it should have been scored or refused for another reason."""


@frozen
class CaseResult:
    """One case under one spelling of its rubric."""

    rubric: str
    """The rubric's file."""
    case: str
    span: Span
    """Where the case stands in its file."""
    differences: tuple[Difference, ...]
    result: Result | None = field(default=None, eq=False, repr=False)
    """What the rubric made of it; None where it was refused."""

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.differences


@frozen
class Opened:
    """A file of cases that can be run, and the rubrics that it is run under."""

    cases: tuple[Case, ...]
    rubrics: Mapping[str, Rubric]
    """By their files."""

    def results(self) -> Iterator[CaseResult]:
        """Every case under every rubric: the rubrics in order, the cases of each in theirs."""
        for name, rule in self.rubrics.items():
            for case, judged in zip(self.cases, judged_cases(rule, self.cases), strict=True):
                result = judged.result if isinstance(judged.result, Result) else None
                yield CaseResult(name, case.name, case.span, tuple(_differences(judged, case)), result)


def run_cases(path: str | Path, *, rubric: str | Path | None = None) -> tuple[CaseResult, ...]:
    """Run a file of cases under every spelling of its rubric, or under the one ``rubric`` file given.

    Raises :class:`CasesError` where the cases, or a rubric, cannot be used.
    """
    return tuple(opened(path, rubric=rubric).results())


def opened(path: str | Path, *, rubric: str | Path | None = None) -> Opened:
    """A file of cases and its rubrics, read and not yet run.

    Raises :class:`CasesError` where the cases, or a rubric, cannot be used.
    """
    cases = read_cases(path)
    texts = {cases.name: cases.text} if cases.text else {}
    if cases.diagnostics:
        raise CasesError(cases.diagnostics, texts)
    paths = [Path(rubric)] if rubric is not None else spellings(Path(path), cases.rubric)
    if not paths:
        facts = {"name": cases.rubric, "folder": str(Path(path).parent)}
        raise CasesError([diagnostic("RB0580", cases.places["rubric"], **facts)], texts)
    rubrics = _loaded(paths)
    found = [*_one_meaning(rubrics, cases), *_unknown_names(rubrics.values(), cases)]
    if found:
        raise CasesError(found, texts)
    return Opened(cases.cases, rubrics)


def spellings(cases: Path, name: str) -> list[Path]:
    """The files beside a file of cases that spell the rubric of that name: ``a.rubric``, ``a.zh.rubric``."""
    beside = sorted(cases.parent.glob(f"*{_SUFFIX}"))
    return [path for path in beside if rubric_name(path) == name]


def rubric_name(path: Path) -> str:
    """``annex-1.zh.rubric`` and ``annex-1.rubric`` both spell ``annex-1``."""
    return path.name.removesuffix(_SUFFIX).removesuffix(".zh")


def cases_of(rubric: Path) -> Path:
    """Where the cases of a rubric file lie."""
    return rubric.with_name(rubric_name(rubric) + ENDING)


def _loaded(paths: Iterable[Path]) -> dict[str, Rubric]:
    """All rubrics by their files; all of their mistakes at once."""
    rubrics: dict[str, Rubric] = {}
    mistakes: list[Diagnostic] = []
    texts: dict[str, SourceText] = {}
    for path in paths:
        try:
            rubrics[str(path)] = load(path)
        except RubricError as mistake:
            mistakes.extend(mistake.diagnostics)
            texts.update(mistake.texts)
    if mistakes:
        raise CasesError(mistakes, texts)
    return rubrics


def _one_meaning(rubrics: Mapping[str, Rubric], cases: CasesFile) -> Iterator[Diagnostic]:
    """Spellings of one rubric that do not mean the same."""
    (first, rule), *others = rubrics.items()
    for name, other in others:
        if other.hash != rule.hash:
            yield diagnostic("RB0581", cases.places["rubric"], first=first, second=name)


def _unknown_names(rubrics: Iterable[Rubric], cases: CasesFile) -> Iterator[Diagnostic]:
    """Expectations of criteria that the rubric does not have."""
    rule = next(iter(rubrics))
    known = {name for node in rule.criteria for name in (node.id, node.path)}
    for case in cases.cases:
        reasons = ((name, "reasons") for name in case.reasons or ())
        for name, key in (*zip(case.points, case.points, strict=True), *reasons):
            if name not in known:
                near = difflib.get_close_matches(name, sorted({*known, *TOTALS}), n=1)
                facts = {"name": name, "rubric": rule.id, "suggestion": near[0] if near else None}
                yield diagnostic("RB0582", case.places[key], **facts)


def _differences(judged: Judged, case: Case) -> Iterator[Difference]:
    result = judged.result
    if isinstance(result, tuple):
        yield from _refusals(result, case)
        return
    if case.refused:
        actual = result.outcome if result.published is None else f"{result.published:f}"
        yield Difference("refused", ", ".join(sorted(case.refused)), actual)
        return
    if result.outcome != case.outcome:
        yield Difference("outcome", case.outcome, result.outcome)
        return
    for what, said in case.words.items():
        found = getattr(result, what)
        if said not in (found, in_chinese(found)):
            yield Difference(what, said, "" if found is None else str(found))
    for name, figure, given in _figures(result, case):
        if figure != given:
            yield Difference(name, written(figure), result.outcome if given is None else written(given))
    published = result.outcome if result.published is None else f"{result.published:f}"
    if case.published is not None and case.published != published:
        yield Difference("published", case.published, published)
    if case.rank is not None and case.rank != judged.rank:
        yield Difference("rank", str(case.rank), result.outcome if judged.rank is None else str(judged.rank))
    if case.reasons is not None:
        found = [one.path for one in result.reasons]
        if [result.rubric.criterion(name).path for name in case.reasons] != found:
            yield Difference("reasons", ", ".join(case.reasons) or "none", ", ".join(found) or "none")


def _figures(result: Result, case: Case) -> Iterator[tuple[str, Fraction, Fraction | None]]:
    for name, expected in case.points.items():
        yield name, expected, result[name].points
    if case.total is not None:
        yield "total", case.total, result.total


def _refusals(found: tuple[Diagnostic, ...], case: Case) -> Iterator[Difference]:
    codes = {one.code for one in found}
    if codes != case.refused:
        expected = ", ".join(sorted(case.refused)) or case.outcome
        actual = ", ".join(sorted(codes))
        yield Difference("refused" if case.refused else "outcome", expected, actual, found)


def written(number: Fraction) -> str:
    """An exact figure as a person writes it: a decimal where it ends, else ``p/q`` and roughly how much.

    >>> written(Fraction(833, 10)), written(Fraction(80, 3))
    ('83.3', '80/3 ≈ 26.67')
    """
    sign, size = "-" if number < 0 else "", abs(number)
    places = next((n for n in range(MAX_DECIMALS + 1) if not 10**n % number.denominator), None)
    if places is None:
        hundredths = round(size * 100)
        return f"{number} ≈ {sign}{hundredths // 100}.{hundredths % 100:02d}"
    units = str(int(size * 10**places)).rjust(places + 1, "0")
    return f"{sign}{units[:-places]}.{units[-places:]}" if places else f"{sign}{units}"
