"""Take a patient's payment: the receipt's row, the money as received, and what it pays. One transaction.

At the desk, by mail or by card; the drawer's day is `received_date`. A form sent twice is stopped by its idempotency key, in the view.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, PatientPayment, Purpose
from billing.services.accounts import lock_accounts
from billing.services.apply_payment import apply_payment
from billing.services.follow_accounts import follow_accounts
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.ids import next_numbers
from config.shared.money import ZERO, dollars
from config.shared.services.record_event import Evidence, NewEvent, record_event
from patients.services.make_document import ask_document

RECEIPT = "receipt"


class NoPayment(DomainError):
    """A payment is more than nothing."""

    code = "no_payment"
    message = "A payment is more than 0.00."


@dataclass(frozen=True, slots=True)
class NewPayment:
    """What was handed over. `to`: amounts by charge id; None applies to the oldest due first, an empty mapping to nothing.

    Where no `receipt` is wanted now, it is made when somebody asks for it.
    """

    patient_id: int
    amount: Decimal
    method: str
    reference: str = ""
    memo: str = ""
    received_date: date | None = None
    to: Mapping[int, Decimal] | None = None
    receipt: bool = True


@transaction.atomic
def take_payment(new: NewPayment, *, actor: Any, at: datetime) -> PatientPayment:
    """Record it, post it, apply it, and have the receipt made where it is wanted. Locks the account. Raises NoPayment, NotOwed, NotEnoughMoney."""
    amount = dollars(new.amount)
    if amount <= ZERO:
        raise NoPayment()
    lock_accounts([new.patient_id])
    payment = PatientPayment.objects.create(
        number=_next_number(), patient_id=new.patient_id, method=new.method, amount=amount, reference=new.reference.strip(), memo=new.memo.strip(),
        received_date=new.received_date or clock.day_of(at), received_at=at, taken_by=actor,
    )
    post_transaction(_received(payment), actor=actor, at=at)
    record_event(NewEvent(
        PatientPayment.SUBJECT_KIND, payment.pk, "payment_taken", Evidence(at, detail={"amount": str(amount), "method": payment.method}),
        to_state=payment.status, actor=actor,
    ))
    if new.to is None or new.to:
        apply_payment(new.patient_id, to=new.to, payment=payment, actor=actor, at=at)
    else:
        follow_accounts([new.patient_id], actor=actor, at=at)
    if new.receipt:
        ask_document(RECEIPT, payment.pk, actor=actor)
    return payment


def received_key(payment: PatientPayment) -> str:
    """The ledger's key of a payment."""
    return f"{PatientPayment.SUBJECT_KIND}:{payment.pk}:{Purpose.PATIENT_PAYMENT}"


def _received(payment: PatientPayment) -> NewTransaction:
    """Money received that pays no charge yet, on the day it was received."""
    return NewTransaction(
        purpose=Purpose.PATIENT_PAYMENT, key=received_key(payment), source_kind=PatientPayment.SUBJECT_KIND, source_id=payment.pk,
        accounting_date=payment.received_date, evidence={"receipt": payment.number, "method": payment.method},
        entries=[
            Entry(Account.PAID_BY_PATIENT, payment.amount, patient_id=payment.patient_id),
            Entry(Account.UNAPPLIED, -payment.amount, patient_id=payment.patient_id),
        ],
    )


def _next_number() -> str:
    return next_numbers("billing_receipt_number", "R-")[0]
