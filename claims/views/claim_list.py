"""The worklist of claims: the page, its rows as CSV, and the side panel of a row."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Claim
from claims.selectors import claim_list, claim_page
from claims.views.claim_detail import find_version
from claims.views.claim_findings import finding_rows, rejection_form
from config.shared.permissions import WORK_CLAIMS, allows
from config.shared.services.record_access import record_list
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Listing
from config.shared.ui.saved_views import with_saved_views
from config.shared.ui.work_filters import work_filters

HEADER = ("Claim", "Patient", "Payer", "Status", "Service", "Billed", "Open", "File by", "Next", "On", "Owner")
LATEST = 6


@with_saved_views
def show_claim_list(request: HttpRequest) -> HttpResponse:
    """Claims by filter, order and page, all of it in the URL."""
    listing = _listing(request)
    if listing.wants_csv:
        return _csv(request, listing)
    rows = claim_list.rows(listing.rows)
    listing.counted, sums = claim_list.sums(listing.filtered)
    record_list(request, [row.claim.patient_id for row in rows], {"sort": listing.sort, **listing.chosen})
    return render(request, "claims/claim_list.html", {
        "listing": listing, "rows": rows, "sums": sums, "views": claim_list.views(),
        "queue": request.GET.get("queue", ""), "can_work": allows(request.user, WORK_CLAIMS), "workplace": "claims",
    })


def show_claim_panel(request: HttpRequest, public_id) -> HttpResponse:
    """One row beside the list: what is next, lines, the latest of the timeline."""
    submission = find_version(request, public_id)
    page, claim = claim_page.load(submission), submission.claim
    return render(request, "claims/_claim_panel.html", {
        "page": page, "claim": claim, "findings": finding_rows(page)[:2], "rejection_form": rejection_form(page), "latest": page.entries[:LATEST],
        "can_work": allows(request.user, WORK_CLAIMS),
    })


def _listing(request: HttpRequest) -> Listing:
    """What was narrowed down is worked by its deadline; all claims begin with the latest visits, as the oldest are closed."""
    filters = [*work_filters(Claim.SUBJECT_KIND, claim_list.LIST_URL, request.user, request.GET), *claim_list.filters()]
    narrowed = any(each.key in request.GET for each in filters)
    return Listing(
        request.GET, claim_list.claims(), path=request.path, sorts=claim_list.SORTS, default_sort="due" if narrowed else "-service", filters=filters,
    )


def _csv(request: HttpRequest, listing: Listing) -> HttpResponse:
    """The whole filtered list; the access log keeps the filter and every id."""
    claims = list(listing.filtered.order_by("pk"))
    record_list(request, [claim.patient_id for claim in claims], {"format": "csv", **listing.chosen})
    return csv_response("claims", HEADER, _lines(claims))


def _lines(claims: list[Claim]) -> Iterator[tuple]:
    for row in claim_list.rows(claims):
        claim, item = row.claim, row.item
        yield (
            claim.number, claim.patient.sorted_name, claim.payer.name, claim.get_status_display(), claim.service_date, claim.billed_amount,
            claim.open_amount, claim.filing_deadline_date, item.next_step if item else "", item.next_date if item else "",
            str(item.owner) if item and item.owner else "",
        )


