"""Claims: one per encounter and rank; their lines, their frozen versions (submissions), and the findings of the scrub.

States move through `claims.services.move_claims` alone, which writes the event and the next step with them.
"""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from config.shared.models import PublicIdModel
from config.shared.transitions import Stateful


class ClaimStatus(models.TextChoices):
    HELD = "held", "Held"
    READY = "ready", "Ready to send"
    CROSSED_OVER = "crossed_over", "Sent on by the payer before"
    QUEUED = "queued", "In a batch"
    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"
    ACCEPTED = "accepted", "Accepted by the payer"
    REJECTED = "rejected", "Rejected"
    PENDING = "pending", "In process"
    RECORDS_ASKED = "records_asked", "Records asked"
    FINALIZED = "finalized", "Decided, remittance due"
    PAID = "paid", "Paid"
    PARTLY_PAID = "partly_paid", "Denied in part"
    DENIED = "denied", "Denied"
    CLOSED = "closed", "Closed"
    VOIDED = "voided", "Voided"


_S = ClaimStatus
ADJUDICATED = frozenset({_S.PAID, _S.PARTLY_PAID, _S.DENIED})
UNSENT = frozenset({_S.HELD, _S.READY})
ENDED = frozenset({_S.CLOSED, _S.VOIDED})
CORRECTABLE = ADJUDICATED | {_S.CLOSED}
WITH_PAYER = frozenset({_S.SENT, _S.RECEIVED, _S.ACCEPTED, _S.PENDING, _S.RECORDS_ASKED, _S.FINALIZED, _S.REJECTED})
_ANSWERS = frozenset({_S.RECEIVED, _S.ACCEPTED, _S.REJECTED, _S.PENDING, _S.RECORDS_ASKED, _S.FINALIZED}) | ADJUDICATED

TRANSITIONS: dict[str, frozenset[str]] = {
    _S.HELD: frozenset({_S.HELD, _S.READY, _S.VOIDED}),
    _S.READY: frozenset({_S.HELD, _S.READY, _S.QUEUED, _S.VOIDED}),
    _S.CROSSED_OVER: frozenset({_S.HELD, _S.READY, _S.CLOSED, _S.VOIDED}) | _ANSWERS,
    _S.QUEUED: frozenset({_S.SENT}) | _ANSWERS,
    _S.SENT: _ANSWERS | {_S.VOIDED},
    _S.RECEIVED: _ANSWERS - {_S.RECEIVED} | {_S.VOIDED},
    _S.ACCEPTED: _ANSWERS - {_S.RECEIVED, _S.ACCEPTED} | {_S.VOIDED},
    _S.PENDING: _ANSWERS - {_S.RECEIVED} | {_S.VOIDED},
    _S.RECORDS_ASKED: _ANSWERS - {_S.RECEIVED} | {_S.VOIDED},
    _S.FINALIZED: _ANSWERS - {_S.RECEIVED} | {_S.VOIDED},
    _S.REJECTED: frozenset({_S.HELD, _S.READY, _S.VOIDED, _S.CLOSED}) | (_ANSWERS - {_S.RECEIVED}),
    _S.PAID: frozenset({_S.CLOSED, _S.HELD, _S.READY}) | (ADJUDICATED - {_S.PAID}) | {_S.PENDING},
    _S.PARTLY_PAID: frozenset({_S.CLOSED, _S.HELD, _S.READY}) | (ADJUDICATED - {_S.PARTLY_PAID}) | {_S.PENDING},
    _S.DENIED: frozenset({_S.CLOSED, _S.HELD, _S.READY}) | (ADJUDICATED - {_S.DENIED}) | {_S.PENDING},
    _S.CLOSED: frozenset({_S.HELD, _S.READY, _S.PENDING}) | ADJUDICATED,
    _S.VOIDED: frozenset(),
}


class AnswerSource(models.TextChoices):
    """Who gave the evidence that the present state rests on; the later ones outrank the earlier."""

    NONE = "", "Nobody yet"
    CLEARINGHOUSE = "clearinghouse", "Clearinghouse"
    PAYER = "payer", "Payer"
    REMITTANCE = "remittance", "Remittance"


class VoidOutcome(models.TextChoices):
    """What happens with the visit when the payer has voided its claim."""

    BILL_AGAIN = "bill_again", "Bill the visit anew"
    TAKE_BACK = "take_back", "Take the visit back"


