"""Appeals: letter, packet, approval, proof of sending, decision, and the next level. States move through the services named after the verbs."""

from typing import ClassVar

import pghistory
from django.db import models

from config.shared.models import PublicIdModel, VersionedModel
from config.shared.transitions import Stateful


class AppealStatus(models.TextChoices):
    DRAFT = "draft", "Being written"
    ASKED = "asked", "Waits for approval"
    APPROVED = "approved", "To be sent"
    SENT = "sent", "Sent"
    OVERTURNED = "overturned", "Overturned"
    PARTLY = "partly", "Overturned in part"
    UPHELD = "upheld", "Upheld"
    WITHDRAWN = "withdrawn", "Withdrawn"


class SentBy(models.TextChoices):
    PORTAL = "portal", "Payer's portal"
    FAX = "fax", "Fax"
    MAIL = "mail", "Mail"
    ATTACHMENT = "275", "Electronic attachment (275)"


_A = AppealStatus
NOT_SENT = frozenset({_A.DRAFT, _A.ASKED, _A.APPROVED})
UNDECIDED = NOT_SENT | {_A.SENT}
DECIDED = frozenset({_A.OVERTURNED, _A.PARTLY, _A.UPHELD})


class Appeal(PublicIdModel, Stateful, models.Model):
    """One dispute of one denial at one level of its payer. The next level is a new row that follows this one."""

    SUBJECT_KIND: ClassVar[str] = "appeal"
    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        _A.DRAFT: frozenset({_A.ASKED, _A.APPROVED, _A.WITHDRAWN}),
        _A.ASKED: frozenset({_A.DRAFT, _A.APPROVED, _A.WITHDRAWN}),
        _A.APPROVED: frozenset({_A.DRAFT, _A.SENT, _A.WITHDRAWN}),
        _A.SENT: frozenset({_A.OVERTURNED, _A.PARTLY, _A.UPHELD, _A.WITHDRAWN}),
        _A.OVERTURNED: frozenset({_A.PARTLY, _A.UPHELD}),
        _A.PARTLY: frozenset({_A.OVERTURNED, _A.UPHELD}),
        _A.UPHELD: frozenset({_A.OVERTURNED, _A.PARTLY}),
        _A.WITHDRAWN: frozenset(),
    }

    number = models.CharField(max_length=12, unique=True, editable=False)
    denial = models.ForeignKey("claims.Denial", on_delete=models.PROTECT, related_name="appeals")
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    payer_level = models.ForeignKey("payers.AppealLevel", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    level_name = models.CharField(max_length=60)
    status = models.CharField(max_length=12, choices=AppealStatus.choices, default=AppealStatus.DRAFT)
    requested_amount = models.DecimalField(max_digits=12, decimal_places=2)
    deadline_date = models.DateField(null=True, blank=True)
    decision_due_date = models.DateField(null=True, blank=True)
    approver = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    packet = models.ForeignKey("patients.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_by = models.CharField(max_length=8, choices=SentBy.choices, blank=True)
    sent_date = models.DateField(null=True, blank=True)
    sent_proof = models.CharField(max_length=80, blank=True, help_text="Portal receipt, fax confirmation, certified mail number.")
    decision_date = models.DateField(null=True, blank=True)
    decision_reference = models.CharField(max_length=80, blank=True)
    recovered_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    opened_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="appeal_status_known", condition=models.Q(status__in=AppealStatus.values)),
            models.UniqueConstraint(
                name="appeal_one_open", fields=["denial"], condition=models.Q(status__in=["draft", "asked", "approved", "sent"])
            ),
            models.CheckConstraint(
                name="appeal_sent_how", condition=models.Q(sent_date__isnull=True) | (~models.Q(sent_by="") & ~models.Q(sent_proof=""))
            ),
        ]
        indexes = [
            models.Index(name="appeal_status", fields=["status", "deadline_date", "id"]),
            models.Index(name="appeal_denial", fields=["denial", "level"]),
        ]

    def __str__(self) -> str:
        return self.number


class AppealLetter(models.Model):
    """A version of an appeal's letter. Saving makes a new one; what was written stays (append-only by trigger)."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="letters")
    version = models.PositiveIntegerField()
    template = models.ForeignKey("claims.LetterTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["appeal", "version"]
        constraints = [models.UniqueConstraint(name="appeal_letter_version", fields=["appeal", "version"])]

    def __str__(self) -> str:
        return f"letter {self.version}"


class AppealEnclosure(models.Model):
    """A part of the packet, in its order: made by the system (`part`), or a document of the claim. Left out where `is_left_out`, with the reason."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="enclosures")
    ordinal = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=30, help_text="letter, remittance, claim, filing_proof, authorization, calls, document")
    document = models.ForeignKey("patients.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    is_left_out = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["appeal", "ordinal"]
        constraints = [models.UniqueConstraint(name="appeal_enclosure_ordinal", fields=["appeal", "ordinal"])]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class LetterTemplate(PublicIdModel, VersionedModel):
    """The text of a letter for a kind of denial. `{facts}` in braces are merged when a draft is made; unknown ones are refused when it is saved."""

    name = models.CharField(max_length=60, unique=True)
    category = models.CharField(max_length=40, blank=True, help_text="The denial category it is for; empty fits any.")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
