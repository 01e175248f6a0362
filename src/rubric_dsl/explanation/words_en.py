"""The account's sentences in English. Every figure comes in as text, ready to be shown."""

from __future__ import annotations

YES, NO = "yes", "no"


def met(value: str, sign: str, target: str, points: str) -> str:
    """The target is reached."""
    return f"{value} {sign} {target}: {points}"


def not_met(value: str, sign: str, target: str, points: str) -> str:
    """A comparison that does not hold, and what is given then."""
    return f"not {value} {sign} {target}: {points}"


def missing(target: str, value: str, rest: str, short_by: str) -> str:
    """``10 − 8 = 2 events missing``"""
    return f"{target} − {value} = {short_by} missing"


def excess(target: str, value: str, rest: str, above_by: str) -> str:
    """``12 − 10 = 2 events above``"""
    return f"{value} − {target} = {above_by} above"


def below(target: str, value: str, rest: str, below_by: str) -> str:
    """``10 − 8 = 2 yuan below``"""
    return f"{target} − {value} = {below_by} below"


def held_or_not(condition: str, holds: bool) -> str:
    """A condition that a step asks about."""
    return f"{condition}: {YES if holds else NO}"


def holding(conditions: list[str], most: int) -> str:
    """Which of several conditions hold."""
    return f"{len(conditions)} of {most} hold" + (": " + ", ".join(conditions) if conditions else "")


def step_capped(product: str, most: str) -> str:
    """The cap of a step acted."""
    return f"{product}, of which {most} at most counts"


def units(amount: str, part: str | None, counted: str, count: str) -> str:
    """How many units a quantity has."""
    if part == "in proportion":
        return f"{counted} / {amount} = {count}"
    if part == "started":
        return f"{counted} counts as {count} × {amount}, for a part counts whole"
    return f"{counted} has {count} full {amount}{'' if count == '1' or amount.endswith('s') else 's'}"


def held(condition: str, holds: bool, points: str) -> str:
    """A flag and what it gives."""
    return f"{condition}: {YES if holds else NO}, gives {points}"


def score_of(title: str, digest: str, parts: list[str], total: str) -> str:
    """The total under another rubric: ``annex B (5f3ab12c9d0e): talks 40, visits 26; total 66``"""
    return f"{title} ({digest}): {', '.join(parts)}; total {total}"


def worked_condition(name: str, condition: str, holds: bool) -> str:
    """A derived condition."""
    return f"{name} ({condition}): {YES if holds else NO}"


def given(value: str, most: str) -> str:
    """A judged mark."""
    return f"{value} given out of {most}"


def why_missing(rest: str, target: str, lost: str) -> str:
    """Points lost by falling short."""
    return f"{rest} short of {target} costs {lost}"


def why_above(rest: str, target: str, lost: str) -> str:
    """Points lost by going beyond a limit."""
    return f"{rest} above {target} costs {lost}"


def why_share(share: str, lost: str) -> str:
    """Points lost in proportion."""
    return f"{share} of the target was reached, which leaves {lost} out"


def why_not(condition: str, lost: str) -> str:
    """Points lost because a condition does not hold."""
    return f"“{condition}” does not hold, which costs {lost}"


def why_taken(lost: str, most: str) -> str:
    """Points taken off one by one."""
    return f"{lost} taken off {most}"


def why_short(lost: str, most: str) -> str:
    """Points that were there to be collected."""
    return f"{lost} short of the {most} that could be earned"


def both(first: str, second: str) -> str:
    """Two reasons."""
    return f"{first}; {second}"


def why_mark(lost: str) -> str:
    """Points that the judges did not give."""
    return f"the judges held back {lost}"


def why_below(parts: str) -> str:
    """Points lost further down."""
    return f"in {parts}"


def why_gate(gate: str) -> str:
    """A gate took everything."""
    return f"no points here: {gate}"


