"""Who looked at whose data (invariant 8). No table points here, so that it can be partitioned and archived."""

from django.db import models


class AccessEntry(models.Model):
    """One row per patient and request for a page; one with filter and ids for a list, search or export."""

    at = models.DateTimeField()
    user_id = models.BigIntegerField()
    role = models.CharField(max_length=20)
    route = models.CharField(max_length=120)
    method = models.CharField(max_length=8)
    patient_id = models.BigIntegerField(null=True, blank=True)
    patient_ids = models.JSONField(default=list, blank=True)
    filters = models.JSONField(default=dict, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    request_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(name="access_patient", fields=["patient_id", "at"]),
            models.Index(name="access_user", fields=["user_id", "at"]),
        ]

    def __str__(self) -> str:
        return f"user {self.user_id} {self.route} at {self.at:%Y-%m-%d %H:%M}"
