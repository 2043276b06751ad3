"""Refund a payer: money it wants back goes out by check, as asked by one person and approved by another (`refund_patient.decide_refund`)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Refund, RefundStatus
from billing.services.refund_patient import mark_paid, open_refund
from config.shared.errors import require_reason
from config.shared.registries import refunds


@transaction.atomic
def request_payer_refund(*, payer_id: int, amount: Decimal, reason: str, cause: tuple[str, int], actor: Any, at: datetime) -> Refund:
    """Ask for it. `cause` is the record it is about, which its room keeps locked. Raises ReasonMissing."""
    return open_refund(payer_id=payer_id, amount=amount, reason=require_reason(reason), cause=cause, actor=actor, at=at)


@transaction.atomic
def pay_payer_refund(refund_id: int, *, method: str, reference: str, actor: Any, at: datetime) -> Refund:
    """The money goes back; its cause posts it. Paid before, it is left as it is. Raises TransitionNotAllowed, and what the cause refuses by."""
    refund = Refund.objects.select_for_update().get(pk=refund_id, payer__isnull=False)
    if refund.status == RefundStatus.PAID:
        return refund
    mark_paid(refund, method=method, reference=reference, actor=actor, at=at)
    refunds.cause_of(refund.cause_kind).paid(refund.cause_id, refund_id=refund.pk, amount=refund.amount, actor=actor, at=at)
    return refund
