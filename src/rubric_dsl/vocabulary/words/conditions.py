"""Words of gates and conditions: what must hold, and how a comparison is said.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import CJK, DIGIT, Keyword

NO_PURPOSE = "(?!民服|企服|企业服|群众|基层|老服|农服|了|止)"
"""What 为 may not stand before as a test: 为民服务, 为了, 扣完为止."""
BEHIND_A_NAME = (
    r"(?:(?<=[\w%％）)」`])|(?<=[\w%％）)」`][ \u3000]))(?<![行作认成因以分视称定即较更极甚颇尤最])"
)
"""What 为 stands behind as a test: a name, and none of the verbs that end in 为."""

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
    # at the beginning of a condition, so that 无 inside a name is no word; some names begin with it
    Keyword(
        "NO",
        ("no",),
        ("无",),
        en_guard=rf"(?!\s*[{DIGIT}−-])",  # by passed: yes 9, no 0
        zh_pattern=rf"(?:(?<![{CJK}])|(?<=[且或者当若未计]))无(?!障碍|人|纸|线|论|偿|形|关|故|限|条件|公害|菌|烟|不|需|法|[^\W且或的得则]*(?:\s*[=＝:：(（]|\s+\w))",
    ),
    # 以上 alone leaves the edge open: the checker offers both readings
    Keyword(
        "REACHED",
        ("or more",),
        ("及以上", "以上（含）", "以上"),
        zh_pattern=r"(?:及以上|[（(]含[）)]以上|以上[（(]包?含[^）)]{0,8}[）)]|以上[（(]不含[^）)]{0,4}[）)]|以上)",
    ),
    Keyword(
        "WITHIN",
        ("or fewer", "or less"),
        ("及以下", "以下（含）", "以内", "以下"),
        zh_pattern=r"(?:及以下|以内|以下[（(]含[^）)]{0,4}[）)]|以下[（(]不含[^）)]{0,4}[）)]|以下)",
    ),
    # what one word is: 级别为国家级; the verbs and nouns that contain 为 are no tests (行为, 作为, 为民服务)
    Keyword("BEING", ("is",), ("为",), zh_pattern=f"{BEHIND_A_NAME}为{NO_PURPOSE}"),
    Keyword("NOT_BEING", ("is not",), ("不为",), zh_pattern=f"不为{NO_PURPOSE}"),
    Keyword("SUPPOSE", (), ("若",), zh_pattern="(?<=[（(])若"),
    Keyword("THEN", (), ("则",), zh_pattern="[，,]?(?<![规原准法细守总附])则"),
    Keyword("COMES_TO", (), ("达", "达到"), zh_pattern=r"(?<![发到送])达到?(?!标)"),
    Keyword(
        "COMPARE",
        ("more than", "fewer than", "less than"),
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
            "不满",
        ),
        ("≥", ">=", "＞＝", "≤", "<=", "＜＝", ">", "＞", "<", "＜"),
        zh_pattern=r"大于等于|小于等于|不[少低大小多高]于|不超过|超过|[大多高少低小]于|不?[早晚]于|不满(?=\s*+[0-9０-９])",
    ),
)
