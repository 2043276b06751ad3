"""Denials in their rank: deadlines within two weeks first, then expected dollars, each with why. Assigning and putting off many at once."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.models import Denial, DenialStatus
from claims.rules.denial_routes import CAUSES, LABELS
from claims.rules.reason_words import category_words
from claims.selectors import denials
from claims.services.work_denial import assign_denials, snooze_denials
from config.shared import clock
from config.shared.permissions import WORK_DENIALS, allows
from config.shared.services.record_access import record_list
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from payers.models import Payer

LIST = "claims:denial_list"
WEEK = timedelta(days=7)
SORTS = {
    "rank": Sort("rank_key"), "deadline": Sort("deadline_date", nullable=True), "denied": Sort("denied_amount"),
    "expected": Sort("expected_amount", nullable=True), "since": Sort("denied_date"),
}
HEADER = ("denial", "claim", "payer", "service", "reason", "category", "denied", "expected", "deadline", "route", "status")


def denial_list(request: HttpRequest) -> HttpResponse:
    """Open denials, unless the URL asks for others."""
    params = request.GET.copy()
    if not params.getlist("status") and "queue" not in params:
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


@require_POST
def denial_assign_many(request: HttpRequest) -> HttpResponse:
    """The ticked ones become the user's own."""
    count = assign_denials(denial_ids=_chosen(request), owner=request.user)
    toast(request, f"{count} assigned to you.")
    return _back(request)


@require_POST
def denial_snooze_many(request: HttpRequest) -> HttpResponse:
    """The ticked ones are put off by a week; those whose deadline would pass meanwhile stay."""
    chosen = _chosen(request)
    count = snooze_denials(denial_ids=chosen, until=clock.today() + WEEK)
    left = len(chosen) - count
    toast(request, f"{count} put off for a week." + (f" {left} stay: their deadline comes first." if left else ""))
    return _back(request)


def _filters(request: HttpRequest, params) -> list[Filter]:
    payers = [Choice(str(payer.pk), payer.name) for payer in Payer.objects.order_by("name")]
    return [
        Filter("status", "Status", [Choice(value, label) for value, label in DenialStatus.choices], lookup="status__in"),
        Filter("payer", "Payer", payers, lookup="claim__payer__in"),
        Filter("category", "Category", [Choice(key, category_words(key)) for key in CAUSES], lookup="category__in"),
        Filter("route", "Route", [Choice(key, words) for key, words in LABELS.items()], lookup="route__in"),
        *work_filters(Denial.SUBJECT_KIND, LIST, request.user, params),
    ]


def _chosen(request: HttpRequest) -> list[int]:
    known = [value for value in request.POST.getlist("ids") if len(value) == 36]
    return list(Denial.objects.filter(public_id__in=known).values_list("pk", flat=True))


def _back(request: HttpRequest) -> HttpResponse:
    """To the list one came from."""
    url = request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return redirect(url if safe else LIST)


def _csv(row: Denial) -> tuple:
    return (
        row.number, row.claim.number, row.claim.payer.name, row.claim.service_date, f"{row.group}-{row.reason}", row.category, row.denied_amount,
        row.expected_amount, row.deadline_date, row.get_route_display(), row.get_status_display(),
    )
