"""Overpayments: a payer wants money back, or we hold too much of its money. From a reversal, a letter, or a credit balance."""

from typing import ClassVar

from django.db import models

from config.shared.models import PublicIdModel
from config.shared.transitions import Stateful


class OverpaymentSource(models.TextChoices):
    REVERSAL = "reversal", "Reversal in a remittance"
    LETTER = "letter", "Letter"
    CREDIT = "credit", "Credit balance"
    TAKEBACK = "takeback", "Takeback without a claim"


class OverpaymentStatus(models.TextChoices):
    OPEN = "open", "Open"
    DISPUTED = "disputed", "Disputed"
    REFUND = "refund", "Refund asked for"
    RECOVERED = "recovered", "Taken back or paid back"
    CLOSED = "closed", "Closed"


_O = OverpaymentStatus
_NEEDS_CLAIM = frozenset({OverpaymentSource.LETTER, OverpaymentSource.TAKEBACK})


class Overpayment(PublicIdModel, Stateful, models.Model):
    """`amount` is what the payer says, `recovered_amount` what it has (by takeback or refund). The payer names it by `reference` in its PLB."""

    SUBJECT_KIND: ClassVar[str] = "overpayment"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        _O.OPEN: frozenset({_O.DISPUTED, _O.REFUND, _O.RECOVERED, _O.CLOSED}),
        _O.DISPUTED: frozenset({_O.OPEN, _O.REFUND, _O.RECOVERED, _O.CLOSED}),
        _O.REFUND: frozenset({_O.OPEN, _O.DISPUTED, _O.RECOVERED, _O.CLOSED}),
        _O.RECOVERED: frozenset({_O.OPEN, _O.CLOSED}),
        _O.CLOSED: frozenset({_O.OPEN}),
    }

    number = models.CharField(max_length=12, unique=True, editable=False)
    payer = models.ForeignKey("payers.Payer", on_delete=models.PROTECT, related_name="overpayments")
    claim = models.ForeignKey("claims.Claim", null=True, blank=True, on_delete=models.PROTECT, related_name="overpayments")
    remittance_claim = models.OneToOneField(
        "claims.RemittanceClaim", null=True, blank=True, on_delete=models.PROTECT, related_name="overpayment", help_text="The reversal that says so."
    )
    source = models.CharField(max_length=10, choices=OverpaymentSource.choices)
    reference = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    recovered_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    reason = models.CharField(max_length=200, blank=True)
    noticed_date = models.DateField()
    due_date = models.DateField(null=True, blank=True, help_text="When it has to be answered or paid.")
    status = models.CharField(max_length=10, choices=OverpaymentStatus.choices, default=OverpaymentStatus.OPEN)
    opened_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="overpayment_positive", condition=models.Q(amount__gt=0, recovered_amount__gte=0)),
            models.CheckConstraint(name="overpayment_status_known", condition=models.Q(status__in=OverpaymentStatus.values)),
        ]
        indexes = [
            models.Index(name="overpayment_reference", fields=["payer", "reference"]),
            models.Index(name="overpayment_status", fields=["status", "due_date", "id"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_settled(self) -> bool:
        """The payer has it all, and we know on which claim; a reversal or a credit knows its own."""
        return self.recovered_amount == self.amount and (self.claim_id is not None or self.source not in _NEEDS_CLAIM)
