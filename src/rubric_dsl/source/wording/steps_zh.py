"""规则各步的中文语句：数什么、各自的上限、没有写明的读法。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _percent_readings(facts: Facts) -> str:
    each = {
        (False, False): "每低",
        (False, True): "每超",
        (True, False): "每低于…",
        (True, True): "每高于…",
    }[facts["named"], facts["above"]]
    full = "满" if facts["part"] == "full" else ""
    amount = figure(facts["amount"])
    share = f"的{full}{amount}%" if facts["named"] else f"{full}目标的{amount}%"
    words = {"percentage point": f"{each}{full}{amount}个百分点", "percent of target": f"{each}{share}"}
    seen = f"目标{figure(facts['goal'])}%、实际{figure(facts['seen'])}%"
    lines = [f"  `{words[measure]}`：{seen}时为 {figure(points)} 分" for measure, points in facts["readings"]]
    return "请写明：\n" + "\n".join(lines)


def _which_cap(facts: Facts) -> str:
    verb = "减" if facts["takes"] else "加"
    most = figure(facts["most"])
    return f"请用括号写在所限的那一步之后（`每项{verb}1分（最多{verb}{most}分）`），或为共用上限的各步单列一个标题"


STEPS: dict[str, tuple[Words, Words]] = {
    "RB0126": (
        lambda f: f"这里限定最多{'减' if f['takes'] else '加'}多少分，而前面没有{'减' if f['takes'] else '加'}分的步骤",
        "上限写在所限的步骤之后：`每项减1分（最多减5分）`，`每项加1分（最多加5分）`",
    ),
    "RB0235": ("按目标的百分比计算，目标必须大于0", "如果它总是大于0，请在声明时写明：`基准价 数额 从1起`"),
    "RB0410": (
        lambda f: f"目标不是100%时，“{figure(f['amount'])}%”没有写明是百分点还是目标的百分之几",
        _percent_readings,
    ),
    "RB0411": (
        lambda f: f"没有写明“最多{'减' if f['takes'] else '加'}{figure(f['most'])}分”限的是前面哪一步",
        _which_cap,
    ),
}  # fmt: skip
