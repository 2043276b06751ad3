"""Coverages: which payer insures a patient, through whom, in which rank, from when to when."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper

from config.shared.models import PublicIdModel, VersionedModel, VoidableModel
from patients.models.patient import Patient, Sex


class LineOfCoverage(models.TextChoices):
    MEDICAL = "medical", "Medical"
    DENTAL = "dental", "Dental"
    AUTO = "auto", "Auto"
    WORKERS_COMP = "workers_comp", "Workers' compensation"


class Rank(models.IntegerChoices):
    PRIMARY = 1, "Primary"
    SECONDARY = 2, "Secondary"
    TERTIARY = 3, "Tertiary"


class Relationship(models.TextChoices):
    """The patient's relationship to the subscriber (SBR02, PAT01)."""

    SELF = "18", "Self"
    SPOUSE = "01", "Spouse"
    CHILD = "19", "Child"
    OTHER = "G8", "Other"


class _ValidDays(models.Func):
    """daterange(valid_from, valid_to, '[]')."""

    function = "DATERANGE"
    output_field = DateRangeField()


@pghistory.track()
class Coverage(PublicIdModel, VersionedModel, VoidableModel):
    """One policy of one patient. Where the patient is the subscriber, the subscriber's fields stay empty."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="coverages")
    payer = models.ForeignKey("payers.Payer", on_delete=models.PROTECT, related_name="coverages")
    line_of_coverage = models.CharField(max_length=20, choices=LineOfCoverage.choices, default=LineOfCoverage.MEDICAL)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices, default=Rank.PRIMARY)
    member_id = models.CharField(max_length=30, validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z \-]*$", "As printed on the card.")])
    group_number = models.CharField(max_length=30, blank=True)
    plan_name = models.CharField(max_length=60, blank=True)
    msp_code = models.CharField("Medicare secondary reason", max_length=2, blank=True, help_text="SBR05, where Medicare pays second.")
    relationship = models.CharField(max_length=2, choices=Relationship.choices, default=Relationship.SELF)
    subscriber_last_name = models.CharField(max_length=60, blank=True)
    subscriber_first_name = models.CharField(max_length=35, blank=True)
    subscriber_birth_date = models.DateField(null=True, blank=True)
    subscriber_sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    subscriber_street = models.CharField(max_length=55, blank=True)
    subscriber_city = models.CharField(max_length=30, blank=True)
    subscriber_state = models.CharField(max_length=2, blank=True)
    subscriber_zip_code = models.CharField(max_length=9, blank=True)
    copay_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    assigns_benefits = models.BooleanField("benefits are paid to the practice", default=True)
    releases_information = models.BooleanField("release of information signed", default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["patient", "line_of_coverage", "rank", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="coverage_dates", condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from"))
            ),
            models.CheckConstraint(name="coverage_rank_known", condition=models.Q(rank__in=Rank.values)),
            models.CheckConstraint(
                name="coverage_subscriber_named", condition=models.Q(relationship="18") | ~models.Q(subscriber_last_name="")
            ),
            ExclusionConstraint(
                name="coverage_no_overlap",
                expressions=[
                    ("patient", RangeOperators.EQUAL),
                    ("line_of_coverage", RangeOperators.EQUAL),
                    ("rank", RangeOperators.EQUAL),
                    (_ValidDays("valid_from", "valid_to", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(voided_at__isnull=True),
            ),
        ]
        indexes = [models.Index(OpClass(Upper("member_id"), "text_pattern_ops"), name="coverage_member_id")]

    def __str__(self) -> str:
        return f"{self.get_rank_display()} {self.payer}"

    def is_active_on(self, day) -> bool:
        """Whether the coverage is in force on `day` and not voided."""
        return self.voided_at is None and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
