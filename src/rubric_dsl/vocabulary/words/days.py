"""Words of the calendar: metrics that are days, and the days between two of them.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import AT_START, BEFORE_DIGIT, DIGIT, Keyword

END_OF_DAYS = r"(?:「[^」\n]*」|`[^`\n]*`|[^，,；;。#＃\n「`]){1,60}?"
"""What may stand between 至 and 的天数: a name or a date."""

ROWS: tuple[Keyword, ...] = (
    # 日期 may well be a metric's name: the kind stands behind a blank, and a range or a label behind it
    Keyword(
        "DATE_KIND",
        ("date",),
        ("日期",),
        zh_pattern=rf"(?<=[\s　])日期(?=\s*+(?:$|从|[{DIGIT}“\"#＃缺。.,，]|不可))",
    ),
    Keyword("DAYS_FROM", ("days from",)),
    Keyword("DAYS_UNTIL", (), ("至",), zh_pattern=f"至(?={END_OF_DAYS}的(?:工作日|天)数)"),
    Keyword("DAYS_COUNTED", (), ("的天数",)),
    Keyword("WORKING_DAYS_FROM", ("working days from",)),
    Keyword("WORKING_DAYS_COUNTED", (), ("的工作日数",)),
    Keyword(
        "INCLUDED",
        ("(included)",),
        ("（含）",),
        zh_pattern=r"[（(]包?含(?:本数)?[）)](?!以[上下])|[（(]included[）)]",
    ),
    Keyword(
        "EXCLUDED",
        ("(excluded)",),
        ("（不含）",),
        zh_pattern=r"[（(]不包?含(?:本数)?[）)](?!以[上下])|[（(]excluded[）)]",
    ),
    Keyword("CALENDAR", ("calendar",), ("日历",), zh_pattern=rf"{AT_START}日历(?=\s)"),
    Keyword("WEEKDAYS", ("Monday to Friday",), ("周一至周五",)),
    Keyword("DAYS_OFF", ("days off",), ("放假",), zh_pattern=f"{AT_START}放假{BEFORE_DIGIT}"),
    Keyword("DAYS_ON", ("days on",), ("上班",), zh_pattern=f"{AT_START}上班{BEFORE_DIGIT}"),
)
