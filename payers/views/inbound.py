"""What came in: every file with its fate and reason, the exceptions that wait for somebody, and taking a file in by hand."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import WorkItem
from config.shared.registries import links
from config.shared.services.record_access import record_list
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.problems import refused
from config.shared.ui.since import since_filter
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import item_filters
from payers.models import SET_ASIDE, Fate, InboundFile
from payers.services.dispatch_transaction import EXCEPTION_QUEUE
from payers.services.receive_bytes import receive_stream

EXCEPTIONS = "payers:inbound_exception_list"


def inbound_list(request: HttpRequest) -> HttpResponse:
    """Every file that arrived, newest first."""
    files = InboundFile.objects.select_related("connection", "archive").annotate(held=Count("transactions"))
    fates = [*(Choice(value, label) for value, label in Fate.choices), Choice(SET_ASIDE, "Set aside")]
    listing = Listing(
        request.GET, files, path=request.path, sorts={"received": Sort("received_at")}, default_sort="-received",
        filters=[Filter("fate", "Fate", fates, apply=_with_fates), since_filter("received_at")],
    )
    return render(request, "payers/inbound_list.html", {"listing": listing, "workplace": "payers"})


def inbound_exception_list(request: HttpRequest) -> HttpResponse:
    """The queue of inbound exceptions: one row for each transaction, or file that could not be read, that asks for a person."""
    listing = Listing(
        request.GET, WorkItem.objects.filter(queue=EXCEPTION_QUEUE, closed_at__isnull=True).select_related("owner"), path=request.path,
        sorts={"due": Sort("next_date"), "opened": Sort("opened_at")}, default_sort="due", filters=item_filters(EXCEPTIONS, request.user),
    )
    record_list(request, [], {"list": "inbound_exceptions", "sort": listing.sort})
    return render(request, "payers/inbound_exception_list.html", {"listing": listing, "rows": _with_links(listing.rows), "workplace": "payers"})


@require_POST
def inbound_upload(request: HttpRequest) -> HttpResponse:
    """Take in a file by hand, as if it had come over a connection."""
    upload = request.FILES.get("file")
    if upload is None:
        toast(request, "Choose a file first.", failed=True)
        return redirect("payers:inbound_list")
    try:
        file = receive_stream(stream=upload, name=upload.name or "upload", source="upload", connection=None, at=clock.now())
    except DomainError as error:
        return refused(request, error, back_url=request.path)
    toast(request, f"Taken in: {file.get_fate_display().lower()}.", failed=file.fate == Fate.EXCEPTION)
    return redirect("payers:inbound_file", public_id=file.public_id)


def _with_fates(files: QuerySet, wanted: list[str]) -> QuerySet:
    """By the fate that is shown: an exception that was set aside is found under that word only."""
    found = Q(fate__in=set(wanted) - {SET_ASIDE}, set_aside_at__isnull=True)
    return files.filter(found | Q(set_aside_at__isnull=False) if SET_ASIDE in wanted else found)


def _with_links(items: list[WorkItem]) -> list[tuple[WorkItem, links.Link | None]]:
    kinds = {item.subject_kind for item in items}
    found = {kind: links.resolve(kind, [item.subject_id for item in items if item.subject_kind == kind]) for kind in kinds}
    return [(item, found[item.subject_kind].get(item.subject_id)) for item in items]
