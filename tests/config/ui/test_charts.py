"""Bars from exact amounts."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from config.shared.ui.charts import Part, as_parts, polyline, segments

CENTS = st.integers(min_value=0, max_value=10**9).map(lambda cents: Decimal(cents) / 100)


def test_parts_may_be_given_as_tuples():
    assert as_parts([("Paid", Decimal("1.00"), "f-done")]) == [Part("Paid", Decimal("1.00"), "f-done")]


def test_a_part_of_nothing_is_not_drawn():
    drawn = segments(as_parts([("Paid", Decimal("0.00"), "f-done"), ("Open", Decimal("5.00"), "f-risk")]))

    assert [(each.x, each.width, each.tone) for each in drawn] == [(0, 1000, "f-risk")]


@given(st.lists(CENTS, min_size=1, max_size=8))
def test_parts_stand_side_by_side_without_overlap(amounts):
    drawn = segments([Part("part", amount, "f-done") for amount in amounts])

    assert all(left.x + left.width <= right.x for left, right in pairwise(drawn))
    assert all(each.width >= 2 for each in drawn)
    assert len(drawn) == sum(amount > 0 for amount in amounts)


def test_the_highest_value_of_a_trend_is_on_top():
    assert polyline([1, 3]) == "2.0,17.0 70.0,3.0"


def test_one_value_is_no_trend():
    assert polyline([1]) == ""
