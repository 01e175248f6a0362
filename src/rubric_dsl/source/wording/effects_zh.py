"""关于得分调整的中文语句：规则或合计之后对得分的处理。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]
Words: TypeAlias = str | Callable[[Mapping[str, Any]], str]
Entry: TypeAlias = tuple[Words, Words]


def _at(facts: Facts) -> str:
    if facts["reached"] is None:
        return ""
    given = "，".join(f"{name} = {value}" for name, value in facts["witness"])
    return f"：{given + '时' if given else ''}得{figure(facts['reached'])}分"


def _leaves(facts: Facts) -> str:
    what = "总分" if facts["total"] else "得分"
    edge = (
        f"低于{figure(facts['least'])}分" if facts["side"] == "below" else f"超过{figure(facts['points'])}分"
    )
    return f"这一行可使{what}{edge}{_at(facts)}"


def _leaves_help(facts: Facts) -> str:
    if facts["side"] == "below":
        return f"请在下一行写明 `最低{figure(facts['least'])}分`"
    return f"请在下一行写明 `最高{figure(facts['points'])}分`"


def _and(names: tuple[object, ...]) -> str:
    return "与".join(f"“{name}”" for name in names) or "此处"


def _circle(facts: Facts) -> str:
    way = facts["way"]
    if len(way) == 2:
        return f"“{way[0]}”的得分取决于它自身"
    return f"得分相互依赖，成了循环：{'→'.join(f'“{name}”' for name in way)}"


WORDS: dict[str, Entry] = {
    "RB0255": ("“{name}”在这里是评价项，不是指标", "请写指标的名称：每个指标各成一个评价项"),
    "RB0256": (
        lambda f: f"“分”用于评价项或评分，而{_and(f['names'])}不以分计",
        "请去掉“分”，或改写评价项的名称",
    ),
    "RB0337": (
        lambda f: (
            f"共{f['children']}项，取最高的{f['count']}项等于不取"
            if f["children"] is not None
            else f"不能取{f['count']}项"
        ),
        "请写整数，且少于下级标题的数目",
    ),
    "RB0338": ("“{name}”之下没有可供选取的标题", "`取最高的3项` 之下应列出各项标题"),
    "RB0339": ("取最高的若干项时，各项不能带权重", "请去掉权重，或让各项都计分"),
    "RB0340": (
        lambda f: f"各项合计最高{figure(f['cap'])}分，而分值是{figure(f['points'])}分",
        "各项之和超过分值的，上限就是分值：两处应当一致",
    ),
    "RB0341": (
        lambda f: (
            "没有一个等级是无条件、不限名额的"
            if f["total"] is None
            else f"总分{figure(f['total'])}分没有对应的等级"
        ),
        "请让最后一个等级为 `其余`：`不合格：其余`",
    ),
    "RB0342": (
        "各等级应当都写多少分及以上，或者都写多少分及以下",
        "请都写成 `良好：80分及以上`；分数越低越好的，都写成 `良好：20分及以下`",
    ),
    "RB0343": (
        "没有写明按哪个总分评定等级",
        "请写明；79.996分公布为80.00分：\n  `等级（按公布总分）`：达到80分\n  `等级（按精确总分）`：未达到80分",
    ),
    "RB0344": ("等级“{name}”重复", "每个等级应有不同的名称"),
    "RB0346": (
        "没有等级“{name}”",
        lambda f: f"是否想写 `{f['suggestion']}`？" if f["suggestion"] else "请写这里列出的等级",
    ),
    "RB0347": (
        lambda f: (
            f"没有人能评为“{f['name']}”："
            + (
                f"{figure(f['bar'])}分已评为“{f['before']}”"
                if f["bar"] is not None
                else f"已评为“{f['before']}”"
            )
        ),
        "请把最高的等级放在最前，分数依次降低",
    ),
    "RB0348": (
        lambda f: f"没有人能评为“{f['name']}”：总分最{'高' if f['upward'] else '低'}{figure(f['end'])}分",
        lambda f: "请降低分数" if f["upward"] else "请提高分数",
    ),
    "RB0349": ("“等级”之下没有等级", "请列出各等级：`良好：80分及以上`，最后为 `不合格：其余`"),
    "RB0630": (
        lambda f: (
            f"分数越低越好，排在最前的“{f['name']}”却要{figure(f['bar'])}分起评"
            if f["less"]
            else f"排在最前的“{f['name']}”只评到{figure(f['bar'])}分为止，像是分数越低越好"
        ),
        lambda f: (
            "请把最好的等级放在最前，各写多少分及以下：`低危：4分及以下`"
            if f["less"]
            else "请在表头下写明 `分数越低越好`；或把最好的等级放在最前，各写多少分及以上：`良好：80分及以上`"
        ),
    ),
    "RB0631": (
        lambda f: (
            f"这一行可得{figure(f['most'])}分，而适用的可能只有{figure(f['fewest'])}分"
            if f["kind"] in ("at least", "fixed at") and f["most"] is not None
            else f"这一行可使得分超过适用的分值，而适用的可能只有{figure(f['fewest'])}分"
        ),
        lambda f: (
            "请改为对其下各项修约，或 `舍去尾数`"
            if f["kind"] == "rounding"
            else f"请不超过{figure(f['fewest'])}分，或先问是否适用：`某项适用的，…`"
        ),
    ),
    "RB0345": (lambda f: f"该对象不参加评价：{f['reason']}", "不计分，也不排名；无须更正"),
    "RB0336": (_circle, "其中一项不能以另一项为条件"),
    "RB0335": (_leaves, _leaves_help),
}
