"""SQL's words as sqlglot's nodes: columns, figures, operators with the parentheses that they need.

sqlglot prints what it is given and adds no parentheses; here is where they are added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import TypeAlias

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect as Spoken

from rubric_dsl.evaluators.sql.dialects import DIALECTS, Dialect, Division

Sql: TypeAlias = exp.Expr

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
_INT64 = 1 << 63


@cache
def _keywords() -> frozenset[str]:
    """Whatever is a word of some engine's own."""
    found: set[str] = set()
    for name in DIALECTS:
        spoken = Spoken.get_or_raise(name)
        found.update(word.casefold() for word in spoken.tokenizer_class.KEYWORDS)
        found.update(word.casefold() for word in spoken.generator_class.RESERVED_KEYWORDS)
    return frozenset(found) | _MORE


_MORE = frozenset(
    "abs account analyse analyze any authorization both checkpoint cluster constraint count current_role"
    " day deferrable do end_frame exact external fetch freeze function grant groups having hour if ilike"
    " initially instance isnull key label lag lead leading level limit localtime localtimestamp lower max min"
    " minute mode month national natural no none notnull null offset old only option order overlaps percent"
    " placing position power primary procedure public rank range read records references replace resource"
    " rights row rows rownum scroll second session sets some start sum symmetric sysdate system tag"
    " then time timestamp to trailing trim uid unique until update upper usage user value values variadic"
    " verbose view warehouse when whenever window year zone".split()
)


def name(word: str) -> exp.Identifier:
    """A name, in quotes wherever some engine would read it otherwise without."""
    return exp.to_identifier(word, quoted=not _PLAIN.match(word) or word in _keywords())


def column(word: str, table: str | None = None) -> exp.Column:
    """A column."""
    return exp.Column(this=name(word), table=name(table) if table else None)


def called(item: Sql, word: str, comment: str | None = None) -> Sql:
    """A column of a SELECT under a name."""
    if isinstance(item, exp.Column) and item.name == word and not item.table and not comment:
        return item  # as it is called anyway
    found = exp.Alias(this=item, alias=name(word))
    if comment:
        found.add_comments([" " + comment.replace("*/", "* /").replace("/*", "/ *") + " "])
    return found


def text(words: str) -> exp.Literal:
    """A text."""
    return exp.Literal.string(words)


def cast(item: Sql, kind: str) -> exp.Cast:
    """A value in another type."""
    return exp.Cast(this=item, to=exp.DataType.build(kind))


def whole(value: int, kind: str = "") -> Sql:
    """A whole number; one that is beyond the usual type is told by its digits."""
    if abs(value) >= _INT64:
        assert kind, f"{value} needs a type of its own"
        return cast(text(str(value)), kind)
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def decimal(value: Fraction, dialect: Dialect) -> Sql:
    """A decimal as a figure; as a whole number where it is one."""
    if value.denominator == 1 and abs(value) < _INT64:
        return whole(value.numerator)
    digits = decimal_text(value)
    places = len(digits.partition(".")[2])
    if dialect.quoted_decimals or value.denominator == 1:
        return cast(text(digits), f"DECIMAL(38, {places})")
    found = exp.Literal.number(digits.lstrip("-"))
    return exp.Neg(this=found) if value < 0 else found