def capped(before: str, after: str) -> str:
    """A bound acted."""
    return f"{before} is kept at {after}"


def gated(gate: str, took: str) -> str:
    """A gate acted."""
    return f"{gate}: this takes {took}"


def points_of(label: str, points: str, most: str) -> str:
    """The points of another criterion or section that are read here."""
    return f"{label}: {points} of {most} points"


def why_malus(lost: str) -> str:
    """Points taken off by a malus."""
    return f"{lost} taken off"


def grade(label: str, bar: str | None, relation: str, condition: str | None) -> str:
    """A line of the grades."""
    said = "otherwise" if bar is None else f"{relation} {bar}"
    return f"{label}: {said}" + (f", only if {condition}" if condition else "")


def graded(total: str, line: str) -> str:
    """What gave the grade."""
    return f"{total} gives {line}"


def grade_limit(kind: str, label: str, condition: str) -> str:
    """A limit that moved the grade."""
    return f"{kind} {label} if {condition}"


def best(count: int, among: int) -> str:
    """Only the best children count."""
    return f"the best {count} of {among} count"


def is_missing(label: str) -> str:
    """A metric without which a criterion does not apply."""
    return f"not applicable, as {label} is missing"


def nothing_below() -> str:
    """Why a section does not apply."""
    return "not applicable, as nothing below it applies"


def out(why: str, points: str) -> str:
    """What does not apply."""
    return f"{why}: its {points} points do not count"


def none_applies(points: str) -> str:
    """Nothing below applies."""
    return f"nothing below it applies, which gives {points}"


def rescaled(before: str, after: str, in_force: str, declared: str, without: str) -> str:
    """Points counted for all though not all applies."""
    worked = f"{before} × {declared} / {in_force} = {after}"
    return f"rescaled from the {in_force} points that apply: {worked}{_without(without)}"


def redistributed(without: str) -> str:
    """Weights made 1 again."""
    return f"the weights of what applies are made 100%{_without(without)}"


def dropped(in_force: str, declared: str, without: str) -> str:
    """The maximum falls by what does not apply."""
    return f"{in_force} of the {declared} points apply{_without(without)}"


def _without(names: str) -> str:
    return f" (not applicable: {names})" if names else ""


def not_counted(count: int) -> str:
    """A child that is not among the best."""
    return f"not among the best {count}, so it does not count"


def affected(effect: str, worked: str, before: str, after: str, moved: str, loses: bool) -> str:
    """A limit or a factor acted."""
    how = f" ({worked})" if worked else ""
    return f"{effect}{how}: {before} becomes {after}, which {'takes' if loses else 'gives'} {moved}"


def why_effect(effect: str, took: str) -> str:
    """A limit or a factor took points."""
    return f"“{effect}” takes {took}"


def change(metric: str, unit: str | None, more: str, less: bool, to: str) -> str:
    """The nearest change, as a subject: ``1 more event``."""
    if unit:
        return f"{more} {'fewer' if less else 'more'} {unit}"
    return f"{metric} at {to}"


def switch(metric: str, on: bool) -> str:
    """The nearest change of a yes/no."""
    return f"{metric}: {YES if on else NO}"


def on_day(metric: str, to: str, earlier: bool) -> str:
    """The nearest change of a day."""
    return f"{metric} on {to}"


def option(metric: str, option: str) -> str:
    """The nearest change of a choice."""
    return f"{metric}: {option}"


def row(figure: str, row: str, points: str) -> str:
    """The row that was taken."""
    return f"{figure} is in “{row}”: {points}" if figure else f"“{row}” holds: {points}"


def no_row(figure: str, points: str) -> str:
    """No row was taken."""
    return f"{figure} is in no row: {points}" if figure else f"no row holds: {points}"


def why_row(row: str, lost: str) -> str:
    """Points that the best row would have given."""
    return f"the row “{row}” leaves {lost} out"


