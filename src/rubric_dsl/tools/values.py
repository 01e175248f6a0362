"""What a person typed or a cell holds → the exact value that a metric's kind asks for.

Text never passes through a binary float. What cannot be read as the kind asks stays the text it was, so
that the check of the inputs can say what is wrong with it; what is blank is absent.

>>> value_from_text("０.２８５", "number"), value_from_text("是", "yes/no"), value_from_text("1,234", "count")
(Decimal('0.285'), True, '1,234')
"""

from __future__ import annotations

import datetime
import re
from decimal import Context, Decimal
from functools import lru_cache

MAX_DIGITS = 60
MAX_EXPONENT = 60
"""Beyond these a number is a slip or an attack: exact arithmetic would have to write all its digits out."""

Exact = int | Decimal

NUMBER = r"([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]+))?"
"""The shape of a decimal number."""
_SHAPE = re.compile(NUMBER)
_GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:[,，][0-9]{3})+)(\.[0-9]+)?")
_DAY = re.compile(r"([0-9]{4})(?:([-/])([0-9]{1,2})\2([0-9]{1,2}))")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
_WIDE = str.maketrans("０１２３４５６７８９．＋－−", "0123456789.+--")

YES = frozenset(["true", "yes", "y", "1", "是", "有", "√", "✓", "✔"])
NO = frozenset(["false", "no", "n", "0", "否", "无", "×", "✗", "✘"])


_EXACT = Context(prec=200)


def looks_like_a_number(text: str) -> bool:
    """Whether a text has the shape of a decimal number, be it of a usable length or not."""
    return _SHAPE.fullmatch(text) is not None


def exact_number(text: str) -> Exact | None:
    """A decimal number as written: ``8`` → 8, ``0.285`` → Decimal; None for anything else.

    A number whose digits or exponent go beyond all measure is None as well, see :data:`MAX_DIGITS`.
    """
    found = _SHAPE.fullmatch(text)
    if found is None or len(found[2]) > MAX_DIGITS or len(found[3] or "") > 4:
        return None
    if found[3] is None and found[2].isdigit():
        return int(text)
    return Decimal(text) if abs(int(found[3] or 0)) <= MAX_EXPONENT else None


def value_from_text(text: str, kind: str) -> Exact | bool | str | datetime.date | None:
    """A cell's text as a metric of that kind reads it; None for a blank, the text where it is no value.

    ``kind`` is a metric's: ``count``, ``yes/no``, ``mark``, ``amount``, ``number``, ``date`` or ``choice``.
    Full-width digits and signs are digits and signs. A count written ``8.0`` is 8; ``65.3%`` is 0.653 for all
    but counts.
    ``1,234`` stays text: see :func:`readings`.
    """
    return _kept(text, kind) if len(text) <= MAX_DIGITS else _read(text, kind)


def _read(text: str, kind: str) -> Exact | bool | str | datetime.date | None:
    plain = text.strip()
    if not plain:
        return None
    if kind == "date":
        return day_of(plain.translate(_WIDE)) or text
    if kind == "choice":
        return plain
    if kind == "yes/no":
        word = plain.translate(_WIDE).lower()
        return True if word in YES else False if word in NO else text
    figures = plain.translate(_WIDE)
    if kind != "count" and figures.endswith(("%", "％")):
        share = exact_number(figures[:-1].rstrip())
        return text if share is None else Decimal(share).scaleb(-2, _EXACT)
    number = exact_number(figures)
    if number is None:
        return text
    return whole(number) if kind == "count" else number


def day_of(text: str) -> datetime.date | datetime.datetime | None:
    """A day as files write it, the year first: ``2023-12-31``, ``2023/1/5``, ``2023年1月5日``; a moment
    that a spreadsheet wrote, ``2023-12-31T00:00:00``, as it is. None for anything else.

    >>> day_of("2023年1月5日"), day_of("5/1/2023")
    (datetime.date(2023, 1, 5), None)
    """
    found = _DAY.fullmatch(re.sub("[年月]", "-", text.removesuffix("日")) if "年" in text else text)
    try:
        if found is None:
            return datetime.datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
        return datetime.date(*(int(part) for part in found.group(1, 3, 4)))
    except ValueError:
        return None


# the same few texts fill most of a table
_kept = lru_cache(maxsize=8192)(_read)


def value_from_cell(cell: object, kind: str) -> object:
    """The same for a cell that its file has typed already: a spreadsheet's, a JSON line's."""
    match cell:
        case str():
            return value_from_text(cell, kind)
        case bool():
            return cell
        case float():
            return exact_float(cell)
        case int() | Decimal() if kind == "yes/no" and cell in (0, 1):
            return bool(cell)
        case Decimal() if kind == "count":
            return whole(cell)
        case datetime.date() if kind == "date":
            return cell
        case datetime.date() | datetime.time():
            return cell.isoformat()
        case _:
            return cell


def exact_float(number: float) -> Exact | float:
    """The shortest decimal that names this float, an int where it is whole; NaN and infinity as they are.

    >>> exact_float(0.285), exact_float(8.0)
    (Decimal('0.285'), 8)
    """
    decimal = Decimal(repr(number))
    return whole(decimal) if decimal.is_finite() else number


def whole(number: Exact) -> Exact:
    """An int where the number is one: ``8.0`` → 8."""
    return int(number) if number.as_integer_ratio()[1] == 1 else number


def readings(text: str) -> tuple[str, str] | None:
    """The two numbers that ``1,234`` may be: its comma separates thousands or decimals. None for other texts.

    >>> readings("1,234"), readings("1,234,567"), readings("12")
    (('1234', '1.234'), ('1234567', ''), None)
    """
    found = _GROUPED.fullmatch(text.strip().translate(_WIDE))
    if found is None:
        return None
    first, groups, decimals = found[1], found[2], found[3] or ""
    digits = re.sub("[,，]", "", groups)
    single = len(groups) == 4 and not decimals
    return f"{first}{digits}{decimals}", f"{first}.{digits}" if single else ""
