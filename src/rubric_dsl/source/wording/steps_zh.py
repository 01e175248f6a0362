"""规则各步的中文语句：数什么、各自的上限、没有写明的读法。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
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


def _change(points: str) -> str:
    value = Fraction(points)
    return f"{'减' if value < 0 else '加'}{figure(str(abs(value)))}分"


def _doublings(facts: Facts) -> str:
    points = Fraction(facts["points"])
    step = f"每次{_change(facts['points'])}"
    return (
        f"请写明：\n  `{step}，逐次加倍`：3次时为 {figure(str(points * 7))} 分\n"
        f"  `{step}，总额加倍`：3次时为 {figure(str(points * 4))} 分"
    )


STEPS: dict[str, tuple[Words, Words]] = {
    "RB0126": (
        lambda f: f"这里限定最多{'减' if f['takes'] else '加'}多少分，而前面没有{'减' if f['takes'] else '加'}分的步骤",
        "上限写在所限的步骤之后：`每项减1分（最多减5分）`，`每项加1分（最多加5分）`",
    ),
    "RB0127": (
        lambda f: "这里接着写“第几”，却没有写明数的是什么" if f["nth"] == 1 else f"这一串接下来应是第{f['nth']}",
        "请从第1写起，不要跳过：`事故第1起减20分，第2起减40分，以后每起减60分`",
    ),
    "RB0128": ("这里说要加倍，前面却没有可加倍的步骤", "请写在该步之后：`事故每起减2分（最多减30分），逐次加倍`"),
    "RB0129": (
        lambda f: (
            "没有写明未达到目标时，这里的分还加不加"
            if f["condition"]
            else "在条件及其得分之后，“每…”只能数不足或超出的部分"
        ),
        lambda f: (
            "请写明未达到时得多少分：`讲座5次及以上得10分，否则不得分，计划的加2分`"
            if f["condition"]
            else "要为几件事分别加减分，请都写成加减：`讲座5次及以上的加10分，事故第1起减2分…`"
        ),
    ),
    "RB0130": (
        "这一句写在另一个条件之后，不清楚是哪个条件的否则",
        "请紧接在第一个得分之后写：`讲座5次及以上得10分，否则不得分，计划的加2分`",
    ),
    "RB0236": ("“第几”和加倍要一个一个地数，而这里可能不是整数", "请数声明为计数的指标，或写 `每满100…`"),
    "RB0237": (
        lambda f: "到达上限之前加倍的次数太多" if f["most"] else "加倍没有尽头：指标的范围和这一步的上限都没有限住它",
        "请给这一步写上限（`事故每起减2分（最多减30分），逐次加倍`），或给指标写上限（`事故 计数 0至5`）",
    ),
    "RB0412": ("没有写明加倍的是每多一次的分值，还是总额", _doublings),
    "RB0413": (
        lambda f: f"没有写明第{f['count']}之后的如何计分",
        lambda f: f"请写明：\n  `，以后每次{_change(f['last'])}`：以后每次与最后一次相同\n  `，以后每次加0分`：以后的不再计分",
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
