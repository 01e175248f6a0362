"""What a subject's values must be: Python values in, exact values out, or all that is wrong with them.

A count is a whole number, a yes/no is a bool, a date a day without a time, a choice one of its options by
either of their names; marks, amounts and numbers are any exact number; a float means the decimal that Python
prints for it. Text is never a number here: readers of data files turn text into values first.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import TypeAlias

from attrs import frozen

from rubric_dsl.inputs.days import day_number
from rubric_dsl.model.lists import own_name
from rubric_dsl.model.rubric import MAX_PLACES, MAX_VALUE, Metric
from rubric_dsl.source.diagnostics import Diagnostic, diagnostic
from rubric_dsl.source.naming import Naming

Value: TypeAlias = "Fraction | bool | str | tuple[Value, ...]"
"""A number, a yes or no, a text that only serves as a key; a list is a tuple, and so is a record in it."""

MAX_COMPARED = 100_000
"""Names compared in search of suggestions for one subject."""
_SHOWN = 40


@frozen
class Checked:
    """A subject's values, exact, by metric id; or what is wrong with them."""

    values: Mapping[str, Value]
    faults: tuple[Diagnostic, ...]


def _written(value: object) -> str:
    """What Python writes for a value; three dots where it cannot (too many digits, too deep)."""
    try:
        return str(value) if isinstance(value, int | float | Decimal | Fraction) else repr(value)
    except Exception:  # noqa: BLE001  a stranger's value may raise anything
        return "…"


def shown(value: object) -> str:
    """A value as a message shows it, short and without line ends."""
    if isinstance(value, str):
        text = f"“{value}”"
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, int) and abs(value) >= 10**_SHOWN:
        text = f"{str(value)[:6]}…" if abs(value) < 10**4000 else "10^4000…"
    elif isinstance(value, date):
        text = value.isoformat().replace("T00:00:00", "")
    else:
        text = _written(value)
    text = "".join(character if character.isprintable() else "�" for character in text)
    return text if len(text) <= _SHOWN + 12 else text[:_SHOWN] + "…"


def _too_long(value: Decimal | Fraction | int) -> bool:
    """Whether exact arithmetic on a number would be work for no measured figure."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int)
        return bool(value.adjusted() > 60) or exponent < -MAX_PLACES
    if isinstance(value, Fraction):
        return bool(value.denominator > 10**MAX_PLACES)
    return False


def exact(value: object) -> Fraction | str | None:
    """A Python number as a fraction; None where it is none, a reason where it is not finite or too long."""
    if type(value) is int:
        return Fraction(value)
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return None
    if isinstance(value, Decimal):
        if not value.is_finite():
            return "not finite"
        return "too long" if _too_long(value) else Fraction(value)
    if isinstance(value, Integral):
        return Fraction(int(value))
    if isinstance(value, Fraction):
        return "too long" if _too_long(value) else value
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, Real):
        if not math.isfinite(value):
            return "not finite"
        # the shortest decimal text that reads back as the same float, in the float's own width
        text = float.__repr__(value) if isinstance(value, float) else str(value)  # type: ignore[redundant-expr, unreachable]
        return Fraction(Decimal(text)) if not _too_long(Decimal(text)) else "too long"
    return None


def is_truth(value: object) -> bool:
    """Whether a value is a yes or a no: Python's own, or an array library's."""
    return isinstance(value, bool) or type(value).__name__ in ("bool_", "bool")


def is_missing(value: object) -> bool:
    """Whether a value says that there is none: None, or what array libraries write, NaN among them."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, Real) and not isinstance(value, Rational) and math.isnan(value)


