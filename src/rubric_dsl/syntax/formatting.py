"""Syntax tree → the text of a whole file, in either language.

Comes in: a tree that was read without mistakes. Goes out: text that is read back as the same tree, with
everything in its usual order and the metrics in columns. Names that the rubric declares in both scripts
are written in the language's own (:func:`names_in`); a name that is in that script already, a unit or a
singular among them, stays as it was written. Comments are not in the tree and do not come out.

>>> print(format_rubric(tree, "zh"))
评价表 示例 = example
  总分30分

指标
  对接活动 = matchmaking_events  次数

服务 = service：30分
  对接活动10次及以上得30分，每少1次减3分
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from rubric_dsl.source.diagnostics import Language
from rubric_dsl.source.display import pad, width
from rubric_dsl.syntax import tree as t
from rubric_dsl.syntax.spelling import (
    Names,
    option_key,
    spell,
    spell_calendar,
    spell_day,
    spell_effect,
    spell_missing,
    spell_name,
    spell_out,
    spell_policy,
    spell_rounding,
    spell_rule,
    spell_stage,
)
from rubric_dsl.syntax.spelling.grades import spell_grades
from rubric_dsl.syntax.spelling.lists import spell_extent, with_their_fields
from rubric_dsl.syntax.spelling.ranking import spell_ranking, spell_reasons
from rubric_dsl.vocabulary.figures import spell_number
from rubric_dsl.vocabulary.keywords import CJK

Lines = list[str]

_INDENT = "  "
_GAP = "  "
"""Between two columns of the metrics."""

_CHINESE = re.compile(f"[{CJK}]")
_NOUNS = {
    "次": "次数", "家": "家数", "个": "个数", "人": "人数",
    "项": "项数", "件": "件数", "户": "户数", "篇": "篇数",
    "家次": "家次", "人次": "人次",
}  # fmt: skip
"""What a Chinese count is called that counts this unit."""
_KINDS: dict[t.Kind, tuple[str, str]] = {
    "count": ("count", "计数"), "yes/no": ("yes/no", "是否"), "mark": ("mark", "评分"),
    "amount": ("amount", "数额"), "number": ("number", "数值"), "choice": ("choice of", "选项"),
    "date": ("date", "日期"),
    "list": ("", ""), "text": ("text", "文本"),
}  # fmt: skip


def _is_in(text: str, lang: Language) -> bool:
    """Whether a name is in a language's script."""
    return bool(_CHINESE.search(text)) == (lang == "zh")


def names_in(tree: t.Rubric, lang: Language) -> dict[str, str]:
    """For each word that means a metric but is in the other script: what the metric is called in this one."""
    found: dict[str, str] = {}
    everything: list[t.Metric | t.Derived] = [*with_their_fields(tree.metrics), *tree.derived]
    taken: dict[str, str] = {}
    unsure: set[str] = set()
    """Words of fields that two lists translate differently."""
    units = {
        unit for one in everything for unit in one.units
    }  # a word that is a unit as well does not always mean the metric
    for metric in with_their_fields(tree.metrics):  # an option is a word of its own metric
        words = [word for word in (metric.name.id, metric.name.alias, metric.singular) if word]
        for option in metric.options:
            chosen = next((one for one in (option.alias, option.id) if one and _is_in(one, lang)), None)
            for spelt in (option.id, option.alias) if chosen else ():
                found.update((option_key(word, spelt or ""), chosen or "") for word in words)
    named = [(metric.name, metric.singular) for metric in with_their_fields(tree.metrics)]
    for name, singular in [*named, *((one.name, None) for one in tree.derived)]:
        words = [word for word in (name.id, name.alias, singular) if word]
        own = next((word for word in (name.alias, name.id) if word and _is_in(word, lang)), None)
        if own is not None:
            found.update((word, own) for word in words if not _is_in(word, lang) and word not in units)
            unsure.update(word for word in words if taken.setdefault(word, own) != own)
    found = {word: own for word, own in found.items() if word not in unsure}
    metrics = {word for one in everything for word in (one.name.id, one.name.alias) if word}
    metrics.update(singular for _, singular in named if singular)
    within = {
        word
        for one in tree.metrics
        for field in one.fields
        for word in (field.name.id, field.name.alias, field.singular)
    }
    within.update(one.singular for one in tree.metrics if one.extent is not None)
    for name in _headings(tree.nodes):
        for word in within & {name.id, name.alias}:  # means the field inside its list, the heading elsewhere
            found.pop(word or "", None)
        words = [word for word in (name.id, name.alias) if word and word not in units and word not in metrics]
        own = next((word for word in words if _is_in(word, lang)), None)
        if own is not None:
            found.update((word, own) for word in words if not _is_in(word, lang))
    return found


