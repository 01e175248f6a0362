"""中文语句：计算得出的数值、修约、乘方、另一评价表。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0275": (
        lambda f: "这个数值的计算用到了它自己：" + " → ".join(f["way"]),
        "请把其中一项改为填报的指标，或只用填报的指标计算",
    ),
    "RB0276": ("“{name}”是成立或不成立的条件，没有单位", "请去掉单位"),
    "RB0277": ("“{name}”计算了，却没有规则用到", "请在规则中使用，或删去这一行"),
}  # fmt: skip
