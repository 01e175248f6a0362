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

_WAYS = {"rescale": "缺项折算", "redistribute": "缺项权重分摊", "drop": "缺项剔除"}

_UNFIT: dict[str, tuple[str, str]] = {
    "best": ("这里取最高的若干项，而其中有的可能不适用", "请把可能不适用的项另立标题"),
    "cap": ("下列各项之和超过{points}分，无从折算", "请使下列各项之和为{points}分"),
    "no weights": ("这里没有权重可以分摊", "请写`缺项折算`，或给每一项写明权重"),
    "unequal": ("各项分值不同，权重分摊之后是多少分没有定论", "请使各项分值相同，或写`缺项折算`"),
    "dropped": ("各项全部剔除之后满分为0，没有分可得", "请写`全部缺项得0分`，或写`缺项折算`"),
    "another": (
        "“{points}”剔除缺项，其满分可能降低，得分也就不是按原满分给的",
        "请在那里写`缺项折算`",
    ),
    "result": ("全部缺项时的得分超过了{points}分", "请写不超过{points}分的得分"),
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
    "RB0360": (
        "下列各项都不会不适用，这一行没有作用",
        "请删去，或写明何时不适用：`…的，不适用`，或在指标处写`缺失视为不适用`",
    ),
    "RB0361": (
        lambda f: _UNFIT[f["why"]][0].format(**f),
        lambda f: _UNFIT[f["why"]][1].format(**f),
    ),
    "RB0362": ("“{name}”可能不适用，而这里直接用了它的得分", "请先写明：`{name}适用且…`"),
    "RB0363": (
        lambda f: (
            f"“{f['name']}”不是评价项，只有评价项才有适用与否" if f["metric"] else f"“{f['name']}”总是适用"
        ),
        lambda f: (
            f"对指标请写`{f['name']}缺失`"
            if f["metric"]
            else "请删去，或在该项之下写明何时不适用：`…的，不适用`"
        ),
    ),
    "RB0364": (
        lambda f: "评价表本身没有适用与否" if f["head"] else "即使各项都不适用，总分也没有适用与否",
        lambda f: (
            "要使某对象没有得分，请写`…的，不参加评价“理由”`"
            if f["head"]
            else "请写明结果：`全部缺项得0分`，或把这样的对象排除：`…的，不参加评价“理由”`"
        ),
    ),
    "RB0417": (
        lambda f: (
            "、".join(f"“{name}”" for name in f["names"])
            + "可能不适用，而"
            + (f"“{f['above']}”" if f["above"] else "评价表")
            + "没有写明其分值怎么办"
        ),
        lambda f: (
            "请在"
            + ("其标题" if f["above"] else "表头")
            + "之下写`缺项折算`（按适用各项折算为满分）、"
            + ("`缺项权重分摊`（权重由适用各项分摊）" if f["weights"] else "")
            + "或`缺项剔除`（该分值不再计入满分）"
        ),
    ),
    "RB0418": (
        "各项可能全部不适用，而没有写明那时的结果",
        lambda f: (
            f"请写`{_WAYS[f['way']]}，全部缺项得0分`"
            + (f"，或`{_WAYS[f['way']]}，全部缺项的不适用`" if f["section"] else "")
        ),
    ),
}
