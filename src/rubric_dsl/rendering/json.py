"""An account as plain JSON types: the document ``rubric-explanation/1``.

In comes an :class:`~rubric_dsl.explanation.account.Account`, out goes what ``explanation.schema.json``
beside this file describes. Texts are passed on as they are, character by character; whoever shows them
makes them harmless there. Tables of a hundred thousand subjects come through here, so the dicts are
written out, key by key.
"""

from __future__ import annotations

import json
import re
from typing import Any

from rubric_dsl.explanation.account import SCHEMA, Account, Acted, Grading, Line, OfAll, Reason
from rubric_dsl.rendering.document import (
    ActedDocument,
    CohortDocument,
    CriterionDocument,
    ExplanationDocument,
    GradeDocument,
    ReasonDocument,
)

# What a terminal or an old JavaScript would act on although JSON allows it bare.
_ACTIVE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def as_dict(account: Account) -> ExplanationDocument:
    """The account in plain JSON types; every call makes new lists and dicts."""
    period = account.period
    return {
        "schema": SCHEMA,
        "lang": account.lang,
        "rubric": {
            "id": account.rubric_id,
            "title": account.title,
            "hash": account.hash,
            "file": account.file,
            "better": account.better,
            "period": None if period is None else {"from": period[0], "to": period[1]},
        },
        "outcome": account.outcome,
        "reason": account.reason,
        "total": {
            "exact": account.total,
            "published": account.published,
            "max": account.max,
            "rounding": account.rounding,
            "sums": list(account.sums),
            "effects": [_acted(one) for one in account.effects],
        },
        "grade": _grading(account.grade),
        "cohort": _of_all(account.cohort),
        "reasons": None if account.reasons is None else [_reason(one) for one in account.reasons],
        "metrics": dict(account.labels),
        "criteria": [_criterion(line) for line in account.lines],
    }


def _criterion(line: Line) -> CriterionDocument:
    """A line in plain JSON types: new dicts and lists, copied from the first time that it was rendered."""
    if not line.document:
        line.document.append(_made(line))  # type: ignore[arg-type]
    made: Any = line.document[0]
    copied = made.copy()
    copied["observed"] = made["observed"].copy()
    copied["arithmetic"] = made["arithmetic"].copy()
    effects, step = made["effects"], made["next"]
    copied["effects"] = [one.copy() for one in effects] if effects else []
    if step is not None:
        copied["next"] = step.copy()
    return copied  # type: ignore[no-any-return]


def _grading(one: Grading | None) -> GradeDocument | None:
    if one is None:
        return None
    return {"id": one.id, "label": one.label, "why": list(one.why), "reached": one.reached}


def _reason(one: Reason) -> ReasonDocument:
    return {"id": one.id, "path": one.path, "label": one.label, "lost": one.lost}


def _of_all(one: OfAll | None) -> CohortDocument | None:
    if one is None:
        return None
    figures = one.statistics
    return {
        "size": one.size,
        "statistics": [{"name": each.name, "value": each.value, "counted": each.counted} for each in figures],
    }


def _acted(one: Acted) -> ActedDocument:
    return {"kind": one.kind, "rule": one.rule, "before": one.before, "after": one.after, "text": one.text}


def _made(line: Line) -> CriterionDocument:
    step = line.next
    return {
        "id": line.id,
        "path": line.path,
        "kind": line.kind,
        "depth": line.depth,
        "label": line.label,
        "points": line.points,
        "max": line.max,
        "lost": line.lost,
        "rule": line.rule,
        "place": line.place,
        "source": line.source,
        "quote": line.quote,
        "observed": {one.metric: one.value for one in line.observed},
        "arithmetic": list(line.arithmetic),
        "why": line.why,
        "cap": line.cap,
        "gate": line.gate,
        "effects": [_acted(one) for one in line.effects],
        "weight": line.weight,
        "weighted": line.weighted,
        "weighted_max": line.weighted_max,
        "counted": line.counted,
        "next": None
        if step is None
        else {
            "metric": step.metric,
            "label": step.label,
            "value": step.value,
            "to": step.to,
            "gain": step.gain,
            "gain_total": step.gain_total,
            "text": step.text,
        },
    }


def as_json(account: Account) -> str:
    """The document as text: UTF-8 as it reads, controls and direction marks as ``\\uXXXX``."""
    text = json.dumps(as_dict(account), ensure_ascii=False, indent=2)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
