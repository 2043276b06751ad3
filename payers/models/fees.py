"""Fee schedules: the practice's charge master, and contracts with expected allowed amounts. Versions are effective-dated.

Prices are bitemporal (invariant 7): a version is valid on dates of service (`valid_from`..`valid_to`) and known from `known_from` until `known_to`,
when a correction replaced it. What was billed never changes.
"""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models

from config.shared.models import PublicIdModel, VersionedModel


class FeeScheduleKind(models.TextChoices):
    CHARGE_MASTER = "charge_master", "Charge master"
    CONTRACT = "contract", "Contract"


@pghistory.track()
class FeeSchedule(PublicIdModel, VersionedModel):
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=FeeScheduleKind.choices)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [models.UniqueConstraint(name="fee_schedule_name_once", fields=["name"])]

    def __str__(self) -> str:
        return self.name


class _ValidDays(models.Func):
    """daterange(valid_from, valid_to, '[]')."""

    function = "DATERANGE"
    output_field = DateRangeField()


class _KnownTimes(models.Func):
    """tstzrange(known_from, known_to)."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


@pghistory.track()
class FeeScheduleVersion(PublicIdModel, VersionedModel):
    """Prices in force on a range of days. Two versions that are known together never overlap."""

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    applied_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The version whose place this took, or whose rest it is."
    )

    class Meta:
        ordering = ["schedule", "-valid_from", "-known_from"]
        constraints = [
            models.CheckConstraint(
                name="fee_schedule_version_dates", condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from"))
            ),
            ExclusionConstraint(
                name="fee_schedule_version_no_overlap",
                expressions=[
                    ("schedule", RangeOperators.EQUAL),
                    (_ValidDays("valid_from", "valid_to", models.Value("[]")), RangeOperators.OVERLAPS),
                    (_KnownTimes("known_from", "known_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule} from {self.valid_from:%m/%d/%Y}"


class FeeScheduleItem(models.Model):
    """A price per unit of one code and modifier. `description` is the practice's own wording, never the AMA's."""

    version = models.ForeignKey(FeeScheduleVersion, on_delete=models.PROTECT, related_name="items")
    procedure_code = models.CharField(max_length=5, validators=[RegexValidator(r"^[0-9A-Z]{5}$", "Five letters or digits.")])
    modifier = models.CharField(max_length=2, blank=True)
    description = models.CharField(max_length=80, blank=True)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)

    class Meta:
        ordering = ["version", "procedure_code", "modifier"]
        constraints = [
            models.UniqueConstraint(name="fee_schedule_item_once", fields=["version", "procedure_code", "modifier"]),
            models.CheckConstraint(name="fee_schedule_item_price", condition=models.Q(unit_price__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.modifier}".strip()
