"""Move what a payer leaves open to the payer after it: from the bucket of one rank into the next. Nothing else fills a later payer's bucket.

Called by `claims` after a remittance. Bulk: the number of queries does not depend on the number of shares. The caller holds the claims' locks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, LedgerTransaction, Purpose
from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from billing.services.accounts import lock_charges
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from config.shared.money import ZERO


@dataclass(frozen=True, slots=True)
class Onward:
    """A share of one charge for the next payer. `cause` names what states it, and moves it only once."""

    cause: str
    charge_id: int
    patient_id: int
    payer_id: int
    rank: int
    next_payer_id: int
    next_rank: int
    amount: Decimal
    source_kind: str
    source_id: int
    evidence: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def move_to_next_payer(shares: Iterable[Onward], *, actor: Any, at: datetime) -> set[str]:
    """Move these shares; return the causes that moved now. One that moved before, or is more than the payer still owes, stays where it is."""
    wanted = _not_moved({share.cause: share for share in shares})
    lock_charges({share.charge_id for share in wanted})
    buckets = ledger.by_charge(share.charge_id for share in wanted) if wanted else {}
    moving: list[Onward] = []
    for share in wanted:
        held = buckets.get(share.charge_id, Buckets())
        if ZERO < share.amount <= held.owed_by_rank.get(share.rank, ZERO):
            held.owed_by_rank[share.rank] -= share.amount
            moving.append(share)
    post_transactions((_transaction(share) for share in moving), actor=actor, at=at)
    return {share.cause for share in moving}


def _not_moved(wanted: Mapping[str, Onward]) -> list[Onward]:
    keys = [_key(cause) for cause in wanted]
    known = set(LedgerTransaction.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    return [share for cause, share in wanted.items() if _key(cause) not in known]


def _key(cause: str) -> str:
    return f"{cause}:{Purpose.NEXT_PAYER}"


def _transaction(share: Onward) -> NewTransaction:
    return NewTransaction(
        purpose=Purpose.NEXT_PAYER, key=_key(share.cause), source_kind=share.source_kind, source_id=share.source_id, evidence=dict(share.evidence),
        entries=[
            Entry(Account.OWED_BY_PAYER, share.amount, share.charge_id, share.patient_id, share.next_payer_id, share.next_rank),
            Entry(Account.OWED_BY_PAYER, -share.amount, share.charge_id, share.patient_id, share.payer_id, share.rank),
        ],
    )
