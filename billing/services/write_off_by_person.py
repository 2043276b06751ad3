"""A person writes off what a payer owes: with a reason, within the limit of the role, through the one door of write-offs.

Called by `claims` for denials. The caller holds the claim's lock. Idempotent by the cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.services.accounts import lock_accounts
from billing.services.write_off import WriteOff, write_off
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
class Decision:
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
        """The sum over its charges."""
        return sum(self.amounts.values(), ZERO)


@transaction.atomic
def write_off_by_person(wanted: Decision, *, actor: Any, at: datetime) -> bool:
    """Post it; False where it was posted before. Raises ReasonMissing, OverWriteOffLimit, NothingToWriteOff."""
    reason = require_reason(wanted.reason)
    if wanted.total <= ZERO:
        raise NothingToWriteOff()
    limit = actor.write_off_limit if actor is not None else ZERO
    if wanted.total > limit:
        raise OverWriteOffLimit(limit=f"{limit:,.2f}", amount=f"{wanted.total:,.2f}")
    lock_accounts([wanted.patient_id])
    return bool(write_off((_part(wanted, charge, amount, reason) for charge, amount in wanted.amounts.items()), actor=actor, at=at))


def _part(wanted: Decision, charge_id: int, amount: Decimal, reason: str) -> WriteOff:
    return WriteOff(
        cause=f"{wanted.cause}:{charge_id}", charge_id=charge_id, patient_id=wanted.patient_id, payer_id=wanted.payer_id, rank=wanted.rank,
        amount=amount, reason=reason[:200], source_kind=wanted.source_kind, source_id=wanted.source_id,
    )
