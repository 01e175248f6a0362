"""Chinese sentences about what is ranked: the criteria that cost the most, and subjects that share out grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Words = str | Callable[[Mapping[str, Any]], str]

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0610": (
        "没有写明扣分相同时列出哪几项",
        "请写明；有两项与第{count}项扣分相同时：\n"
        "  `主要扣分项最多{count}项，并列的按表中次序`：只列{count}项，在表中靠前的列出\n"
        "  `主要扣分项最多{count}项，并列的一并列出`：与最后一项扣分相同的都列出",
    ),
    "RB0611": ("列出的项数不能是“{count}”", "请写从1起的整数：`主要扣分项最多3项`"),
    "RB0612": (
        lambda f: (
            f"“{f['name']}”下面还有评价项，只有最末一级才列为扣分项"
            if f["section"]
            else f"“{f['name']}”不计入满分，没有基准分"
        ),
        lambda f: "请在其下各项写基准分" if f["section"] else "请删去：扣分项扣了多少就列多少，加分项不列",
    ),
    "RB0613": (
        lambda f: f"“{f['name']}”的基准分{figure(f['baseline'])}分不在0至{figure(f['points'])}分之间",
        lambda f: f"请写0至{figure(f['points'])}分之间的基准分",
    ),
    "RB0614": (
        "“{name}”的基准分没有用处：没有要求列出扣分项",
        "请在表头写明 `主要扣分项最多3项，并列的一并列出`，或删去基准分",
    ),
}
