"""中文语句：内存中的表格，不是表格的数据，不能使用的列。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.input_zh import KINDS

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

HOLDS = {
    "truth": "是否值",
    "number": "数字",
    "text": "文字",
    "day": "日期",
    "moment": "带时区的时刻",
    "list": "清单",
}
WANTED = {
    **KINDS,
    "choice": "选项的名称（文字）",
    "list": "清单",
    "yes/no": "是或否（是否值的列）",
    "date": "不带时区的日期",
}


def _mistyped(facts: Facts) -> str:
    holds = HOLDS.get(facts["holds"])
    shown = f"{holds}（{facts['type']}）" if holds else f" {facts['type']}"
    return f"“{facts['column']}”列是{shown}，而“{facts['metric']}”应为{WANTED[facts['kind']]}"


def _mistyped_help(facts: Facts) -> str:
    match facts["holds"], facts["kind"]:
        case "text", "date":
            return "文字不是日期：请按类型读入文件，或先把该列转换成日期"
        case "text", "list":
            return "文字不是清单：请先把该列转换成清单"
        case "text", _:
            return "文字不是数字，也不是是否值：请按类型读入文件，或先转换该列"
        case "number", "yes/no":
            return "1和0不是“是”和“否”：请先把该列转换成是否值"
        case "moment", _:
            return "请写明是哪一地的日期，先把该列转换成日期"
        case _:
            return "请在评分之前转换该列"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0640": (
        "这不是表格：{found}",
        "请给出 pandas、Polars 或 PyArrow 的表、DuckDB 的关系，或其他带 Arrow 流接口的表；"
        "单个对象请用 `rubric.score`",
    ),
    "RB0641": (_mistyped, _mistyped_help),
    "RB0642": (
        "“{column}”列要保留，而结果中有同名的列",
        "请在评分之前改用别的列名，或去掉该列",
    ),
    "RB0643": (
        "给表格评分还需要别的软件包",
        "请安装：pip install '{package}'",
    ),
    "RB0644": ("得分超过{digits}位，没有列能容纳", "请给指标写明更接近实际的范围"),
    "RB0645": (
        "有{rows}行不能评分，这里说明了前{told}行",
        '可全部保留，各行注明原因：`errors="keep"`',
    ),
}  # fmt: skip
