"""The lines under `metrics` → the metrics of a rubric, and what is worked out from them.

Comes in: those lines. Goes out: the metrics as far as they could be read; the reader remembers their names,
and what a line that could not be read seems to declare.
"""

from __future__ import annotations

from attrs import evolve

from rubric_dsl.source.diagnostics import diagnostic
from rubric_dsl.syntax import build, lines, recovery
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.placing import LogicalLine
from rubric_dsl.syntax.reader import Reader


def _metric(branch: build.Branch, place: build.Place) -> t.Metric | t.Derived:
    return lines.derived(branch, place) if branch.data == "derived" else lines.metric(branch, place)


def read_metrics(reader: Reader, declared: list[LogicalLine]) -> list[t.Metric | t.Derived]:
    """The metrics, and the derived values among them."""
    found = []
    for line in declared:
        if line.shape in ("rule", "gate", "cited") and reader.reads(line, "body"):
            if "*" not in reader.damaged:
                reader.misplaced(line, "rule", "metrics")
            reader.damaged.add("*")
            continue
        branch = reader.parse(line, "metric")
        metric = reader.build(_metric, branch, line) if branch is not None else None
        if metric is None:
            mistake = reader.found[-1] if reader.found else None
            reader.damaged.update(recovery.names_lost(line.text, mistake))
            continue
        singular = metric.singular if isinstance(metric, t.Metric) else None
        reader.declare(word for word in (metric.name.id, metric.name.alias, singular) if word)
        found.append(_with_fields(reader, line, metric))
    return found


def _with_fields(reader: Reader, line: LogicalLine, metric: t.Metric | t.Derived) -> t.Metric | t.Derived:
    """A list of records with its fields, each a line like a metric's; other metrics have nothing below."""
    if isinstance(metric, t.Derived) or metric.kind != "list":
        reader.refuse_children(line)
        return metric
    told = len(reader.found)
    below = read_metrics(reader, line.children)
    fields = tuple(field for field in below if isinstance(field, t.Metric))
    for other in below:
        if isinstance(other, t.Derived):
            reader.found.append(diagnostic("RB0244", other.span, what="derived"))
    if not fields and len(reader.found) == told:
        reader.found.append(diagnostic("RB0240", metric.span))
    return evolve(metric, fields=fields)
