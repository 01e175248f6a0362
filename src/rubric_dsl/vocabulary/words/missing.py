"""Words about values that are missing: what stands for them, and the question whether they are.

Comes in: nothing. Goes out: the rows, each a terminal of ``grammars/rubric.lark``, in the order of the table.
"""

from __future__ import annotations

from rubric_dsl.vocabulary.keyword import Keyword

_BEHIND = r"(?=[的则时且或得，,；;）)。\s]|$)"
_STANDS = r"(?:「[^」\n]+」|`[^`\n]+`|[^\s，,；;“”\"#＃。「`]+?)"

ROWS: tuple[Keyword, ...] = (
    Keyword("IF_MISSING", ("if missing",)),
    # one word with what stands inside it: 计 alone would cut names such as 统计 and 设计
    Keyword("MISSING_AS", (), ("缺失按…计",), zh_pattern=rf"缺失按\s*{_STANDS}\s*计(?=[\s，,；;“\"#＃。]|$)"),
    Keyword("IS_MISSING", ("is missing",), ("缺失",), zh_pattern="缺失" + _BEHIND),
    Keyword(
        "IS_NOT_MISSING",
        ("is not missing",),
        ("未缺失",),
        zh_pattern="未缺失" + _BEHIND,
    ),
)
