"""Move what a payer leaves open to the payer after it: from the bucket of one rank into the next. Nothing else fills a later payer's bucket.

Called by `claims` after a remittance. Bulk: the number of queries does not depend on the number of shares. The caller holds the claims' locks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, Purpose
from billing.services.payer_bucket import key_of, still_owed
from billing.services.post_transaction import Entry, NewTransaction, post_transactions


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
    taken = still_owed(shares, Purpose.NEXT_PAYER)
    post_transactions((_transaction(share) for share in taken), actor=actor, at=at)
    return {share.cause for share in taken}


def _transaction(share: Onward) -> NewTransaction:
    return NewTransaction(
        purpose=Purpose.NEXT_PAYER, key=key_of(share.cause, Purpose.NEXT_PAYER), source_kind=share.source_kind, source_id=share.source_id,
        evidence=dict(share.evidence),
        entries=[
            Entry(Account.OWED_BY_PAYER, share.amount, share.charge_id, share.patient_id, share.next_payer_id, share.next_rank),
            Entry(Account.OWED_BY_PAYER, -share.amount, share.charge_id, share.patient_id, share.payer_id, share.rank),
        ],
    )
