"""Words of the frame: what a rubric, its period, total, publication and sources are called.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import AFTER_DIGIT, AT_START, BEFORE_DIGIT, DIGIT, Keyword

_NUMERAL = "[一二三四五六七八九十百]{1,5}"
_FIGURE = rf"[{DIGIT}]{{1,3}}(?:[.．][{DIGIT}]{{1,3}})*"
HEADING_NUMBER = (
    rf"(?:{_NUMERAL}[、.．]|[（(](?:{_NUMERAL}|{_FIGURE}|[A-Za-z])[)）]|{_FIGURE}[、.．)）]"
    rf"|{_FIGURE}(?=\s)|(?:[A-Za-z]|[IVXivx]{{1,5}})[.．)）](?=\s)|[①-⑳])"
)
"""``1.``, ``1.2``, ``(a)``, ``一、``, ``（一）``, before whatever stands behind it."""
_HEADING = (
    r"(?=\s*+(?![\s0-9０-９:：(（×*＊+＋\-−–/÷／^＾])"
    r"(?:「[^」\n]*」|`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”|(?!→|->|=>|⇒|得\s*+[0-9０-９])[^「`\"“\n])*?"
    rf"[:：(（]\s*+[-−－–]?[{DIGIT}.．]++\s*+[%％]?\s*+(?:points?(?!\w)|分|[,，)）#＃。]|$))"
)
"""What follows the number of a heading: a name and, behind a colon or in brackets, points."""

ROWS: tuple[Keyword, ...] = (
    Keyword("RUBRIC", ("rubric",), ("评价表",), zh_pattern=f"{AT_START}评价表"),
    Keyword("PERIOD", ("period",), ("考评期",), zh_pattern=f"{AT_START}考评期"),
    Keyword("TO", ("to",), ("至",), ("～", "~", "—")),
    Keyword("TOTAL", ("total",), ("总分",), zh_pattern=rf"{AT_START}总分(?=\s*+[:：]?\s*+[{DIGIT}])"),
    Keyword(
        "LESS_IS_BETTER",
        ("less is better",),
        ("分数越低越好",),
        zh_pattern=AT_START + "(?:分数|得分|分值|总分)越[低少]越好",
    ),
    Keyword("PUBLISHED", ("published",), ("公布时",)),
    Keyword("ROUNDED", ("rounded",)),
    Keyword("HALF_UP", ("half up",), ("四舍五入",)),
    Keyword("HALF_EVEN", ("half even",), ("四舍六入五成双",)),
    Keyword("UP", ("up",), ("进一",), zh_pattern="进一(?![步流定些])"),
    Keyword("DOWN", ("down",), ("舍去尾数",)),
    Keyword("KEEPING", (), ("保留",), zh_pattern=rf"保留{BEFORE_DIGIT}"),
    Keyword("EACH_CRITERION", ("each criterion",), ("各项得分",), zh_pattern=f"{AT_START}各项得分"),
    Keyword("EACH_SECTION", ("each section",), ("各部分得分",), zh_pattern=f"{AT_START}各部分得分"),
    Keyword("WHOLE_NUMBER", ("a whole number",), ("取整",)),
    Keyword("MULTIPLE_OF", ("a multiple of",)),
    Keyword("UP_TO", (), ("到",), zh_pattern=rf"到(?=\s*+[{DIGIT}.．]++\s*+的(?:倍数|整数倍))"),
    Keyword("MULTIPLES", (), ("的倍数", "的整数倍"), zh_pattern=f"{AFTER_DIGIT}的(?:倍数|整数倍)"),
    Keyword("DECIMALS", ("decimals", "decimal"), ("位小数",)),
    Keyword(
        "HEADING_NUMBER",
        zh_pattern=HEADING_NUMBER + _HEADING,
    ),
    Keyword("SOURCE", ("source",), ("依据",), zh_pattern=r"依据(?=\s*[:：]?\s*(?:[\"“]|$))"),
    Keyword("QUOTE", ("quote",), ("原文",), zh_pattern=r"原文(?=\s*[:：]?\s*(?:[\"“]|$))"),
    Keyword(
        "POINTS",
        ("points", "point"),
        ("分",),
        zh_pattern=f"(?:{AFTER_DIGIT}|{AFTER_DIGIT[:-1]}\\s)|(?<=[）)」]))分(?!钟)",
    ),
    Keyword("WEIGHT", ("weight",), ("权重",), zh_pattern=rf"权重{BEFORE_DIGIT}"),
)
