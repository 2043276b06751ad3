"""Documents: a file by content, what it is, and the record of any room that it belongs to, as (kind, id)."""

from django.db import models

from config.shared.models import PublicIdModel


class Document(PublicIdModel):
    """A file that is kept: a letter, a packet, a statement, a receipt, what a payer sent. The bytes are in the blob store; a row is never changed."""

    patient = models.ForeignKey("patients.Patient", null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=30, help_text="letter, packet, statement, receipt, eob, proof, records, other")
    title = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60, default="application/pdf")
    page_count = models.PositiveIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-added_at", "-id"]
        indexes = [
            models.Index(name="document_subject", fields=["subject_kind", "subject_id", "-added_at"]),
            models.Index(name="document_patient", fields=["patient", "-added_at"]),
        ]

    def __str__(self) -> str:
        return self.title
