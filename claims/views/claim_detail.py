"""The page of one claim and its faces: lines and timeline, the 837P explained, versions, ledger, and the evidence of an event."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.forms.fixes import FixForm
from claims.models import Claim, ClaimSubmission
from claims.selectors import claim_faces, claim_page, timeline
from claims.views.claim_findings import finding_rows, rejection_form
from config.shared.errors import DomainError
from config.shared.models import Event
from config.shared.permissions import WORK_CLAIMS, allows
from config.shared.services.record_access import record_page
from config.shared.ui.recent import remember


def find_version(request: HttpRequest, public_id) -> ClaimSubmission:
    """The claim's present version with the claim, whose access row is written. Raises Http404."""
    try:
        submission = claim_page.get(public_id)
    except ClaimSubmission.DoesNotExist:
        raise Http404 from None
    record_page(request, [submission.claim.patient_id])
    return submission


def find(request: HttpRequest, public_id) -> Claim:
    """The claim, with its access row written. Raises Http404."""
    return find_version(request, public_id).claim


def show_claim(request: HttpRequest, public_id) -> HttpResponse:
    """Head, findings, lines, timeline, verbs."""
    return show(request, find_version(request, public_id))


def show(request: HttpRequest, submission: ClaimSubmission, *, failed: tuple[str, FixForm] | None = None, status: int = 200) -> HttpResponse:
    """The page; `failed` is the path and form of a fix that was refused."""
    page, claim = claim_page.load(submission), submission.claim
    remember(request, label=f"{claim.number} {claim.patient.last_name}", url=claim_page.url(claim))
    return render(request, "claims/claim_detail.html", {
        "page": page, "claim": claim, "head": page.head, "findings": finding_rows(page, failed=failed), "face": "claim", "workplace": "claims",
        "rejection_form": rejection_form(page, failed=failed), "can_work": allows(request.user, WORK_CLAIMS),
    }, status=status)


def show_claim_preview(request: HttpRequest, public_id) -> HttpResponse:
    """The 837P as it was sent or would be, each segment in words."""
    claim = find(request, public_id)
    return render(request, "claims/claim_preview.html", _head(claim) | {"preview": claim_faces.preview(claim), "face": "preview"})


def show_claim_versions(request: HttpRequest, public_id) -> HttpResponse:
    """Every version with the fields that differ from the one before."""
    claim = find(request, public_id)
    return render(request, "claims/claim_versions.html", _head(claim) | {"versions": claim_faces.versions(claim), "face": "versions"})


def show_claim_ledger(request: HttpRequest, public_id) -> HttpResponse:
    """The postings of the claim's charges, with the balance after each."""
    claim = find(request, public_id)
    return render(request, "claims/claim_ledger.html", _head(claim) | {"postings": claim_faces.postings(claim), "face": "ledger"})


def show_claim_evidence(request: HttpRequest, public_id, seq: int) -> HttpResponse:
    """The segments behind one event: a fragment, and a page of its own without script."""
    claim = find(request, public_id)
    try:
        found = timeline.evidence(claim, seq)
    except (Event.DoesNotExist, DomainError):
        raise Http404 from None
    if found is None:
        raise Http404
    template = "claims/_claim_evidence.html" if request.htmx else "claims/claim_evidence.html"
    return render(request, template, {"claim": claim, "evidence": found, "workplace": "claims"})


def _head(claim: Claim) -> dict:
    return {"claim": claim, "head": claim_page.head(claim), "workplace": "claims"}
