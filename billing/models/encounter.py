"""What was done: encounters, their diagnoses and charges, and the order of payers, which is versioned."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from config.shared.models import PublicIdModel, VersionedModel, VoidableModel


class AccidentKind(models.TextChoices):
    NONE = "", "No"
    AUTO = "AA", "Auto accident"
    EMPLOYMENT = "EM", "At work"
    OTHER = "OA", "Other accident"


@pghistory.track()
class Encounter(PublicIdModel, VersionedModel, VoidableModel):
    """One visit. Entering it posts its charges to the ledger; a wrong one is voided by reversing entries."""

    number = models.CharField(max_length=12, unique=True, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="encounters")
    service_date = models.DateField()
    facility = models.ForeignKey("practice.Facility", on_delete=models.PROTECT, related_name="+")
    place_of_service = models.CharField(max_length=2)
    billing_provider = models.ForeignKey("practice.BillingProvider", on_delete=models.PROTECT, related_name="+")
    rendering_provider = models.ForeignKey("practice.Provider", on_delete=models.PROTECT, related_name="+")
    referring_provider = models.ForeignKey("practice.Provider", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authorization_number = models.CharField(max_length=30, blank=True)
    referral_number = models.CharField(max_length=30, blank=True)
    clia_number = models.CharField(max_length=10, blank=True)
    accident_kind = models.CharField(max_length=2, choices=AccidentKind.choices, blank=True)
    accident_date = models.DateField(null=True, blank=True)
    accident_state = models.CharField(max_length=2, blank=True)
    onset_date = models.DateField(null=True, blank=True)
    bills_insurance = models.BooleanField("bill insurance", default=True, help_text="Off where the patient forbade it (45 CFR 164.522).")
    entered_by = models.ForeignKey("shared.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-service_date", "-id"]
        indexes = [
            models.Index(name="encounter_patient", fields=["patient", "-service_date"]),
            models.Index(name="encounter_service_date", fields=["-service_date", "-id"]),
        ]

    def __str__(self) -> str:
        return self.number


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class EncounterDiagnosis(models.Model):
    """A diagnosis in its place: ordinal 1 is A, 12 is L. A corrected list replaces the rows; what they were is kept as history."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="diagnoses")
    ordinal = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=7)

    class Meta:
        ordering = ["encounter", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="encounter_diagnosis_ordinal", fields=["encounter", "ordinal"]),
            models.UniqueConstraint(name="encounter_diagnosis_once", fields=["encounter", "code"]),
            models.CheckConstraint(name="encounter_diagnosis_range", condition=models.Q(ordinal__range=(1, 12))),
        ]

    def __str__(self) -> str:
        return self.code


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old))
class Charge(PublicIdModel, VoidableModel):
    """A billed service. Its amount never changes once it is in the ledger (invariant 7); a wrong one is voided and entered again."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="charges")
    ordinal = models.PositiveSmallIntegerField()
    procedure_code = models.CharField(max_length=5, validators=[RegexValidator(r"^[0-9A-Z]{5}$", "Five letters or digits.")])
    modifiers = ArrayField(models.CharField(max_length=2), size=4, default=list, blank=True)
    description = models.CharField(max_length=80, blank=True)
    units = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal(1))
    minutes = models.PositiveIntegerField(null=True, blank=True)
    pointers = ArrayField(models.PositiveSmallIntegerField(), size=4, default=list)
    ndc = models.CharField(max_length=11, blank=True)
    ndc_quantity = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    ndc_unit = models.CharField(max_length=2, blank=True)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    fee_schedule_item = models.ForeignKey(
        "payers.FeeScheduleItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["encounter", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="charge_ordinal", fields=["encounter", "ordinal"]),
            models.CheckConstraint(name="charge_amount_positive", condition=models.Q(amount__gte=0, unit_price__gte=0)),
            models.CheckConstraint(name="charge_units_positive", condition=models.Q(units__gt=0)),
        ]

    def __str__(self) -> str:
        return " ".join([self.procedure_code, *self.modifiers])


class EncounterPayer(models.Model):
    """Who is asked to pay, in which order. A changed order is a new `version` with a reason; the highest is in force."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="payers")
    version = models.PositiveSmallIntegerField(default=1)
    rank = models.PositiveSmallIntegerField()
    coverage = models.ForeignKey("patients.Coverage", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["encounter", "-version", "rank"]
        constraints = [
            models.UniqueConstraint(name="encounter_payer_rank", fields=["encounter", "version", "rank"]),
            models.UniqueConstraint(name="encounter_payer_coverage", fields=["encounter", "version", "coverage"]),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.coverage_id}"
