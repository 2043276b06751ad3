"""Exact dollars: the one rounding, the one split."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.shared.money import NotAnAmount, allocate, dollars, round_cents

amounts = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2)
weights = st.lists(st.decimals(min_value=0, max_value=100_000, places=2), min_size=1, max_size=50)


@pytest.mark.parametrize(("value", "expected"), [("12", "12.00"), (12, "12.00"), ("-0", "0.00"), ("-1.5", "-1.50"), (Decimal("3.10"), "3.10")])
def test_an_exact_amount_has_two_places(value, expected):
    assert str(dollars(value)) == expected


@pytest.mark.parametrize("value", [1.5, True, None, "1.234", "NaN", "Infinity", "1e309", "--5", "1,000.00", ""])
def test_what_is_no_exact_amount_is_refused(value):
    with pytest.raises(NotAnAmount):
        dollars(value)


@pytest.mark.parametrize(("value", "expected"), [("1.005", "1.01"), ("1.004", "1.00"), ("-1.005", "-1.01"), ("142.894", "142.89")])
def test_half_a_cent_rounds_away_from_zero(value, expected):
    assert str(round_cents(Decimal(value))) == expected


@given(amounts, weights)
def test_parts_sum_to_the_total_and_have_its_sign(total, shares):
    parts = allocate(total, shares)

    assert sum(parts) == total
    assert len(parts) == len(shares)
    assert all(part == 0 or (part > 0) == (total > 0) for part in parts)


@pytest.mark.parametrize(("total", "shares", "expected"), [
    ("10.00", ["1", "1", "1"], ["3.34", "3.33", "3.33"]),
    ("-0.05", ["1", "1"], ["-0.03", "-0.02"]),
    ("1.00", ["0", "0"], ["0.50", "0.50"]),
    ("67.00", ["140", "150"], ["32.34", "34.66"]),
])
def test_odd_cents_go_to_the_largest_remainder_then_to_the_earlier_part(total, shares, expected):
    assert [str(part) for part in allocate(Decimal(total), [Decimal(share) for share in shares])] == expected


@pytest.mark.parametrize("shares", [[], [Decimal(-1), Decimal(2)]])
def test_no_weights_or_a_negative_one_are_refused(shares):
    with pytest.raises(ValueError, match="weights"):
        allocate(Decimal(1), shares)
