"""Until when a claim must be filed, and what proves that it was. Pure; the limits are rows of the payer.

Source: DESIGN 3.6, DOMAIN 0a.5 and 0a.6: the payer's own A2 with date and number is proof; A1 only where the payer's row says so; a later
payer has its own limit and no default.
"""

from datetime import date, timedelta

A1_ENOUGH = "A1"


def filing_limit_days(rank: int, *, primary_days: int, later_days: int | None) -> int | None:
    """The limit of a payer at this rank; None where a later payer's limit is not known."""
    return primary_days if rank == 1 else later_days


def filing_deadline(service_date: date, limit_days: int | None) -> date | None:
    """The last day on which the claim counts as filed in time."""
    return None if limit_days is None else service_date + timedelta(days=limit_days)


def is_proof(*, source: str, category: str, filing_proof: str) -> bool:
    """Whether an acknowledgement proves timely filing: `source` is clearinghouse or payer, `filing_proof` the payer's row."""
    if source == "payer":
        return category == "A2"
    return source == "clearinghouse" and filing_proof == A1_ENOUGH and category in {"A1", "A2"}
