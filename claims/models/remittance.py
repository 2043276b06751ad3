"""Remittances: an 835 (one ST) as it was read, matched, planned and posted. What the payer said is immutable by trigger; fates move.

Written by `claims.services.apply_835`; matched, planned and posted by the services named after it.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.rules.classify import Kind
from claims.rules.reversal import REVERSAL
from config.shared.models import PublicIdModel
from config.shared.transitions import Stateful


class RemittanceStatus(models.TextChoices):
    PLANNED = "planned", "Ready to post"
    POSTED = "posted", "Posted"
    EXCEPTION = "exception", "Exception"
    DUPLICATE = "duplicate", "Duplicate"


class Remittance(PublicIdModel, Stateful, models.Model):
    """One payment of one payer: BPR, TRN and what balances to them. `payer` is ours, null where we do not know who pays."""

    SUBJECT_KIND: ClassVar[str] = "remittance"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        RemittanceStatus.PLANNED: frozenset({RemittanceStatus.POSTED, RemittanceStatus.EXCEPTION}),
        RemittanceStatus.EXCEPTION: frozenset({RemittanceStatus.PLANNED, RemittanceStatus.POSTED}),
        RemittanceStatus.POSTED: frozenset(),
        RemittanceStatus.DUPLICATE: frozenset(),
    }

    inbound_transaction = models.OneToOneField("payers.InboundTransaction", on_delete=models.PROTECT, related_name="remittance")
    payer = models.ForeignKey("payers.Payer", null=True, blank=True, on_delete=models.PROTECT, related_name="remittances")
    payer_name = models.CharField(max_length=80, blank=True)
    trace_number = models.CharField(max_length=50, blank=True)
    payer_trace_id = models.CharField(max_length=30, blank=True)
    payee_name = models.CharField(max_length=80, blank=True)
    payee_npi = models.CharField(max_length=20, blank=True)
    payee_tax_id = models.CharField(max_length=20, blank=True)
    payment_amount = models.DecimalField(max_digits=12, decimal_places=2)
    payment_method = models.CharField(max_length=4, blank=True)
    payment_date = models.DateField(null=True, blank=True)
    claim_paid_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    provider_adjustment_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    claim_count = models.PositiveIntegerField(default=0)
    is_balanced = models.BooleanField()
    status = models.CharField(max_length=12, choices=RemittanceStatus.choices)
    code = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=400, blank=True)
    evidence_at = models.DateTimeField(help_text="When the payer wrote the file.")
    received_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="remittance_status_known", condition=models.Q(status__in=RemittanceStatus.values))]
        indexes = [
            models.Index(name="remittance_status", fields=["status", "-received_at", "-id"]),
            models.Index(name="remittance_received", fields=["-received_at", "-id"]),
            models.Index(name="remittance_trace", fields=["trace_number", "payer_trace_id"]),
        ]

    def __str__(self) -> str:
        return self.trace_number or str(self.public_id)


class RemittanceClaimFate(models.TextChoices):
    PLANNED = "planned", "Will post"
    POSTED = "posted", "Posted"
    SUSPENSE = "suspense", "In suspense"
    EXCEPTION = "exception", "Exception"


class RemittanceClaim(PublicIdModel):
    """One CLP: the payer's facts, the claim it was matched to and how, and its fate.

    Planned becomes posted, an exception becomes suspense when its remittance posts; a person who matches it posts it then.
    """

    SUBJECT_KIND: ClassVar[str] = "remittance_claim"

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="claims")
    ordinal = models.PositiveIntegerField()
    patient_control_number = models.CharField(max_length=50, blank=True)
    payer_control_number = models.CharField(max_length=50, blank=True)
    status_code = models.CharField(max_length=4)
    charge_amount = models.DecimalField(max_digits=12, decimal_places=2)
    paid_amount = models.DecimalField(max_digits=12, decimal_places=2)
    patient_responsibility_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    original_reference = models.CharField(max_length=50, blank=True)
    is_forwarded = models.BooleanField(default=False, help_text="The payer says that it sent the claim on to the next payer.")
    remarks = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    patient_last_name = models.CharField(max_length=60, blank=True)
    patient_first_name = models.CharField(max_length=35, blank=True)
    member_id = models.CharField(max_length=80, blank=True)
    service_date = models.DateField(null=True, blank=True)
    is_balanced = models.BooleanField(default=True)
    first_segment = models.PositiveIntegerField()
    last_segment = models.PositiveIntegerField()
    claim = models.ForeignKey("claims.Claim", null=True, blank=True, on_delete=models.PROTECT, related_name="remittance_claims")
    submission = models.ForeignKey("claims.ClaimSubmission", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    matched_by = models.CharField(max_length=30, blank=True)
    reverses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by",
        help_text="Of a reversal: the decision that it takes back.",
    )
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by", help_text="Of a new decision: the reversal before it."
    )
    contract_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="Plan: written off by contract.")
    patient_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="Plan: the patient's share.")
    denied_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="Plan: refused.")
    underpaid_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="Plan: the contract expects more.")
    fate = models.CharField(max_length=12, choices=RemittanceClaimFate.choices, default=RemittanceClaimFate.PLANNED)
    code = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["remittance", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="remittance_claim_ordinal", fields=["remittance", "ordinal"]),
            models.CheckConstraint(name="remittance_claim_fate_known", condition=models.Q(fate__in=RemittanceClaimFate.values)),
        ]
        indexes = [
            models.Index(name="remittance_claim_waiting", fields=["fate", "id"], condition=~models.Q(fate="posted")),
            models.Index(name="remittance_claim_payer_number", fields=["payer_control_number"], condition=~models.Q(payer_control_number="")),
        ]

    def __str__(self) -> str:
        return f"CLP {self.ordinal}"

    @property
    def is_reversal(self) -> bool:
        """Whether it takes an earlier decision back."""
        return self.status_code == REVERSAL


class RemittanceLine(models.Model):
    """One SVC of a CLP, and the claim line it was matched to."""

    remittance_claim = models.ForeignKey(RemittanceClaim, on_delete=models.PROTECT, related_name="lines")
    ordinal = models.PositiveIntegerField()
    claim_line = models.ForeignKey("claims.ClaimLine", null=True, blank=True, on_delete=models.PROTECT, related_name="remittance_lines")
    control_number = models.CharField(max_length=50, blank=True)
    procedure_code = models.CharField(max_length=48, blank=True)
    submitted_procedure_code = models.CharField(max_length=48, blank=True)
    modifiers = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    charge_amount = models.DecimalField(max_digits=12, decimal_places=2)
    paid_amount = models.DecimalField(max_digits=12, decimal_places=2)
    allowed_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    units = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    service_date = models.DateField(null=True, blank=True)
    remarks = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    first_segment = models.PositiveIntegerField()
    last_segment = models.PositiveIntegerField()

    class Meta:
        ordering = ["remittance_claim", "ordinal"]
        constraints = [models.UniqueConstraint(name="remittance_line_ordinal", fields=["remittance_claim", "ordinal"])]

    def __str__(self) -> str:
        return f"SVC {self.ordinal} {self.procedure_code}"


class AdjustmentClass(models.TextChoices):
    """What an adjustment is, decided by the one table (AdjustmentRule)."""

    CONTRACT = Kind.CONTRACT.value, "Contract"
    PATIENT = Kind.PATIENT.value, "Patient share"
    DENIED = Kind.DENIED.value, "Denied"
    BUNDLED = Kind.BUNDLED.value, "Bundled"
    DUPLICATE = Kind.DUPLICATE.value, "Duplicate"
    PRIOR_PAYER = Kind.PRIOR_PAYER.value, "Prior payer"
    CAPITATION = Kind.CAPITATION.value, "Capitation"
    INFORMATION = Kind.INFORMATION.value, "Information"
    UNKNOWN = Kind.UNKNOWN.value, "Unknown"


class RemittanceAdjustment(models.Model):
    """One CAS triplet, at claim level (`line` null) or line level, with the class it was given and the row of the table that gave it.

    The payer's part is immutable; the class may be given anew until the claim is posted.
    """

    remittance_claim = models.ForeignKey(RemittanceClaim, on_delete=models.PROTECT, related_name="adjustments")
    line = models.ForeignKey(RemittanceLine, null=True, blank=True, on_delete=models.PROTECT, related_name="adjustments")
    ordinal = models.PositiveIntegerField()
    group = models.CharField(max_length=2)
    reason = models.CharField(max_length=5)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    quantity = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    classified = models.CharField(max_length=12, choices=AdjustmentClass.choices, default=AdjustmentClass.UNKNOWN)
    category = models.CharField(max_length=40, blank=True)
    rule = models.ForeignKey("claims.AdjustmentRule", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["remittance_claim", "ordinal"]
        constraints = [models.UniqueConstraint(name="remittance_adjustment_ordinal", fields=["remittance_claim", "ordinal"])]

    def __str__(self) -> str:
        return f"{self.group}-{self.reason} {self.amount}"


class ProviderAdjustment(models.Model):
    """One PLB entry: positive reduces the payment."""

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="provider_adjustments")
    ordinal = models.PositiveIntegerField()
    reason = models.CharField(max_length=4)
    reference = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["remittance", "ordinal"]
        constraints = [models.UniqueConstraint(name="provider_adjustment_ordinal", fields=["remittance", "ordinal"])]

    def __str__(self) -> str:
        return f"{self.reason} {self.amount}"


class ProposalKind(models.TextChoices):
    NEXT_PAYER = "next_payer", "Bill the next payer"
    TO_PATIENT = "to_patient", "Move to the patient"
    DENIAL = "denial", "Queue the denial"
    UNDERPAYMENT = "underpayment", "Queue the underpayment"
    WRITE_OFF = "write_off", "Write off"


class ProposalState(models.TextChoices):
    OPEN = "open", "Open"
    APPLIED = "applied", "Applied"
    DISMISSED = "dismissed", "Dismissed"


class PostingProposal(PublicIdModel):
    """What should happen with cents after posting (DESIGN 3.9). Open until a policy or a person applies or dismisses it."""

    kind = models.CharField(max_length=16, choices=ProposalKind.choices)
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="proposals")
    line = models.ForeignKey("claims.ClaimLine", null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    remittance_claim = models.ForeignKey(RemittanceClaim, on_delete=models.PROTECT, related_name="proposals")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    evidence = models.JSONField(default=dict, blank=True)
    policy = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="posting_proposal_state_known", condition=models.Q(state__in=ProposalState.values)),
            models.UniqueConstraint(
                name="posting_proposal_once", fields=["remittance_claim", "kind", "line"], nulls_distinct=False
            ),
        ]
        indexes = [models.Index(name="posting_proposal_open", fields=["kind", "id"], condition=models.Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
