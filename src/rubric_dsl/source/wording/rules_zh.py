"""中文语句：名称、合计、边界与未定的读法，RB02xx、RB03xx、RB04xx。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from rubric_dsl.source.wording.rules_en import MOST_NAMED, figure, percentage

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _unknown(facts: Facts) -> str:
    if facts["name"] in ("下降", "差", "缺"):
        return "低于目标的部分写作 `每少…减…分`"
    if facts["name"].endswith("不"):
        return "比较请写 `不超过`、`不多于`、`不少于` 或 `不低于`"
    if facts["suggestion"]:
        return f"是否想写 `{facts['suggestion']}`？"
    if facts["known"]:
        more = "等" if len(facts["known"]) >= MOST_NAMED else ""
        return (
            "已声明的有" + "、".join(f"`{name}`" for name in facts["known"]) + f"{more}；请在 `指标` 之下声明"
        )
    return f"请在 `指标` 之下声明：`{facts['name']} 次数`"


def _unit_known(facts: Facts) -> str:
    if facts["unit"][0] in "一二两三四五六七八九十":
        return "数字请用阿拉伯数字书写：`每少1次减3分`"
    if facts["known"]:
        return f"`{facts['metric']}` 的单位是“{facts['known']}”"
    if facts["metric"]:
        return f"请随指标一起声明单位：`{facts['metric']} 计数（{facts['unit']}）`"
    return "请去掉这个词"


def _these(facts: Facts) -> str:
    return "、".join(f"“{name}”" for name in facts["names"]) or "它"


def _where(facts: Facts) -> str:
    return f"“{facts['name']}”" if facts["name"] else "评价表"


def _leaves(facts: Facts) -> str:
    low, high, points = facts["low"], facts["high"], figure(facts["points"])
    if facts["side"] == "below":
        said = f"这条规则的得分可能低于{figure(facts['least'])}" + (
            "，且没有下限" if low is None else f"（最低{figure(low)}）"
        )
    else:
        said = f"这条规则的得分可能超过{points}分" + (
            "，且没有上限" if high is None else f"（最高{figure(high)}）"
        )
    if facts["witness"]:
        inputs = "，".join(f"{name} = {value}" for name, value in facts["witness"])
        said += f"：当 {inputs} 时得 {figure(facts['reached'])}"
    return said


def _leaves_help(facts: Facts) -> str:
    if facts["mark"]:
        return f"评分范围应与分值一致：请声明为 `评分 0至{figure(facts['points'])}`"
    if facts["side"] == "below":
        return "请加上 `，扣完为止`（不低于0，不高于分值）、`，最低0分`，或 `，扣分不设下限`"
    return f"请加上 `，封顶` 或 `，最高{figure(facts['points'])}分`"


def _amount(facts: Facts, which: str) -> str:
    """一步的数量（或示例数量）及其单位。"""
    if facts["measure"] == "number":
        return figure(facts[which]) + str(facts["unit"])
    hundredths = figure(str(Fraction(facts[which]) * 100))
    return hundredths + ("个百分点" if facts["measure"] == "percentage point" else "%")


def _part_readings(facts: Facts) -> str:
    amount, example = _amount(facts, "amount"), _amount(facts, "example")
    words = {"above": "每高于…", "below": "每低于…"} if facts["named"] else {"above": "每超"}
    each = "每少" if facts["missing"] else words.get(facts["beyond"], "每")
    change = "加…分" if facts["adds"] else "减…分"
    how = {
        "full": f"{each}满{amount}{change}",
        "started": f"{each}{amount}{change}，不足{amount}按{amount}计",
        "in proportion": f"{each}{amount}按比例{change}",
    }
    when = ("少" if facts["missing"] else {"above": "超", "below": "低"}.get(facts["beyond"], "")) + example
    lines = [f"  `{how[part]}`：{when}时为 {figure(points)} 分" for part, points in facts["readings"]]
    return "请写明：\n" + "\n".join(lines)


def _edge(facts: Facts) -> str:
    words = ("及以上", "以上（不含）") if facts["upward"] else ("及以下", "以下（不含）")
    value = facts["value"]
    return f"请写明：\n  `{value}{words[0]}`：恰好{value}算达到\n  `{value}{words[1]}`：恰好{value}不算达到"


def _listed(facts: Facts) -> str:
    no = facts["word"]
    names = [no + name for name in facts["names"]]
    return (
        f"请写明：\n  `{'且'.join(names)}`：只有其中一项成立时，不算满足\n"
        f"  `{'或'.join(names)}`：只有其中一项成立时，也算满足"
    )


def _sum(facts: Facts) -> str:
    return " + ".join(f"{figure(value)}（{name}）" for name, value in facts["parts"])


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0201": ("不认识名称“{name}”", _unknown),
    "RB0202": ("名称“{name}”重复声明，第一次在第{line}行", "每个指标的名称应各不相同"),
    "RB0203": ("标识“{name}”重复使用，第一次在第{line}行", "每个评价项的标识应各不相同，结果要按它查找"),
    "RB0204": (lambda f: f"此处需要数字，而{_these(f)}是“是否”型", "“是否”型指标这样给分：`发布融资需求的得20分`"),
    "RB0205": ("此处需要条件，而这是一个数字", "请与某个值比较：`对接活动10次及以上`"),
    "RB0206": ("没有写明拿什么来比较", "请写出指标：`对接活动10次及以上得30分`"),
    "RB0207": (
        lambda f: (f"“{f['name']}”的" if f["name"] else "这里的") + f"{figure(f['points'])}分没有写明如何得到",
        "请在其下写一条规则（`对接活动10次及以上得30分，每少1次减3分`），或写合计等于其分值的下级标题",
    ),
    "RB0208": ("“{name}”有第二条规则，第一条在第{line}行", "请为每条规则单列一个标题"),
    "RB0209": ("“{name}”既有规则又有下级标题", "分值只能来自一条规则或下级各项之和：请为这条规则单列一个标题"),
    "RB0210": ("评价表没有任何评价项", "请顶格书写一项：`信用贷款试点：100分，权重30%`"),
    "RB0211": (
        lambda f: "除数可能为零" + (f"：“{f['name']}”可以是0" if f["name"] else ""),
        lambda f: f"如果它不会是0，请在声明时写明：`{f['name'] or '目标数'} 计数 从1起`；"
        f"否则请写明为0时如何计分：`（若{f['name'] or '目标数'}为0则0，否则…/{f['name'] or '目标数'}）`",
    ),
    "RB0212": ("除数为零", ""),
    "RB0213": (
        lambda f: "“每超”需要有一个作比较的数" if f["beyond"] == "above" else "“每少”需要有一个应达到的目标",
        "请与“及以上”或“及以下”连用：`10次及以上得30分，每少1次减3分`，`投诉3次及以下得10分，每超1次减2分`；"
        "其他情况请写明数什么：`每缺报1次减1分`，`报价每高于基准价1%减1分`",
    ),
    "RB0214": ("“按比例”需要一个大于0的目标", "请与“及以上”连用：`完成数/目标数达100%及以上得30分，未完成的按比例扣分`"),
    "RB0215": ("“{unit}”不是此处所比较的指标的单位", _unit_known),
    "RB0216": ("每一步所数的数量应大于0", "请写 `每少1次`"),
    "RB0217": (
        lambda f: f"{_these(f)}是“是否”型，不能直接作为分数" if f["names"] else "这是一个条件，没有写明满足时得多少分",
        "请写明得多少分：`发布融资需求的得20分`"),
    "RB0218": (lambda f: f"“{f['name']}”可能指" + "或".join(f"`{name}`" for name in f["metrics"]), "请用指标自己的名称"),
    "RB0219": ("条件之后的“每…”只能数不足或超出的部分", "请写 `每少1次减3分` 或 `每超1次减2分`；要数别的，请以分值开头：`得10分，每缺报1次减1分`"),
    "RB0220": ("没有写明评分“{name}”的上限", "请写出范围：`评分 0至10`"),
    "RB0221": ("“是否”型指标没有范围和单位", "请写 `{name} 是否`"),
    "RB0222": ("计数的起止和步长应为不小于0的整数", "请写 `{name} 计数 从1起`，或 `{name} 数值 −5至5`"),
    "RB0223": ("范围最大到{limit}", ""),
    "RB0224": ("“下列每类”之下只写一条规则", "其他评价项请单列标题"),
    "RB0225": ("声明了“{name}”，但没有规则用到它", "请在规则中使用，或删去这一行：输入必须给出每个指标"),
    "RB0290": (
        lambda f: f"从{figure(f['low'])}起以{figure(f['step'])}为一步，到不了{figure(f['high'])}"
        if f["high"] is not None
        else "步长应大于0，且只用于数值类的指标",
        "请写 `评分 0至20 步长0.5`",
    ),
    "RB0291": (
        lambda f: f"{figure(f['low'])}至{figure(f['high'])}超出了“{f['name']}”的取值：它从{figure(f['least'] or '−10^18')}到{figure(f['most'] or '10^18')}"
        + (f"，步长{figure(f['step'])}" if f["step"] else ""),
        "请写它取值范围中的一段",
    ),
    "RB0301": ("评价表没有写明总分", "请在表头之下写 `总分100分，公布时四舍五入保留2位小数`"),
    "RB0302": (lambda f: f"{_where(f)}的分值合计不符：{_sum(f)} = {figure(f['total'])}，而不是{figure(f['points'])}", ""),
    "RB0303": (
        lambda f: f"{_where(f)}的权重合计为{percentage(f['total'])}，而不是100%："
        + " + ".join(f"{percentage(value)}（{name}）" for name, value in f["parts"]),
        "",
    ),
    "RB0304": ("“{name}”没有权重，而同级的其他项有", "请全部写权重，或全部不写"),
    "RB0305": (lambda f: f"{_where(f)}各项分值乘以权重后合计{figure(f['total'])}，而不是{figure(f['points'])}", "有权重的项按分值乘以权重计入"),
    "RB0306": (_leaves, _leaves_help),
    "RB0307": ("“{name}”的分值应大于0", "请写最多可得的分：`：10分`；只扣分的写成 `得10分，每缺报1次减1分`"),
    "RB0308": (lambda f: f"任何输入都得不到{figure(f['points'])}分：规则最多给{figure(f['high'])}分", "请使规则与标题的分值一致"),
    "RB0309": ("算式没有写明最多得多少分，不知道按多少封顶", "请写明：`完成率 × 50，最高50分，最低0分`"),
    "RB0310": (
        lambda f: f"权重应大于0%、不超过100%，而这里是{percentage(f['share'])}",
        lambda f: "不计入总分的项目不必列出" if f["share"] == "0" else f"请写 `权重{f['text']}%`",
    ),
    "RB0401": (lambda f: f"没有写明不足{_amount(f, 'amount')}的零头如何处理", _part_readings),
    "RB0402": ("“{word}”没有写明是否包含{value}本身", _edge),
    "RB0403": (lambda f: "列举没有写明是全部还是任一：" + "、".join(f["names"]), _listed),
    "RB0404": (
        "没有写明总分如何公布",
        "请写在总分之后；以 {example} 为例：\n  `公布时四舍五入保留2位小数`：83.31\n"
        "  `公布时四舍六入五成双保留2位小数`：83.30\n  `公布时舍去尾数保留2位小数`：83.30",
    ),
    "RB0405": (
        lambda f: "用“小于”时，超出的数量从哪里算起没有写明" if f["above"] else "用“大于”时，缺少的数量算到哪里没有写明",
        lambda f: "请写出允许达到的数：`3次及以下得10分，每超1次减2分`"
        if f["above"]
        else "请写出应达到的数：`11次及以上得30分，每少1次减3分`",
    ),
}  # fmt: skip
