"""得分说明的中文语句。所有数字均以可直接显示的文字传入。"""

from __future__ import annotations

YES, NO = "是", "否"


def met(value: str, sign: str, target: str, points: str) -> str:
    """达到目标。"""
    return f"{value} {sign} {target}，得{points}分"


def not_met(value: str, sign: str, target: str, points: str) -> str:
    """未满足的比较及其得分。"""
    return f"{value} {sign} {target} 不成立，得{points}分"


def missing(target: str, value: str, rest: str, short_by: str) -> str:
    """``10 − 8 = 2``，少2次。"""
    return f"{target} − {value} = {rest}，少{short_by}"


def excess(target: str, value: str, rest: str, above_by: str) -> str:
    """``12 − 10 = 2``，超2次。"""
    return f"{value} − {target} = {rest}，超{above_by}"


def below(target: str, value: str, rest: str, below_by: str) -> str:
    """``10 − 8 = 2``，低2元。"""
    return f"{target} − {value} = {rest}，低{below_by}"


def held_or_not(condition: str, holds: bool) -> str:
    """某一步所问的条件。"""
    return f"{condition}：{YES if holds else NO}"


def holding(conditions: list[str], most: int) -> str:
    """几项条件中成立的几项。"""
    return f"{most}项中有{len(conditions)}项" + ("：" + "、".join(conditions) if conditions else "")


def step_capped(product: str, most: str) -> str:
    """某一步的上限起作用。"""
    return f"{product}，最多按{most}计"


def units(amount: str, part: str | None, counted: str, count: str) -> str:
    """一个数量合多少个单位。"""
    if part == "full":
        return f"{counted}中满{amount}的有{count}个"
    if part == "started":
        return f"{counted}中不足{amount}的按{amount}计，共{count}个"
    return f"{counted} / {amount} = {count}"


def held(condition: str, holds: bool, points: str) -> str:
    """条件是否成立及其得分。"""
    return f"{condition}：{YES if holds else NO}，得{points}分"


def score_of(title: str, digest: str, parts: list[str], total: str) -> str:
    """按另一评价表得出的总分。"""
    return f"{title}（{digest}）：{'，'.join(parts)}；总分{total}"


def worked_condition(name: str, condition: str, holds: bool) -> str:
    """由其他指标得出的条件。"""
    return f"{name}（{condition}）：{YES if holds else NO}"


def given(value: str, most: str) -> str:
    """评定分。"""
    return f"满分{most}分，评定{value}分"


def why_missing(rest: str, target: str, lost: str) -> str:
    """未达到目标而扣分。"""
    return f"比{target}少{rest}，扣{lost}分"


def why_above(rest: str, target: str, lost: str) -> str:
    """超出限度而扣分。"""
    return f"比{target}多{rest}，扣{lost}分"


def why_share(share: str, lost: str) -> str:
    """按比例扣分。"""
    return f"完成目标的{share}，少得{lost}分"


def why_not(condition: str, lost: str) -> str:
    """条件不成立。"""
    return f"“{condition}”不成立，少得{lost}分"


def why_taken(lost: str, most: str) -> str:
    """逐项扣去的分。"""
    return f"从{most}分中扣去{lost}分"


def why_short(lost: str, most: str) -> str:
    """未得到的分。"""
    return f"比满分{most}分少{lost}分"


def both(first: str, second: str) -> str:
    """两个原因。"""
    return f"{first}；{second}"


def why_mark(lost: str) -> str:
    """评定未给的分。"""
    return f"评定比满分低{lost}分"


def why_below(parts: str) -> str:
    """下级项目的失分。"""
    return parts


def why_gate(gate: str) -> str:
    """前提条件使本项不得分。"""
    return f"按“{gate}”，本项计0分"


def capped(before: str, after: str) -> str:
    """上下限起作用。"""
    return f"{before} 按 {after} 计"


def gated(gate: str, took: str) -> str:
    """前提条件起作用。"""
    return f"{gate}：扣去{took}分"


