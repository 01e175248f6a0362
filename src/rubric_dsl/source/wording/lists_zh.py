"""关于清单的中文语句：如何声明、如何合计、如何填报。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

HOW = {
    "sum": "之和",
    "count": "的项数",
    "least": "的最小值",
    "greatest": "的最大值",
    "mean": "的平均值",
    "median": "的中位数",
}

OVER = {"least": "最低", "greatest": "最高", "mean": "平均"}


def _value(facts: Facts) -> str:
    if not facts["names"]:
        return "请写出清单：`荣誉各项（甲+乙）之和`；几个数中的最小值写作 `（甲、乙中的最小值）`"
    return f"请写明每项取什么：`{facts['listed']}各项{facts['names'][0]}{HOW[facts['how']]}`"


def _empty(facts: Facts) -> str:
    text = f"请写明这时计多少：`…{HOW[facts['how']]}（没有的计0）`"
    if facts["over"]:
        text = f"请写明这时计多少：`…逐项计分取{OVER[facts['how']]}（没有的计0）：…`"
    return text if facts["chosen"] else f"{text}；或者声明“{facts['list']}”至少有一项：`清单 1至9个`"


def _count(facts: Facts) -> str:
    if facts["least"] == facts["most"]:
        return f"{facts['most']}项"
    return f"{facts['least']}至{facts['most']}项" if facts["least"] else f"至多{facts['most']}项"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0240": (
        "没有写明这份清单的每一项是什么",
        "请在下面逐行写出每项的内容，写法与指标相同；若每项就是一个数，请写明类型：`清单 3至9个 评分 0至20`",
    ),
    "RB0241": ("没有写明这份清单最多有多少项", "请写 `清单 至多40项` 或 `清单 3至9个`"),
    "RB0242": ("清单不能有 {least} 至 {most} 项", "下限为从0起的整数，上限为1至{limit}的整数，且不小于下限"),
    "RB0243": (
        lambda f: f"“{f['name']}”是文本，没有范围和单位"
        if f["inside"]
        else f"“{f['name']}”是文本，只能是清单每项中的内容",
        lambda f: f"请写 `{f['name']} 文本`"
        if f["inside"]
        else "文本不能得分，只用来区分清单中的各项：请写在 `清单 至多40项` 之下",
    ),
    "RB0244": (
        lambda f: "清单的一项中不能再有清单"
        if f["what"] == "list"
        else "清单中不能有日期"
        if f["what"] == "date"
        else "清单每项的内容是填报的，不能是计算值",
        lambda f: "请另立一份清单，并用一项内容写明它属于哪里"
        if f["what"] == "list"
        else "请填天数，类型为计数"
        if f["what"] == "date"
        else "请在用到的地方计算：`荣誉各项（级别×2）之和`",
    ),
    "RB0245": (
        "“{name}”是清单，本身不是一个数",
        lambda f: f"请写明取什么：`{f['name']}的项数`、"
        + (f"`{f['name']}的平均值`" if f["bare"] else f"`{f['name']}各项…之和`"),
    ),
    "RB0246": (
        "“{name}”不是清单",
        lambda f: "单独一条规则没有清单：清单在“指标”中声明"
        if f["alone"]
        else f"请声明为清单：`{f['name']} 清单 至多40项`；几个数中的最小值写作 `（甲、乙中的最小值）`",
    ),
    "RB0247": ("没有写明这里合计的是什么", _value),
    "RB0248": ("项数只数有几项，与每项的内容无关", "请写 `{list}的项数`；只数一部分的，写 `（仅计…的）`"),
    "RB0249": (
        lambda f: f"`{f['text']}` 不能是项数" if f["text"] else "这一说明与前面的内容不相配",
        lambda f: f"请写1至{f['limit']}的整数" if f["text"] else "每一点只写一次，写在它所说明的内容之后",
    ),
    "RB0250": (
        "没有写明两对同样接近时取哪一对",
        "请写明：6、7、8之中，`最接近的两个的平均值（同样接近的取高）` 为7.5，`（同样接近的取低）` 为6.5",
    ),
    "RB0251": ("“{name}”是文本，既不是数，也不是条件", "文本只用来区分各项：`同一{name}只取最高分`"),
    "RB0252": ("清单各项之中不能再逐项合计", "请合为一份清单，并用一项内容写明它属于哪里"),
    "RB0253": ("每一项的评分不能只取一段范围", "请在声明这一项内容时写明范围：`质量 评分 7至8`"),
    "RB0254": (
        "“{name}”不是“{listed}”各项的内容",
        lambda f: "它说明哪些项属于同一情形：" + "、".join(f"`{name}`" for name in f["fields"])
        if f["fields"]
        else "只有数值的项无从区分，请改为有内容的清单",
    ),
    "RB0326": (
        lambda f: f"“{f['list']}”{'中没有计入的项' if f['chosen'] else '为空'}时，{HOW[f['how']].removeprefix('的')}无从得出",
        _empty,
    ),
    "RB0327": (
        lambda f: "两个数去掉一个最高分和一个最低分后，什么都不剩"
        if f["said"]
        else "没有写明多于几个时才去掉最高分和最低分",
        "请写 `去掉一个最高分和一个最低分后的平均值（多于5个时）`，个数不小于2",
    ),
    "RB0328": (
        lambda f: "每一项的计分之后写`封顶`，没有写明封的是什么、封在多少"
        if f["kind"] == "capped"
        else f"`最{'高' if f['kind'] == 'at most' else '低'}{f['points']}分`针对每一项，而每一项都不会{'高' if f['kind'] == 'at most' else '低'}于{f['reach']}分",
        "各项合计的上下限，请在计分规则下面另写一行：`最高20分`；每一项的上下限写在计分规则之后：`…，最高5分`",
    ),
    "RB0516": (
        lambda f: f"“{f['metric']}”为{f['shown'] if f['shown'].startswith('“') else ' ' + f['shown']}，而它应为清单",
        lambda f: "例如 `[18, 17.5, 19]`；在表格的单元格中也可写 `18；17.5；19`"
        if f["bare"]
        else '例如 `[{"级别": 2}]`；没有任何一项的清单写 `[]`',
    ),
    "RB0517": (lambda f: f"“{f['metric']}”有{f['count']}项，而它应有{_count(f)}", ""),
    "RB0518": ("“{metric}”为 {shown}，而这份清单的每项应有各项内容", "请按名称逐一填写，例如 `级别: 2`"),
    "RB0519": (
        lambda f: f"“{f['metric']}”缺少" + "、".join(f"“{name}”" for name in f["fields"]),
        "缺失不等于零：每项的每个内容都要填写",
    ),
    "RB0520": (
        "“{metric}”中没有“{name}”这一内容",
        lambda f: f"是否想写“{f['suggestion']}”？" if f["suggestion"] else "请删去，或在清单之下声明",
    ),
}  # fmt: skip
