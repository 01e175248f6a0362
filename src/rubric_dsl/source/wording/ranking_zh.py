"""Chinese sentences about what is ranked: the criteria that cost the most, and subjects that share out grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_dsl.source.wording.ranking_en import thirteenth
from rubric_dsl.source.wording.rules_en import figure

Words = str | Callable[[Mapping[str, Any]], str]

WORDS: dict[str, tuple[Words, Words]] = {
    "RB0610": (
        "没有写明扣分相同时列出哪几项",
        "请写明；有两项与第{count}项扣分相同时：\n"
        "  `主要扣分项最多{count}项，并列的按表中次序`：只列{count}项，在表中靠前的列出\n"
        "  `主要扣分项最多{count}项，并列的一并列出`：与最后一项扣分相同的都列出",
    ),
    "RB0611": ("列出的项数不能是“{count}”", "请写从1起的整数：`主要扣分项最多3项`"),
    "RB0612": (
        lambda f: (
            f"“{f['name']}”下面还有评价项，只有最末一级才列为扣分项"
            if f["section"]
            else f"“{f['name']}”不计入满分，没有基准分"
        ),
        lambda f: "请在其下各项写基准分" if f["section"] else "请删去：扣分项扣了多少就列多少，加分项不列",
    ),
    "RB0613": (
        lambda f: f"“{f['name']}”的基准分{figure(f['baseline'])}分不在0至{figure(f['points'])}分之间",
        lambda f: f"请写0至{figure(f['points'])}分之间的基准分",
    ),
    "RB0615": (
        lambda f: f"13个对象的{figure(f['share'])}%不是整数，没有写明怎样取整",
        lambda f: (
            f"请写明；13个的{figure(f['share'])}%为{thirteenth(f, 'of')}个：\n"
            + "\n".join(
                f"  `不超过参评对象的{figure(f['share'])}%（{said}）`：{thirteenth(f, mode)}个"
                for mode, said in (("down", "舍去尾数"), ("up", "进一"), ("half up", "四舍五入"))
            )
        ),
    ),
    "RB0616": (
        "没有写明末位并列而名额不够时怎么办",
        "请写明；最后一个名额有两个对象并列时：\n"
        "  `…，末位并列的均计入`：两个都评为该等级\n"
        "  `…，末位并列的均不计入`：两个都不评为该等级",
    ),
    "RB0617": (
        lambda f: f"“{f['text']}”不能作为参评对象的一部分" if f["share"] else f"名额不能是“{f['text']}”",
        lambda f: (
            "请写大于0%、小于100%的比例：`不超过参评对象的20%`"
            if f["share"]
            else "请写从1起的整数：`不超过3名`"
        ),
    ),
    "RB0618": (
        lambda f: f"名额给排名在前的，而排名从总分{'低' if f['least'] else '高'}的开始，在前的反而是差的",
        lambda f: f"请删去“排名按总分”之后的“从{'低到高' if f['least'] else '高到低'}”，这样好的在前",
    ),
    "RB0619": (
        lambda f: f"这样评为“{f['name']}”的会超过名额",
        lambda f: f"请只{'定为' if f['kind'] == 'fixed at' else '保底到'}没有名额限制的等级",
    ),
    "RB0620": (
        lambda f: f"有的等级未定：名额有限，而有{f['number']}个对象的数据不能用（第一个在第{f['row']}行）",
        "请改正这些行：名额要在全体中分配",
    ),
    "RB0621": (
        "{text}%是什么的{text}%？名额按全体参评对象的比例计算",
        "请写 `不超过参评对象的{text}%`，并写明怎样取整",
    ),
    "RB0614": (
        "“{name}”的基准分没有用处：没有要求列出扣分项",
        "请在表头写明 `主要扣分项最多3项，并列的一并列出`，或删去基准分",
    ),
}