def _headings(nodes: Iterable[t.Node | t.Judged | t.ForEach]) -> Iterator[t.Named]:
    """The names of all criteria and sections."""
    for node in nodes:
        if isinstance(node, t.Node):
            yield node.name
            yield from _headings(node.body.children)


def _quoted(text: str) -> str:
    curly = '"' in text or (_CHINESE.search(text) and "”" not in text)
    return f"“{text}”" if curly else f'"{text}"'


def _is_latin_with_other(name: t.Named) -> bool:
    return name.alias is not None and name.id.isascii() and not name.alias.isascii()


def _name(name: t.Named, lang: Language, written: Callable[[str], str] = spell_name) -> tuple[str, str]:
    """The first name of a declaration and the one behind ``=`` (empty where there is none).

    Of two names in different scripts the Latin one is the id wherever it stands; otherwise the last is.
    """
    if name.alias is None:
        return written(name.id), ""
    pair = (name.alias, name.id)
    if _is_latin_with_other(name) and lang == "en":
        pair = (name.id, name.alias)
    return written(pair[0]), written(pair[1])


def spell_declared(name: t.Named, lang: Language, written: Callable[[str], str] = spell_name) -> str:
    """``对接活动 = matchmaking_events "…"``"""
    names = " = ".join(filter(None, _name(name, lang, written)))
    return " ".join([names, *(_quoted(label.text) for label in name.labels)])


def _worth(points: Fraction, lang: Language) -> str:
    """``30 points``, ``30分``"""
    if lang == "zh":
        return f"{spell_number(points)}分"
    return f"{spell_number(points)} point{'' if points == 1 else 's'}"


def _weight(weight: Fraction) -> str:
    """A share as a percentage where it ends, else as a fraction."""
    ends = not 10**40 % weight.denominator
    return f"{spell_number(weight * 100)}%" if ends else f"{weight.numerator}/{weight.denominator}"


def _cited(source: t.Text | None, quote: t.Text | None, lang: Language) -> Lines:
    words = ("依据", "原文") if lang == "zh" else ("source", "quote")
    return [f"{word} {_quoted(text.text)}" for word, text in zip(words, (source, quote), strict=True) if text]


def _indented(lines: Iterable[str]) -> Lines:
    return [_INDENT + line if line else line for line in lines]


def _total(tree: t.Rubric, lang: Language) -> Lines:
    if tree.total is None:
        return []
    total, rounding = spell_number(tree.total), tree.publication
    if lang == "zh":
        return [f"总分{total}分" + (f"，公布时{spell_rounding(rounding, lang)}" if rounding else "")]
    return [f"total {total}" + (f", published {spell_rounding(rounding, lang)}" if rounding else "")]


def _exclusion(one: t.Exclusion, lang: Language, names: Names) -> str:
    held = spell(one.condition, lang, names)
    reasons = " ".join(_quoted(text.text) for text in one.reasons)
    return f"{held}的，不参加评价{reasons}" if lang == "zh" else f"excluded if {held} {reasons}"


def spell_head(tree: t.Rubric, lang: Language, names: Names) -> Lines:
    word = "评价表" if lang == "zh" else "rubric"
    about = _cited(tree.source, tree.quote, lang)
    if tree.period is not None:
        first, last = tree.period
        about.append(f"考评期 {first} 至 {last}" if lang == "zh" else f"period {first} to {last}")
    if tree.calendar is not None:
        about.extend(spell_calendar(tree.calendar, lang))
    about.extend(_total(tree, lang))
    if tree.less_is_better:
        about.append("分数越低越好" if lang == "zh" else "less is better")
    if tree.policy is not None:
        about.append(spell_policy(tree.policy, lang))
    if tree.cohort is not None:
        held = spell(tree.cohort, lang, names)
        about.append(f"计入全体：仅当{held}" if lang == "zh" else f"cohort only if {held}")
    if tree.fewest is not None:
        count = tree.fewest.count
        about.append(f"计入全体：不少于{count}个" if lang == "zh" else f"cohort of at least {count}")
    if tree.ranking is not None:
        about.append(spell_ranking(tree.ranking, lang, names))
    if tree.reasons is not None:
        about.append(spell_reasons(tree.reasons, lang, tree.less_is_better))
    about.extend(_exclusion(one, lang, names) for one in tree.exclusions)
    about.extend(spell_effect(effect, lang, names) for effect in tree.effects)
    about.extend(spell_stage(stage, lang) for stage in tree.stages)
    return [f"{word} {spell_declared(tree.name, lang, str)}", *_indented(about)]


