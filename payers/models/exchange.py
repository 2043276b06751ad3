"""Files: what came in, what it held and its fate; what goes out, its frozen bytes and how its delivery stands.

Invariants 2 (once) and 3 (nothing is lost). Payers know files and transactions as bytes; what they mean is for the handlers.
"""

from django.db import models

from config.shared.models import PublicIdModel
from config.shared.transitions import Stateful


class Fate(models.TextChoices):
    PENDING = "pending", "Waiting"
    PROCESSED = "processed", "Processed"
    EXCEPTION = "exception", "Exception"
    DUPLICATE = "duplicate", "Duplicate"


SET_ASIDE = "set_aside"


class SettledModel(models.Model):
    """An exception that a person set aside with a reason (the event says who): it stays an exception and asks nobody any more."""

    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def shown_fate(self) -> str:
        """The fate as pages show it."""
        return SET_ASIDE if self.set_aside_at else self.fate


class InboundFile(PublicIdModel, SettledModel):
    """One arrival of bytes. The same bytes again are a new row with fate duplicate and the first as `duplicate_of`.

    A zip is a file too; what was in it are files of their own, whose `archive` it is, at their `archive_place`.
    """

    connection = models.ForeignKey("payers.Connection", null=True, blank=True, on_delete=models.PROTECT, related_name="inbound_files")
    name = models.CharField(max_length=300)
    source = models.CharField(max_length=20, help_text="connection, upload, command, core or archive")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
    fate = models.CharField(max_length=12, choices=Fate.choices, default=Fate.PENDING)
    code = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=400, blank=True)
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    archive = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    archive_place = models.PositiveIntegerField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="inbound_file_member_once", fields=["archive", "archive_place"]),
            models.UniqueConstraint(name="inbound_file_first_once", fields=["sha256"], condition=models.Q(duplicate_of__isnull=True)),
            models.CheckConstraint(name="inbound_file_fate_known", condition=models.Q(fate__in=Fate.values)),
        ]
        indexes = [models.Index(name="inbound_file_fate", fields=["fate", "-received_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:8]})"


class InboundTransaction(PublicIdModel, SettledModel):
    """One ST..SE of a file (or one TA1), with where it lies in the file and what became of it."""

    file = models.ForeignKey(InboundFile, on_delete=models.PROTECT, related_name="transactions")
    ordinal = models.PositiveIntegerField()
    type = models.CharField(max_length=12)
    version = models.CharField(max_length=20, blank=True)
    isa13 = models.CharField(max_length=9, blank=True)
    sender = models.CharField(max_length=15, blank=True)
    usage = models.CharField(max_length=1, blank=True)
    gs06 = models.CharField(max_length=20, blank=True)
    st02 = models.CharField(max_length=20, blank=True)
    first_segment = models.PositiveIntegerField()
    last_segment = models.PositiveIntegerField()
    body_sha256 = models.CharField(max_length=64)
    fate = models.CharField(max_length=12, choices=Fate.choices, default=Fate.PENDING)
    code = models.CharField(max_length=60, blank=True)
    message = models.CharField(max_length=400, blank=True)
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["file", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="inbound_transaction_ordinal", fields=["file", "ordinal"]),
            models.UniqueConstraint(
                name="inbound_transaction_body_once", fields=["type", "body_sha256"], condition=models.Q(duplicate_of__isnull=True)
            ),
            models.CheckConstraint(name="inbound_transaction_fate_known", condition=models.Q(fate__in=Fate.values)),
        ]
        indexes = [models.Index(name="inbound_transaction_fate", fields=["fate", "type", "-id"])]

    def __str__(self) -> str:
        return f"{self.type} {self.st02 or self.isa13}"


class FetchedRemoteFile(models.Model):
    """The cursor: which remote file (name, size, time) was taken, in the transaction that stored its row. Names recycle."""

    connection = models.ForeignKey("payers.Connection", on_delete=models.PROTECT, related_name="fetched_files")
    name = models.CharField(max_length=300)
    size = models.BigIntegerField()
    modified_at = models.BigIntegerField(help_text="The server's own seconds.")
    inbound_file = models.ForeignKey(InboundFile, on_delete=models.PROTECT, related_name="fetches")

    class Meta:
        constraints = [models.UniqueConstraint(name="fetched_remote_file_once", fields=["connection", "name", "size", "modified_at"])]

    def __str__(self) -> str:
        return self.name


class InterchangeState(models.TextChoices):
    FROZEN = "frozen", "Ready to send"
    DELIVERED = "delivered", "Sent"
    WAITING = "waiting", "Sent or not: waiting for the answer"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    REJECTED = "rejected", "Rejected"
    LOST = "lost", "Lost batch?"


_STATE = InterchangeState
INTERCHANGE_TRANSITIONS: dict[str, frozenset[str]] = {
    _STATE.FROZEN: frozenset({_STATE.DELIVERED, _STATE.WAITING}),
    _STATE.WAITING: frozenset({_STATE.FROZEN, _STATE.DELIVERED, _STATE.LOST}),
    _STATE.DELIVERED: frozenset({_STATE.ACKNOWLEDGED, _STATE.REJECTED, _STATE.LOST}),
    _STATE.LOST: frozenset({_STATE.FROZEN, _STATE.DELIVERED}),
    _STATE.ACKNOWLEDGED: frozenset({_STATE.REJECTED}),
    _STATE.REJECTED: frozenset(),
}


class Interchange(Stateful, PublicIdModel):
    """An outbound file. Bytes and control numbers are fixed in the transaction that makes it (a trigger keeps them); only its delivery changes.

    `outcome_open`: a try began of which nobody knows yet whether it arrived. It is set, in a transaction of its own, before the first byte.
    """

    SUBJECT_KIND = "interchange"
    TRANSITIONS = INTERCHANGE_TRANSITIONS

    connection = models.ForeignKey("payers.Connection", on_delete=models.PROTECT, related_name="interchanges")
    type = models.CharField(max_length=12)
    isa13 = models.CharField(max_length=9)
    gs06 = models.CharField(max_length=9)
    usage = models.CharField(max_length=1)
    remote_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    count = models.PositiveIntegerField(help_text="Claims or inquiries in it.")
    total_amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    status = models.CharField(max_length=14, choices=InterchangeState.choices, default=InterchangeState.FROZEN)
    attempts = models.PositiveIntegerField(default=0)
    outcome_open = models.BooleanField(default=False)
    resend_approved = models.BooleanField(default=False)
    frozen_at = models.DateTimeField()
    first_tried_at = models.DateTimeField(null=True, blank=True)
    last_tried_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="interchange_control_once", fields=["connection", "isa13"]),
            models.UniqueConstraint(name="interchange_remote_name_once", fields=["connection", "remote_name"]),
            models.CheckConstraint(name="interchange_status_known", condition=models.Q(status__in=InterchangeState.values)),
        ]
        indexes = [models.Index(name="interchange_status", fields=["status", "-id"])]

    def __str__(self) -> str:
        return f"{self.type} {self.isa13}"
