"""Who pays, and by which terms: electronic id, filing limit, appeal levels, poll policy, contract. All editable rows."""

import pghistory
from django.core.validators import MinValueValidator, URLValidator
from django.db import models

from config.shared.models import PublicIdModel, VersionedModel


class PayerKind(models.TextChoices):
    MEDICARE = "medicare", "Medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage", "Medicare Advantage"
    MEDICAID = "medicaid", "Medicaid"
    COMMERCIAL = "commercial", "Commercial"
    TRICARE = "tricare", "TRICARE or VA"
    WORKERS_COMP = "workers_comp", "Workers' compensation"
    AUTO = "auto", "Auto"


class FilingProof(models.TextChoices):
    """Which acknowledgement proves timely filing (DESIGN 3.6)."""

    PAYER_A2 = "A2", "The payer's own acceptance (A2)"
    CLEARINGHOUSE_A1 = "A1", "The clearinghouse's receipt (A1) is enough"


class PostingMode(models.TextChoices):
    """What becomes of a remittance that balances: it posts by itself, or a person looks at its plan first."""

    AUTOMATIC = "automatic", "Post by itself"
    MANUAL = "manual", "Show the plan first"


@pghistory.track()
class Payer(PublicIdModel, VersionedModel):
    """A payer. Every limit here is the practice's own knowledge of it, with its source in `terms_source`."""

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=PayerKind.choices)
    electronic_id = models.CharField(max_length=20, help_text="As the clearinghouse names it: NM109 of the payer.")
    claim_filing_code = models.CharField(max_length=2, help_text="SBR09, such as CI, BL, MB, MC, 16.")
    connection = models.ForeignKey("payers.Connection", null=True, blank=True, on_delete=models.PROTECT, related_name="payers")
    contract = models.ForeignKey("payers.FeeSchedule", null=True, blank=True, on_delete=models.PROTECT, related_name="contract_payers")
    is_capitated = models.BooleanField(default=False)
    filing_limit_days = models.PositiveIntegerField(default=90, validators=[MinValueValidator(1)])
    secondary_filing_limit_days = models.PositiveIntegerField(null=True, blank=True)
    filing_proof = models.CharField(max_length=2, choices=FilingProof.choices, default=FilingProof.PAYER_A2)
    sends_277ca = models.BooleanField("acknowledges claims (277CA)", default=True)
    answers_276 = models.BooleanField("answers status requests (276)", default=True)
    first_poll_days = models.PositiveIntegerField(default=7)
    next_poll_days = models.PositiveIntegerField(default=7)
    last_poll_days = models.PositiveIntegerField(default=60, help_text="After this many days a person calls.")
    usual_payment_days = models.PositiveIntegerField(default=30)
    posting_mode = models.CharField(max_length=10, choices=PostingMode.choices, default=PostingMode.AUTOMATIC)
    phone = models.CharField(max_length=20, blank=True)
    portal_url = models.CharField(max_length=200, blank=True, validators=[URLValidator()])
    appeals_address = models.CharField(max_length=200, blank=True)
    terms_source = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(name="payer_electronic_id_once", fields=["electronic_id"], condition=models.Q(is_active=True)),
            models.CheckConstraint(name="payer_kind_known", condition=models.Q(kind__in=PayerKind.values)),
            models.CheckConstraint(name="payer_filing_limit_positive", condition=models.Q(filing_limit_days__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class AppealKind(models.TextChoices):
    RECONSIDERATION = "reconsideration", "Reconsideration"
    APPEAL = "appeal", "Appeal"
    REOPENING = "reopening", "Reopening"
    EXTERNAL = "external", "External review"


@pghistory.track()
class AppealLevel(VersionedModel):
    """One level of a payer's dispute process; `days` run from the notice (the remittance's date)."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="appeal_levels")
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=AppealKind.choices, default=AppealKind.APPEAL)
    days = models.PositiveIntegerField()
    presumed_receipt_days = models.PositiveSmallIntegerField(default=0, help_text="Days the payer adds for the mail.")
    decision_days = models.PositiveIntegerField(default=60)

    class Meta:
        ordering = ["payer", "level"]
        constraints = [
            models.UniqueConstraint(name="appeal_level_once", fields=["payer", "level"]),
            models.CheckConstraint(name="appeal_level_positive", condition=models.Q(level__gte=1, days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.days} days)"