def _end(value: Fraction, metric: t.Metric, lang: Language) -> str:
    if metric.kind == "date":
        return spell_day(date.fromordinal(int(value)), lang)
    percent = metric.percent
    return spell_number(value * 100) + "%" if percent else spell_number(value)


def _range(metric: t.Metric, lang: Language) -> str:
    if metric.low is None:
        assert metric.high is None, "a range without a lower end cannot be written"
        return ""
    low = _end(metric.low, metric, lang)
    if metric.high is None:
        return f"从{low}起" if lang == "zh" else f"from {low}"
    high = _end(metric.high, metric, lang)
    return f"{low}至{high}" if lang == "zh" else f"{low} to {high}"


def _what(metric: t.Metric, lang: Language, names: Names) -> str:
    """Kind, unit, range and judge: ``count of events per event from 1``, ``家次 从1起``."""
    zh = lang == "zh"
    extent = spell_extent(metric, lang)
    kind = _KINDS[metric.kind][zh]
    units = list(metric.units)
    if metric.kind == "count" and zh and units and units[0] in _NOUNS:
        kind = _NOUNS[units.pop(0)]
    parts = [extent, kind]
    if metric.options:
        parts.append(("、" if zh else ", ").join(_option(option, lang) for option in metric.options))
    if units and not zh:
        parts.append(f"of {spell_name(units.pop(0))}")
    parts.extend(f"（{spell_name(unit)}）" for unit in units)
    if metric.singular:  # the word after `per` is for English rules; there is no Chinese one for it
        parts.append(f"per {spell_name(metric.singular)}")
    parts.append(_range(metric, lang))
    if metric.grain is not None:
        grain = _end(metric.grain, metric, lang)
        parts.append(f"步长{grain}" if zh else f"in steps of {grain}")
    if metric.missing is not None:
        parts.append(spell_missing(metric.missing, lang, names, metric.name.id if metric.options else None))
    if metric.judge:
        parts.append(f"由{_quoted(metric.judge.text)}" if zh else f"judged by {_quoted(metric.judge.text)}")
    said = " ".join(filter(None, parts))
    return said + ("，不可改变" if zh else ", cannot be changed") if metric.fixed else said


def spell_derived(one: t.Derived, lang: Language, names: Names) -> str:
    """``growth = 增长率: (now − before) / before, in percent "Growth"``"""
    zh = lang == "zh"
    head = " = ".join(filter(None, _name(one.name, lang)))
    text = f"{head}{'：' if zh else ': '}{spell(one.expression, lang, names)}"
    if one.percent:
        text += "，单位：%" if zh else ", in %"
    elif one.units:
        first, *second = (spell_name(unit) for unit in one.units)
        text += (f"，单位：{first}" if zh else f", in {first}") + "".join(f"（{unit}）" for unit in second)
    return " ".join([text, *(_quoted(label.text) for label in one.name.labels)])


def _option(option: t.Named, lang: Language) -> str:
    first, second = _name(option, lang)
    label = "".join(_quoted(text.text) for text in option.labels)
    said = f"{first} = {second}" if second else first
    return f"{said} ({label})" if label else said


def spell_metrics(metrics: tuple[t.Metric, ...], lang: Language, names: Names) -> Lines:
    """One line a metric, in columns: name, name in the other script, what it is, labels; fields below it."""
    rows = []
    for metric in metrics:
        first, second = _name(metric.name, lang)
        labels = " ".join(_quoted(label.text) for label in metric.name.labels)
        rows.append((first, second and f"= {second}", _what(metric, lang, names), labels))
    # the name of a judge may stand out: it would push every label away from its metric
    rows_of_columns = [row for row, metric in zip(rows, metrics, strict=True) if not metric.judge] or rows
    columns = [
        max((width(row[column]) for row in (rows_of_columns if column == 2 else rows)), default=0)
        for column in range(4)
    ]
    lines: Lines = []
    for metric, row in zip(metrics, rows, strict=True):
        lines.append(_row(row, columns))
        lines.extend(_indented(spell_metrics(metric.fields, lang, names)) if metric.fields else ())
    return lines


