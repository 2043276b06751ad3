"""What came in: files with their fates and reasons, one file's transactions explained, an upload, and trying an exception again."""

from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from config.shared import blobs, clock
from config.shared.errors import DomainError
from config.shared.services.record_access import record_list
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast
from payers import x12
from payers.models import Fate, InboundFile, InboundTransaction
from payers.selectors.explained import explained
from payers.services.receive_bytes import receive_stream
from payers.services.retry_transaction import retry_transaction

SHOWN = 25


def inbound_list(request: HttpRequest) -> HttpResponse:
    """Every file that arrived, newest first."""
    files = InboundFile.objects.select_related("connection").annotate(held=Count("transactions"))
    listing = Listing(
        request.GET, files, path=request.path, sorts={"received": Sort("received_at")}, default_sort="-received",
        filters=[
            Filter("fate", "Fate", [Choice(value, label) for value, label in Fate.choices], lookup="fate__in"),
            Filter("queue", "Queue", [Choice("inbound_exception", "Exceptions")], apply=lambda rows, _: rows.filter(fate=Fate.EXCEPTION)),
            Filter("owner", "Owner", [Choice("me", "Me"), Choice("team", "Team"), Choice("nobody", "Nobody")], apply=lambda rows, _: rows),
        ],
    )
    return render(request, "payers/inbound_list.html", {"listing": listing, "workplace": "payers"})


def inbound_file(request: HttpRequest, public_id) -> HttpResponse:
    """One file: its transactions with fate and reason, the chosen one explained."""
    file = get_object_or_404(InboundFile.objects.select_related("connection", "duplicate_of"), public_id=public_id)
    transactions = list(file.transactions.order_by("ordinal")[:SHOWN])
    wanted = request.GET.get("transaction")
    chosen = next((row for row in transactions if str(row.public_id) == wanted), transactions[0] if transactions else None)
    if chosen is not None:
        chosen.file = file
    record_list(request, [], {"inbound_file": file.pk})
    return render(request, "payers/inbound_file.html", {
        "file": file, "transactions": transactions, "chosen": chosen, "segments": _segments(chosen),
        "more": file.transactions.count() - len(transactions), "workplace": "payers",
    })


def inbound_raw(request: HttpRequest, public_id) -> FileResponse:
    """The bytes as they came, for download only."""
    file = get_object_or_404(InboundFile, public_id=public_id)
    record_list(request, [], {"inbound_raw": file.pk})
    return FileResponse(blobs.path_of(file.sha256).open("rb"), as_attachment=True, filename=f"{file.sha256[:12]}.x12", content_type="text/plain")


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


@require_POST
def inbound_retry(request: HttpRequest, public_id) -> HttpResponse:
    """Hand an exception to its handler once more."""
    row = get_object_or_404(InboundTransaction.objects.select_related("file"), public_id=public_id)
    try:
        row = retry_transaction(row.pk, actor=request.user, at=clock.now())
    except DomainError as error:
        return refused(request, error, back_url=request.path)
    toast(request, f"Tried again: {row.get_fate_display().lower()}.", failed=row.fate == Fate.EXCEPTION)
    return redirect("payers:inbound_file", public_id=row.file.public_id)


def _segments(row: InboundTransaction | None) -> list:
    try:
        return explained(row) if row is not None else []
    except (x12.Unreadable, DomainError):
        return []
