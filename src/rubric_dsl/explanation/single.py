"""The account of a rule on its own, as a few lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rubric_dsl.evaluators.python.exact import exact_layout, read_inputs
from rubric_dsl.explanation.account import Line
from rubric_dsl.explanation.building import Teller
from rubric_dsl.explanation.figures import MINUS, shown
from rubric_dsl.explanation.reading import Values
from rubric_dsl.plan.core import Plan
from rubric_dsl.plan.interpret import Value, interpret
from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.text import SourceText

_LABELS = {
    "en": ("observed", "worked", "lost", "cap", "next"),
    "zh": ("实际", "计算", "失分", "限制", "再得分"),
}


def _lines(line: Line, most: Fraction | None, lang: Language) -> list[str]:
    observed, worked, lost, cap, following = _LABELS[lang]
    head = f"{line.rule}    {shown(line.points)}"
    if most is not None:
        head += f" / {shown(line.max)}" + (f"   {MINUS}{shown(line.lost)}" if line.lost != "0" else "")
    separator = "；" if lang == "zh" else "; "
    rows = [
        (observed, separator.join(f"{one.label}: {one.shown}" for one in line.observed)),
        (worked, separator.join(line.arithmetic)),
        (cap, line.cap or ""),
        (lost, line.why if most is not None else ""),
        (following, line.next.text if line.next and most is not None else ""),
    ]
    colon = "：" if lang == "zh" else ": "
    alone = "，总分" if lang == "zh" else ", +"
    if rows[-1][1]:  # a rule on its own has no total to gain on
        rows[-1] = (following, line.next.text.rsplit(alone, 1)[0])  # type: ignore[union-attr]
    return [head, *(f"  {label}{colon}{text}" for label, text in rows if text)]


def tell(
    plan: Plan, source: SourceText, values: Mapping[str, Value], most: Fraction | None, lang: Language
) -> str:
    """A few lines: the rule and its points, what was observed, the arithmetic, the loss, what would gain."""
    steps = interpret(plan, values)
    layout = exact_layout(plan)
    raw = (*steps, *read_inputs(plan, values))
    read = Values(raw, layout.scales, layout.dens, layout.inputs, layout.given)

    def whole(given: dict[str, Value], _: object) -> Fraction:
        total = interpret(plan, given)[plan.total]
        assert isinstance(total, Fraction)
        return total

    account = Teller(plan, source, "", lang, whole).account(read)
    return "\n".join(_lines(account.lines[0], most, lang))
