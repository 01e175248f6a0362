"""中文语句：无法计分的输入，RB05xx。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.input_en import as_decimal, day_of_serial, days_of_text
from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

KINDS = {
    "count": "整数（如 8）",
    "yes/no": "是或否（true 或 false）",
    "mark": "数字（如 8.5）",
    "amount": "数字（如 120.5）",
    "number": "数字（如 8.5）",
    "date": "日期（文件中如 2023-12-31，Python 中如 datetime.date(2023, 12, 31)）",
}


def _day_help(facts: Facts) -> str:
    serial, days = day_of_serial(facts["shown"]), days_of_text(facts["shown"])
    if serial:
        return f"电子表格把 {serial} 存成数字 {facts['shown']}：请把单元格设为日期格式"
    return f"请把年份写在最前面：{' 或 '.join(days)}" if days else ""


def _wanted(facts: Facts) -> str:
    share = as_decimal(facts)
    return f"小数 {share}" if share else KINDS[facts["kind"]]


def _spaced(shown: str) -> str:
    """A figure stands apart from Chinese characters, a quotation does not."""
    return shown if shown.startswith("“") else f" {shown}"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0501": (lambda f: "缺少指标" + "、".join(f"“{name}”" for name in f["metrics"]), "缺失不等于零：每个指标都要填写，为 0 时也要写 0"),
    "RB0502": (
        "评价表中没有指标“{metric}”",
        lambda f: f"是否想写“{f['suggestion']}”？" if f["suggestion"] else "请删去，或在评价表中声明",
    ),
    "RB0503": (lambda f: f"“{f['metric']}”为{_spaced(f['shown'])}，而它应为{_wanted(f)}", lambda f: _day_help(f) if f["kind"] == "date" else ""),
    "RB0504": ("“{metric}”为 {shown}，而计数应为整数", ""),
    "RB0505": ("“{metric}”为 {shown}，不能低于 {limit}", ""),
    "RB0506": ("“{metric}”为 {shown}，不能高于 {limit}", ""),
    "RB0507": ("“{metric}”由评价表计算得出，不能填报", "请填报计算它所用的指标，并删去这一项"),
    "RB0508": ("“{metric}”为 {shown}，不能用于计分", "数据中不应有 NaN 或无穷大"),
    "RB0509": ("“{metric}”的位数过多", "整数部分最多 {digits} 位，小数部分最多 {places} 位"),
    "RB0523": ("“{metric}”为 {shown}，而日期不带钟点", "请去掉钟点；只有零点整才当作日期"),
    "RB0510": ("“{metric}”是空的", "缺失不等于零：请填写数值，为 0 时也要写 0"),
    "RB0511": ("输入不是“名称—数值”的对照", '请给出对照，如 {{"events": 8}}'),
    "RB0512": ("“{metric}”给了两次，另一次用的名称是“{alias}”", "请只保留一处"),
    "RB0529": (
        lambda f: f"“{f['metric']}”为 {f['shown']}，而它从{figure(str(f['low']))}起以{figure(str(f['step']))}为一步",
        "",
    ),
    "RB0590": (
        lambda f: f"“{f['metric']}”为 {f['shown']}，而第{f['line']}行的规则只接受{figure(f['low'])}至{figure(f['high'])}",
        "超出由事实确定的范围的评分不予接受，也不截取",
    ),
}  # fmt: skip
