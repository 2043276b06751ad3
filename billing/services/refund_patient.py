"""Refunds to patients: asked for by one person, approved by another, then paid out of money that pays no charge and is not on hold.

Where nobody else may approve, the one who asked approves with a reason, and a note says so (DOMAIN 0a.16).
`decide_refund` serves refunds to payers too.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, Purpose, Refund, RefundStatus
from billing.selectors.patient_money import pool_of
from billing.services.accounts import lock_accounts
from billing.services.follow_accounts import follow_accounts
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from config.shared import clock
from config.shared.errors import DomainError, require_reason
from config.shared.ids import next_numbers
from config.shared.models import User
from config.shared.money import ZERO, dollars
from config.shared.permissions import APPROVE_REFUNDS, allows
from config.shared.registries import refunds
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.work_items import NextStep, close_items, put_next_step
from patients.services.write_note import write_note

TO_APPROVE, TO_PAY = "refund_to_approve", "refund_to_pay"


class RefundTooLarge(DomainError):
    """Only what is free may go back."""

    code = "refund_too_large"
    message = "{free} may be refunded, not {amount}."


class SamePersonTwice(DomainError):
    """Who asked for a refund does not approve it while somebody else may."""

    code = "same_person_twice"
    message = "Who asked for a refund does not approve it. Somebody else may."
    conflict = True


class MayNotApprove(DomainError):
    """The role has no right to approve refunds."""

    code = "may_not_approve"
    message = "Your role does not approve refunds."
    conflict = True


@transaction.atomic
def request_refund(patient_id: int, *, amount: Decimal, reason: str, actor: Any, at: datetime, cause: tuple[str, int] | None = None) -> Refund:
    """Ask for it: the money is reserved until it is decided. Locks the account. Raises ReasonMissing, RefundTooLarge."""
    reason = require_reason(reason)
    lock_accounts([patient_id])
    amount, pool = dollars(amount), pool_of(patient_id)
    if not ZERO < amount <= pool.free:
        raise RefundTooLarge(free=pool.free, amount=amount)
    refund = open_refund(patient_id=patient_id, amount=amount, reason=reason, cause=cause, actor=actor, at=at)
    follow_accounts([patient_id], actor=actor, at=at)
    return refund


@transaction.atomic
def decide_refund(refund_id: int, *, approve: bool, reason: str, actor: Any, at: datetime) -> Refund:
    """Approve or refuse it. One that was decided so before is left as it is. Raises MayNotApprove, SamePersonTwice, ReasonMissing."""
    refund = Refund.objects.select_for_update(of=("self",)).select_related("patient").get(pk=refund_id)
    wanted = RefundStatus.APPROVED if approve else RefundStatus.REFUSED
    if refund.status == wanted:
        return refund
    if actor is None or not allows(actor, APPROVE_REFUNDS):
        raise MayNotApprove()
    alone = approve and refund.requested_by_id == actor.pk
    if alone and _others_may_approve(actor):
        raise SamePersonTwice()
    if alone or not approve:
        require_reason(reason)
    refund.decided_by, refund.decided_at, refund.decision_reason = actor, at, reason.strip()
    refund.save(update_fields=["decided_by", "decided_at", "decision_reason"])
    refund.move_to(wanted, actor=actor, evidence=Evidence(at, detail={"reason": reason.strip(), "alone": alone}))
    if alone and refund.patient_id:
        write_note("patient", refund.patient_id, f"Refund {refund.number} was approved by the person who asked: {reason.strip()}", actor=actor, at=at)
    _next(refund, at)
    if not approve and (cause := refunds.cause_of(refund.cause_kind)):
        cause.refused(refund.cause_id, reason=reason.strip(), actor=actor, at=at)
    if refund.patient_id:
        follow_accounts([refund.patient_id], actor=actor, at=at)
    return refund


@transaction.atomic
def pay_patient_refund(refund_id: int, *, method: str, reference: str, actor: Any, at: datetime) -> Refund:
    """The money goes back. Paid before, it is left as it is. Locks the account. Raises TransitionNotAllowed, RefundTooLarge."""
    lock_accounts(Refund.objects.filter(pk=refund_id).values_list("patient_id", flat=True))
    refund = Refund.objects.select_for_update().get(pk=refund_id, patient__isnull=False)
    if refund.status == RefundStatus.PAID:
        return refund
    pool = pool_of(refund.patient_id)
    if refund.amount > pool.unapplied - pool.held:
        raise RefundTooLarge(free=max(ZERO, pool.unapplied - pool.held), amount=refund.amount)
    mark_paid(refund, method=method, reference=reference, actor=actor, at=at)
    post_transaction(_paid(refund), actor=actor, at=at)
    follow_accounts([refund.patient_id], actor=actor, at=at)
    return refund


def open_refund(*, amount: Decimal, reason: str, cause: tuple[str, int] | None, actor: Any, at: datetime, **receiver: int) -> Refund:
    """A refund that waits for approval: F-1001, F-1002, ... `receiver` is patient_id or payer_id."""
    kind, cause_id = cause or ("", None)
    refund = Refund.objects.create(
        number=next_numbers("billing_refund_number", "F-")[0], amount=amount, reason=reason, requested_by=actor, requested_at=at,
        cause_kind=kind, cause_id=cause_id, **receiver,
    )
    record_event(NewEvent(
        Refund.SUBJECT_KIND, refund.pk, "refund_requested", Evidence(at, detail={"amount": str(amount)}), to_state=refund.status, actor=actor,
    ))
    put_next_step(NextStep(Refund.SUBJECT_KIND, refund.pk, TO_APPROVE, clock.day_of(at), f"Approve refund {refund.number}", amount=amount))
    return refund


def mark_paid(refund: Refund, *, method: str, reference: str, actor: Any, at: datetime) -> None:
    """A locked refund was paid out. Raises TransitionNotAllowed."""
    refund.move_to(RefundStatus.PAID, actor=actor, evidence=Evidence(at, detail={"method": method, "reference": reference}))
    refund.paid_at, refund.method, refund.reference = at, method, reference.strip()
    refund.save(update_fields=["paid_at", "method", "reference"])
    close_items(Refund.SUBJECT_KIND, [refund.pk], reason="paid")


def _others_may_approve(actor: Any) -> bool:
    return any(allows(user, APPROVE_REFUNDS) for user in User.objects.filter(is_active=True).exclude(pk=actor.pk))


def _next(refund: Refund, at: datetime) -> None:
    if refund.status == RefundStatus.APPROVED:
        step = NextStep(Refund.SUBJECT_KIND, refund.pk, TO_PAY, clock.day_of(at), f"Pay refund {refund.number}", amount=refund.amount)
        put_next_step(step)
    else:
        close_items(Refund.SUBJECT_KIND, [refund.pk], reason="refused")


def _paid(refund: Refund) -> NewTransaction:
    return NewTransaction(
        purpose=Purpose.REFUND, key=f"{Refund.SUBJECT_KIND}:{refund.pk}:{Purpose.REFUND}", source_kind=Refund.SUBJECT_KIND, source_id=refund.pk,
        reason=refund.reason, evidence={"refund": refund.number},
        entries=[
            Entry(Account.UNAPPLIED, refund.amount, patient_id=refund.patient_id),
            Entry(Account.PAID_BY_PATIENT, -refund.amount, patient_id=refund.patient_id),
        ],
    )
