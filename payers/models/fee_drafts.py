"""Prices on their way into a schedule: a draft that a person edits, and files read for it.

Nothing here is asked for a price: a version is written whole when the draft is applied (invariant 7), and no charge points to a draft.
"""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from config.shared.models import PublicIdModel, VersionedModel
from config.shared.transitions import Stateful
from payers.models.fees import FeeSchedule, FeeScheduleVersion


class DraftStatus(models.TextChoices):
    OPEN = "open", "Being edited"
    APPLIED = "applied", "Applied"
    DISCARDED = "discarded", "Discarded"


class FeeDraft(PublicIdModel, VersionedModel, Stateful):
    """The next prices of a schedule for `valid_from`..`valid_to`, begun as a copy of `base`. One is open at a time.

    `version` counts every change, so that a page made before it is refused. `step` names the last change, which can be undone
    while `step_words` says what it was.
    """

    SUBJECT_KIND: ClassVar[str] = "fee_draft"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        DraftStatus.OPEN: frozenset({DraftStatus.APPLIED, DraftStatus.DISCARDED}),
        DraftStatus.APPLIED: frozenset(), DraftStatus.DISCARDED: frozenset(),
    }

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.PROTECT, related_name="drafts")
    base = models.ForeignKey(FeeScheduleVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=DraftStatus.choices, default=DraftStatus.OPEN)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    applied_version = models.OneToOneField(FeeScheduleVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="draft")
    step = models.PositiveIntegerField(default=0)
    step_words = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="fee_draft_one_open", fields=["schedule"], condition=models.Q(status="open")),
            models.CheckConstraint(name="fee_draft_status_known", condition=models.Q(status__in=DraftStatus.values)),
            models.CheckConstraint(
                name="fee_draft_dates", condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from"))
            ),
            models.CheckConstraint(
                name="fee_draft_applied_version",
                condition=~models.Q(status="applied") | models.Q(applied_version__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule}, draft from {self.valid_from:%m/%d/%Y}"

    @property
    def is_open(self) -> bool:
        return self.status == DraftStatus.OPEN


class FeeDraftItem(models.Model):
    """One code of a draft: the price now (`base_price`, none for a new code) and the price to be (none: the code ends).

    `before_*` are the values before step `step`; `made_step` is the step that added the row (0: copied from the base).
    """

    draft = models.ForeignKey(FeeDraft, on_delete=models.PROTECT, related_name="items")
    procedure_code = models.CharField(max_length=5, validators=[RegexValidator(r"^[0-9A-Z]{5}$", "Five letters or digits.")])
    modifier = models.CharField(max_length=2, blank=True)
    description = models.CharField(max_length=80, blank=True)
    base_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    step = models.PositiveIntegerField(default=0)
    made_step = models.PositiveIntegerField(default=0)
    before_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    before_description = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["draft", "procedure_code", "modifier"]
        constraints = [
            models.UniqueConstraint(name="fee_draft_item_once", fields=["draft", "procedure_code", "modifier"]),
            models.CheckConstraint(name="fee_draft_item_price", condition=models.Q(unit_price__isnull=True) | models.Q(unit_price__gte=0)),
        ]
        indexes = [models.Index(name="fee_draft_item_page", fields=["draft", "procedure_code", "id"])]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.modifier}".strip()


class FeeImportStatus(models.TextChoices):
    READ = "read", "Read, to look at"
    TAKEN = "taken", "Taken into the draft"
    LEFT = "left", "Left"


class FeeImport(PublicIdModel, Stateful, models.Model):
    """A file read for a draft. It changes the draft in one transaction, after somebody has seen the difference; its bytes are kept.

    `replaces`: codes that the file does not name end. `compared_version` is the draft's version that the difference was made against.
    """

    SUBJECT_KIND: ClassVar[str] = "fee_import"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        FeeImportStatus.READ: frozenset({FeeImportStatus.TAKEN, FeeImportStatus.LEFT}),
        FeeImportStatus.TAKEN: frozenset(), FeeImportStatus.LEFT: frozenset(),
    }

    draft = models.ForeignKey(FeeDraft, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    replaces = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=FeeImportStatus.choices, default=FeeImportStatus.READ)
    line_count = models.PositiveIntegerField()
    bad_count = models.PositiveIntegerField()
    compared_version = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    ended_count = models.PositiveIntegerField(default=0)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="fee_import_once", fields=["draft", "sha256", "replaces"], condition=~models.Q(status="left")),
            models.CheckConstraint(name="fee_import_status_known", condition=models.Q(status__in=FeeImportStatus.values)),
        ]

    def __str__(self) -> str:
        return self.name


class LineChange(models.TextChoices):
    BAD = "bad", "Not read"
    CHANGED = "changed", "Changed"
    NEW = "new", "New"
    ENDED = "ended", "Ends"
    SAME = "same", "The same"


class FeeImportLine(models.Model):
    """A line of a file and what it would do to the draft; `line_number` none: a code of the draft that the file does not name.

    Lines that were read go when the file is taken in or left; those that were not stay, with field and reason.
    """

    fee_import = models.ForeignKey(FeeImport, on_delete=models.PROTECT, related_name="lines")
    line_number = models.PositiveIntegerField(null=True, blank=True)
    procedure_code = models.CharField(max_length=20, blank=True)
    modifier = models.CharField(max_length=20, blank=True)
    description = models.CharField(max_length=80, blank=True)
    old_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    change = models.CharField(max_length=8, choices=LineChange.choices)
    field = models.CharField(max_length=20, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["fee_import", "id"]
        constraints = [models.CheckConstraint(name="fee_import_line_change_known", condition=models.Q(change__in=LineChange.values))]
        indexes = [models.Index(name="fee_import_line_page", fields=["fee_import", "change", "id"])]

    def __str__(self) -> str:
        return f"line {self.line_number}: {self.procedure_code} {self.modifier}".strip()
