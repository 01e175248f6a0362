"""中文：某一数据库引擎无法做到的事：RB065x。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_WHY = {
    "too large": "{dialect} 的任何整数类型都不能保证容纳此处计算的数",
    "list": "“{metric}”是清单，为 {dialect} 写的查询不读清单",
    "text": "{dialect} 按自己的规则比较文字，而“{metric}”要在几个文字选项中取一",
    "quota": "此处的等级限定名额，而为 {dialect} 写的查询不分配名额",
    "ratio": "此处比较的是每个对象各自的比值，{dialect} 没有能表示它的整数",
    "logarithm": "此处对数的级数太多，为 {dialect} 写的查询列不下",
    "name": "{dialect} 把名称截到{longest}个字节，而“{name}”更长",
}
_HELP = {
    "too large": "请给指标写明更接近实际的范围（`计数 0至1000`），或改用整数类型更宽的引擎",
    "list": "带清单的表格请用 `rubric.score_table` 评分",
    "text": "请改用能区分一切文字的引擎，或用 `rubric.score_table` 评分",
    "quota": "`rubric.score_table` 会在表中全体对象之间分配名额",
    "ratio": "`rubric.score_table` 也能比较比值",
    "logarithm": "请给指标写明范围，或取整到更大的单位，或用 `rubric.score_table` 评分",
    "name": "请另起较短的标识：`id = 「较长的名称」`",
}
_KINDS = {
    "count": "计数", "yes/no": "是否", "mark": "评分", "amount": "数额", "number": "数值",
    "choice": "选项", "date": "日期", "text": "文字", "list": "清单",
}  # fmt: skip

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0652": (lambda f: _WHY[f["why"]].format(**f), lambda f: _HELP[f["why"]].format(**f)),
    "RB0653": (
        lambda f: f"“{f['metric']}”（{_KINDS.get(f['kind'], f['kind'])}）不能从 {f['type']} 类型的列读取",
        lambda f: f"请转换该列；可以读作 {'、'.join(f['known'])}",
    ),
    "RB0654": (
        "有一行不能由查询评分：{reason}",
        '可保留该行并注明原因：`errors="keep"`；内存中的表接受任何数值',
    ),
}
