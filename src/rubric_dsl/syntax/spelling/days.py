"""Syntax tree → text, in either language: dates, and the days between two of them.

Comes in: a node and the names to use. Goes out: ``2023-12-31``, ``2023年12月31日``, ``days from a to b``,
``a至b的天数``.
"""

from __future__ import annotations

import datetime

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.names import Names, spell_name

_SIGNS_ZH: dict[str, str] = {"≥": "不早于", ">": "晚于", "≤": "不晚于", "<": "早于"}


def spell_day(day: datetime.date, lang: Language) -> str:
    """A date as a writer of that language writes it."""
    return f"{day.year:04}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()


def _end(item: t.Name | t.Day, lang: Language, names: Names) -> str:
    return (
        spell_day(item.day, lang) if isinstance(item, t.Day) else spell_name(names.get(item.text, item.text))
    )


def spell_days(item: t.Days, lang: Language, names: Names) -> str:
    """The days between two dates."""
    first = _end(item.first, lang, names) + _counts(item.first_counts, lang)
    last = _end(item.last, lang, names) + _counts(item.last_counts, lang)
    if lang == "zh":
        return f"{first}至{last}的{'工作日' if item.working else '天'}数"
    return f"{'working ' if item.working else ''}days from {first} to {last}"


def _counts(said: bool | None, lang: Language) -> str:
    if said is None:
        return ""
    if lang == "zh":
        return "（含）" if said else "（不含）"
    return " (included)" if said else " (excluded)"


def spell_calendar(calendar: t.Calendar, lang: Language) -> list[str]:
    """The lines of a calendar."""
    zh = lang == "zh"
    base = calendar.base and spell_name(calendar.base)
    rows = [f"日历 {base or '周一至周五'}" if zh else f"calendar {base or 'Monday to Friday'}"]
    for word, spans in ((("days off", "放假"), calendar.off), (("days on", "上班"), calendar.on)):
        if spans:
            days = [_stretch(first, last, lang) for first, last in spans]
            rows.append(f"{word[zh]} {('、' if zh else ', ').join(days)}")
    return rows


def _stretch(first: datetime.date, last: datetime.date, lang: Language) -> str:
    if first == last:
        return spell_day(first, lang)
    return f"{spell_day(first, lang)}{'至' if lang == 'zh' else ' to '}{spell_day(last, lang)}"


def days_in_symbols(item: t.Days, names: Names) -> str:
    """The two dates with dots between them, in no language."""
    return "…".join(
        end.day.isoformat() if isinstance(end, t.Day) else names.get(end.text, end.text)
        for end in (item.first, item.last)
    )


def compared_with_a_day(item: t.Compare) -> str | None:
    """The Chinese word for a comparison with a date: ``不晚于``; None where nothing shows that it is one."""
    if isinstance(item.left, t.Day) or isinstance(item.right, t.Day):
        return _SIGNS_ZH.get(item.operator)
    return None
