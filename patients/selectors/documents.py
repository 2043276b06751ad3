"""Reads of documents: where one is viewed, and how far one is that was asked for."""

from dataclasses import dataclass

from django.urls import reverse

from config.shared.models import Job, JobState
from config.shared.registries.documents import MAKE, job_key
from patients.models import Document

OF_BILLING = frozenset({"statement", "receipt"})


@dataclass(frozen=True, slots=True)
class DocumentState:
    """`url` where it is ready; otherwise it is being made, or `failed`. `poll_url` answers the fragment again."""

    title: str
    poll_url: str
    url: str = ""
    failed: bool = False


def view_url(document: Document) -> str:
    """Where the document is viewed: its kind decides who may."""
    return reverse("patients:billing_document" if document.kind in OF_BILLING else "patients:case_document", args=[document.public_id])


def state_of(document: Document | None, *, kind: str, subject_id: int, title: str, poll_url: str, version: int = 1) -> DocumentState:
    """What the fragment `patients/_document.html` shows: one query where the document is not there yet."""
    if document is not None:
        return DocumentState(title, poll_url, view_url(document))
    failed = Job.objects.filter(kind=MAKE, key=job_key(kind, subject_id, version), state=JobState.FAILED).exists()
    return DocumentState(title, poll_url, failed=failed)
