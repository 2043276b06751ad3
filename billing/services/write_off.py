"""Write off what a payer owes on charges: our decision, with its reason, within the limit of the role. The only other ends are payment and contract.

Called by `claims` for denials. The caller holds the claim's lock. Idempotent by the cause's key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, LedgerTransaction, Purpose
from billing.services.accounts import lock_accounts, lock_charges
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from config.shared.errors import DomainError, require_reason
from config.shared.money import ZERO


class OverWriteOffLimit(DomainError):
    """The role may write off less than this."""

    code = "over_write_off_limit"
    message = "Your role writes off up to {limit}, and this is {amount}. Ask somebody who may write off more."
    conflict = True


class NothingToWriteOff(DomainError):
    """Nothing is owed there by this payer."""

    code = "nothing_to_write_off"
    message = "The payer owes nothing here any more."
    conflict = True


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What one payer owes and nobody will pay. `amounts` by charge; `cause` names the decision, once."""

    cause: str
    amounts: Mapping[int, Decimal]
    patient_id: int
    payer_id: int
    rank: int
    source_kind: str
    source_id: int
    reason: str

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), ZERO)


@transaction.atomic
def write_off(wanted: WriteOff, *, actor: Any, at: datetime) -> LedgerTransaction | None:
    """Post it; None where it was posted before. Raises ReasonMissing, OverWriteOffLimit, NothingToWriteOff."""
    reason = require_reason(wanted.reason)
    if wanted.total <= ZERO:
        raise NothingToWriteOff()
    limit = actor.write_off_limit if actor is not None else ZERO
    if wanted.total > limit:
        raise OverWriteOffLimit(limit=f"{limit:,.2f}", amount=f"{wanted.total:,.2f}")
    lock_accounts([wanted.patient_id])
    lock_charges(wanted.amounts)
    return post_transaction(NewTransaction(
        purpose=Purpose.WRITE_OFF, key=f"{wanted.cause}:{Purpose.WRITE_OFF}", source_kind=wanted.source_kind, source_id=wanted.source_id,
        reason=reason[:200], entries=[entry for charge, amount in wanted.amounts.items() for entry in _entries(wanted, charge, amount)],
    ), actor=actor, at=at)


def _entries(wanted: WriteOff, charge_id: int, amount: Decimal) -> list[Entry]:
    return [
        Entry(Account.WRITTEN_OFF, amount, charge_id, wanted.patient_id, wanted.payer_id),
        Entry(Account.OWED_BY_PAYER, -amount, charge_id, wanted.patient_id, wanted.payer_id, wanted.rank),
    ]
