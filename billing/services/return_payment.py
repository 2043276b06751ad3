"""A payment that the bank takes back (NSF, chargeback), or that was entered by mistake: reversing entries of today.

The day and the deposit on which it was received stay as they were; what it had paid is owed again.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import HeldCredit, LedgerEntry, LedgerTransaction, PatientPayment, PaymentStatus, Purpose
from billing.selectors import ledger
from billing.selectors.patient_money import applied_by_payment, pool_of
from billing.services.accounts import lock_accounts, lock_charges
from billing.services.apply_payment import set_free
from billing.services.follow_accounts import follow_accounts
from billing.services.post_transaction import Entry, NewTransaction, post_transaction, post_transactions
from billing.services.take_payment import received_key
from config.shared import clock
from config.shared.errors import DomainError, require_reason
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_event


class MoneyWasRefunded(DomainError):
    """What the bank takes back was refunded meanwhile, so that the account can't give it back."""

    code = "money_was_refunded"
    message = "{short} of this payment was refunded meanwhile. Settle it with the patient before the return is entered."
    conflict = True


@transaction.atomic
def return_payment(payment_id: int, *, kind: str, reason: str, actor: Any, at: datetime) -> PatientPayment:
    """Return it; one that was returned before is left as it is. Locks the account. Raises ReasonMissing, MoneyWasRefunded."""
    reason = require_reason(reason)
    patient_id = PatientPayment.objects.values_list("patient_id", flat=True).get(pk=payment_id)
    lock_accounts([patient_id])
    payment = PatientPayment.objects.select_for_update().get(pk=payment_id)
    if payment.status == PaymentStatus.RETURNED:
        return payment
    _free_what_it_paid(payment, reason, actor, at)
    _give_back(payment, reason, actor, at)
    _release_beyond(payment, actor, at)
    _mark(payment, kind, reason, actor, at)
    follow_accounts([patient_id], actor=actor, at=at)
    return payment


def _free_what_it_paid(payment: PatientPayment, reason: str, actor: Any, at: datetime) -> None:
    """First what this payment paid; where a reversal or a later application moved that, the newest other money."""
    own = applied_by_payment([payment.pk]).get(payment.pk, {})
    lock_charges(own)
    buckets = ledger.by_charge(own)
    parts = {charge: min(paid, buckets[charge].paid_by_patient) for charge, paid in own.items()}
    parts = {charge: amount for charge, amount in parts.items() if amount > 0}
    post_transactions(set_free(payment.patient_id, parts, reason=reason) if parts else (), actor=actor, at=at)
    short = payment.amount - pool_of(payment.patient_id).unapplied
    if short > 0:
        post_transactions(set_free(payment.patient_id, _newest_paid(payment.patient_id, short), reason=reason), actor=actor, at=at)


def _newest_paid(patient_id: int, short: Decimal) -> dict[int, Decimal]:
    """Lines from which `short` can be taken, the newest first."""
    rows = LedgerEntry.objects.filter(patient_id=patient_id, account="paid_by_patient", charge__isnull=False).order_by("-pk")
    charges = list(dict.fromkeys(rows.values_list("charge_id", flat=True)))
    lock_charges(charges)
    buckets, parts = ledger.by_charge(charges), {}
    for charge in charges:
        if part := min(short, buckets[charge].paid_by_patient):
            parts[charge] = part
            short -= part
    if short > 0:
        raise MoneyWasRefunded(short=short)
    return parts


def _give_back(payment: PatientPayment, reason: str, actor: Any, at: datetime) -> None:
    """The mirror of the payment, today."""
    received = LedgerTransaction.objects.get(key=received_key(payment))
    post_transaction(
        NewTransaction(
            purpose=Purpose.PATIENT_RETURNED, key=f"{PatientPayment.SUBJECT_KIND}:{payment.pk}:{Purpose.PATIENT_RETURNED}",
            source_kind=PatientPayment.SUBJECT_KIND, source_id=payment.pk, reason=reason, reverses_id=received.pk,
            entries=[Entry(entry.account, entry.credit - entry.debit, patient_id=entry.patient_id) for entry in received.entries.order_by("ordinal")],
        ),
        actor=actor, at=at,
    )


def _release_beyond(payment: PatientPayment, actor: Any, at: datetime) -> None:
    """Money on hold that went with the payment is held no longer."""
    pool = pool_of(payment.patient_id)
    over = pool.held - pool.unapplied
    for credit in HeldCredit.objects.select_for_update().filter(patient_id=payment.patient_id, released_at__isnull=True).order_by("-pk"):
        if over <= ZERO:
            return
        credit.released_at, credit.released_reason = at, f"Receipt {payment.number} was returned"
        credit.save(update_fields=["released_at", "released_reason"])
        over -= credit.amount


def _mark(payment: PatientPayment, kind: str, reason: str, actor: Any, at: datetime) -> None:
    """State and facts of the return change in one statement, as the table wants both or neither."""
    before, payment.status = payment.status, PaymentStatus.RETURNED
    payment.return_kind, payment.return_reason, payment.returned_date = kind, reason, clock.day_of(at)
    payment.save(update_fields=["status", "return_kind", "return_reason", "returned_date"])
    detail = {"amount": str(payment.amount), "kind": kind, "reason": reason}
    record_event(NewEvent(PatientPayment.SUBJECT_KIND, payment.pk, "payment_returned", Evidence(at, detail=detail), before, payment.status, actor))