def points_of(label: str, points: str, most: str) -> str:
    """本项所依据的其他项目的得分。"""
    return f"{label}得{points}分（满分{most}分）"


def why_malus(lost: str) -> str:
    """扣分项扣去的分。"""
    return f"扣{lost}分"


def grade(label: str, bar: str | None, relation: str, condition: str | None) -> str:
    """一个等级的条件。"""
    edge = {"≥": "及以上", ">": "以上（不含）", "≤": "及以下", "<": "以下（不含）"}[relation]
    said = "其余" if bar is None else f"{bar}分{edge}"
    return f"{label}：{said}" + (f"，仅当{condition}" if condition else "")


def graded(total: str, line: str) -> str:
    """评定等级的依据。"""
    return f"{total}分，{line}"


def grade_limit(kind: str, label: str, condition: str) -> str:
    """改变等级的限制。"""
    how = {"at most": "最高为", "at least": "最低为", "fixed at": "定为"}[kind]
    return f"{condition}的，{how}{label}"


def best(count: int, among: int) -> str:
    """只计最高的若干项。"""
    return f"{among}项中取最高的{count}项"


def is_missing(label: str) -> str:
    """缺失的指标。"""
    return f"{label}缺失，不适用"


def nothing_below() -> str:
    """整项为何不适用。"""
    return "其下各项均不适用，故不适用"


def out(why: str, points: str) -> str:
    """不适用的一项。"""
    return f"{why}：其{points}分不计"


def none_applies(points: str) -> str:
    """全部缺项。"""
    return f"其下各项均不适用，得{points}分"


def rescaled(before: str, after: str, in_force: str, declared: str, without: str) -> str:
    """缺项折算。"""
    return f"按适用的{in_force}分折算：{before} × {declared} / {in_force} = {after}{_without(without)}"


def redistributed(without: str) -> str:
    """缺项权重分摊。"""
    return f"权重由适用各项分摊为100%{_without(without)}"


def dropped(in_force: str, declared: str, without: str) -> str:
    """缺项剔除。"""
    return f"{declared}分中适用{in_force}分{_without(without)}"


def _without(names: str) -> str:
    return f"（{names}不适用）" if names else ""


def not_counted(count: int) -> str:
    """未计入的一项。"""
    return f"不在最高的{count}项之内，不计分"


def affected(effect: str, worked: str, before: str, after: str, moved: str, loses: bool) -> str:
    """限分或系数起作用。"""
    how = f"（{worked}）" if worked else ""
    return f"{effect}{how}：{before}分变为{after}分，{'扣去' if loses else '加上'}{moved}分"


def why_effect(effect: str, took: str) -> str:
    """限分或系数扣去的分。"""
    return f"按“{effect}”扣{took}分"


def change(metric: str, unit: str | None, more: str, less: bool, to: str) -> str:
    """最近的一步变化。"""
    if unit:
        return f"{metric}再{'少' if less else '多'}{more}{unit}"
    return f"{metric}{'降到' if less else '达到'}{to}"


def switch(metric: str, on: bool) -> str:
    """“是否”型指标的变化。"""
    return f"{metric}为“{YES if on else NO}”"


def on_day(metric: str, to: str, earlier: bool) -> str:
    """日期的最近变化。"""
    return f"{metric}{'提前到' if earlier else '推迟到'}{to}"


def option(metric: str, option: str) -> str:
    """选项型指标的变化。"""
    return f"{metric}为“{option}”"


def row(figure: str, row: str, points: str) -> str:
    """所属的一档。"""
    return f"{figure}属于“{row}”，得{points}分" if figure else f"符合“{row}”，得{points}分"


def no_row(figure: str, points: str) -> str:
    """各档均不符合。"""
    return f"{figure}不属于任何一档，得{points}分" if figure else f"各档均不符合，得{points}分"


