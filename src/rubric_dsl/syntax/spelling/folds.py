"""Syntax tree → text, in either language: folds over lists, and the extreme of several numbers.

Comes in: a fold and how to spell what stands inside. Goes out: ``sum of points over honours``,
``荣誉各项分值之和（仅计级别2以上（不含）的）``.
"""

from __future__ import annotations

from collections.abc import Callable

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling.names import glue
from rubric_dsl.vocabulary.figures import spell_number

Spell = Callable[[t.Expression], str]

_ITS: dict[t.How, str] = {
    "sum": "之和", "count": "的项数", "least": "的最小值",
    "greatest": "的最大值", "mean": "的平均值", "median": "的中位数",
}  # fmt: skip


def _operand(item: t.Expression, lang: Language, spell: Spell) -> str:
    text = spell(item)
    if isinstance(item, t.Name):
        return text
    return f"（{text}）" if lang == "zh" else f"({text})"


def _of_itself(item: t.Fold) -> bool:
    """Whether each entry gives itself, which nobody says: ``sum of marks``."""
    value, source = item.value, item.source
    if source is None:
        return value is None
    return value is None or (isinstance(value, t.Name) and value.text == f"{source.text}\n")


def spell_fold(item: t.Fold, lang: Language, spell: Spell) -> str:
    """A fold over a list."""
    return _chinese(item, spell) if lang == "zh" else _english(item, spell)


def _english(item: t.Fold, spell: Spell) -> str:
    parts = [item.how, "of"]
    if item.closest:
        parts.append("the two closest of")
    if item.best is not None:
        parts.append(f"best {item.best} of")
    if item.value is not None and not _of_itself(item):
        parts += [_operand(item.value, "en", spell), "among" if item.source is None else "over"]
    parts.append("all" if item.source is None else spell(item.source))
    if item.where is not None:
        parts.append(f"where ({spell(item.where)})")
    if item.spare is not None:
        parts.append("without the highest and the lowest")
        parts += [f"when more than {item.spare}"] if item.spare else []
    options = [f"ties to the {item.closest}"] if item.closest else []
    options += [f"{spell_number(item.empty)} if none"] if item.empty is not None else []
    if options:
        parts.append(f"({', '.join(options)})")
    return " ".join(parts)


def _chinese(item: t.Fold, spell: Spell) -> str:
    if item.source is None:
        parts = ["全体", "对象数" if item.value is None else _operand(item.value, "zh", spell)]
    else:
        parts = [spell(item.source)]
        if item.value is not None and not _of_itself(item):
            parts += ["各项", _operand(item.value, "zh", spell)]
    if item.best is not None:
        parts.append(f"最高{item.best}项")
    if item.spare is not None:
        end = "值" if item.source is None else "分"
        parts.append(f"去掉一个最高{end}和一个最低{end}后")
    if item.closest:
        parts.append("最接近的两个")
    if item.source is not None or item.how != "count":
        parts.append(_ITS[item.how])
    options = [f"仅计{spell(item.where)}的"] if item.where is not None else []
    options += [f"多于{item.spare}个时"] if item.spare else []
    options += [f"同样接近的取{'高' if item.closest == 'higher' else '低'}"] if item.closest else []
    options += [f"没有的计{spell_number(item.empty)}"] if item.empty is not None else []
    return glue(*parts) + (f"（{'，'.join(options)}）" if options else "")


def spell_rank(item: t.Rank, lang: Language, spell: Spell) -> str:
    """``rank of price among all, lowest first``, ``报价在全体中从低到高的名次``"""
    value = _operand(item.value, lang, spell)
    if lang == "zh":
        return glue(value, f"在全体中从{'高到低' if item.first == 'highest' else '低到高'}的名次")
    return f"rank of {value} among all, {item.first} first"


def spell_extreme(item: t.Extreme, lang: Language, spell: Spell) -> str:
    """``least of (a, b)``, ``（a，b中的最小值）``"""
    operands = [spell(operand) for operand in item.operands]
    if lang == "zh":
        return f"（{'，'.join(operands)}中的最{'小' if item.how == 'least' else '大'}值）"
    return f"{item.how} of ({', '.join(operands)})"
