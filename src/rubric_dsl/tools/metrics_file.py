"""A file with the metrics of one subject → its exact values, each with its place.

The file's ending says how it is written: ``.yaml``, ``.yml`` or ``.json``. Standard input and pipes are
read as YAML, of which JSON is nearly a part, unless it is said that they are JSON. A mistake is a diagnostic
with a place in the file.

>>> metrics_from_text("events: 8", "metrics.yaml").values
{'events': 8}
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from attrs import field, frozen

from rubric_dsl.source.diagnostics import Diagnostic
from rubric_dsl.source.span import Span
from rubric_dsl.source.text import SourceText
from rubric_dsl.tools import files
from rubric_dsl.tools.files import STANDARD_INPUT

MAX_METRICS_BYTES = 1024 * 1024
ENDINGS = (".yaml", ".yml", ".json")


@frozen
class MetricsFile:
    """What one file of metrics says; its diagnostics are empty where it can be used."""

    name: str
    values: Mapping[str, object] = field(factory=dict)
    names: Mapping[str, Span] = field(factory=dict)
    places: Mapping[str, Span] = field(factory=dict)
    """Where each name and each value stands, for messages about them."""
    text: SourceText | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_metrics(path: str | Path, written: str | None = None) -> MetricsFile:
    """Read one subject's metrics; nothing is raised, see :attr:`MetricsFile.diagnostics`.

    ``written`` is ``yaml`` or ``json`` where the file's ending does not say.
    """
    path = Path(path)
    name = str(path)
    ending = path.suffix.lower()
    raw = files.read_bytes(path, MAX_METRICS_BYTES)
    if isinstance(raw, Diagnostic):
        return MetricsFile(name, diagnostics=(raw,))
    # a pipe such as <(…) has no ending
    if written is None and ending not in ENDINGS and (ending or path.is_file()):
        facts = {"path": name, "ending": ending, "endings": ENDINGS, "purpose": "metrics"}
        return MetricsFile(name, diagnostics=(Diagnostic("RB0535", files.start(name), facts),))
    return _from_bytes(raw, name, written or ("json" if ending == ".json" else "yaml"))


def metrics_from_stream(stream: BinaryIO, written: str | None = None) -> MetricsFile:
    """The same from standard input, read as YAML unless it is said to be JSON."""
    raw = stream.read(MAX_METRICS_BYTES + 1)
    if len(raw) > MAX_METRICS_BYTES:
        long = files.too_long(STANDARD_INPUT, MAX_METRICS_BYTES)
        return MetricsFile(STANDARD_INPUT, diagnostics=(long,))
    return _from_bytes(raw, STANDARD_INPUT, written or "yaml")


def _from_bytes(raw: bytes, name: str, written: str) -> MetricsFile:
    text = files.decoded(raw, name)
    if isinstance(text, Diagnostic):
        return MetricsFile(name, diagnostics=(text,))
    return metrics_from_text(text, name, written)


def metrics_from_text(text: str, name: str, written: str = "yaml") -> MetricsFile:
    """The metrics that a text holds; ``written`` is ``yaml`` or ``json``."""
    source = SourceText(name, text)
    if not text.strip():
        return MetricsFile(name, text=source, diagnostics=(files.empty(name),))
    if written == "json":
        from rubric_dsl.tools.json_values import read_object

        subject = read_object(text, name)
    else:
        from rubric_dsl.tools.yaml_values import read_document

        subject = read_document(text, name)
    if subject.diagnostics:  # what is broken is used for nothing
        return MetricsFile(name, text=source, diagnostics=subject.diagnostics)
    return MetricsFile(name, subject.values, subject.names, subject.places, source)
