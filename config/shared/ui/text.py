"""Amounts, dates and ages as the words a page shows. Called by the template tags and by anything that writes a sentence.

Invariant: an amount is a Decimal or an int (a float is refused), always with two decimals; a negative has a true minus.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from config.shared import clock
from config.shared.money import dollars

MINUS = "\u2212"
NONE = "\u2014"


def usd(amount: Decimal | int | str) -> str:
    """1082 -> "1,082.00", -275 -> "−275.00". Raises NotAnAmount for a float and for a third decimal."""
    return f"{dollars(amount):,.2f}".replace("-", MINUS)


def whole_usd(amount: Decimal | int) -> str:
    """1622.40 -> "1,622": whole dollars, for the home grid alone."""
    return f"{dollars(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP):,f}".replace("-", MINUS)


def rate(price: Decimal) -> str:
    """A unit price with at least two and at most four decimals: 12.60, 0.0415."""
    if not isinstance(price, Decimal):
        raise TypeError("a unit price is a Decimal")
    whole, _, decimals = f"{price:,.4f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}".replace("-", MINUS)


def percent(change: Decimal) -> str:
    """A change in percent: +2.0 %, \u221214.5 %."""
    return f"{change:+.1f} %".replace("-", MINUS)


def number(count: Decimal | int) -> str:
    """How many: 20,000."""
    return f"{count:,}"


def as_day(value: date | datetime) -> date:
    """The practice's calendar day of a date or of an aware moment."""
    return clock.day_of(value) if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """The one format of a date: 11/23/2026."""
    return f"{as_day(value):%m/%d/%Y}"


def moment(value: datetime) -> str:
    """11/23/2026 9:41 AM, in the practice's zone."""
    local = value.astimezone(clock.practice_zone())
    return f"{local:%m/%d/%Y} {local.hour % 12 or 12}:{local:%M} {local:%p}"


def days_since(value: date | datetime, today: date | None = None) -> int:
    """How many days ago; negative where it is still to come."""
    return ((today or clock.today()) - as_day(value)).days


def days(count: int) -> str:
    """18 -> "18 d", 0 -> "today"."""
    return "today" if count == 0 else f"{count:,} d".replace("-", MINUS)


def age(value: date | datetime, today: date | None = None) -> str:
    """How old, in words short enough for a cell: "18 d", "today", "in 3 d"."""
    old = days_since(value, today)
    return f"in {-old:,} d" if old < 0 else days(old)
