"""Text → syntax tree: every line once, every mistake once.

A line that cannot be parsed becomes a diagnostic and is left out; the lines around it are read as if it
were not there. What a broken line seems to declare is remembered (``damaged``), so that later stages do
not complain about names that only look unknown.

>>> read_rule(SourceText("rule", "≥10 events → 30")).rule.points
Fraction(30, 1)
"""

from __future__ import annotations

from typing import Any

from attrs import define, evolve, field, frozen

from rubric_dsl.source.diagnostics import Diagnostic, diagnostic, in_order
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.syntax import build, lines, recovery
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.declared import read_metrics
from rubric_dsl.syntax.graded import read_grades
from rubric_dsl.syntax.layout import Layout, lay_out
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.reader import Reader


@frozen
class Reading:
    """What came of a file: the tree as far as it could be read, and all of its syntax mistakes."""

    rubric: t.Rubric | None
    diagnostics: tuple[Diagnostic, ...]
    damaged: frozenset[str] = frozenset()
    """Names that broken lines seem to declare; ``"*"`` where a section is lost, ANY_NAME for a metric's."""


@frozen
class RuleReading:
    """What came of a rule on its own."""

    rule: t.Rule | None
    diagnostics: tuple[Diagnostic, ...]


@define
class Parts:
    """The parts of a body while its lines are read."""

    source: t.Text | None = None
    quote: t.Text | None = None
    rules: list[Any] = field(factory=list)
    """Rules, and cases until they are one rule."""
    effects: list[t.Effect] = field(factory=list)
    children: list[Any] = field(factory=list)
    best: t.Best | None = None
    outs: list[t.NotApplicable] = field(factory=list)
    policy: t.Policy | None = None
    broken: bool = False
    """Some line of it could not be read."""
    headless: bool = False
    """Another criterion seems to begin in it, without a heading."""
    crowded: bool = False
    """A criterion in it has rules for several; that is for the model to tell of."""

    def body(self) -> t.Body:
        rules, effects = tuple(self.rules), tuple(self.effects)
        outs = tuple(self.outs)
        return t.Body(
            self.source, self.quote, rules, effects, tuple(self.children), self.best, outs, self.policy
        )


def body_line(reader: Reader, line: LogicalLine, parts: Parts) -> None:
    branch = reader.parse(line, "body")
    if branch is None:
        parts.broken = True
        reader.damaged.update(recovery.names_declared(line.text))
        if line.children:  # the heading is broken; what stands under it can still be right or wrong
            _body(reader, line.children)
        return
    # `body` has one child, except for the forms that the grammar names itself
    inner = branch if branch.data != "body" else build.trees(branch)[0]
    inner = build.lone_limit(inner) or inner
    match inner.data:
        case "heading" | "for_each" | "judged":
            child = _child(reader, line, inner, parts)
            if child is None or (line.astray and not line.children):
                parts.broken = True
            else:
                parts.children.append(child)
            return
        case "source" | "quote":
            text = reader.build(lines.cited, inner, line)
            if parts.headless:
                pass
            elif getattr(parts, inner.data) is not None:
                reader.found.append(diagnostic("RB0118", reader.span(line), what=str(inner.data)))
                parts.headless = bool(parts.rules or parts.children)
            else:
                setattr(parts, inner.data, text)
        case "best":
            if parts.best is not None:
                reader.found.append(diagnostic("RB0118", reader.span(line), what="best"))
            parts.best = reader.build(lines.best, inner, line)
        case "not_applicable":
            out = reader.build(build.not_applicable, inner, line)
            parts.outs.extend([out] if out is not None else [])
        case "policy":
            if parts.policy is not None:
                reader.found.append(diagnostic("RB0118", reader.span(line), what="not applicable: …"))
            parts.policy = reader.build(build.policy, inner, line)
        case form if form in build.FORMS:
            effect = reader.build(build.effect, inner, line)
            if effect is not None:
                parts.effects.append(effect)
        case _:
            rule = reader.build(build.line_of_rule, inner, line)
            if rule is None:
                parts.broken = True
            elif not (parts.headless or (line.astray and parts.rules)):
                parts.rules.append(rule)
    reader.refuse_children(line)


def _child(
    reader: Reader, line: LogicalLine, branch: build.Branch, around: Parts
) -> t.Node | t.Judged | t.ForEach | None:
    """A line that makes criteria, with what stands under it."""
    if branch.data == "heading":
        return _node(reader, line, branch, around)
    if branch.data == "judged":
        reader.refuse_children(line)
        return reader.build(lines.judged, branch, line)
    made = reader.build(lines.for_each, branch, line)
    parts = _body(reader, line.children)
    if made is None:
        return None
    broken = parts.broken or line.tangled
    return t.ForEach(made[0], made[1], parts.body(), broken, span=reader.span(line))


