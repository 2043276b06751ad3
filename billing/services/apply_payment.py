"""Apply a patient's money to what the patient owes, and set it free again.

Each application names the payment it comes from. Money on hold and money about to be refunded is not touched. Locks the account, then the charges.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import LedgerTransaction, PatientPayment, PaymentStatus, Purpose
from billing.selectors import ledger
from billing.selectors.patient_money import ACCOUNT, Pool, applied_by_payment, owed_lines, pool_of
from billing.services.accounts import applied, lock_accounts, lock_charges, next_key
from billing.services.follow_accounts import follow_accounts
from billing.services.post_transaction import NewTransaction, post_transactions
from config.shared.errors import DomainError, require_reason
from config.shared.money import ZERO


class NotOwed(DomainError):
    """More would be applied to a line than the patient owes on it."""

    code = "not_owed"
    message = "The patient owes {owed} on this line, not {amount}."


class NotEnoughMoney(DomainError):
    """More would be applied than is there: the rest is held, about to be refunded, or was never received."""

    code = "not_enough_money"
    message = "{free} is there to be applied, not {amount}."


class NothingApplied(DomainError):
    """A line has less of the patient's money than would be set free."""

    code = "nothing_applied"
    message = "The patient has paid {paid} on this line, not {amount}."


@dataclass(slots=True)
class _Source:
    """Where money comes from: a payment with what is left of it, or the account where a payer's reversal set it free."""

    kind: str
    id: int
    left: Decimal


@transaction.atomic
def apply_payment(
    patient_id: int, *, actor: Any, at: datetime, to: Mapping[int, Decimal] | None = None, payment: PatientPayment | None = None,
) -> Decimal:
    """Apply what is free, to the chosen charges or to the oldest due first, and return how much. `payment` alone is used where it is given.

    Applying when nothing is owed or free does nothing. Raises NotOwed, NotEnoughMoney.
    """
    lock_accounts([patient_id])
    lines = owed_lines([patient_id])
    lock_charges(line.charge_id for line in lines)
    owed = {line.charge_id: line.amount for line in lines}
    sources = _sources(patient_id, pool_of(patient_id), payment)
    free = sum((source.left for source in sources), ZERO)
    targets = _oldest_first(owed, free) if to is None else _chosen(to, owed, free)
    post_transactions(_spend(patient_id, sources, targets), actor=actor, at=at)
    follow_accounts([patient_id], actor=actor, at=at)
    return sum(targets.values(), ZERO)


@transaction.atomic
def unapply(
    charge_id: int, *, patient_id: int, reason: str, actor: Any, at: datetime, amount: Decimal | None = None,
) -> list[LedgerTransaction]:
    """Set free what the patient paid on a charge, the newest payment first: the charge is owed again. Raises ReasonMissing, NothingApplied."""
    reason = require_reason(reason)
    lock_accounts([patient_id])
    lock_charges([charge_id])
    buckets = ledger.by_charge([charge_id]).get(charge_id, ledger.Buckets())
    wanted = buckets.paid_by_patient if amount is None else amount
    if wanted <= ZERO or wanted > buckets.paid_by_patient:
        raise NothingApplied(paid=buckets.paid_by_patient, amount=wanted)
    made = post_transactions(set_free(patient_id, {charge_id: wanted}, reason=reason), actor=actor, at=at)
    follow_accounts([patient_id], actor=actor, at=at)
    return made


def set_free(patient_id: int, wanted: Mapping[int, Decimal], *, reason: str) -> list[NewTransaction]:
    """The postings that free these amounts by charge, each under the payment that paid it; what no payment explains under the account."""
    payments = list(PatientPayment.objects.filter(patient_id=patient_id).order_by("-received_at", "-pk").values_list("pk", flat=True))
    held, left = applied_by_payment(payments), dict(wanted)
    found = []
    for pk in payments:
        parts = {charge: min(left[charge], paid) for charge, paid in held.get(pk, {}).items() if left.get(charge, ZERO) > 0 < paid}
        if parts:
            found.append(_freeing(PatientPayment.SUBJECT_KIND, pk, patient_id, parts, reason))
            left = {charge: amount - parts.get(charge, ZERO) for charge, amount in left.items()}
    rest = {charge: amount for charge, amount in left.items() if amount > 0}
    return [*found, _freeing(ACCOUNT, patient_id, patient_id, rest, reason)] if rest else found


def _freeing(kind: str, source_id: int, patient_id: int, parts: Mapping[int, Decimal], reason: str) -> NewTransaction:
    return NewTransaction(
        purpose=Purpose.PATIENT_UNAPPLIED, key=next_key(f"{kind}:{source_id}:{Purpose.PATIENT_UNAPPLIED}"), source_kind=kind, source_id=source_id,
        reason=reason, entries=applied(patient_id, {charge: -amount for charge, amount in parts.items()}),
    )


def _sources(patient_id: int, pool: Pool, only: PatientPayment | None) -> list[_Source]:
    """The free money by where it came from, oldest payment first; never more than is free."""
    payments = list(PatientPayment.objects.filter(patient_id=patient_id, status=PaymentStatus.RECEIVED).order_by("received_at", "pk"))
    spent = applied_by_payment(payment.pk for payment in payments)
    left, sources = pool.free, []
    for payment in payments:
        here = min(left, payment.amount - sum(spent.get(payment.pk, {}).values(), ZERO))
        if here > 0:
            left -= here
            sources.append(_Source(PatientPayment.SUBJECT_KIND, payment.pk, here))
    if only is not None:
        return [source for source in sources if source.id == only.pk]
    return [*sources, _Source(ACCOUNT, patient_id, left)] if left > 0 else sources


def _oldest_first(owed: Mapping[int, Decimal], free: Decimal) -> dict[int, Decimal]:
    targets: dict[int, Decimal] = {}
    for charge_id, amount in owed.items():
        if part := min(amount, free):
            targets[charge_id] = part
            free -= part
    return targets


def _chosen(to: Mapping[int, Decimal], owed: Mapping[int, Decimal], free: Decimal) -> dict[int, Decimal]:
    targets = {charge_id: amount for charge_id, amount in to.items() if amount}
    for charge_id, amount in targets.items():
        if not ZERO < amount <= owed.get(charge_id, ZERO):
            raise NotOwed(owed=owed.get(charge_id, ZERO), amount=amount)
    if (total := sum(targets.values(), ZERO)) > free:
        raise NotEnoughMoney(free=free, amount=total)
    return targets


def _spend(patient_id: int, sources: Iterable[_Source], targets: Mapping[int, Decimal]) -> Iterable[NewTransaction]:
    """One posting for each source, which goes through the targets in order."""
    left = dict(targets)
    for source in sources:
        parts: dict[int, Decimal] = {}
        for charge_id in left:
            part = min(left[charge_id], source.left)
            if part > 0:
                parts[charge_id] = part
                left[charge_id] -= part
                source.left -= part
        if parts:
            yield NewTransaction(
                purpose=Purpose.PATIENT_APPLIED, key=next_key(f"{source.kind}:{source.id}:{Purpose.PATIENT_APPLIED}"), source_kind=source.kind,
                source_id=source.id, entries=applied(patient_id, parts),
            )
