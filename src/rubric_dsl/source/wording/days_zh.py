"""中文语句：日期、天数与工作日。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]


def _no_date(facts: Facts) -> str:
    return f"此处需要日期，而{'、'.join(f'“{name}”' for name in facts['names'])}不是日期"


WORDS: dict[str, tuple[Words, Words]] = {
    "RB0265": (_no_date, "天数是两个日期之间的天数：请把它声明为`日期`，或写出某一天，例如`2023年12月31日`"),
    "RB0266": (
        lambda f: f"此处需要{'条件' if f['wanted'] == 'condition' else '数字'}，而这是一个日期",
        lambda f: (
            "请与某一天比较：`提交日不晚于2023年12月31日`"
            if f["wanted"] == "condition"
            else "请数两个日期之间的天数：`截止日至提交日的天数`"
        ),
    ),
    "RB0267": (
        "日期与数字无法比较",
        "请与某一天比较：`提交日不晚于2023年12月31日`，或比较天数：`截止日至提交日的天数5天及以下`",
    ),
    "RB0268": (
        "这里比较的是日期，而这一句数的是少了多少",
        "请数天数：`10分，截止日至提交日的天数每1天减1分，扣完为止`",
    ),
    "RB0269": (
        lambda f: "日期只能写一段日期作范围，不能写别的" if f["day"] else "一段日期只能作日期型指标的范围",
        "例如`提交日 = submitted 日期 2023年1月1日至2023年12月31日`",
    ),
    "RB0270": (
        "这里要数工作日，而评价表没有写明日历",
        "请在表头下写明哪些天是工作日：`日历 中国`，或`日历 周一至周五`",
    ),
    "RB0271": ("{name}的日历需要一个尚未安装的程序库", "请安装：`pip install {package}`"),
    "RB0272": (
        "没有“{name}”的日历",
        lambda f: (
            f"是否想写`{f['suggestion']}`？"
            if f["suggestion"]
            else "请写国家名（`日历 中国`，其他国家用英文名），或写`日历 周一至周五`并列出自己的放假和上班日"
        ),
    ),
    "RB0273": (
        "{name}的日历只知道 {low} 年至 {high} 年，而这些日期涉及 {first} 年至 {last} 年",
        "请缩小日期的范围，或更新程序库“holidays”（现为 {version}）",
    ),
    "RB0274": (
        "只有工作日才需要写明首日和末日是否计入",
        "天数就是两个日期之差；两天都计入时请写`甲至乙的天数+1`",
    ),
    "RB0415": (
        "没有写明首日和末日是否计入",
        lambda f: (
            "请写明：\n"
            + "\n".join(
                f"  `{f['first']}（{one}）至{f['last']}（{other}）的工作日数`：2023年6月2日（周五）至6月6日（周二）为{number}天"
                for one, other, number in (
                    ("不含", "含", 2),
                    ("含", "含", 3),
                    ("含", "不含", 2),
                    ("不含", "不含", 1),
                )
            )
        ),
    ),
    "RB0416": (
        lambda f: (
            f"没有写明在哪一段日期里数工作日：“{f['name']}”没有范围" if f["name"] else "这些日期的范围太长"
        ),
        "请写明两端：`提交日 = submitted 日期 2023年1月1日至2024年6月30日`",
    ),
}