class Claim(PublicIdModel, Stateful, models.Model):
    """What one payer is asked to pay for one encounter. The amounts here repeat the ledger for lists; `verify` compares them.

    `version` is the ordinal of the submission that counts; an answer to an older one moves nothing.
    """

    SUBJECT_KIND: ClassVar[str] = "claim"
    TRANSITIONS = TRANSITIONS

    number = models.CharField(max_length=12, unique=True, editable=False)
    encounter = models.ForeignKey("billing.Encounter", on_delete=models.PROTECT, related_name="claims")
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="claims")
    payer = models.ForeignKey("payers.Payer", on_delete=models.PROTECT, related_name="claims")
    coverage = models.ForeignKey("patients.Coverage", on_delete=models.PROTECT, related_name="claims")
    rank = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=16, choices=ClaimStatus.choices, default=ClaimStatus.HELD)
    hold_reason = models.CharField(max_length=200, blank=True, help_text="Why a person holds it; empty where only findings do.")
    service_date = models.DateField()
    billed_amount = models.DecimalField(max_digits=12, decimal_places=2)
    open_amount = models.DecimalField(max_digits=12, decimal_places=2, help_text="Owed by this payer: the ledger's bucket.")
    payer_control_number = models.CharField(max_length=50, blank=True)
    filing_deadline_date = models.DateField(null=True, blank=True)
    filing_proof_date = models.DateField(null=True, blank=True)
    filing_proof_number = models.CharField(max_length=50, blank=True)
    forwarded_by = models.ForeignKey(
        "claims.RemittanceClaim", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The decision of the payer before, which says that it sent the claim on; we did not send it ourselves.",
    )
    crossover_due_date = models.DateField(null=True, blank=True, help_text="Without an answer by then, we bill this payer ourselves.")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    last_answer_at = models.DateTimeField(null=True, blank=True)
    answer_source = models.CharField(max_length=14, choices=AnswerSource.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    void_outcome = models.CharField(
        max_length=12, blank=True, choices=VoidOutcome.choices,
        help_text="Of a claim whose void was asked for: what follows when the payer has voided it.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="claim_encounter_rank", fields=["encounter", "rank"], condition=~models.Q(status="voided")),
            models.CheckConstraint(name="claim_status_known", condition=models.Q(status__in=ClaimStatus.values)),
        ]
        indexes = [
            models.Index(name="claim_status", fields=["status", "service_date", "id"]),
            models.Index(name="claim_service_date", fields=["service_date", "id"]),
            models.Index(name="claim_payer", fields=["payer", "service_date", "id"]),
            models.Index(name="claim_patient", fields=["patient", "service_date", "id"]),
            models.Index(name="claim_open", fields=["open_amount", "id"]),
            models.Index(name="claim_deadline", fields=["filing_deadline_date", "id"]),
            models.Index(name="claim_payer_control", fields=["payer_control_number"], condition=~models.Q(payer_control_number="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_being_voided(self) -> bool:
        """Whether its present version asks the payer to void it."""
        return bool(self.void_outcome) and self.status not in ENDED

    @property
    def clock_date(self) -> date | None:
        """The filing deadline while its clock matters: nothing proves the filing yet, and no payer has decided."""
        stopped = self.filing_proof_date or self.status in ADJUDICATED | ENDED
        return None if stopped else self.filing_deadline_date


class ClaimLine(models.Model):
    """A line of a claim and the charge it asks payment for. `control_number` goes out as REF*6R and comes back in the 835."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    charge = models.ForeignKey("billing.Charge", on_delete=models.PROTECT, related_name="claim_lines")
    ordinal = models.PositiveSmallIntegerField()
    control_number = models.CharField(max_length=20)
    procedure_code = models.CharField(max_length=5)
    modifiers = ArrayField(models.CharField(max_length=2), size=4, default=list)
    units = models.DecimalField(max_digits=12, decimal_places=4)
    billed_amount = models.DecimalField(max_digits=12, decimal_places=2)
    expected_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["claim", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="claim_line_ordinal", fields=["claim", "ordinal"]),
            models.UniqueConstraint(name="claim_line_control", fields=["claim", "control_number"]),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal} {self.procedure_code}"


class ClaimSubmission(PublicIdModel):
    """A version of the claim, frozen: coverage, provider, patient and lines as they were. Immutable by trigger but for its batch.

    `patient_control_number` is 12 random characters of the claim + 2 for the version, so an answer to an old version can't move a new one.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="submissions")
    ordinal = models.PositiveSmallIntegerField()
    frequency = models.CharField(max_length=1, default="1")
    original_reference = models.CharField(max_length=50, blank=True)
    patient_control_number = models.CharField(max_length=20, unique=True)
    snapshot = models.JSONField()
    schema_version = models.PositiveSmallIntegerField(default=1)
    billed_amount = models.DecimalField(max_digits=12, decimal_places=2)
    frozen_at = models.DateTimeField()
    interchange = models.ForeignKey("payers.Interchange", null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    st02 = models.CharField(max_length=9, blank=True)

    class Meta:
        ordering = ["claim", "ordinal"]
        constraints = [models.UniqueConstraint(name="claim_submission_ordinal", fields=["claim", "ordinal"])]
        indexes = [models.Index(name="claim_submission_batch", fields=["interchange", "st02"])]

    def __str__(self) -> str:
        return self.patient_control_number


class Severity(models.TextChoices):
    ERROR = "error", "Error"
    WARNING = "warning", "Warning"


class ScrubFinding(models.Model):
    """What the scrub found on a submission, with its fix. An error holds the claim unless a person waived it with a reason."""

    submission = models.ForeignKey(ClaimSubmission, on_delete=models.PROTECT, related_name="findings")
    ordinal = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    line = models.PositiveSmallIntegerField(null=True, blank=True)
    field = models.CharField(max_length=80)
    message = models.CharField(max_length=300)
    fix = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    waive_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["submission", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="scrub_finding_ordinal", fields=["submission", "ordinal"]),
            models.CheckConstraint(
                name="scrub_finding_waived_why", condition=models.Q(waived_at__isnull=True) | ~models.Q(waive_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.rule

    @property
    def holds(self) -> bool:
        """Whether it keeps the claim from being sent."""
        return self.severity == Severity.ERROR and self.waived_at is None


class StatusInquiry(PublicIdModel):
    """A 276 asked for a claim: one per claim and day (slot). The answer is an inbound 277.

    A payer that is down does not use up the slot: `attempts` counts the tries, the job's own time says when the next one is.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="status_inquiries")
    slot_date = models.DateField()
    trace = models.CharField(max_length=30, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    isa13s = ArrayField(models.CharField(max_length=9), default=list, blank=True, help_text="Of each try: what a TA1 or 999 names.")
    answered_at = models.DateTimeField(null=True, blank=True)
    category = models.CharField(max_length=4, blank=True)
    code = models.CharField(max_length=6, blank=True)
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="status_inquiry_slot", fields=["claim", "slot_date"])]

    def __str__(self) -> str:
        return self.trace
