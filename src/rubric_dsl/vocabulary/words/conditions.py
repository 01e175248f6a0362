"""Words of gates and conditions: what must hold, and how a comparison is said.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import Keyword

ROWS: tuple[Keyword, ...] = (
    Keyword("ONLY_IF", ("only if",), ("仅当",)),
    Keyword("NOTHING_IF", ("nothing if",)),
    Keyword("NOTHING", (), ("不得分",), zh_pattern=r"的?\s*+[，,]?\s*+(?:该项)?不得分"),
    Keyword("AND", ("and",), ("且", "并且"), zh_pattern=r"[，,]?(?:并且|且)"),
    Keyword("OR", ("or",), ("或", "或者"), zh_pattern=r"[，,]?(?:或者|或)"),
    Keyword(
        "NOT",
        ("not",),
        ("未", "未开展"),
        zh_pattern=r"未(?!来)(?:开展|参加|完成|建设|建成|发布|举办|制定)?",
    ),
    # 以上 alone leaves the edge open: the checker offers both readings
    Keyword(
        "REACHED",
        (),
        ("及以上", "以上（含）", "以上"),
        zh_pattern=r"(?:及以上|[（(]含[）)]以上|以上[（(]包?含[^）)]{0,8}[）)]|以上[（(]不含[^）)]{0,4}[）)]|以上)",
    ),
    Keyword(
        "WITHIN",
        (),
        ("及以下", "以下（含）", "以内", "以下"),
        zh_pattern=r"(?:及以下|以内|以下[（(]含[^）)]{0,4}[）)]|以下[（(]不含[^）)]{0,4}[）)]|以下)",
    ),
    Keyword("COMES_TO", (), ("达", "达到"), zh_pattern=r"(?<![发到送])达到?(?!标)"),
    Keyword(
        "COMPARE",
        (),
        (
            "不少于",
            "不低于",
            "不小于",
            "大于等于",
            "超过",
            "大于",
            "多于",
            "高于",
            "不超过",
            "不多于",
            "不大于",
            "不高于",
            "小于等于",
            "少于",
            "低于",
            "小于",
            "不晚于",
            "不早于",
            "晚于",
            "早于",
        ),
        ("≥", ">=", "＞＝", "≤", "<=", "＜＝", ">", "＞", "<", "＜"),
    ),
)
