"""Words about values that are missing: what stands for them, and the question whether they are.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import Keyword

# what goes on behind a condition; 适用时间, 适用的条款 and 适用得当 are names
_BEHIND = (
    r"(?=[则且或，,；;）)。.\s]|$|的(?:$|[，,；;、）)。.\s得不加减扣乘最定直评每各按])"
    r"|时\s*+[:：，,；;]|得\s*+[\x00-\x7f０-９（「])"
)
_STANDS = r"(?:「[^」\n]+」|`[^`\n]+`|[^\s，,；;“”\"#＃。「`]+?)"

_END = r"(?=\s*+(?:[#＃。.]|$))"
_POLICY = r"(?=\s*+(?:[，,#＃。.]|$))"

ROWS: tuple[Keyword, ...] = (
    Keyword("IF_MISSING", ("if missing",)),
    # one word with what stands inside it: 计 alone would cut names such as 统计 and 设计
    Keyword(
        "MISSING_AS", (), ("缺失按…计",), zh_pattern=rf"缺失按\s*{_STANDS}\s*计(?=[\s，,；;“\"#＃。.]|$)"
    ),
    Keyword("IS_MISSING", ("is missing",), ("缺失",), zh_pattern="缺失" + _BEHIND),
    Keyword(
        "IS_NOT_MISSING",
        ("is not missing",),
        ("未缺失",),
        zh_pattern="未缺失" + _BEHIND,
    ),
    Keyword("MISSING_DROPS_OUT", (), ("缺失视为不适用",)),
    Keyword("NOT_APPLICABLE_IF", ("not applicable if",)),
    Keyword("NOT_APPLICABLE", ("not applicable",), ("不适用",), zh_pattern="不适用" + _END),
    Keyword(
        "THEN_NOT_APPLICABLE", (), ("的，不适用",), zh_pattern=rf"(?:的\s*+[，,]?|[，,])\s*+不适用{_END}"
    ),
    Keyword("IS_APPLICABLE", ("is applicable",), ("适用",), zh_pattern="(?<!不)适用" + _BEHIND),
    Keyword("IS_NOT_APPLICABLE", ("is not applicable",), ("不适用",), zh_pattern="不适用" + _BEHIND),
    Keyword("RESCALE", ("rescale",)),
    Keyword("REDISTRIBUTE", ("redistribute",)),
    Keyword("DROP", ("drop",)),
    Keyword("ABSENT_RESCALE", (), ("缺项折算",), zh_pattern="缺项折算" + _POLICY),
    Keyword("ABSENT_REDISTRIBUTE", (), ("缺项权重分摊",), zh_pattern="缺项权重分摊" + _POLICY),
    Keyword("ABSENT_DROP", (), ("缺项剔除",), zh_pattern="缺项剔除" + _POLICY),
    Keyword("NONE_APPLIES", ("if none applies",), ("全部缺项得", "全部缺项的"), zh_pattern="全部缺项[得的]?"),
)
