"""Amounts, dates and ages as words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from config.shared.money import NotAnAmount
from config.shared.ui import text

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("1082"), "1,082.00"), (Decimal("0"), "0.00"), (Decimal("-275.00"), "−275.00"), (Decimal("1234567.8"), "1,234,567.80"),
        (Decimal("-0.00"), "0.00"), (12, "12.00"), ("3.18", "3.18"),
    ],
)
def test_an_amount_has_two_decimals_separators_and_a_true_minus(amount, words):
    assert text.usd(amount) == words


@pytest.mark.parametrize("wrong", [1.5, True, Decimal("0.001"), Decimal("NaN"), "twelve"])
def test_what_is_no_exact_amount_is_refused(wrong):
    with pytest.raises(NotAnAmount):
        text.usd(wrong)


@pytest.mark.parametrize(("price", "words"), [("12.6000", "12.60"), ("0.0415", "0.0415"), ("1234.5", "1,234.50"), ("3", "3.00")])
def test_a_unit_price_keeps_two_to_four_decimals(price, words):
    assert text.rate(Decimal(price)) == words


def test_a_unit_price_is_never_a_float():
    with pytest.raises(TypeError):
        text.rate(12.6)


def test_whole_dollars_round_half_up():
    assert [text.whole_usd(Decimal(amount)) for amount in ("1622.40", "0.50", "-12.60")] == ["1,622", "1", "−13"]


def test_a_day_has_one_format_and_a_moment_becomes_the_practices_day(settings):
    settings.PRACTICE_TIME_ZONE = "America/Chicago"

    assert text.day(date(2026, 1, 5)) == "01/05/2026"
    assert text.day(datetime(2026, 11, 23, 4, 30, tzinfo=UTC)) == "11/22/2026"


@pytest.mark.parametrize(("hour", "words"), [(15, "11/23/2026 9:05 AM"), (18, "11/23/2026 12:05 PM"), (6, "11/23/2026 12:05 AM")])
def test_a_moment_is_told_on_the_practices_clock(settings, hour, words):
    settings.PRACTICE_TIME_ZONE = "America/Chicago"

    assert text.moment(datetime(2026, 11, 23, hour, 5, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("when", "words"), [(date(2026, 11, 5), "18 d"), (TODAY, "today"), (date(2026, 11, 26), "in 3 d"), (date(2022, 11, 23), "1,461 d")]
)
def test_an_age_is_told_in_days(when, words):
    assert text.age(when, TODAY) == words


@pytest.mark.parametrize(("change", "words"), [("2", "+2.0 %"), ("-14.5", "\u221214.5 %"), ("0", "+0.0 %")])
def test_a_change_in_percent_has_its_sign(change, words):
    assert text.percent(Decimal(change)) == words


def test_a_count_has_separators():
    assert (text.number(20_000), text.number(Decimal(7))) == ("20,000", "7")
