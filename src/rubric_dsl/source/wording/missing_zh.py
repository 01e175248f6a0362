"""中文语句：可能缺失的数值。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Words = str | Callable[[Facts], str]

_KINDS = {
    "count": "整数或另一个计数",
    "yes/no": "“是”“否”或另一个是否型指标",
    "date": "日期或另一个日期型指标",
}

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0355": (
        "“{name}”缺失时的替代值不是它可以取的值",
        lambda f: f"请写{_KINDS.get(f['kind'], '数字或另一个数字型指标')}：`缺失按…计`",
    ),
    "RB0356": (
        lambda f: "这些指标互相替代，成了循环：" + " → ".join(f"“{name}”" for name in f["way"]),
        "请让其中一个没有替代，或按一个数值计：`缺失按0计`",
    ),
    "RB0357": (
        "“{name}”可能缺失，而这里没有写明缺失时怎么办",
        "请加一行`{name}缺失的，不得分`，或在指标处写明替代值：`缺失按0计`",
    ),
    "RB0358": ("只有填报的指标才会缺失，而“{name}”是计算得出的", "请写计算它所用的指标：`某指标缺失`"),
    "RB0359": (
        lambda f: (
            f"“{f['name']}”是清单每一项中的内容，每一项都要填全"
            if f["field"]
            else f"“{f['name']}”是清单，清单不会缺失：没有内容就是空清单"
        ),
        lambda f: (
            "请不要把这样的项列入清单，或给它一个表示不详的选项"
            if f["field"]
            else f"请允许清单为空：`清单 至多…项`，再写`{f['name']}的个数为0`"
        ),
    ),
}
