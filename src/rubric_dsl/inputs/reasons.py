"""Why a row of a table has no score, in one short text: the same from every engine.

>>> reason_text(rubric.metrics["events"], "RB0505")
'events: below 0 (RB0505)'

Comes in: a metric and the code of what is wrong with its value, or the diagnostics of one subject. Goes out:
the text of the column `reason`. No value stands in it, since the row has it: so a text depends on the metric,
the code and the language alone, and an engine can write it down before it sees a row.

A faulty metric has one text, of the first thing that is wrong with it; the metrics follow each other as in
the file, whatever the order of the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import ModuleType

from rubric_dsl.model.rubric import MAX_PLACES, Metric
from rubric_dsl.plan.core import Refusal
from rubric_dsl.source.diagnostics import Diagnostic, Language
from rubric_dsl.source.wording.rules_en import figure


def reason_text(metric: Metric, code: str, lang: Language = "en", **more: object) -> str:
    """What is wrong with a metric's value: ``events: below 0 (RB0505)``; of a list, any code but that it is
    missing means its entries. ``more`` are facts about an engine, for what it alone cannot take."""
    words = _words(lang)
    if code == "RB0501":
        what = words.WORDS[code]
    elif metric.entries is not None:
        what = words.LIST
    elif code == "RB0503":
        what = words.NO_KIND[metric.kind]
    else:
        facts = {
            "low": _limit(metric, metric.low),
            "high": _limit(metric, metric.high),
            "grain": _limit(metric, metric.grain),
            "start": _limit(metric, metric.low or Fraction(0)),
        }
        what = words.WORDS[code].format(digits=18, places=MAX_PLACES, **facts, **more)
    return _of(metric, what, code.partition(" ")[0], lang)


def refusal_text(metric: Metric, refusal: Refusal, lang: Language = "en") -> str:
    """What a rule refuses of a metric's value: ``conduct: outside 0 to 10 (RB0590)``."""
    return _refused(metric, str(refusal.low), str(refusal.high), lang)


def uncompared_text(lang: Language = "en") -> str:
    """Why a row without mistakes has no score, where all are compared and others have mistakes."""
    return _of_row(_words(lang).UNCOMPARED, "RB0595", lang)


def too_few_text(fewest: int, lang: Language = "en") -> str:
    """Why no row has a score, where there have to be so many subjects."""
    return _of_row(_words(lang).TOO_FEW.format(fewest=fewest), "RB0596", lang)


def too_many_text(most: int, lang: Language = "en") -> str:
    """Why no row has a score, where there are more subjects than a query compares."""
    return _of_row(_words(lang).TOO_MANY.format(most=most), "RB0650", lang)


def nobody_text(line: int, lang: Language = "en") -> str:
    """Why no row has a score, where nobody counts for what a line of the rubric says of all."""
    return _of_row(_words(lang).NOBODY.format(line=line), "RB0594", lang)


def undecided_text(lang: Language = "en") -> str:
    """Why a row with a score has no grade, where only so many may have it and others have mistakes."""
    return _of_row(_words(lang).UNDECIDED, "RB0620", lang)


def overflow_text(lang: Language = "en") -> str:
    """Why a row has no score where a figure of it is too long for a column."""
    return _of_row(_words(lang).OVERFLOW, "RB0644", lang)


def joined(texts: Iterable[str], lang: Language = "en") -> str:
    """The texts of a row's metrics, which are in the order of the file, as one."""
    return str(_words(lang).BETWEEN).join(texts)


def reason_of_faults(
    metrics: Mapping[str, Metric], faults: Iterable[Diagnostic], lang: Language = "en"
) -> str:
    """The text of a row with everything that is wrong with it, as the check of the inputs found it."""
    found: dict[str, str] = {}
    for one in faults:
        for name in _metrics_of(one):
            if one.code == "RB0595":
                return uncompared_text(lang)
            if name not in found:
                found[name] = _text(metrics[name], one, lang)
    return joined((found[name] for name in metrics if name in found), lang)


def _metrics_of(one: Diagnostic) -> tuple[str, ...]:
    """The ids of the metrics that a mistake is about: ``honours`` where it is in ``honours[3].level``."""
    missing = one.facts.get("metrics") if one.code == "RB0501" else None
    return missing if isinstance(missing, tuple) else (str(one.facts.get("metric")).partition("[")[0],)


def _text(metric: Metric, one: Diagnostic, lang: Language) -> str:
    if one.code == "RB0590":
        return _refused(metric, str(one.facts["low"]), str(one.facts["high"]), lang)
    return reason_text(metric, one.code, lang)


def _refused(metric: Metric, low: str, high: str, lang: Language) -> str:
    what = _words(lang).WORDS["RB0590"].format(low=figure(low), high=figure(high))
    return _of(metric, what, "RB0590", lang)


def _of(metric: Metric, what: str, code: str, lang: Language) -> str:
    naming = metric.labels.naming
    name = naming.zh if lang == "zh" else str(naming)
    return str(_words(lang).OF_METRIC.format(name=name, what=what, code=code))


def _of_row(what: str, code: str, lang: Language) -> str:
    return str(_words(lang).OF_ROW.format(what=what, code=code))


def _limit(metric: Metric, end: Fraction | None) -> str:
    if end is None:
        return ""
    return date.fromordinal(int(end)).isoformat() if metric.kind == "date" else figure(str(end))


def _words(lang: Language) -> ModuleType:
    if lang == "zh":
        from rubric_dsl.source.wording import brief_zh

        return brief_zh
    from rubric_dsl.source.wording import brief_en

    return brief_en
