"""Write off what a payer still owes and nobody will pay: out of its bucket, with the reason in the ledger.

Called by `claims`, which says why. Bulk: the number of queries does not depend on the number of amounts. The caller holds the claims' locks.
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
from config.shared.errors import require_reason


@dataclass(frozen=True, slots=True)
class WriteOff:
    """An amount of one charge that the payer of `rank` owes. `cause` names what asks for it, and writes it off only once."""

    cause: str
    charge_id: int
    patient_id: int
    payer_id: int
    rank: int
    amount: Decimal
    reason: str
    source_kind: str
    source_id: int
    evidence: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def write_off(wanted: Iterable[WriteOff], *, actor: Any, at: datetime) -> set[str]:
    """Write these off; return the causes that were now. One that was before, or is more than is owed, is left as it is. Raises ReasonMissing."""
    taken = still_owed(wanted, Purpose.WRITE_OFF)
    post_transactions((_transaction(item) for item in taken), actor=actor, at=at)
    return {item.cause for item in taken}


def _transaction(item: WriteOff) -> NewTransaction:
    owner = {"charge_id": item.charge_id, "patient_id": item.patient_id, "payer_id": item.payer_id, "rank": item.rank}
    return NewTransaction(
        purpose=Purpose.WRITE_OFF, key=key_of(item.cause, Purpose.WRITE_OFF), source_kind=item.source_kind, source_id=item.source_id,
        reason=require_reason(item.reason), evidence=dict(item.evidence),
        entries=[Entry(Account.WRITTEN_OFF, item.amount, **owner), Entry(Account.OWED_BY_PAYER, -item.amount, **owner)],
    )