def check_value(metric: Metric, value: object, name: Naming | None = None) -> Value | Diagnostic:
    """One value against its metric's kind and range; ``name`` is what to call it where not by its own."""
    name = name or metric.labels.naming

    def fault(code: str, **facts: object) -> Diagnostic:
        return diagnostic(code, None, metric=name, shown=shown(value), kind=metric.kind, **facts)

    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return fault("RB0510")
    if metric.kind == "choice":
        position = metric.option(value) if isinstance(value, str) else None
        return Fraction(position) if position is not None else _no_option(metric, value, name)
    if metric.kind == "yes/no":
        return bool(value) if is_truth(value) else fault("RB0503")
    if metric.kind == "date":
        return _day(metric, value, fault)
    if metric.kind == "text":
        return (value.strip() or fault("RB0510")) if isinstance(value, str) else fault("RB0503")
    number = exact(value)
    if number is None:
        return fault("RB0503")
    if number == "not finite":
        return fault("RB0508")
    if isinstance(number, str):
        return fault("RB0509", digits=18, places=MAX_PLACES)
    if metric.whole and number.denominator != 1:
        return fault("RB0504")
    if metric.low is not None and number < metric.low:
        return fault("RB0505", limit=str(metric.low))
    if metric.high is not None and number > metric.high:
        return fault("RB0506", limit=str(metric.high))
    if not metric.fits(number):
        return fault("RB0529", step=metric.grain, low=metric.low or 0)
    if abs(number) > MAX_VALUE:
        return fault("RB0509", digits=18, places=MAX_PLACES)
    return number


def _day(metric: Metric, value: object, fault: Callable[..., Diagnostic]) -> Value | Diagnostic:
    """A day by its number; text is no day here, as it is no number."""
    number = day_number(value)
    if number == "time of day":
        return fault("RB0523")
    if number is None:
        return fault("RB0503")
    assert metric.low is not None and metric.high is not None, "a date always has a range"
    if number < metric.low:
        return fault("RB0505", limit=date.fromordinal(int(metric.low)).isoformat())
    if number > metric.high:
        return fault("RB0506", limit=date.fromordinal(int(metric.high)).isoformat())
    return Fraction(number)


def _no_option(metric: Metric, value: object, name: Naming) -> Diagnostic:
    """A value that is none of a choice's options, with the nearest of them."""
    words = {word: option for option in metric.options for word in (option.id, option.alias) if word}
    near = difflib.get_close_matches(value[:_SHOWN], words, n=1, cutoff=0.5) if isinstance(value, str) else []
    return diagnostic(
        "RB0513",
        None,
        metric=name,
        shown=shown(value),
        suggestion=words[near[0]].naming if near else None,
        known=tuple(option.naming for option in metric.options),
    )


def check(metrics: Mapping[str, Metric], given: object, derived: Iterable[Metric] = ()) -> Checked:
    """All values of one subject; every fault at once. ``derived`` are worked out, and are not to be given."""
    if not isinstance(given, Mapping):
        return Checked({}, (diagnostic("RB0511", None, metric=None),))
    aliases = {alias: metric.id for metric in metrics.values() for alias in metric.aliases}
    worked_out = {name: one for one in derived for name in (one.id, *one.aliases)}
    values: dict[str, Value] = {}
    faults: list[Diagnostic] = []
    unknown: list[object] = []
    seen: set[str] = set()
    for name, value in given.items():
        metric_id = name if name in metrics else aliases.get(name) if isinstance(name, str) else None
        if metric_id is None and name in worked_out:
            faults.append(diagnostic("RB0507", None, metric=worked_out[name].labels.naming))
        elif metric_id is None:
            unknown.append(name)
        elif metric_id in seen:
            faults.append(
                diagnostic("RB0512", None, metric=metrics[metric_id].labels.naming, alias=shown_name(name))
            )
        else:
            seen.add(metric_id)
            metric = metrics[metric_id]
            if metric.optional and is_missing(value):
                continue
            if metric.entries is not None:
                entries = check_list(metric, value)
                faults.extend(entries.faults)
                values.update(entries.values)
                continue
            checked = check_value(metric, value)
            if isinstance(checked, Diagnostic):
                faults.append(checked)
            else:
                values[metric_id] = checked
    absent = [name for name in metrics if name not in seen]
    missing = [name for name in absent if not metrics[name].optional]
    for position, name in enumerate(unknown):
        meant = None  # a subject of another rubric is told without suggestions: they would take minutes
        if position * len(metrics) < MAX_COMPARED:
            meant = _nearest(shown_name(name), absent, metrics)
        faults.append(diagnostic("RB0502", None, metric=shown_name(name), suggestion=meant))
        if meant in missing:
            missing.remove(meant)  # a slip in a name is one mistake, not a missing and an unknown one
    if missing:
        named = tuple(metrics[name].labels.naming for name in missing)
        faults.insert(0, diagnostic("RB0501", None, metrics=named, metric=missing[0]))
    return Checked(values, tuple(faults))


