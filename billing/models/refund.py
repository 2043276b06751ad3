"""Refunds: money that goes back to a patient or a payer. Asked for by one person, approved by another, then paid (DOMAIN 0a.16)."""

from typing import ClassVar

from django.db import models

from config.shared.models import PublicIdModel
from config.shared.transitions import Stateful


class RefundStatus(models.TextChoices):
    REQUESTED = "requested", "Waits for approval"
    APPROVED = "approved", "To be paid"
    PAID = "paid", "Paid"
    REFUSED = "refused", "Refused"


_R = RefundStatus


class Refund(PublicIdModel, Stateful, models.Model):
    """`patient` is set for a refund to a patient (of unapplied money), `payer` for one to a payer. `cause` names a record of a higher room."""

    SUBJECT_KIND: ClassVar[str] = "refund"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        _R.REQUESTED: frozenset({_R.APPROVED, _R.REFUSED}),
        _R.APPROVED: frozenset({_R.PAID, _R.REFUSED}),
        _R.PAID: frozenset(),
        _R.REFUSED: frozenset(),
    }

    number = models.CharField(max_length=12, unique=True, editable=False)
    patient = models.ForeignKey("patients.Patient", null=True, blank=True, on_delete=models.PROTECT, related_name="refunds")
    payer = models.ForeignKey("payers.Payer", null=True, blank=True, on_delete=models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=RefundStatus.choices, default=RefundStatus.REQUESTED)
    requested_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=200, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    cause_kind = models.CharField(max_length=40, blank=True)
    cause_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="refund_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(name="refund_status_known", condition=models.Q(status__in=RefundStatus.values)),
            models.CheckConstraint(
                name="refund_one_receiver",
                condition=models.Q(patient__isnull=False, payer__isnull=True) | models.Q(patient__isnull=True, payer__isnull=False),
            ),
            models.CheckConstraint(name="refund_reason", condition=~models.Q(reason="")),
        ]
        indexes = [models.Index(name="refund_status", fields=["status", "requested_at", "id"])]

    def __str__(self) -> str:
        return self.number