def _body(reader: Reader, children: list[LogicalLine]) -> Parts:
    parts = Parts()
    for line in children:
        body_line(reader, line, parts)
    parts.rules, mistakes = build.gathered(parts.rules)
    reader.found += mistakes
    parts.broken = parts.broken or bool(mistakes)
    return parts


def _node(reader: Reader, line: LogicalLine, branch: build.Branch, around: Parts) -> t.Node | None:
    made = reader.build(lines.heading, branch, line)
    parts = _body(reader, line.children)
    around.broken = around.broken or parts.headless
    around.crowded = around.crowded or len(parts.rules) + bool(parts.children) > 1
    if made is None:
        reader.damaged.update(recovery.names_declared(line.text))
        return None
    name, points, weight, baseline, apart = made
    broken = parts.broken or parts.headless or line.tangled
    return t.Node(
        name, points, weight, parts.body(), broken, apart, baseline=baseline,
        number=lines.heading_number(branch), span=reader.span(line),
    )  # fmt: skip


_SAID = {
    "policy": "not applicable: …", "cohort": "cohort only if", "fewest": "cohort of at least",
    "ranking": "ranked by total", "reasons": "reasons up to",
    "less_is_better": "less is better",
}  # fmt: skip
"""How a line is named, where its branch is called otherwise."""
_COMPARING: dict[str, Any] = {
    "cohort": lines.cohort,
    "fewest": lines.fewest,
    "ranking": lines.ranking,
    "reasons": lines.reasons,
    "less_is_better": lambda *_: True,
}


@define
class File:
    """What has been read of a file so far."""

    reader: Reader
    rubric: t.Rubric
    headed: bool = False
    about: set[str] = field(factory=set)
    """What has been said of the rubric."""
    metrics: list[t.Metric | t.Derived] = field(factory=list)
    listed: bool = False
    """Whether there was a line `metrics`."""
    parts: Parts = field(factory=Parts)
    """The sections."""

    def about_line(self, line: LogicalLine) -> None:
        """One line under the head."""
        reader = self.reader
        if line.shape == "metric" and not self.listed:
            if not self.metrics:
                reader.misplaced(line, "metric", "rubric")
            self.metrics.extend(read_metrics(reader, [line]))
            return
        branch = reader.parse(line, "about")
        if branch is None:
            reader.damaged.add("about")
            return
        inner = branch if branch.data != "about" else build.trees(branch)[0]
        what = str(inner.data)
        if what == "excluded":
            exclusion = reader.build(lines.exclusion, inner, line)
            if exclusion is not None:
                self.rubric = evolve(self.rubric, exclusions=(*self.rubric.exclusions, exclusion))
            reader.refuse_children(line)
            return
        if what in build.FORMS:
            effect = reader.build(build.effect, inner, line)
            if effect is not None:
                self.rubric = evolve(self.rubric, effects=(*self.rubric.effects, effect))
            reader.refuse_children(line)
            return
        if what == "not_applicable":
            reader.found.append(diagnostic("RB0364", reader.span(line), head=True))
            reader.refuse_children(line)
            return
        if what in self.about:
            said = _SAID.get(what, what)
            reader.found.append(diagnostic("RB0118", reader.span(line), what=said))
        self.about.add(what)
        if what == "period":
            self.rubric = evolve(self.rubric, period=reader.build(lines.period, inner, line))
        elif what == "total":
            made = reader.build(lines.total, inner, line)
            if made is None:
                reader.damaged.add("about")
            else:
                span = reader.span(line)
                self.rubric = evolve(self.rubric, total=made[0], publication=made[1], total_span=span)
        elif what == "policy":
            self.rubric = evolve(self.rubric, policy=reader.build(build.policy, inner, line))
        elif what in ("each_criterion", "each_section"):
            stage = reader.build(lines.stage, inner, line)
            self.rubric = evolve(self.rubric, stages=(*self.rubric.stages, *((stage,) if stage else ())))
        elif what in _COMPARING:
            self.comparing_line(what, inner, line)
        elif what in ("calendar", "days_off", "days_on"):
            self.calendar_line(what, inner, line)
        else:
            cited, old = reader.build(lines.cited, inner, line), self.rubric
            self.rubric = evolve(old, source=cited) if what == "source" else evolve(old, quote=cited)
        reader.refuse_children(line)

    def comparing_line(self, what: str, inner: build.Branch, line: LogicalLine) -> None:
        """Who belongs to the cohort, and how many must; what decides between ties; how many reasons."""
        said: Any = {what: self.reader.build(_COMPARING[what], inner, line)}
        self.rubric = evolve(self.rubric, **said)

    def calendar_line(self, what: str, inner: build.Branch, line: LogicalLine) -> None:
        """The calendar, or the days that are off or on beside it."""
        reader = self.reader
        calendar = self.rubric.calendar or t.Calendar(None, span=reader.span(line))
        if what == "calendar":
            named = reader.build(build.calendar, inner, line)
            if named is not None:
                calendar = evolve(calendar, base=named.base, span=named.span)
        elif what == "days_off":
            calendar = evolve(calendar, off=reader.build(build.stretches, inner, line) or ())
        else:
            calendar = evolve(calendar, on=reader.build(build.stretches, inner, line) or ())
        self.rubric = evolve(self.rubric, calendar=calendar)

    def head(self, line: LogicalLine, branch: build.Branch | None) -> None:
        """The rubric's own line."""
        reader = self.reader
        if self.headed:
            reader.found.append(diagnostic("RB0119", reader.span(line)))
            if self.about:
                return
        else:
            name = reader.build(lines.rubric_head, branch, line) if branch is not None else None
            self.rubric = evolve(self.rubric, name=name or self.rubric.name, span=reader.span(line))
        self.headed = True
        for below in line.children:
            self.about_line(below)

    def line(self, line: LogicalLine) -> None:
        """One line at the margin with all below it."""
        reader = self.reader
        if line.shape in ("about", "cited") and not self.headed:
            self.about_line(line)  # its head is missing, which is told of once for the whole file
            return
        branch = reader.parse(line, "top")
        inner = build.trees(branch)[0] if branch is not None and branch.data == "top" else branch
        match str(inner.data) if inner is not None else recovery.guess_head(line):
            case "rubric_head":
                self.head(line, inner)
            case "metrics_head":
                if self.listed:
                    reader.found.append(diagnostic("RB0118", reader.span(line), what="metrics"))
                self.listed = True
                self.metrics.extend(read_metrics(reader, line.children))
            case "grades_head":
                if self.rubric.grades is not None:
                    reader.found.append(diagnostic("RB0118", reader.span(line), what="grades"))
                assert inner is not None
                self.rubric = evolve(self.rubric, grades=read_grades(reader, line, inner))
            case _ if inner is not None:
                node = _node(reader, line, inner, self.parts)
                if node is None:
                    reader.damaged.add("*")
                else:
                    self.parts.children.append(node)
            case _:
                reader.damaged.update({"*", *recovery.names_declared(line.text)})
                _body(reader, line.children)