def why_no_row(lost: str) -> str:
    """Points that some row would have given."""
    return f"no row holds, which leaves {lost} out"


def looked_up(options: str, points: str) -> str:
    """What stands in a table."""
    return f"{options}: {points}"


def why_option(options: str, lost: str) -> str:
    """Points that another place in the table has."""
    return f"“{options}” leaves {lost} out"


def on_anchor(figure: str, points: str) -> str:
    """A figure that is an anchor of a line."""
    return f"{figure}: {points}"


def beyond_anchor(figure: str, anchor: str, points: str) -> str:
    """A figure outside the anchors of a line."""
    return f"{figure} counts as {anchor}: {points}"


def between_anchors(figure: str, low: str, high: str) -> str:
    """A figure between two anchors of a line."""
    return f"{figure} lies between {low} and {high}"


def gains(subject: str, several: bool, here: str, total: str) -> str:
    """What the change gives."""
    return f"{subject} {'give' if several else 'gives'} {here} here, {total} on the total"


def rounding(how: str, total: str, changed: bool) -> str:
    """How the exact total became the published one."""
    return f"{total} {how}" if changed else f"{how}, which changes nothing"


def rounded(worked: str, how: str, value: str) -> str:
    """A number rounded on the way: ``1 / 3 ≈ 0.33, rounded half up to 1 decimal: 0.3``"""
    return f"{worked}, {how}: {value}"


def of_all(size: int, needed: int | None, told: list[tuple[str, int]]) -> str:
    """Among how many a subject was scored, and what was worked out of them."""
    figures = [text if counted == size else f"{text} (of {counted})" for text, counted in told]
    least = "" if needed is None else f" (at least {needed} needed)"
    return "; ".join([f"{size} subject{'' if size == 1 else 's'}{least}", *figures])


def as_it_is() -> str:
    """A total that needs no rounding."""
    return "published as it is"


def entries_counted(count: int, total: int) -> str:
    """How many entries of a list count."""
    return f"{count} of {total} entr{'y' if total == 1 else 'ies'}"


def no_entries(result: str) -> str:
    """A list with nothing in it that counts."""
    return f"no entries, which gives {result}"


def in_case(condition: str) -> str:
    """The case that was taken."""
    return f"the case “{condition}” holds"


def in_other_cases() -> str:
    """No case holds, and the rest is taken."""
    return "none of the cases holds: “otherwise”"


def why_case(lost: str) -> str:
    """The rule of a case gives less than the heading has."""
    return f"{lost} that this case does not give"


def entry_gives(number: int, what: str, points: str) -> str:
    """What one entry of a list gives."""
    return f"entry {number} ({what}): {points}"


def entry_outside(number: int, what: str, condition: str) -> str:
    """An entry that is not asked for."""
    return f"entry {number} ({what}): not counted, for “{condition}” does not hold"


def entry_passed_over(number: int, what: str, points: str, key: str, better: int) -> str:
    """An entry in whose place another with the same key counts."""
    return f"entry {number} ({what}): {points}, passed over: entry {better} counts for the same “{key}”"


def entry_not_best(number: int, what: str, points: str, best: int) -> str:
    """An entry behind the best so many."""
    return f"entry {number} ({what}): {points}, not among the best {best}"


def entry_without_share(number: int, what: str, points: str) -> str:
    """An entry behind the last share."""
    return f"entry {number} ({what}): {points}, which no share is left for"


def left_out(figures: str) -> str:
    """What did not count, behind what did."""
    return f"; left out: {figures}"


def and_others(count: int) -> str:
    """The end of a long row of figures."""
    return f" and {count} more"


def others(count: int, together: str) -> str:
    """The entries that are not told one by one, in a sum."""
    return f"{together} ({count} more)"


def one_of(how: str, figures: str, result: str) -> str:
    """One figure out of several."""
    return f"{'middle' if how == 'median' else how} of {figures} = {result}"
