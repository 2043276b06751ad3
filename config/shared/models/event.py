"""What happened, to what, when, and on what evidence (invariant 4). Append-only.

`subject_kind` + `subject_id` name the row (claim, denial, interchange, ...); `seq` counts within the subject. `evidence_at` is when
the fact happened according to the evidence, `recorded_at` when we learned it. `inbound_transaction_id` is a bare id, since
this room knows no other; first and last segment point into that transaction.
"""

from django.conf import settings
from django.db import models


class Event(models.Model):
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    evidence_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    inbound_transaction_id = models.BigIntegerField(null=True, blank=True)
    first_segment = models.PositiveIntegerField(null=True, blank=True)
    last_segment = models.PositiveIntegerField(null=True, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="event_subject_seq", fields=["subject_kind", "subject_id", "seq"])]
        indexes = [models.Index(name="event_inbound", fields=["inbound_transaction_id"])]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} #{self.seq} {self.kind}"
