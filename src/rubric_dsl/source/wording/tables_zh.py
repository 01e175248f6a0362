"""中文语句：分档、查表、直线插值与分情形的规则。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.tables_en import shown

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _at(facts: Facts) -> str:
    return "，".join(f"{name} = {value}" for name, value in facts["witness"])


def _gap(facts: Facts) -> str:
    if facts["witness"]:
        return f"没有一档写明 {_at(facts)} 时得多少分"
    return "无法证明任何情况下都有一档成立"


def _reversed(facts: Facts) -> str:
    if facts["low"] is None:
        return "这一档的两端方向相反"
    if facts["low"] == facts["high"]:
        return f"{shown(facts, 'low')}与{shown(facts, 'high')}之间没有任何数"
    return f"下限{shown(facts, 'low')}高于上限{shown(facts, 'high')}，其间没有任何数"


def _options(facts: Facts) -> str:
    return "、".join(f"`{name}`" for name in facts["options"])


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0229": ("“{name}”既不是选项型也不是“是否”型", "查表用的是选项；数字请分档：`{name}10及以上得5分；否则0分`"),
    "RB0231": ("这不是表中的一行", "查表的一行写选项和分值（`国家级8分`），分档的一档写条件和分值（`80%及以上得8分`），插值写数值和分值（`50%得2分`）"),
    "RB0232": (lambda f: f"“{f['name']}”的表中缺少" + _options(f), lambda f: f"请为每个选项写一行：`{f['options'][0]}0分`"),
    "RB0233": ("`{option}`写了两行", "请只保留一行"),
    "RB0234": (lambda f: f"这一行有{f['found']}个分值，应为{f['expected']}个" + (f"，依次对应{_options(f)}" if f["options"] else ""), "请按选项的顺序书写：`8/6/5`"),
    "RB0311": (_gap, "请补上一档，或在最后写 `否则0分`"),
    "RB0312": (lambda f: f"{_at(f)} 既属于这一档，也属于第{f['line']}行第{f['column']}列的那一档", "请写明端点归哪一档：`80%及以上不满90%`；或者只写一端（`80%及以上`），各档按先后顺序判断"),
    "RB0313": (lambda f: "这一档永远轮不到：它的值都已归前面各档" + (f"，如 {_at(f)}" if f["witness"] else ""), "请从高到低排列，或删去这一档"),
    "RB0314": (_reversed, "请先写下限：`80%及以上不满90%`"),
    "RB0315": (lambda f: f"随着{f['name']}增大，分值有升有降：{f['points']}", "如果办法就是这样规定的，可以不改"),
    "RB0316": (lambda f: f"没有写明 {_at(f)} 时得多少分，它在各点之外", "请加 `，封顶`：各点之外按最近一点计分；或者声明指标的范围"),
    "RB0317": (lambda f: f"{shown(f, 'at')}这一点不高于前一点{shown(f, 'before')}", "至少写两点，从低到高"),
    "RB0318": (lambda f: f"没有一种情形写明 {_at(f)} 时如何计分" if f["witness"] else "无法证明任何情况下都有一种情形成立", "请在最后补上一行 `其他情形：…`"),
    "RB0319": (lambda f: "这一情形永远轮不到：它的值都已归前面的情形" + (f"，如 {_at(f)}" if f["witness"] else ""), "请把范围窄的情形写在前面，或删去这一情形"),
    "RB0320": (lambda f: "`其他情形：`之前没有写任何情形" if f["alone"] else "`其他情形：`应写在各情形的最后，且只写一次", "请先写各情形：`当小规模时：…`，再在下一行写 `其他情形：…`"),
}  # fmt: skip