def decimal_text(value: Fraction) -> str:
    """The digits of a number that has an end: ``-0.25``."""
    places = places_of(value)
    units = abs(value) * 10**places
    assert units.denominator == 1
    digits = str(units.numerator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def places_of(value: Fraction) -> int:
    """How many decimals a number has."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        assert places < 200, "a rubric's numbers have an end"
    return places


def _operand(item: Sql) -> Sql:
    return exp.Paren(this=item) if isinstance(item, exp.Binary | exp.Not | exp.Neg | exp.Is) else item


def _term(item: Sql) -> Sql:
    return item if isinstance(item, exp.Mul) else _operand(item)


def plus(left: Sql, right: Sql) -> Sql:
    return exp.Add(this=left, expression=_term(right))


def minus(left: Sql, right: Sql) -> Sql:
    return exp.Sub(this=left, expression=_term(right))


def times(left: Sql, right: Sql) -> Sql:
    if right == whole(1):
        return left
    return exp.Mul(this=_operand(left), expression=_operand(right))


def negative(item: Sql) -> Sql:
    return exp.Neg(this=_operand(item))


def remainder(left: Sql, right: Sql) -> Sql:
    return exp.Mod(this=_operand(left), expression=_operand(right))


def quotient(left: Sql, right: Sql, how: Division, kind: str) -> Sql:
    """A quotient of whole numbers, cut towards 0."""
    match how:
        case "//" | "div":
            return exp.IntDiv(this=_operand(left), expression=_operand(right))
        case "/":
            return exp.Div(this=_operand(left), expression=_operand(right), typed=True, safe=False)
        case "div()":
            return function("DIV", left, right)
        case "intdiv()":
            return function("intDiv", left, right)
        case "by remainder":
            rest = minus(left.copy(), remainder(left, right.copy()))
            found = exp.Div(this=_operand(rest), expression=_operand(right), typed=True, safe=False)
            return cast(found, kind)


def function(called_as: str, *operands: Sql) -> Sql:
    """A function as it is, which sqlglot puts in no other engine's words."""
    return exp.Anonymous(this=called_as, expressions=list(operands))


def compared(relation: str, left: Sql, right: Sql) -> Sql:
    """``left >= right``, and the like."""
    kinds: dict[str, type[exp.Binary]] = {
        "≥": exp.GTE, ">": exp.GT, "≤": exp.LTE, "<": exp.LT, "=": exp.EQ, "≠": exp.NEQ,
    }  # fmt: skip
    return kinds[relation](this=left, expression=right)


def _condition(item: Sql) -> Sql:
    return exp.Paren(this=item) if isinstance(item, exp.And | exp.Or) else item


def all_of(conditions: Sequence[Sql]) -> Sql:
    """All hold."""
    conditions = [
        part for one in conditions for part in (one.flatten() if isinstance(one, exp.And) else [one])
    ]
    found = _condition(conditions[0]) if len(conditions) > 1 else conditions[0]
    for one in conditions[1:]:
        found = exp.And(this=found, expression=_condition(one))
    return found


def any_of(conditions: Sequence[Sql]) -> Sql:
    """One at least holds."""
    found = _condition(conditions[0]) if len(conditions) > 1 else conditions[0]
    for one in conditions[1:]:
        found = exp.Or(this=found, expression=_condition(one))
    return found


def negated(item: Sql) -> Sql:
    """Does not hold."""
    return exp.Not(this=item if isinstance(item, exp.Column) else exp.Paren(this=item))


def is_null(item: Sql) -> Sql:
    return exp.Is(this=_operand(item), expression=exp.Null())


def is_given(item: Sql) -> Sql:
    return exp.Is(this=_operand(item), expression=exp.Not(this=exp.Null()))


def between(item: Sql, low: Sql, high: Sql) -> Sql:
    return exp.Between(this=item, low=low, high=high)


def case(cases: Sequence[tuple[Sql, Sql]], otherwise: Sql | None = None, of: Sql | None = None) -> Sql:
    """``CASE WHEN … THEN … ELSE … END``; with ``of``, by the value of one expression."""
    ifs = [exp.If(this=test, true=value) for test, value in cases]
    return exp.Case(this=of, ifs=ifs, default=otherwise)


def joined(pieces: Sequence[Sql]) -> Sql:
    """Texts one behind the other, none of them NULL."""
    return pieces[0] if len(pieces) == 1 else exp.Concat(expressions=list(pieces), safe=False, coalesce=False)


def piece(item: Sql, start: Sql, length: int) -> Sql:
    """So many characters of a text from a place on, counted from 1."""
    return exp.Substring(this=item, start=start, length=exp.Literal.number(length))


def always(value: bool, truths: bool) -> Sql:
    """A condition that always or never holds."""
    if truths:
        return exp.true() if value else exp.false()
    return exp.EQ(this=whole(1), expression=whole(int(value)))


def as_constant(value: bool, truths: bool) -> Sql:
    """A yes or a no as a column holds it."""
    if truths:
        return exp.true() if value else exp.false()
    return whole(int(value))


def figure(digits: str) -> Sql:
    """A number as it is written."""
    return exp.Literal.number(digits)


def running_sum(item: Sql, order: Sql, falling: bool = False) -> Sql:
    """The sum of a column from the first row up to this one, in the order of another column."""
    by = exp.Order(expressions=[exp.Ordered(this=order, desc=falling)])
    frame = exp.WindowSpec(
        kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW", end_side=None
    )
    return exp.Window(this=function("SUM", item), order=by, spec=frame)


def sum_of_all(item: Sql) -> Sql:
    """The sum of a column over all rows, in each of them."""
    return exp.Window(this=function("SUM", item))


def is_nan(item: Sql, how: str) -> Sql:
    """Whether a float is none."""
    if how == "equals":
        return exp.EQ(this=item, expression=cast(text("NaN"), "DOUBLE"))
    return exp.IsNan(this=item)


def days_between(first: Sql, last: Sql) -> Sql:
    """How many days there are from one to another."""
    return exp.DateDiff(this=last, expression=first, unit=exp.var("DAY"))


def table(called_as: str) -> exp.Table:
    """A table by its name, with what stands before its points."""
    parts = [name(part) for part in called_as.split(".")]
    spaces = dict(zip(("db", "catalog"), reversed(parts[:-1]), strict=False))
    return exp.Table(this=parts[-1], **spaces)


def named_table(word: str) -> exp.Table:
    """A step by its name."""
    return exp.Table(this=name(word))


def record(alias: str, dialect: str) -> Sql:
    """The whole row of a table as one value."""
    if dialect in ("spark", "databricks"):
        return function("struct", exp.Column(this=exp.Star(), table=name(alias)))
    return exp.Column(this=name(alias))


def star(without: Sequence[str], of: str | None = None) -> Sql:
    """All columns but some."""
    found = exp.Star(except_=[name(one) for one in without]) if without else exp.Star()
    return exp.Column(this=found, table=name(of)) if of else found


def from_character(item: Sql, place: int) -> Sql:
    """A text from a place on, counted from 1."""
    return exp.Substring(this=item, start=whole(place))


def decimal_unit(places: int, dialect: Dialect) -> Sql:
    """10^-places"""
    return decimal(Fraction(1, 10**places), dialect)


def one_of(item: Sql, values: Sequence[Sql]) -> Sql:
    """Whether a value is one of several."""
    return exp.In(this=item, expressions=list(values))


def truth_case(test: Sql, then: Sql, truths: bool) -> Sql:
    """What holds where a test holds; where it does not, it is not even looked at."""
    if not truths:
        return all_of([test, then])
    return case([(test, then)], exp.false())
