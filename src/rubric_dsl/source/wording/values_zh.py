"""中文语句：计算得出的数值、修约、乘方、另一评价表。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.values_en import worked_modes

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _modes(facts: Facts) -> str:
    lines = []
    for _, zh, of_tie, of_past, both in worked_modes(facts):
        tie, past = both.split()
        lines.append(f"  `{zh}`：{tie}成为{of_tie}，{past}成为{of_past}")
    return "请写明：\n" + "\n".join(lines)


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0275": (
        lambda f: "这个数值的计算用到了它自己：" + " → ".join(f["way"]),
        "请把其中一项改为填报的指标，或只用填报的指标计算",
    ),
    "RB0276": ("“{name}”是成立或不成立的条件，没有单位", "请去掉单位"),
    "RB0277": ("“{name}”计算了，却没有规则用到", "请在规则中使用，或删去这一行"),
    "RB0278": ("只有0才是0的倍数", "请写明是多少的倍数，如 `到0.5的倍数`"),
    "RB0420": ("没有写明如何舍入", _modes),
}  # fmt: skip
