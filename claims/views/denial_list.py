"""Denials in their rank: deadlines within two weeks first, then expected dollars, each with why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Denial, DenialStatus
from claims.rules.denial_routes import CAUSES, LABELS
from claims.rules.reason_words import category_words
from claims.selectors import denials
from config.shared import clock
from config.shared.permissions import WORK_DENIALS, allows
from config.shared.services.record_access import record_list
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.saved_views import with_saved_views
from config.shared.ui.since import since_filter
from config.shared.ui.work_filters import work_filters
from payers.models import Payer

LIST = "claims:denial_list"
SORTS = {
    "rank": Sort("rank_key"), "deadline": Sort("deadline_date", nullable=True), "denied": Sort("denied_amount"),
    "expected": Sort("expected_amount", nullable=True), "since": Sort("denied_date"),
}
HEADER = ("denial", "claim", "payer", "service", "reason", "category", "denied", "expected", "deadline", "route", "status")


@with_saved_views
def denial_list(request: HttpRequest) -> HttpResponse:
    """Open denials, unless the URL asks for others."""
    params = request.GET.copy()
    if not params.getlist("status") and "queue" not in params and "since" not in params:
        params.setlist("status", [DenialStatus.OPEN])
    listing = Listing(params, denials.ranked(clock.today()), path=request.path, sorts=SORTS, default_sort="rank", filters=_filters(request, params))
    if request.GET.get("format") == "csv":
        record_list(request, [], {"export": "denials"})
        return csv_response("denials", HEADER, (_csv(row) for row in listing.filtered.order_by("rank_key", "pk")))
    items, today = denials.items(listing.rows), clock.today()
    rows = [(row, denials.why_here(row, today), items.get(row.pk), category_words(row.category)) for row in listing.rows]
    record_list(request, {row.claim.patient_id for row in listing.rows}, {"list": "denials", "sort": listing.sort})
    return render(request, "claims/denial_list.html", {
        "listing": listing, "rows": rows, "workplace": "denials", "face": "denials", "can_work": allows(request.user, WORK_DENIALS),
    })


def _filters(request: HttpRequest, params) -> list[Filter]:
    payers = [Choice(str(payer.pk), payer.name) for payer in Payer.objects.order_by("name")]
    return [
        Filter("status", "Status", [Choice(value, label) for value, label in DenialStatus.choices], lookup="status__in"),
        Filter("payer", "Payer", payers, lookup="claim__payer__in"),
        Filter("category", "Category", [Choice(key, category_words(key)) for key in CAUSES], lookup="category__in"),
        Filter("route", "Route", [Choice(key, words) for key, words in LABELS.items()], lookup="route__in"),
        since_filter("opened_at"),
        *work_filters(Denial.SUBJECT_KIND, LIST, request.user, params),
    ]


def _csv(row: Denial) -> tuple:
    return (
        row.number, row.claim.number, row.claim.payer.name, row.claim.service_date, f"{row.group}-{row.reason}", row.category, row.denied_amount,
        row.expected_amount, row.deadline_date, row.get_route_display(), row.get_status_display(),
    )
