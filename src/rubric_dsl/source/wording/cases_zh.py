"""Chinese sentences about files of worked cases: codes RB0570 to RB0589.

The twin of :mod:`rubric_dsl.source.wording.cases_en`: the same codes, the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rubric_dsl.source.wording import Table

Facts = Mapping[str, object]

_LACKS = {
    "rubric": "请用 `rubric: annex-1` 写明这些算例针对哪一份评价表",
    "cases": "算例写在 `cases:` 之下，每个以 `- name: …` 开头",
    "name": "请写 `- name: 对接活动9次`",
    "metrics": "请给出每一项指标，或用 `base: …` 写明从上面哪个算例出发",
    "expect": "请写出应得的结果：`expect: {{total: 83.3}}`",
}
_WANTED = {
    "rubric": "`rubric` 应写同一文件夹中评价表的名称，不带文件夹和后缀",
    "cases": "`cases` 应是一份清单，至少含一个算例",
    "case": "一个算例应写成若干“名称: 值”",
    "name": "`name` 应是几个字，说明这个算例要表明什么",
    "cohort": "`cohort` 应是几个字或一个数，相互比较的算例写同一个",
    "reasons": "`reasons` 应是指标项的清单，扣分最多的在前",
    "values": "`{key}` 应写成若干“名称: 值”",
}
_WANTED_HELP = {
    "rubric": "评价表是 annex-1.rubric 时，请写 `rubric: annex-1`",
    "cases": "每个算例以 `- name: …` 开头",
    "case": "请以 `- name: …` 开头，属于它的内容缩进书写",
    "name": '看上去像数字的名称请加引号：`name: "10"`',
    "cohort": "例如 `cohort: 三家投标`；不写的，与其他不写的算例相互比较",
    "reasons": "例如 `reasons: [matchmaking, reports]`；没有扣分的写 `reasons: []`",
    "values": "例如 `metrics: {{对接活动: 9}}` 或 `expect: {{matchmaking: 27}}`",
}


def _known(names: object) -> str:
    assert isinstance(names, Iterable), "a fact that lists names"
    return "、".join(f"`{name}`" for name in names)


def _unknown_key_help(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"是否想写 `{facts['suggestion']}`？"
    return f"此处可以写 {_known(facts['known'])}"


def _base_help(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"是否想写“{facts['suggestion']}”？"
    return "`base` 应是前面某个算例的名称"


def _criterion_help(facts: Facts) -> str:
    if facts["suggestion"]:
        return f"是否想写 `{facts['suggestion']}`？"
    return "请写指标项的标识或路径，例如 `credit/matchmaking`"


CASES: Table = {
    "RB0570": (
        lambda facts: f"这个{'文件' if facts['of'] == 'file' else '算例'}没有写 `{facts['key']}`",
        lambda facts: _LACKS[str(facts["key"])].format(),
    ),
    "RB0571": ("此处不认识“{name}”", _unknown_key_help),
    "RB0572": (
        lambda facts: _WANTED[str(facts["wanted"])].format(**facts),
        lambda facts: _WANTED_HELP[str(facts["wanted"])].format(**facts),
    ),
    "RB0573": ("这个算例没有写应得的结果", "请写出应得的结果：`expect: {{total: 83.3}}`"),
    "RB0574": ("第{line}行已有名为“{name}”的算例", "请给每个算例起不同的名称，说明它要表明什么"),
    "RB0575": ("前面没有名为“{name}”的算例", _base_help),
    "RB0576": (
        "“{text}”不是精确的数字",
        '请写数字，或加引号的分数：`{name}: 27`、`{name}: 83.3`、`{name}: "80/3"`',
    ),
    "RB0577": ("“{text}”不是可用的结果类型", "`outcome` 可写 `scored`（已评分）或 `excluded`（不予评分）"),
    "RB0578": ("被拒绝的数据没有得分，而这个算例两者都写了", "请只保留 `refused`，或去掉它"),
    "RB0579": ("`refused` 应是代码的清单", "例如 `refused: [RB0506]`"),
    "RB0580": (
        "这些算例所在的文件夹里没有名为“{name}”的评价表",
        "算例会在 {folder} 中查找 {name}.rubric 和 {name}.zh.rubric",
    ),
    "RB0581": (
        "{first} 与 {second} 含义不同，而这些算例同时针对两者",
        "请逐行核对：指标、分值、权重和规则中的每个数字都应一致",
    ),
    "RB0582": ("评价表 {rubric} 没有“{name}”这一项", _criterion_help),
    "RB0583": ("{path} 中没有算例", "算例与评价表放在一起，文件名如 annex-1.cases.yaml"),
    "RB0584": ("评价表 {path} 旁边没有算例", "请写在 {cases} 中"),
    "RB0585": (
        "{path} 不是评价表，不是算例文件，也不是文件夹",
        "请写出 annex-1.rubric、annex-1.cases.yaml，或存放它们的文件夹",
    ),
    "RB0586": ("“{text}”不是名次", "请写从1起的整数：`rank: 2`"),
}
