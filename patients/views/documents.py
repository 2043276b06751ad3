"""A document as a PDF in the browser. Two routes, as statements and receipts are for the desk too, and letters and packets for billers alone."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.text import get_valid_filename

from config.shared import blobs
from config.shared.services.record_access import record_list, record_page
from patients.models import Document
from patients.selectors.documents import OF_BILLING


def billing_document(request: HttpRequest, public_id) -> FileResponse:
    """A statement or receipt."""
    return _shown(request, get_object_or_404(Document, public_id=public_id, kind__in=OF_BILLING))


def case_document(request: HttpRequest, public_id) -> FileResponse:
    """A letter, packet, or what came with a claim."""
    return _shown(request, get_object_or_404(Document.objects.exclude(kind__in=OF_BILLING), public_id=public_id))


def _shown(request: HttpRequest, document: Document) -> FileResponse:
    """Only a PDF is shown in place; anything else is downloaded."""
    if document.patient_id:
        record_page(request, [document.patient_id])
    else:
        record_list(request, [], {"document": document.pk})
    is_pdf = document.media_type == "application/pdf"
    name = get_valid_filename(document.title) + (".pdf" if is_pdf else "")
    return FileResponse(blobs.opened(document.sha256), as_attachment=not is_pdf, filename=name, content_type=document.media_type)
