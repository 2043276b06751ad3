"""Fee schedules: the list, and a schedule with its versions and the prices of one of them. Prices are changed in a draft alone."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config.shared import clock
from config.shared.permissions import EDIT_FEES, allows
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.record_view import RecordView
from payers.forms import FeeScheduleForm
from payers.models import FeeDraft, FeeSchedule, FeeScheduleVersion
from payers.rules.fee_values import as_typed
from payers.selectors import fee_schedules
from payers.selectors.fee_drafts import matching
from payers.services.change_fee_draft import open_draft

PAGE = 100
HEADER = ("code", "modifier", "description", "price")


def fee_schedule_list(request: HttpRequest) -> HttpResponse:
    """The charge master and the contracts."""
    known = Prefetch("versions", FeeScheduleVersion.objects.filter(known_to__isnull=True))
    edited = Prefetch("drafts", FeeDraft.objects.filter(status="open"))
    schedules = FeeSchedule.objects.prefetch_related(known, edited, "contract_payers")
    return render(request, "payers/fee_schedule_list.html", {"schedules": schedules, "workplace": "payers"})


def fee_schedule(request: HttpRequest, public_id) -> HttpResponse:
    """A schedule: the prices of one version (?version=, else the one in force), and with ?format=csv its file."""
    schedule = get_object_or_404(FeeSchedule, public_id=public_id)
    versions = fee_schedules.versions(schedule, today=clock.today())
    version = fee_schedules.chosen(versions, request.GET.get("version", ""))
    listing = Listing(
        request.GET, fee_schedules.prices_of(version), path=request.path, sorts={"code": Sort("procedure_code"), "price": Sort("unit_price")},
        default_sort="code", page_size=PAGE,
        filters=[find_filter(request), _of_version(versions)],
    )
    if listing.wants_csv:
        return csv_response(f"{schedule.name} prices", HEADER, _csv(listing))
    return render(request, "payers/fee_schedule.html", {
        "schedule": schedule, "versions": versions, "version": version, "listing": listing, "rows": fee_schedules.price_rows(version, listing.rows),
        "earlier": fee_schedules.has_earlier(versions, version), "workplace": "payers",
        "draft": open_draft(schedule.pk), "can_edit": allows(request.user, EDIT_FEES), "find": request.GET.get("q", ""),
    })


class FeeScheduleNewView(RecordView):
    form_class, noun = FeeScheduleForm, "fee schedule"
    list_url, list_label, workplace = "payers:fee_schedule_list", "Fee schedules", "payers"

    def after(self, record) -> str:
        return reverse("payers:fee_draft_new", args=[record.public_id])


def _of_version(versions: list[fee_schedules.VersionRow]) -> Filter:
    """Keeps the version that was asked for in the list's own ways; the rows are its rows already."""
    return Filter("version", "Version", [Choice(str(row.version.public_id), "") for row in versions], apply=lambda rows, _: rows, single=True)


def find_filter(request: HttpRequest) -> Filter:
    """What was typed to find codes: a code's beginning, or words of ours."""
    typed = " ".join(request.GET.get("q", "").split())[:80]
    return Filter("q", "Find", [Choice(typed, typed)] if typed else [], apply=lambda rows, values: matching(rows, values[0]), single=True)


def _csv(listing: Listing) -> Iterator[tuple]:
    for item in listing.filtered.order_by("procedure_code", "modifier").iterator(chunk_size=2000):
        yield item.procedure_code, item.modifier, item.description, as_typed(item.unit_price)
