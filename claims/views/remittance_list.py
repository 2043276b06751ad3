"""Remittances: every check that came, newest first, with what waits on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from claims.models import Remittance, RemittanceStatus
from claims.selectors import remittance_page
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.saved_views import with_saved_views
from config.shared.ui.since import since_filter
from config.shared.ui.work_filters import work_filters
from payers.models import Payer

LIST = "claims:remittance_list"
SORTS = {
    "received": Sort("received_at"), "paid": Sort("payment_date", nullable=True), "amount": Sort("payment_amount"), "payment": Sort("trace_number"),
}
HEADER = ("payment", "payer", "received", "paid on", "amount", "claims", "waiting", "status", "reason")


@with_saved_views
def remittance_list(request: HttpRequest) -> HttpResponse:
    """The list, and with ?format=csv its file."""
    listing = Listing(
        request.GET, remittance_page.list_rows(), path=request.path, sorts=SORTS, default_sort="-received",
        filters=[
            Filter("status", "Status", [Choice(value, label) for value, label in RemittanceStatus.choices], lookup="status__in"),
            Filter("payer", "Payer", [Choice(str(payer.pk), payer.name) for payer in Payer.objects.order_by("name")], lookup="payer__in"),
            since_filter("received_at"),
            *work_filters(Remittance.SUBJECT_KIND, LIST, request.user, request.GET),
        ],
    )
    if request.GET.get("format") == "csv":
        return csv_response("remittances", HEADER, (_csv(row) for row in listing.filtered.order_by("-received_at")))
    return render(request, "claims/remittance_list.html", {
        "listing": listing, "workplace": "remittances", "exceptions_url": reverse("claims:remittance_exception_list"), "face": "remittances",
    })


def _csv(row: Remittance) -> tuple:
    return (
        row.trace_number, row.payer.name if row.payer else row.payer_name, row.received_at.date(), row.payment_date, row.payment_amount,
        row.claim_count, row.waiting, row.get_status_display(), row.message,
    )
