"""Denials: a line not paid that we want paid; and the one editable table that decides what an adjustment is."""

from typing import ClassVar

import pghistory
from django.db import models

from claims.models.remittance import AdjustmentClass
from claims.rules.denial_routes import LABELS
from config.shared.models import PublicIdModel, VersionedModel
from config.shared.transitions import Stateful


@pghistory.track()
class AdjustmentRule(VersionedModel):
    """A row of the classification table (DESIGN 3.10). Empty columns match anything; the lowest `priority` that matches decides.

    Several codes in a column are separated by blanks. `allowed` is what the payer allowed on the line, whoever owes it.
    """

    priority = models.PositiveIntegerField(unique=True)
    payer_kind = models.CharField(max_length=80, blank=True)
    contract = models.CharField(max_length=12, blank=True, help_text="yes, no, capitated, or empty")
    rank = models.CharField(max_length=10, blank=True, help_text="primary, later, or empty")
    claim_status = models.CharField(max_length=40, blank=True, help_text="CLP02 codes separated by blanks")
    group = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=200, blank=True, help_text="CARCs separated by blanks")
    remark = models.CharField(max_length=120, blank=True, help_text="RARCs separated by blanks; any one present matches")
    allowed = models.CharField(max_length=10, blank=True, help_text="nothing, something, or empty: paid, the patient's share, sequestration")
    paid = models.CharField(max_length=10, blank=True, help_text="nothing, something, or empty: the line's payment")
    covers_charge = models.CharField(max_length=3, blank=True, help_text="yes where the adjustment takes the whole charge")
    expects_allowed = models.CharField(max_length=8, blank=True, help_text="yes, no (it expects nothing), or unknown")
    classified = models.CharField(max_length=12, choices=AdjustmentClass.choices)
    category = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=300)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["priority"]

    def __str__(self) -> str:
        return f"Row {self.priority}"

    @property
    def conditions(self) -> str:
        """The conditions besides group and codes, in words."""
        named = {
            "payer": self.payer_kind, "contract": self.contract, "rank": self.rank, "status": self.claim_status, "allowed": self.allowed,
            "paid": self.paid, "covers charge": self.covers_charge, "contract expects": self.expects_allowed,
        }
        return ", ".join(f"{name} {text.replace('_', ' ')}" for name, text in named.items() if text)


class DenialStatus(models.TextChoices):
    OPEN = "open", "Open"
    CORRECTED = "corrected", "Corrected, resent"
    APPEALED = "appealed", "Appealed"
    OVERTURNED = "overturned", "Overturned"
    UPHELD = "upheld", "Upheld"
    WRITTEN_OFF = "written_off", "Written off"
    CLOSED = "closed", "Closed"


_D = DenialStatus
DISPUTABLE = frozenset({_D.OPEN, _D.CORRECTED, _D.UPHELD})


class Denial(PublicIdModel, Stateful, models.Model):
    """A denied line (or claim, `line` null) of one remittance, with its cause, its clock and the suggested way."""

    SUBJECT_KIND: ClassVar[str] = "denial"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        _D.OPEN: frozenset({_D.CORRECTED, _D.APPEALED, _D.OVERTURNED, _D.UPHELD, _D.WRITTEN_OFF, _D.CLOSED}),
        _D.CORRECTED: frozenset({_D.OPEN, _D.OVERTURNED, _D.UPHELD, _D.CLOSED}),
        _D.APPEALED: frozenset({_D.OPEN, _D.OVERTURNED, _D.UPHELD, _D.CLOSED}),
        _D.OVERTURNED: frozenset({_D.CLOSED, _D.OPEN}),
        _D.UPHELD: frozenset({_D.APPEALED, _D.WRITTEN_OFF, _D.CLOSED, _D.OPEN}),
        _D.WRITTEN_OFF: frozenset({_D.OPEN}),
        _D.CLOSED: frozenset({_D.OPEN}),
    }

    number = models.CharField(max_length=12, unique=True, editable=False)
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="denials")
    line = models.ForeignKey("claims.ClaimLine", null=True, blank=True, on_delete=models.PROTECT, related_name="denials")
    remittance_claim = models.ForeignKey("claims.RemittanceClaim", on_delete=models.PROTECT, related_name="denials")
    remittance_line = models.ForeignKey("claims.RemittanceLine", null=True, blank=True, on_delete=models.PROTECT, related_name="denials")
    status = models.CharField(max_length=12, choices=DenialStatus.choices, default=DenialStatus.OPEN)
    category = models.CharField(max_length=40)
    root_cause = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=2)
    reason = models.CharField(max_length=5)
    remarks = models.JSONField(default=list, blank=True)
    denied_amount = models.DecimalField(max_digits=12, decimal_places=2)
    expected_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    route = models.CharField(max_length=30, choices=LABELS.items())
    may_appeal = models.BooleanField(default=True)
    route_reason = models.CharField(max_length=300, blank=True)
    appeal_level = models.ForeignKey("payers.AppealLevel", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    denied_date = models.DateField()
    deadline_date = models.DateField(null=True, blank=True)
    deadline_reason = models.CharField(max_length=200, blank=True)
    recovered_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="Paid or allowed on it after it was denied.")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="denial_status_known", condition=models.Q(status__in=DenialStatus.values)),
            models.UniqueConstraint(name="denial_once", fields=["remittance_claim", "remittance_line"], nulls_distinct=False),
        ]
        indexes = [
            models.Index(name="denial_deadline", fields=["status", "deadline_date", "id"]),
            models.Index(name="denial_alike", fields=["reason", "status"]),
        ]

    def __str__(self) -> str:
        return self.number
