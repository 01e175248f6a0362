"""Words of the rules: arrows, steps, parts of units, bounds and what happens otherwise.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import (
    BEFORE_AMOUNT,
    BEFORE_DIGIT,
    BEFORE_FIGURE,
    BEFORE_NUMBER,
    CJK,
    DIGIT,
    Keyword,
)

BEFORE_BRACKETS = rf"(?=[（(](?!\s*[{DIGIT}.．]+\s*(?:分|points?))(?![{CJK}]{{1,4}}[）)](?!分)))"
"""得（满意率×10）分; and no name that ends in 得 with its unit or points behind it, as in 心得（10分）."""

ROWS: tuple[Keyword, ...] = (
    Keyword(
        "ARROW",
        (),
        ("得",),
        ("→", "->", "=>", "⇒"),
        zh_pattern=rf"(?:的?[，,]?得(?:{BEFORE_NUMBER}|{BEFORE_BRACKETS})|(?:满分|基础分){BEFORE_NUMBER})",
    ),
    Keyword("SCORE_OF", ("score of",)),
    Keyword("BY_RUBRIC", (), ("按",), zh_pattern=r"按(?=\s*[“\"])"),
    Keyword("RATED", (), ("评分",), zh_pattern=r"(?:(?<=[”\"])|(?<=[”\"]\s))评分"),
    Keyword(
        "OTHERWISE",
        ("otherwise", "else"),
        ("否则", "其余", "其他"),
        zh_pattern=rf"否则|(?:(?<=[；;，,])|(?<=[；;，,]\s))其[余他]的?(?=[，,]?(?:得?\s*+[{DIGIT}（(]|不得分))",
    ),
    Keyword("NO_POINTS", (), ("不得分",), zh_pattern=r"(?:(?<=否则|其[余他])|(?<=其[余他]的))[，,]?不得分"),
    Keyword(
        "FAILING",
        (),
        ("未完成不得分",),
        zh_pattern=r"未(?:完成|达到|达标|建成|开展)的?[，,]?不得分",
    ),
    Keyword(
        "PROPORTION",
        ("in proportion",),
        ("未完成的按比例扣分", "按比例计分", "按比例扣分", "按比例得分"),
        zh_pattern=r"(?:未(?:完成|达到|达标)的?|不足的?)?[，,]?按比例(?:扣分|计分|得分)",
    ),
    Keyword("PRO_RATA", (), ("按比例",), zh_pattern=r"按比例(?=[减扣加])"),
    Keyword("PER", ("per",)),
    Keyword("EACH", (), ("每",)),
    Keyword("EACH_MISSING", (), ("每少", "每低于", "每低"), zh_pattern=rf"每(?:少|低于|低{BEFORE_AMOUNT})"),
    Keyword(
        "EACH_ABOVE",
        (),
        ("每超", "每超过", "每超出", "每高于", "每高出", "每高"),
        zh_pattern=rf"每(?:超过|超出|高于|高出|[超高]{BEFORE_AMOUNT})",
    ),
    Keyword("MISSING", ("missing",)),
    Keyword("ABOVE", ("above",)),
    Keyword("BELOW", ("below",)),
    Keyword(
        "PERCENTAGE_POINTS", ("percentage points", "percentage point"), ("个百分点",), zh_pattern="个?百分点"
    ),
    Keyword("OF_TARGET", ("of the target",), ("目标的",), zh_pattern=rf"目标的{BEFORE_DIGIT}"),
    Keyword("FULL", ("full",), ("满",), zh_pattern=rf"(?<![不未])满(?=\s*(?:目标的)?\s*[{DIGIT}])"),
    Keyword("STARTED", ("started",)),
    Keyword("SHORT_OF", (), ("不足",), zh_pattern=rf"不足{BEFORE_DIGIT}"),
    Keyword("COUNTS_AS", (), ("按",), zh_pattern=rf"的?按{BEFORE_DIGIT}"),
    Keyword("COUNTED", (), ("计",), zh_pattern=r"(?<![统合设总累共预审会估])计(?=\s*(?:[,，;；。.#＃]|$))"),
    Keyword(
        "DEDUCT", (), ("减", "扣"), zh_pattern=rf"(?:的\s*+[，,]?\s*+)?(?:扣减|扣除|减去|扣|减){BEFORE_DIGIT}"
    ),
    Keyword("ADD", (), ("加",), zh_pattern=rf"(?:的\s*+[，,]?\s*+)?加{BEFORE_DIGIT}"),
    Keyword("CAPPED", ("capped",), ("扣完为止", "封顶")),
    Keyword(
        "AT_MOST",
        ("at most", "max", "capped at"),
        ("累计不超过", "最高", "最多"),
        zh_pattern=rf"(?:(?:累计|合计)(?:得分)?不超过|最高得?|最多得?|得分不超过){BEFORE_FIGURE}",
    ),
    Keyword("IN_ALL", ("in all",)),
    Keyword("TAKES_AT_MOST", (), ("最多减", "最多扣"), zh_pattern=rf"最多[减扣]{BEFORE_DIGIT}"),
    Keyword("GIVES_AT_MOST", (), ("最多加",), zh_pattern=rf"最多加{BEFORE_DIGIT}"),
    Keyword("AT_LEAST", ("at least",), ("最低",), zh_pattern=rf"(?:最低得?|得分不低于){BEFORE_FIGURE}"),
    Keyword("BELOW_ZERO", ("may go below 0", "may go below zero"), ("扣分不设下限", "可为负分")),
)
