"""Element text and values: money, quantities, dates, times, NPIs."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payers.x12 import values


@pytest.mark.parametrize("text", ["0", "12", "12.5", "12.50", "-3.18", ".5", "-.05", "12.", "1.500", "999999999999999.99"])
def test_amounts_are_exact(text):
    assert values.money(text) == Decimal(text)


@pytest.mark.parametrize("text", ["", "1,000", "--5", "+5", "1e5", "NaN", "1e309", "12.345", "$5", " 5", "5 ", "1_0", "٣", "1.2.3", "-", "."])
def test_what_is_no_amount_is_none(text):
    assert values.money(text) is None


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=2))
def test_an_amount_survives_being_written(amount):
    assert values.money(values.plain(amount)) == amount


@pytest.mark.parametrize(
    ("value", "text"), [("1.50", "1.5"), ("100", "100"), ("1E+2", "100"), ("0.00", "0"), ("-0.00", "0"), ("-3.10", "-3.1"), ("0.05", "0.05")]
)
def test_numbers_are_written_short(value, text):
    assert values.plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20260229", None),
        ("20240229", date(2024, 2, 29)),
        ("261124", date(2026, 11, 24)),
        ("20261324", None),
        ("2026112", None),
        ("10010101", None),
        ("２０２６１１２４", None),
        ("", None),
    ],
)
def test_days_exist_or_are_none(text, day):
    assert values.day(text) == day


@pytest.mark.parametrize(
    ("text", "good"),
    [("0000", True), ("2359", True), ("235959", True), ("23595999", True), ("2400", False), ("1260", False), ("093", False), ("AB30", False)],
)
def test_times_are_of_this_day(text, good):
    assert values.is_time(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [("1234567893", True), ("1679576722", True), ("1234567890", False), ("123456789", False), ("9999999995", False), ("12345678X3", False)],
)
def test_the_check_digit_of_an_npi(text, good):
    assert values.npi_ok(text) is good


def test_the_memory_of_values_is_bounded():
    memory = values.Memory(str)
    for number in range(values.REMEMBER + 10):
        assert memory[number] == str(number)

    assert 0 < len(memory) <= values.REMEMBER
