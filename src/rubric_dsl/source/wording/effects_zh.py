"""关于得分调整的中文语句：规则或合计之后对得分的处理。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_dsl.source.wording.rules_en import figure

Facts = Mapping[str, Any]


def _at(facts: Facts) -> str:
    if facts["reached"] is None:
        return ""
    given = "，".join(f"{name} = {value}" for name, value in facts["witness"])
    return f"：{given + '时' if given else ''}得{figure(facts['reached'])}分"


def _leaves(facts: Facts) -> str:
    what = "总分" if facts["total"] else "得分"
    edge = "低于0分" if facts["side"] == "below" else f"超过{figure(facts['points'])}分"
    return f"这一行可使{what}{edge}{_at(facts)}"


def _leaves_help(facts: Facts) -> str:
    if facts["side"] == "below":
        return "请在下一行写明 `最低0分`"
    return f"请在下一行写明 `最高{figure(facts['points'])}分`"


WORDS = {
    "RB0335": (_leaves, _leaves_help),
}