def read_rubric(source: SourceText) -> Reading:
    """The tree of a whole file with all of its syntax mistakes, in the order of the text."""
    return read_lines(Reader(source), lay_out(source))


def read_lines(reader: Reader, layout: Layout) -> Reading:
    """The same by a reader that keeps what else is wanted of it."""
    source = reader.source
    reader.found.extend(layout.diagnostics)
    start = Span(source.name, 1, 1, 1)
    if not layout.lines:
        return Reading(None, (diagnostic("RB0004", start),))
    blank = t.Rubric(t.Named("", None, (), span=start), None, None, None, None, None, (), (), span=start)
    if layout.tangled:
        reader.damaged.add("*")
    file = File(reader, blank)
    for line in layout.lines:
        file.line(line)
    if not file.headed:
        if not (reader.found and "*" in reader.damaged):
            reader.found.append(diagnostic("RB0120", reader.span(layout.lines[0])))
        reader.damaged.add("about")
    if file.parts.broken or file.parts.crowded:
        reader.damaged.add("*")
    rubric = evolve(
        file.rubric,
        metrics=tuple(one for one in file.metrics if isinstance(one, t.Metric)),
        derived=tuple(one for one in file.metrics if isinstance(one, t.Derived)),
        nodes=tuple(file.parts.children),
    )
    return Reading(rubric, in_order(reader.found), frozenset(reader.damaged))


def read_rule(source: SourceText) -> RuleReading:
    """The tree of one rule on its own."""
    reader = Reader(source)
    layout = lay_out(source)
    reader.found.extend(layout.diagnostics)
    rule: t.Rule | None = None
    if not layout.lines:
        reader.found.append(diagnostic("RB0121", Span(source.name, 1, 1, 1)))
    for position, line in enumerate(layout.lines):
        if position:
            reader.found.append(diagnostic("RB0122", reader.span(line)))
            break
        branch = reader.parse(line, "rule")
        if branch is not None:
            rule = reader.build(build.rule, branch, line)
        reader.refuse_children(line)
    return RuleReading(rule, in_order(reader.found))
