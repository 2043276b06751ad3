"""What other prices would have meant: exact line by line, by the rule that prices them."""

from decimal import Decimal

import pytest

from config.shared.registries.price_uses import Use
from payers.rules.price_effect import effects


def use(code="99213", *modifiers, units="1", lines=1):
    return Use(code, modifiers, Decimal(units), lines)


def prices(**held):
    return {tuple((key.removeprefix("c") + "_").split("_")[:2]): Decimal(price) for key, price in held.items()}


def test_each_line_is_rounded_by_itself():
    found = effects([use("J3301", units="3", lines=2)], prices(cJ3301="1.1150"), prices(cJ3301="1.1250"))

    assert (found.total.now, found.total.then, found.total.difference) == (Decimal("6.70"), Decimal("6.76"), Decimal("0.06"))
    assert (found.total.lines, found.total.units) == (2, Decimal(6))


def test_the_first_modifier_with_a_price_wins_over_the_plain_code():
    now, then = prices(c93000="22", c93000_26="8.90"), prices(c93000="23", c93000_26="9.90")

    found = effects([use("93000", "59", "26"), use("93000", "59"), use("93000")], now, then)

    assert found.rows[("93000", "26")].difference == Decimal("1.00")
    assert found.rows[("93000", "")].lines == 2


def test_a_line_counts_for_the_row_that_will_price_it():
    found = effects([use("93000", "26")], prices(c93000="22"), prices(c93000="22", c93000_26="8.90"))

    assert list(found.rows) == [("93000", "26")]
    assert found.total.difference == Decimal("-13.10")


@pytest.mark.parametrize(("now", "then"), [({}, prices(c99213="1")), (prices(c99213="1"), {})])
def test_a_code_that_is_new_or_ends_is_in_neither_sum(now, then):
    found = effects([use(lines=3)], now, then)

    assert (found.total.now, found.total.then, found.total.lines) == (Decimal("0.00"), Decimal("0.00"), 3)


def test_a_code_without_any_price_is_named_with_its_lines():
    found = effects([use("99490", lines=3), use("99490", "25")], {}, {})

    assert (found.unpriced, found.total.lines) == ({"99490": 4}, 0)


def test_the_rows_add_up_to_the_total():
    now = prices(c99213="92.60", cJ7325="12.75", c93000_26="8.90")
    then = prices(c99213="94.50", cJ7325="11.90", c93000_26="9.00")

    found = effects([use(lines=214), use("J7325", units="48", lines=3), use("93000", "26", lines=5)], now, then)

    assert sum(row.difference for row in found.rows.values()) == found.total.difference == Decimal("284.70")
