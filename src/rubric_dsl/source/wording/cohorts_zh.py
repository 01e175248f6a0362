"""Chinese sentences for what compares all subjects: statistics, ranks, and who belongs to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _first(facts: Facts) -> str:
    if "case" in facts:
        return f"是“{facts['case']}”"
    return f"在第{facts['row']}行" if "row" in facts else f"是第{facts['subject']}个对象"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0257": (
        "谁计入全体，不能由全体的数字决定",
        "请用每个对象自身的情况来规定；若只是某一个数字不计某些对象，请写“全体报价的平均值（仅计…的）”",
    ),
    "RB0258": ("全体只数对象，不数数值", "请写“全体对象数”，或“全体对象数（仅计报价100及以下的）”"),
    "RB0259": ("名次不能再对全体计算一次", "请直接比较数值，如“全体报价的平均值”"),
    "RB0260": (
        "这一行规定谁计入全体，而没有规则对全体作比较",
        "请在规则中作比较，如“全体报价的最小值”，或删去这一行",
    ),
    "RB0262": (
        "单独一条规则只评一个对象，而这一条要比较全体",
        "请写进评价表，再用 `rubric.cohort(subjects)` 在全体中逐个评分",
    ),
    "RB0367": ("“{text}”不是对象的个数", "请写从1起的整数，如“计入全体：不少于3个”"),
    "RB0441": (
        lambda f: (
            f"{f['name']} 自己规定了{'计入全体的不少于几个' if f['fewest'] else '谁计入全体'}，"
            "而这里把它的得分用在另一份评价表中"
        ),
        "请把这一行写在使用该得分的评价表的表头，并从那里删去",
    ),
    "RB0350": (
        "没有写明总分相同时从哪一头排起",
        "请在后面写“从高到低”或“从低到高”；评价项的得分以高的在前",
    ),
    "RB0440": (
        "没有写明名次从哪一头排起",
        "请写“在全体中从低到高的名次”（价格、用时）或“在全体中从高到低的名次”（得分、营业额）",
    ),
    "RB0592": (
        lambda f: (
            f"本评价表对全体作比较（第{f['line']}行），不能只评一个对象"
            if f["fewest"] is None
            else f"本评价表规定对象不足{f['fewest']}个的不予评分（第{f['line']}行），不能只评一个对象"
        ),
        "在 Python 中用 `rubric.cohort(subjects).evaluate(subject)`；在命令行用 `rubric rank 评价表 表格`，"
        "或 `rubric score 评价表 数据 --cohort 表格`",
    ),
    "RB0593": (
        lambda f: (
            f"第{f['number']}行：{f['told']}"
            if f.get("frame")
            else f"{'' if f.get('ranked') else '全体中'}第{f['number']}{'行' if f['row'] else '个'}对象：{f['told']}"
        ),
        lambda f: (
            '请改正它的数据，或保留该行而不评分：`errors="keep"`'
            if f.get("frame")
            else '请改正它的数据，或让它不带名次列出：`errors="keep"`'
            if f.get("ranked")
            else "请改正它的数据；全体要相互比较，每一个都须正确"
        ),
    ),
    "RB0594": (
        lambda f: (
            f"没有对象计入全体，“{f['name']}”无从得出（第{f['line']}行）"
            if not f["size"]
            else f"全体中没有可计入“{f['name']}”的对象（第{f['line']}行）"
        ),
        "请让对象计入，或在评价表中写明这时计多少，如“全体报价的平均值（没有的计0）”",
    ),
    "RB0596": (
        "全体都未评分：{seen}个对象中计入全体的有{size}个，应不少于{fewest}个（评价表第{line}行）",
        "请查看哪些对象不参加评价或不计入全体；不足时怎么办，由办法另行规定",
    ),
    "RB0595": (
        lambda f: f"未评分：全体要相互比较，而有{f['number']}个对象的数据不能用（第一个{_first(f)}）",
        "请改正这些数据；缺了它们，全体的数字无从得出",
    ),
}
