"""What every verb shares that takes cents out of a payer's bucket: each cause does it once, and never for more than the payer still owes.

Called by `move_to_patient`, `move_to_next_payer` and `write_off`. Bulk: constant queries.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol, TypeVar

from billing.models import LedgerTransaction, Purpose
from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from billing.services.accounts import lock_charges
from config.shared.money import ZERO


class Asked(Protocol):
    """An amount of one charge that leaves the bucket of `rank`; `cause` names what asks for it."""

    @property
    def cause(self) -> str: ...
    @property
    def charge_id(self) -> int: ...
    @property
    def rank(self) -> int: ...
    @property
    def amount(self) -> Decimal: ...


Wanted = TypeVar("Wanted", bound=Asked)


def key_of(cause: str, purpose: Purpose) -> str:
    """The ledger's key of what a cause does."""
    return f"{cause}:{purpose}"


def not_posted(wanted: Iterable[Wanted], purpose: Purpose) -> list[Wanted]:
    """Those whose cause has not done it yet, each cause once."""
    by_cause = {item.cause: item for item in wanted}
    keys = [key_of(cause, purpose) for cause in by_cause]
    known = set(LedgerTransaction.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    return [item for cause, item in by_cause.items() if key_of(cause, purpose) not in known]


def still_owed(wanted: Iterable[Wanted], purpose: Purpose) -> list[Wanted]:
    """Those that are new and covered by what their payer owes, one after the other. Locks the charges."""
    fresh = not_posted(wanted, purpose)
    lock_charges({item.charge_id for item in fresh})
    buckets = ledger.by_charge(item.charge_id for item in fresh) if fresh else {}
    taken = []
    for item in fresh:
        held = buckets.get(item.charge_id, Buckets())
        if ZERO < item.amount <= held.owed_by_rank.get(item.rank, ZERO):
            held.owed_by_rank[item.rank] -= item.amount
            taken.append(item)
    return taken
