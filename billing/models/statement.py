"""Statements: what a patient was asked to pay, frozen as it was asked.

Made by `billing.services.make_statements` from ledger buckets alone (invariant 6). Content and lines are immutable by trigger; sending and voiding
are added.
"""

from typing import ClassVar

from django.db import models

from config.shared.models import PublicIdModel, VoidableModel
from config.shared.transitions import Stateful


class StatementStatus(models.TextChoices):
    MADE = "made", "To be sent"
    SENT = "sent", "Sent"
    PAID = "paid", "Paid"
    REPLACED = "replaced", "Followed by another"
    VOIDED = "voided", "Voided"


class DeliveryMethod(models.TextChoices):
    MAIL = "mail", "Mail"
    DESK = "desk", "Handed over"
    PORTAL = "portal", "Portal"


_S = StatementStatus


class Statement(PublicIdModel, Stateful, VoidableModel):
    """One statement of one patient's account, sent to the guarantor. `notice` counts 1 first, 2 second, 3 final.

    `content` is all that the page and the PDF say (schema_version names its shape), so that both stay as they were sent.
    """

    SUBJECT_KIND: ClassVar[str] = "statement"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        _S.MADE: frozenset({_S.SENT, _S.VOIDED, _S.PAID, _S.REPLACED}),
        _S.SENT: frozenset({_S.PAID, _S.REPLACED, _S.VOIDED}),
        _S.PAID: frozenset({_S.REPLACED}),
        _S.REPLACED: frozenset(),
        _S.VOIDED: frozenset(),
    }

    number = models.CharField(max_length=12, unique=True, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="statements")
    guarantor = models.ForeignKey("patients.Guarantor", on_delete=models.PROTECT, related_name="statements")
    notice = models.PositiveSmallIntegerField(default=1)
    statement_date = models.DateField()
    due_date = models.DateField()
    total_amount = models.DecimalField(max_digits=12, decimal_places=2)
    content = models.JSONField()
    schema_version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=StatementStatus.choices, default=StatementStatus.MADE)
    delivery = models.CharField(max_length=8, choices=DeliveryMethod.choices, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey("patients.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="statement_positive", condition=models.Q(total_amount__gt=0)),
            models.CheckConstraint(name="statement_status_known", condition=models.Q(status__in=StatementStatus.values)),
            models.CheckConstraint(name="statement_dates", condition=models.Q(due_date__gte=models.F("statement_date"))),
        ]
        indexes = [
            models.Index(name="statement_patient", fields=["patient", "-statement_date", "-id"]),
            models.Index(name="statement_status", fields=["status", "statement_date", "id"]),
        ]

    def __str__(self) -> str:
        return self.number


class StatementLine(models.Model):
    """What a statement asks for one charge: never more than `owed_by_patient` held then."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    ordinal = models.PositiveIntegerField()
    charge = models.ForeignKey("billing.Charge", on_delete=models.PROTECT, related_name="statement_lines")
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["statement", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="statement_line_ordinal", fields=["statement", "ordinal"]),
            models.UniqueConstraint(name="statement_line_charge", fields=["statement", "charge"]),
            models.CheckConstraint(name="statement_line_positive", condition=models.Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal} {self.amount}"
