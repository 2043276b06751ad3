"""Write off what a payer still owes and nobody will pay: out of its bucket, with the reason in the ledger.

Called by `claims`, which says why. Bulk: the number of queries does not depend on the number of amounts. The caller holds the claims' locks.
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
from config.shared.errors import require_reason
from config.shared.money import ZERO


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
    fresh = _not_written({item.cause: item for item in wanted})
    lock_charges({item.charge_id for item in fresh})
    buckets = ledger.by_charge(item.charge_id for item in fresh) if fresh else {}
    taken: list[WriteOff] = []
    for item in fresh:
        held = buckets.get(item.charge_id, Buckets())
        if ZERO < item.amount <= held.owed_by_rank.get(item.rank, ZERO):
            held.owed_by_rank[item.rank] -= item.amount
            taken.append(item)
    post_transactions((_transaction(item) for item in taken), actor=actor, at=at)
    return {item.cause for item in taken}


def _not_written(wanted: Mapping[str, WriteOff]) -> list[WriteOff]:
    keys = [_key(cause) for cause in wanted]
    known = set(LedgerTransaction.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    return [item for cause, item in wanted.items() if _key(cause) not in known]


def _key(cause: str) -> str:
    return f"{cause}:{Purpose.WRITE_OFF}"


def _transaction(item: WriteOff) -> NewTransaction:
    owner = {"charge_id": item.charge_id, "patient_id": item.patient_id, "payer_id": item.payer_id, "rank": item.rank}
    return NewTransaction(
        purpose=Purpose.WRITE_OFF, key=_key(item.cause), source_kind=item.source_kind, source_id=item.source_id,
        reason=require_reason(item.reason), evidence=dict(item.evidence),
        entries=[Entry(Account.WRITTEN_OFF, item.amount, **owner), Entry(Account.OWED_BY_PAYER, -item.amount, **owner)],
    )
