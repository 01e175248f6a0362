"""Words of the metrics: their kinds, ranges and who judges them.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import AT_START, BEFORE_DIGIT, BEFORE_NUMBER, DIGIT, Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword("METRICS", ("metrics",), ("指标",), zh_pattern=AT_START + r"指标(?=\s*+[:：]?\s*+(?:[#＃].*)?$)"),
    Keyword("COUNT", ("count",), ("计数",), zh_pattern=r"(?<=[\s　])计数"),
    # a Chinese count noun that names its own unit: 次数 counts 次, 家次 counts 家次
    Keyword(
        "COUNT_NOUN",
        (),
        ("次数", "家次", "家数", "个数", "人数", "项数", "件数", "户数", "篇数", "人次"),
        zh_pattern=r"(?<=[\s　])(?:次数|家次|家数|个数|人数|项数|件数|户数|篇数|人次)",
    ),
    Keyword("YES_NO", ("yes/no",), ("是否",), symbols=(), zh_pattern=r"(?<=[\s　])是(?:[/／]?否)"),
    Keyword("MARK", ("mark",), ("评分",), zh_pattern=r"(?<=[\s　])评分"),
    Keyword("AMOUNT", ("amount",), ("数额",), zh_pattern=r"(?<=[\s　])数额"),
    Keyword("NUMBER_KIND", ("number",), ("数值",), zh_pattern=r"(?<=[\s　])数值"),
    Keyword("CHOICE", ("choice of",), ("选项",), zh_pattern=r"(?<=[\s　])选项(?=[\s　「])"),
    Keyword("FROM", ("from",), ("从",), zh_pattern=rf"从{BEFORE_NUMBER}"),
    Keyword(
        "ONWARD",
        (),
        ("起",),
        zh_pattern=rf"(?<=[{DIGIT}%％])起(?![减扣加按计得及以逐总])|(?<=[{DIGIT}]日)起(?=[\s“\"，,#＃。.]|$)",
    ),
    Keyword("SHOWN_IN", ("in",), ("单位",), zh_pattern=r"(?:(?<=[,，])|(?<=[,，]\s))单位(?=\s*[:：])"),
    Keyword("IN_STEPS_OF", ("in steps of",), ("步长",), zh_pattern=rf"步长{BEFORE_DIGIT}"),
    Keyword(
        "UNCHANGEABLE",
        ("cannot be changed",),
        ("不可改变",),
        zh_pattern=r"(?<=[\s　,，）)])不可改变(?=\s*+(?:[“\"#＃。.,，]|缺失|$))",
    ),
    Keyword("JUDGED_BY", ("judged by",), ("评定方",), zh_pattern=r"(?:由|评定方)(?=\s*[\"“])"),
)
