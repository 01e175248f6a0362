from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_dsl.tools.values import exact_float, exact_number, readings, value_from_cell, value_from_text

NUMERIC = ("count", "mark", "amount", "number")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("8", "count", 8),
        (" 8 ", "count", 8),
        ("８", "count", 8),
        ("8.0", "count", 8),
        ("1e3", "count", 1000),
        ("8.5", "count", Decimal("8.5")),  # the core says that a count is whole
        ("-3", "count", -3),
        ("+3", "count", 3),
        ("０.２８５", "number", Decimal("0.285")),
        ("０．２８５", "number", Decimal("0.285")),
        ("－２", "mark", -2),
        ("9.50", "mark", Decimal("9.50")),
        (".5", "amount", Decimal("0.5")),
        ("true", "yes/no", True),
        ("TRUE", "yes/no", True),
        ("Yes", "yes/no", True),
        ("y", "yes/no", True),
        ("1", "yes/no", True),
        ("１", "yes/no", True),
        ("是", "yes/no", True),
        ("有", "yes/no", True),
        ("√", "yes/no", True),
        ("false", "yes/no", False),
        ("No", "yes/no", False),
        ("0", "yes/no", False),
        ("否", "yes/no", False),
        ("无", "yes/no", False),
        ("×", "yes/no", False),
        ("2023-12-31", "date", date(2023, 12, 31)),
        ("2023/1/5", "date", date(2023, 1, 5)),
        ("2023年1月5日", "date", date(2023, 1, 5)),
        ("２０２３-01-05", "date", date(2023, 1, 5)),
        ("2023-12-31T00:00:00", "date", datetime(2023, 12, 31)),
        ("2023-12-31 17:30", "date", datetime(2023, 12, 31, 17, 30)),
        ("2023-06-31", "date", "2023-06-31"),
        ("31/12/2023", "date", "31/12/2023"),
        ("45291", "date", "45291"),
    ],
)
def test_value_from_text_reads_what_the_kind_asks(text: str, kind: str, value: object) -> None:
    read = value_from_text(text, kind)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("kind", [*NUMERIC, "yes/no", "date"])
@pytest.mark.parametrize("text", ["", " ", "\t", "\u3000"])
def test_value_from_text_blank_is_absent(text: str, kind: str) -> None:
    assert value_from_text(text, kind) is None


@pytest.mark.parametrize("kind", ["mark", "amount", "number"])
@pytest.mark.parametrize(("text", "share"), [("65.3%", "0.653"), ("１００％", "1"), (" 5 % ", "0.05")])
def test_value_from_text_takes_a_share_in_percent(text: str, share: str, kind: str) -> None:
    assert value_from_text(text, kind) == Decimal(share)
    assert value_from_text(text, "count") == text


TEXTS = ["1,234", "1，234", "ten", "8 events", "90%%", "1/2", "NaN", "inf", "1:30", "0x1F", "1_000", "٣", "²"]
LONG = ["1e999", "1e99999999999", "9" * 61]


@pytest.mark.parametrize("kind", NUMERIC)
@pytest.mark.parametrize("text", [*TEXTS, "--1", "是", *LONG])
def test_value_from_text_leaves_what_is_no_plain_number(text: str, kind: str) -> None:
    assert value_from_text(text, kind) == text


@pytest.mark.parametrize("text", ["maybe", "2", "x", "-", "t"])
def test_value_from_text_leaves_what_is_neither_yes_nor_no(text: str) -> None:
    assert value_from_text(text, "yes/no") == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6))
def test_value_from_text_keeps_every_decimal(number: Decimal) -> None:
    assert value_from_text(f"{number:f}", "number") == number


@given(st.text(max_size=40), st.sampled_from([*NUMERIC, "yes/no"]))
def test_value_from_text_never_fails(text: str, kind: str) -> None:
    value_from_text(text, kind)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_float_is_the_decimal_that_names_it(number: float) -> None:
    assert float(exact_float(number)) == number
    assert Decimal(repr(number)) == exact_float(number)


def test_exact_float_without_a_value_stays_a_float() -> None:
    assert isinstance(exact_float(float("inf")), float)


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        (1, "yes/no", True),
        (0, "yes/no", False),
        (Decimal("1.0"), "yes/no", True),
        (2, "yes/no", 2),
        (True, "count", True),  # the core refuses it
        (Decimal("8.0"), "count", 8),
        (Decimal("8.0"), "mark", Decimal("8.0")),
        (8.0, "count", 8),
        (0.1, "number", Decimal("0.1")),
        ("是", "yes/no", True),
        ("", "count", None),
        (None, "count", None),
        ([1, 2], "count", [1, 2]),
    ],
)
def test_value_from_cell_takes_typed_cells_as_they_are(cell: object, kind: str, value: object) -> None:
    read = value_from_cell(cell, kind)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("1,234", ("1234", "1.234")),
        ("１，２３４", ("1234", "1.234")),
        ("-1,234", ("-1234", "-1.234")),
        ("1,234,567", ("1234567", "")),
        ("1,234.5", ("1234.5", "")),
        ("1234", None),
        ("1,23", None),
        ("a,123", None),
    ],
)
def test_readings_of_a_number_with_commas(text: str, both: tuple[str, str] | None) -> None:
    assert readings(text) == both


def test_exact_number_of_enormous_length_is_refused_quickly() -> None:
    assert exact_number("1" * 1_000_000 + "x") is None
    assert exact_number("1" * 1_000_000) is None


def test_value_of_a_choice_is_its_word_without_the_blanks_around_it() -> None:
    assert value_from_text(" 市级 ", "choice") == "市级"
    assert value_from_text("１", "choice") == "１"
    assert value_from_cell("city ", "choice") == "city"
    assert value_from_text("  ", "choice") is None
