"""By when something must be at the payer: dates of the denial clock. Pure; days come from the payer's own rows.

Called when a denial is opened or its route is chosen anew. Source: DOMAIN 0a.5 (MA130: the filing limit, no appeal), 4.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SOON_DAYS = 14
FIRST_ACTION_DAYS = 3


@dataclass(frozen=True, slots=True)
class Level:
    """The payer's first level of dispute: `days` run from the notice, after `presumed_receipt_days` for the mail."""

    id: int
    name: str
    kind: str
    days: int
    presumed_receipt_days: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day` None: nothing on the payer says a limit, and a person has to find out."""

    day: date | None
    reason: str


def dispute_deadline(notice: date, level: Level | None) -> Deadline:
    """The last day of the payer's first level, counted from the notice."""
    if level is None:
        return Deadline(None, "The payer has no level of dispute on file.")
    day = notice + timedelta(days=level.presumed_receipt_days + level.days)
    mail = f" and {level.presumed_receipt_days} for the mail" if level.presumed_receipt_days else ""
    return Deadline(day, f"{level.name}: {level.days} days{mail} from {notice:%m/%d/%Y}.")


def new_claim_deadline(service: date, filing_deadline: date | None, limit_days: int) -> Deadline:
    """A claim that counts as never filed has the filing limit, counted from the service: the clock ran on, an A2 notwithstanding."""
    day = filing_deadline or service + timedelta(days=limit_days)
    return Deadline(day, f"Filing limit: {(day - service).days} days from the service on {service:%m/%d/%Y}.")


def first_action(today: date, deadline: date | None) -> date:
    """When a new denial should be looked at: within days, and never after its deadline."""
    soon = today + timedelta(days=FIRST_ACTION_DAYS)
    return soon if deadline is None else max(today, min(soon, deadline))
