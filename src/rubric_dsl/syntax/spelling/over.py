"""Syntax tree → text, in either language: what stands before the rule of one entry.

Comes in: a rule over a list and the names to use. Goes out: ``sum over honours, highest once per project:``,
``荣誉逐项计分求和，同一项目只取最高分：``.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.expressions import spell
from rubric_dsl.syntax.spelling.names import Names, glue, spell_name
from rubric_dsl.vocabulary.figures import spell_number

_TAKEN: dict[t.OverHow, str] = {
    "sum": "求和", "greatest": "取最高", "least": "取最低", "mean": "取平均",
}  # fmt: skip


def spell_over(rule: t.Over, lang: Language, names: Names) -> str:
    """Up to the colon."""
    return (_chinese if lang == "zh" else _english)(rule, names)


def _english(rule: t.Over, names: Names) -> str:
    text = f"{rule.how} over" if rule.best is None else f"best {rule.best} over"
    text += " " + spell(rule.source, "en", names)
    if rule.where is not None:
        text += f" where ({spell(rule.where, 'en', names)})"
    if rule.empty is not None:
        text += f" ({spell_number(rule.empty)} if none)"
    if rule.once_per is not None:
        text += f", highest once per {_key(rule.once_per, names)}"
    if rule.shares:
        text += ", at " + ", ".join(f"{spell_number(share * 100)}%" for share in rule.shares)
    if rule.further is not None:
        text += f", then {spell_number(rule.further * 100)}% each"
    return text + ": "


def _chinese(rule: t.Over, names: Names) -> str:
    taken = _TAKEN[rule.how] if rule.best is None else f"取最高的{rule.best}项之和"
    text = glue(spell(rule.source, "zh", names), f"逐项计分{taken}")
    options = [f"仅计{spell(rule.where, 'zh', names)}的"] if rule.where is not None else []
    options += [f"没有的计{spell_number(rule.empty)}"] if rule.empty is not None else []
    text += f"（{'，'.join(options)}）" if options else ""
    if rule.once_per is not None:
        text += f"，同一{_key(rule.once_per, names)}只取最高分"
    if rule.shares:
        text += "，由高到低按" + "、".join(f"{spell_number(share * 100)}%" for share in rule.shares) + "计"
    if rule.further is not None:
        text += f"，其余每项按{spell_number(rule.further * 100)}%计"
    return text + "："


def _key(name: t.Name, names: Names) -> str:
    return spell_name(names.get(name.text, name.text))
