"""A note that staff wrote on a record. Append-only: a wrong note is answered by another."""

from django.conf import settings
from django.db import models

from config.shared.models.base import PublicIdModel


class Note(PublicIdModel):
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    text = models.TextField(max_length=4000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="note_subject", fields=["subject_kind", "subject_id", "written_at"])]

    def __str__(self) -> str:
        return f"note on {self.subject_kind} {self.subject_id}"