def check_list(metric: Metric, value: object) -> Checked:
    """A list against the number of its entries, and each entry against its fields."""
    entries = metric.entries
    assert entries is not None, f"{metric.id} is a list"
    name = metric.labels.naming

    def fault(code: str, **facts: object) -> Checked:
        return Checked({}, (diagnostic(code, None, metric=name, **facts),))

    if value is None:
        return fault("RB0510", shown=shown(value), kind="list")
    if not isinstance(value, Sequence) or isinstance(value, str | bytes | bytearray):
        return fault("RB0516", shown=shown(value), bare=entries.bare)
    if not entries.least <= len(value) <= entries.most:
        return fault("RB0517", count=len(value), least=entries.least, most=entries.most)
    found: list[Value] = []
    faults: list[Diagnostic] = []
    for number, entry in enumerate(value, start=1):
        place = Naming(f"{name}[{number}]", f"{name.zh}[{number}]")
        if entries.bare:
            checked = check_value(entries.fields[0], entry, place)
            if isinstance(checked, Diagnostic):
                faults.append(checked)
            else:
                found.append(checked)
        else:
            record, wrong = _record(entries.fields, entry, place)
            found.append(record)
            faults.extend(wrong)
    return Checked({} if faults else {metric.id: tuple(found)}, tuple(faults))


def _record(fields: tuple[Metric, ...], given: object, place: Naming) -> tuple[Value, list[Diagnostic]]:
    """One record: a value for each field, in their order; or what is wrong with it."""
    if not isinstance(given, Mapping):
        return (), [diagnostic("RB0518", None, metric=place, shown=shown(given))]
    by_name = {word: field for field in fields for word in (own_name(field.id), *field.aliases)}
    values: dict[str, Value] = {}
    faults: list[Diagnostic] = []
    seen: set[str] = set()
    for word, value in given.items():
        field = by_name.get(word) if isinstance(word, str) else None
        if field is None:
            near = difflib.get_close_matches(shown_name(word), list(by_name), n=1, cutoff=0.6)
            facts = {"name": shown_name(word), "suggestion": near[0] if near else None}
            faults.append(diagnostic("RB0520", None, metric=place, **facts))
            seen.update(by_name[one].id for one in near)
            continue
        called = field.labels.naming
        at = Naming(f"{place}.{called}", f"{place.zh}.{called.zh}")
        if field.id in values:
            faults.append(diagnostic("RB0512", None, metric=at, alias=shown_name(word)))
            continue
        seen.add(field.id)
        checked = check_value(field, value, at)
        if isinstance(checked, Diagnostic):
            faults.append(checked)
        else:
            values[field.id] = checked
    missing = tuple(field.labels.naming for field in fields if field.id not in seen)
    if missing:
        faults.insert(0, diagnostic("RB0519", None, metric=place, fields=missing))
    return tuple(values.get(field.id, False) for field in fields), faults


def _nearest(name: str, missing: list[str], metrics: Mapping[str, Metric]) -> str | None:
    """The metric that a name is most likely meant for: one that is missing before one that is there."""
    for known in (missing, list(metrics)):
        words = {word: one for one in known for word in (one, *metrics[one].aliases)}
        near = difflib.get_close_matches(name, words, n=1, cutoff=0.6)
        if near:
            return words[near[0]]
    return None


def shown_name(name: object) -> str:
    """A key of the input as a message shows it."""
    text = name if isinstance(name, str) else _written(name)
    text = "".join(character if character.isprintable() else "�" for character in text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
