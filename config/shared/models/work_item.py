"""The next step of everything that is open (invariant 5): one row per subject and kind while it is open."""

from django.conf import settings
from django.db import models

from config.shared.models.base import PublicIdModel


class WorkItem(PublicIdModel):
    """Something a person (or the clock) has to do by `next_date`. Closed rows stay as history."""

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    queue = models.CharField(max_length=40)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="work_items")
    next_date = models.DateField()
    next_step = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    snoozed_until = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="work_item_one_open", fields=["subject_kind", "subject_id", "kind"], condition=models.Q(closed_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="work_item_queue", fields=["queue", "next_date", "id"], condition=models.Q(closed_at__isnull=True)),
            models.Index(name="work_item_owner", fields=["owner", "queue"], condition=models.Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.queue}: {self.next_step}"
