"""Money that patients hand over, and what is kept aside of it.

A payment comes in as `unapplied`, is applied to charges that the patient owes, and may be returned by the bank later; each is a ledger transaction of
its own day (`billing.services.take_payment`, `apply_payment`, `return_payment`). The row's facts are immutable by trigger; only its return is added.
"""

from typing import ClassVar

from django.db import models

from config.shared.models import PublicIdModel
from config.shared.transitions import Stateful


class PaymentMethod(models.TextChoices):
    CASH = "cash", "Cash"
    CHECK = "check", "Check"
    CARD = "card", "Card"
    OTHER = "other", "Other"


class PaymentStatus(models.TextChoices):
    RECEIVED = "received", "Received"
    RETURNED = "returned", "Returned"


class ReturnKind(models.TextChoices):
    NSF = "nsf", "Check not paid (NSF)"
    CHARGEBACK = "chargeback", "Card chargeback"
    MISTAKE = "mistake", "Entered by mistake"


class PatientPayment(PublicIdModel, Stateful, models.Model):
    """One payment at the desk, by mail or by card. `number` is the receipt's. `reference` is a check number or the card's authorization."""

    SUBJECT_KIND: ClassVar[str] = "patient_payment"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        PaymentStatus.RECEIVED: frozenset({PaymentStatus.RETURNED}), PaymentStatus.RETURNED: frozenset(),
    }

    number = models.CharField(max_length=12, unique=True, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=8, choices=PaymentMethod.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reference = models.CharField(max_length=40, blank=True)
    memo = models.CharField(max_length=120, blank=True)
    received_date = models.DateField()
    received_at = models.DateTimeField()
    taken_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.RECEIVED)
    return_kind = models.CharField(max_length=12, choices=ReturnKind.choices, blank=True)
    return_reason = models.CharField(max_length=200, blank=True)
    returned_date = models.DateField(null=True, blank=True)
    receipt = models.ForeignKey("patients.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="patient_payment_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(name="patient_payment_status_known", condition=models.Q(status__in=PaymentStatus.values)),
            models.CheckConstraint(name="patient_payment_method_known", condition=models.Q(method__in=PaymentMethod.values)),
            models.CheckConstraint(
                name="patient_payment_return", condition=models.Q(status="received", returned_date__isnull=True)
                | (models.Q(status="returned", returned_date__isnull=False) & ~models.Q(return_kind="")),
            ),
        ]
        indexes = [
            models.Index(name="patient_payment_patient", fields=["patient", "-received_at", "-id"]),
            models.Index(name="patient_payment_day", fields=["received_date", "id"]),
        ]

    def __str__(self) -> str:
        return self.number


class HeldCredit(PublicIdModel):
    """A patient's money that a payer's reversal set free: kept aside until the payer decides the claim again, neither spent nor refunded."""

    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="held_credits")
    charge = models.ForeignKey("billing.Charge", on_delete=models.PROTECT, related_name="held_credits")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=200)
    source_key = models.CharField(max_length=160, unique=True, help_text="The key of the ledger transaction that set it free.")
    opened_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    released_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="held_credit_positive", condition=models.Q(amount__gt=0))]
        indexes = [models.Index(name="held_credit_open", fields=["patient", "charge"], condition=models.Q(released_at__isnull=True))]

    def __str__(self) -> str:
        return f"held {self.amount}"
