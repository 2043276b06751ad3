"""Documents that are there: a one-page PDF in the store and its row."""

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfWriter

from config.shared import blobs
from patients.models import Document
from tests.factories.patients import PatientFactory

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def blank_page() -> bytes:
    """A PDF of one empty page."""
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(width=612, height=792)
    writer.write(file)
    return file.getvalue()


def make_pdf(kind: str, **fields) -> Document:
    """A document of a kind, of a patient of its own unless told otherwise."""
    content = blank_page()
    return Document.objects.create(**{
        "patient": PatientFactory(), "subject_kind": "test", "subject_id": 1, "kind": kind, "title": f"A {kind}", "sha256": blobs.store(content),
        "size": len(content), "page_count": 1, "added_at": AT, **fields,
    })
