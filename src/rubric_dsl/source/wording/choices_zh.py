"""中文语句：选项型指标有哪些选项，规则如何引用。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _known(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"是否想写 `{facts['suggestion']}`？"
    return "它的选项有" + "、".join(f"`{name}`" for name in facts["known"])


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0226": ("“{name}”的选项 `{option}` 写了两次", "请为每个选项取不同的名称"),
    "RB0227": ("“{name}”没有选项 `{option}`", _known),
    "RB0228": ("“{name}”是选项型，既不是数字也不是条件", "请写明它是哪一项：`{name}为{option}的得10分`"),
    "RB0230": ("选项型指标没有范围和单位", "请写 `{name} 选项`，后接各选项"),
    "RB0513": (lambda f: f"“{f['metric']}”为{f['shown']}，不是它的选项", _known),
}
