"""Lists as an account shows them: the figures of a short one, how many entries a long one has.

Comes in: a list's exact value. Goes out: its exact text, which is JSON with exact figures as texts, and what
people see.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rubric_dsl.explanation.figures import percent, shown
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import Metric
from rubric_dsl.source.diagnostics import Language

FEW = 9
"""Entries that are shown one by one; of more of them the first are shown, and how many there are."""
_YES = {"en": ("no", "yes"), "zh": ("否", "是")}


def _exact(field: Metric, value: Any) -> Any:
    if field.options:
        return field.options[int(value)].id
    return str(value) if isinstance(value, Fraction) else value


def exact_list(metric: Metric, value: Any) -> str:
    """``["18", "35/2"]``, ``[{"level": "2", "project": "bridge"}]``"""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    if entries.bare:
        plain: list[Any] = [_exact(entries.fields[0], one) for one in value]
    else:
        plain = [
            {
                own_name(field.id): _exact(field, part)
                for field, part in zip(entries.fields, entry, strict=True)
            }
            for entry in value
        ]
    import json

    return json.dumps(plain, ensure_ascii=False)


def figure_of_field(field: Metric, value: Any, lang: Language) -> str:
    """One value of an entry for people."""
    if isinstance(value, bool):
        return _YES[lang][value]
    if isinstance(value, str):
        return value
    if field.options:
        return field.options[int(value)].title(lang)
    return percent(str(value)) if field.percent else shown(str(value))


def shown_list(metric: Metric, value: Any, lang: Language) -> str:
    """``18, 17.5, 19``; ``3 entries``; ``3项``."""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    count = f"{len(value)}项" if lang == "zh" else f"{len(value)} entr{'y' if len(value) == 1 else 'ies'}"
    if not entries.bare or not value:
        return count
    figures = [figure_of_field(entries.fields[0], one, lang) for one in value[:FEW]]
    text = ("、" if lang == "zh" else ", ").join(figures)
    if len(value) <= FEW:
        return text
    return f"{text}等{count}" if lang == "zh" else f"{text} … ({count})"


def entry_text(metric: Metric, entry: Any, lang: Language) -> str:
    """What one entry is, field by field: ``bridge, 2``; a yes is shown by its name."""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    if entries.bare:
        return figure_of_field(entries.fields[0], entry, lang)
    parts = []
    for field, value in zip(entries.fields, entry, strict=True):
        if isinstance(value, bool):
            if value:
                parts.append(field.labels.title(lang))
        else:
            parts.append(figure_of_field(field, value, lang))
    return ("，" if lang == "zh" else ", ").join(parts)