def why_row(row: str, lost: str) -> str:
    """与最高一档的差距。"""
    return f"属于“{row}”这一档，少得{lost}分"


def why_no_row(lost: str) -> str:
    """没有一档成立。"""
    return f"各档均不符合，少得{lost}分"


def looked_up(options: str, points: str) -> str:
    """表中的分值。"""
    return f"{options}，得{points}分"


def why_option(options: str, lost: str) -> str:
    """表中其他位置的分值更高。"""
    return f"“{options}”比满分少{lost}分"


def on_anchor(figure: str, points: str) -> str:
    """恰好是插值的一点。"""
    return f"{figure}，得{points}分"


def beyond_anchor(figure: str, anchor: str, points: str) -> str:
    """在插值各点之外。"""
    return f"{figure}按{anchor}计，得{points}分"


def between_anchors(figure: str, low: str, high: str) -> str:
    """在插值的两点之间。"""
    return f"{figure}在{low}与{high}之间"


def gains(subject: str, several: bool, here: str, total: str) -> str:
    """变化带来的得分。"""
    return f"{subject}，本项{here}分，总分{total}分"


def rounding(how: str, total: str, changed: bool) -> str:
    """精确总分如何成为公布总分。"""
    return f"{total} {how}" if changed else f"{how}，数值不变"


def rounded(worked: str, how: str, value: str) -> str:
    """计算中途的修约。"""
    return f"{worked}，{how}：{value}"


def of_all(size: int, needed: int | None, told: list[tuple[str, int]]) -> str:
    """Among how many a subject was scored, and what was worked out of them."""
    figures = [text if counted == size else f"{text}（计{counted}个）" for text, counted in told]
    least = "" if needed is None else f"（须不少于{needed}个）"
    return "；".join([f"共{size}个对象{least}", *figures])


def as_it_is() -> str:
    """总分无需修约。"""
    return "按原值公布"


def entries_counted(count: int, total: int) -> str:
    """清单中计入的项数。"""
    return f"{total}项中的{count}项"


def no_entries(result: str) -> str:
    """没有可计入的项。"""
    return f"没有可计入的项，计{result}"


def in_case(condition: str) -> str:
    """适用的情形。"""
    return f"适用“{condition}”的情形"


def in_other_cases() -> str:
    """所列情形都不适用。"""
    return "所列情形均不适用，按其他情形"


def why_case(lost: str) -> str:
    """这一情形的满分低于标题所写的分值。"""
    return f"这一情形少给{lost}分"


def entry_gives(number: int, what: str, points: str) -> str:
    """清单中一项的得分。"""
    return f"第{number}项（{what}）：{points}"


def entry_outside(number: int, what: str, condition: str) -> str:
    """不符合条件的一项。"""
    return f"第{number}项（{what}）：不符合“{condition}”，不计"


def entry_passed_over(number: int, what: str, points: str, key: str, better: int) -> str:
    """同类中已取更高的一项。"""
    return f"第{number}项（{what}）：{points}，同一{key}已计第{better}项，不再计"


def entry_not_best(number: int, what: str, points: str, best: int) -> str:
    """不在最高的若干项之内。"""
    return f"第{number}项（{what}）：{points}，不在最高的{best}项之内"


def entry_without_share(number: int, what: str, points: str) -> str:
    """排在最后一档比例之后的一项。"""
    return f"第{number}项（{what}）：{points}，排在所列比例之后，不计"


def left_out(figures: str) -> str:
    """未计入的数。"""
    return f"；未计入：{figures}"


def and_others(count: int) -> str:
    """一长列数的结尾。"""
    return f"等，另有{count}项"


def others(count: int, together: str) -> str:
    """和式中未逐项列出的部分。"""
    return f"{together}（另{count}项）"


def one_of(how: str, figures: str, result: str) -> str:
    """若干个数中的一个。"""
    word = {"least": "最小值", "greatest": "最大值", "median": "中位数"}[how]
    return f"{figures}的{word} = {result}"