def _row(row: tuple[str, str, str, str], columns: list[int]) -> str:
    first, second, what, labels = (pad(cell, most) for cell, most in zip(row, columns, strict=True))
    return _GAP.join((first, second, what, labels) if columns[1] else (first, what, labels)).rstrip()


def _judged(item: t.Judged, lang: Language, names: Names) -> str:
    zh = lang == "zh"
    marks = []
    for name, points in item.marks:
        word, worth = spell_name(names.get(name.text, name.text)), _worth(points, lang)
        marks.append(f"{word}（{worth}）" if zh else f"{word} ({worth})")
    return "评定：" + "，".join(marks) if zh else "judged: " + ", ".join(marks)


def _for_each(item: t.ForEach, lang: Language, names: Names) -> Lines:
    words = [spell_name(names.get(name.text, name.text)) for name in item.names]
    worth = _worth(item.points, lang)
    head = (
        f"下列每类各{worth}：{'、'.join(words)}"
        if lang == "zh"
        else f"for each of {', '.join(words)}: {worth}"
    )
    return [head, *_indented(spell_body(item.body, lang, names))]


def spell_node(node: t.Node, lang: Language, names: Names) -> Lines:
    assert not node.broken, "only what was read without mistakes is written again"
    colon = "：" if lang == "zh" else ": "
    number = node.number or ""
    gap = " " if number[-1:].isascii() and number else ""
    named = spell_declared(node.name, lang)
    if gap:  # behind a figure, 分 would be read as points
        named = re.sub(rf"^分[{CJK}]*", lambda found: f"「{found.group()}」", named)
    head = number + gap + named + colon + _worth(node.points, lang)
    if node.weight is not None:
        head += ("，权重" if lang == "zh" else ", weight ") + _weight(node.weight)
    if node.baseline is not None:
        head += ("，基准" if lang == "zh" else ", baseline ") + _worth(node.baseline, lang)
    if node.apart is not None:
        word = {"bonus": "加分项", "malus": "扣分项"}[node.apart]
        head += f"，{word}" if lang == "zh" else f", {node.apart}"
    return [head, *_indented(spell_body(node.body, lang, names))]


def _child(child: t.Node | t.Judged | t.ForEach, lang: Language, names: Names) -> Lines:
    match child:
        case t.Node():
            return spell_node(child, lang, names)
        case t.Judged():
            return [_judged(child, lang, names)]
        case t.ForEach():
            return _for_each(child, lang, names)


def spell_body(body: t.Body, lang: Language, names: Names) -> Lines:
    """What stands under a heading; a blank line before every node but the first line."""
    lines = _cited(body.source, body.quote, lang)
    lines.extend(line for rule in body.rules for line in spell_rule(rule, lang, names).split("\n"))
    if body.best is not None:
        lines.append(f"取最高的{body.best.count}项" if lang == "zh" else f"best {body.best.count}")
    if body.policy is not None:
        lines.append(spell_policy(body.policy, lang))
    lines.extend(spell_out(out, lang, names) for out in body.outs)
    lines.extend(spell_effect(effect, lang, names) for effect in body.effects)
    for child in body.children:
        if lines and isinstance(child, t.Node):
            lines.append("")
        lines.extend(_child(child, lang, names))
    return lines


def format_rubric(tree: t.Rubric, lang: Language) -> str:
    """The text of a whole file."""
    names = names_in(tree, lang)
    blocks = [spell_head(tree, lang, names)]
    if tree.metrics or tree.derived:
        head = "指标" if lang == "zh" else "metrics"
        derived = _indented(spell_derived(one, lang, names) for one in tree.derived)
        blocks.append([head, *_indented(spell_metrics(tree.metrics, lang, names)), *derived])
    if tree.grades is not None:
        head, lines = spell_grades(tree.grades, lang, names, lambda name: spell_declared(name, lang))
        blocks.append([head, *_indented(lines)])
    blocks.extend(spell_node(node, lang, names) for node in tree.nodes)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"
