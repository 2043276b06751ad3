"""What may be written for a price, a code, a modifier and a description."""

from decimal import Decimal

import pytest

from payers.rules import fee_values
from payers.rules.fee_values import NotAFee


@pytest.mark.parametrize(("text", "amount"), [
    ("92.60", "92.6"), (" $1,234.50 ", "1234.5"), ("0", "0"), (".5", "0.5"), ("0.0415", "0.0415"), ("92.", None), ("1,234", "1234"),
    ("", None), ("-1", None), ("\u22121.00", None), ("(3.00)", None), ("12,50", None), ("1,23.00", None), ("1e3", None), ("NaN", None), ("Infinity", None),
    ("92.60000", "92.6"), ("92.60001", None), ("99999999.9999", "99999999.9999"), ("100000000", None), ("9" * 40, None), (".", None), ("$", None),
    ("٣", None), ("=1+1", None),
])
def test_a_price_is_dollars_with_up_to_four_decimals_or_says_what_is_wrong(text, amount):
    if amount is None:
        with pytest.raises(NotAFee):
            fee_values.price(text)
    else:
        assert fee_values.price(text) == Decimal(amount)


@pytest.mark.parametrize(("text", "code"), [(" j1885 ", "J1885"), ("99213", "99213"), ("9921", None), ("992134", None), ("99 13", None), ("", None), ("9921é", None)])
def test_a_code_has_five_letters_or_digits(text, code):
    if code is None:
        with pytest.raises(NotAFee):
            fee_values.code(text)
    else:
        assert fee_values.code(text) == code


def test_a_short_number_is_explained_by_the_spreadsheet_that_dropped_a_zero():
    with pytest.raises(NotAFee, match="may be lost"):
        fee_values.code("100")


def test_a_modifier_is_two_letters_or_digits_or_nothing():
    assert (fee_values.modifier(" tc"), fee_values.modifier("")) == ("TC", "")
    with pytest.raises(NotAFee):
        fee_values.modifier("26 TC")


def test_a_description_is_one_line_without_the_guard_of_our_own_csv():
    assert fee_values.description("'=cmd|calc") == "=cmd|calc"
    assert fee_values.description("Patient's\tvisit\n  20 min") == "Patient's visit 20 min"
    assert fee_values.description("\x00a\u202eb") == "a b"
    with pytest.raises(NotAFee):
        fee_values.description("x" * 81)


@pytest.mark.parametrize(("price", "typed"), [("92.6000", "92.60"), ("0.0415", "0.0415"), ("1234.5", "1234.50"), ("0", "0.00")])
def test_a_price_is_shown_as_one_types_it_and_reads_back(price, typed):
    assert fee_values.as_typed(Decimal(price)) == typed
    assert fee_values.price(typed) == Decimal(price)
