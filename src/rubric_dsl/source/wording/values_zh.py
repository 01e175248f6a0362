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
    "RB0008": (
        lambda f: {
            "missing": f"找不到文件 {f['name']}",
            "folder": f"{f['name']} 是文件夹，不是评价表文件",
            "permission": f"没有读取 {f['name']} 的权限",
        }.get(f["problem"], f"无法读取 {f['name']}"),
        "请从本文件所在的文件夹写起：`按“附件2.rubric”评分`",
    ),
    "RB0009": ("{name} 不在评价表所在的文件夹之内", "请把另一评价表放在同一文件夹或其下级文件夹里，并从这里写起"),
    "RB0010": (
        lambda f: "这些评价表互相用到对方的得分：" + " → ".join(f["way"]),
        "请让其中一个不依赖另一个",
    ),
    "RB0011": ("“{name}”在 {file} 中的声明与这里不同", "两处填报的是同一个数：请在两个文件里写成相同的类型和范围，或换一个名称"),
    "RB0012": ("不是文件的评价表，不能引用别的评价表", "请从文件读取：`rd.load(\"附件1.rubric\")`"),
    "RB0013": ("{name} 规定了不参加评价的情形，这样的对象没有得分", "请在本评价表里规定不参加评价的情形，并从那一个里删去"),
    "RB0014": ("互相引用的评价表太多", "最多{others}个文件，从第一个到最后一个最多经过{way}个"),
    "RB0275": (
        lambda f: "这个数值的计算用到了它自己：" + " → ".join(f["way"]),
        "请把其中一项改为填报的指标，或只用填报的指标计算",
    ),
    "RB0276": ("“{name}”是成立或不成立的条件，没有单位", "请去掉单位"),
    "RB0277": ("“{name}”计算了，却没有规则用到", "请在规则中使用，或删去这一行"),
    "RB0278": ("只有0才是0的倍数", "请写明是多少的倍数，如 `到0.5的倍数`"),
    "RB0279": ("方根和对数的小数没有尽头，没有写明保留到哪里", "请就地舍入：`（{text}四舍五入保留2位小数）`"),
    "RB0280": ("指数应是1到{limit}的整数，或两个这样的整数之比", "请写成 `x ^ 2` 或 `（x ^ (1/2)四舍五入保留2位小数）`"),
    "RB0365": ("可能为负的数，不一定有方根", "请在声明处写明不小于0的范围，如 `数额` 或 `数值 0至100`"),
    "RB0366": ("可能为0的数，不一定有对数", "请在声明处写明大于0的范围，如 `数额 从1起`"),
    "RB0420": ("没有写明如何舍入", _modes),
}  # fmt: skip
