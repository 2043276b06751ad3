"""Where prices were used: billing tells of the charge master, claims of a contract. Called by the room that keeps the prices.

Invariant 7: what was billed never changes. Only what a payer is expected to allow is reckoned anew, by the room that keeps it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Use:
    """`lines` lines of one code, modifiers in order, and units each."""

    procedure_code: str
    modifiers: tuple[str, ...]
    units: Decimal
    lines: int


class PriceUser(Protocol):
    """What a higher room knows of the prices of one kind of schedule."""

    words: str

    def uses(self, *, schedule_id: int, first_day: date, last_day: date) -> list[Use]: ...

    def reprice(self, *, schedule_id: int, first_day: date, last_day: date | None, actor: Any, at: datetime) -> int: ...


_users: dict[str, PriceUser] = {}


def register(kind: str, user: PriceUser) -> None:
    """Name who uses the schedules of a kind."""
    _users[kind] = user


def user_of(kind: str) -> PriceUser:
    """Who uses the schedules of a kind."""
    return _users[kind]
