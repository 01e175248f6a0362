"""Syntax tree → text, in either language: how something is rounded.

Comes in: a rounding. Goes out: ``rounded half up to 1 decimal``, ``四舍五入保留1位小数``.
"""

from __future__ import annotations

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.syntax import tree as t
from rubric_dsl.vocabulary.figures import spell_number

MODES: dict[t.Mode, str] = {
    "half up": "四舍五入",
    "half even": "四舍六入五成双",
    "up": "进一",
    "down": "舍去尾数",
}


def spell_rounding(how: t.Rounding, lang: Language) -> str:
    """The words of a rounding."""
    if lang == "zh":
        mode = MODES[how.mode]
        if how.multiple is not None:
            return f"{mode}到{spell_number(how.multiple)}的倍数"
        return f"{mode}保留{how.places}位小数" if how.places else f"{mode}取整"
    if how.multiple is not None:
        return f"rounded {how.mode} to a multiple of {spell_number(how.multiple)}"
    if not how.places:
        return f"rounded {how.mode} to a whole number"
    return f"rounded {how.mode} to {how.places} decimal{'' if how.places == 1 else 's'}"


def spell_stage(stage: t.Stage, lang: Language) -> str:
    """The words of a rounding that holds for each criterion or each section."""
    if lang == "zh":
        words = "各项得分" if stage.what == "criterion" else "各部分得分"
        return words + spell_rounding(stage.how, lang)
    return f"each {stage.what} {spell_rounding(stage.how, lang)}"
