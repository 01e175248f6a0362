"""Every stage once, in order: text → syntax tree → model → plan.

Each stage reports all of its own mistakes and the next one works on what is left, so that several
mistakes in a file come out together; only a file without errors gets a plan that may be evaluated.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import field, frozen

from rubric_dsl.checks import covered_rows, effects_inside, staying_inside, unused_metrics
from rubric_dsl.library import Shelf, shelf_of
from rubric_dsl.model.adding_up import check_sums
from rubric_dsl.model.building import build
from rubric_dsl.model.rubric import Other
from rubric_dsl.plan.core import Plan
from rubric_dsl.plan.lowering import lower
from rubric_dsl.plan.meaning import meaning
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic, in_order
from rubric_dsl.source.text import SourceText, read
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.reading import read_rubric


@frozen
class Compiled:
    """What a file came to. ``plan`` and ``hash`` are None where there are errors."""

    source: SourceText
    plan: Plan | None
    hash: str | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, SourceText] = field(factory=dict)
    """The text of every file that was read, by the names that messages use."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that keep the rubric from being used."""
        return tuple(one for one in self.diagnostics if one.severity == "error")


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for reference cycles: a rubric's trees have none, and have many nodes."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compile_text(source: SourceText, beside: Path | None = None) -> Compiled:
    """A rubric's text as a plan, with everything that is wrong or remarkable in it.

    ``beside`` is the file that the text is of, or lies beside: rubrics that it names are looked for there.
    """
    with uncollected():
        return _compile(source, shelf_of(beside) if beside else None)


def _compile(source: SourceText, shelf: Shelf | None) -> Compiled:
    texts = shelf.texts if shelf else {}
    texts[source.name] = source
    reading = read_rubric(source)
    found: list[Diagnostic] = list(reading.diagnostics)
    if reading.rubric is None:
        return Compiled(source, None, None, in_order(found), texts)

    def library(item: t.ScoreOf) -> Other | None:
        assert shelf is not None
        return _other(item, shelf, found)

    building = build(reading.rubric, reading.damaged, library if shelf else None)
    found.extend(building.diagnostics)
    lowering = lower(building.rubric)
    found.extend(lowering.diagnostics)
    found.extend(check_sums(building.rubric, reading.rubric, reading.damaged))
    found.extend(covered_rows.check(building.rubric.walk(), building.rubric.named))
    found.extend(staying_inside.check(lowering.plan, lowering.rules))
    found.extend(effects_inside.check(lowering.plan))
    if any(one.severity == "error" for one in found):
        errors = [one for one in found if one.severity == "error"]  # remarks wait until there are none
        return Compiled(source, None, None, in_order(errors), texts)
    found.extend(unused_metrics.check(building.rubric, building.used))
    found.extend(unused_metrics.idle_cohort(lowering.plan))
    assert lowering.complete, "a rubric without errors lowers as a whole"
    return Compiled(source, lowering.plan, meaning(lowering.plan), in_order(found), texts)


def _other(item: t.ScoreOf, shelf: Shelf, found: list[Diagnostic]) -> Other | None:
    """The rubric that a rule takes the score of; its mistakes are told with those of the file naming it."""
    name = item.file.text
    path = shelf.find(name, item.span)
    if isinstance(path, Diagnostic):
        found.append(path)
        return None
    if path not in shelf.known:
        source = shelf.read(name, path, item.span)
        if isinstance(source, Diagnostic):
            found.append(source)
            return None
        shelf.way.append((path, source.name))
        shelf.known[path] = _compile(source, shelf)
        shelf.way.pop()
    compiled = shelf.known[path]
    assert isinstance(compiled, Compiled)
    found.extend(compiled.diagnostics)
    if compiled.plan is None or compiled.hash is None:
        return None
    if compiled.plan.exclusions:
        found.append(diagnostic("RB0013", item.span, name=name))
        return None
    fewest = compiled.plan.rubric.fewest is not None
    if compiled.plan.admitted is not None or fewest:
        found.append(diagnostic("RB0441", item.span, name=name, fewest=fewest))
        return None
    return Other(shelf.key(path), compiled.plan.rubric, compiled.hash)


def compile_file(path: str | Path) -> Compiled:
    """A rubric file as a plan; a file that cannot be read is a diagnostic like any other."""
    source = read(path)
    if isinstance(source, Diagnostic):
        return Compiled(SourceText(str(path), ""), None, None, (source,))
    with uncollected():
        return _compile(source, shelf_of(Path(path)))


def check(path: str | Path) -> tuple[Diagnostic, ...]:
    """Everything that is wrong or remarkable in a rubric file."""
    return compile_file(path).diagnostics
