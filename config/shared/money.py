"""Exact dollars. The only place that rounds, and the only door from text to an amount.

Amounts are `Decimal` with two places. Floats are refused: 0.1 + 0.2 is not 0.3, and a ledger must be.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("9999999999.99")  # what NUMERIC(12,2) holds


class NotAnAmount(ValueError):
    """The value is no exact amount of dollars and cents."""


def dollars(value: Decimal | int | str) -> Decimal:
    """Return `value` as dollars with two places; refuse floats, NaN, infinities and a third decimal."""
    if isinstance(value, (float, bool)) or value is None:
        raise NotAnAmount(f"{type(value).__name__} is no exact amount")
    try:
        amount = Decimal(value)
    except (InvalidOperation, ValueError) as error:
        raise NotAnAmount("not a number") from error
    if not amount.is_finite():
        raise NotAnAmount("not a finite number")
    if amount.copy_abs() > LARGEST:
        raise NotAnAmount("too large")
    cents = amount.quantize(CENT)
    if cents != amount:
        raise NotAnAmount("more than two decimals")
    return cents + ZERO  # -0.00 becomes 0.00


def round_cents(value: Decimal) -> Decimal:
    """Round half up to cents: the only rounding of money in the system."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP) + ZERO


def allocate(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split `total` by `weights` into parts that sum to `total` to the cent.

    Largest remainders get the odd cents; ties go to the earlier part. All-zero weights split evenly.
    Raises ValueError for no weights or a negative one.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative, and at least one")
    sign = -1 if total < 0 else 1
    cents = int(dollars(total).copy_abs() / CENT)
    whole = sum(weights)
    shares = [Decimal(cents) * weight / whole if whole else Decimal(cents) / len(weights) for weight in weights]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], i))
    for index in by_remainder[: cents - sum(parts)]:
        parts[index] += 1
    return [CENT * part * sign + ZERO for part in parts]
