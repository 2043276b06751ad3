"""One file that came in: its transactions explained, and what a person can do about an exception: try it again, or set it aside with a reason."""

from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.shared import blobs, clock
from config.shared.errors import DomainError
from config.shared.permissions import POST_REMITTANCES, allows
from config.shared.services.record_access import record_list
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast
from payers import x12
from payers.models import Fate, InboundFile, InboundTransaction
from payers.selectors.explained import explained
from payers.selectors.inbound_page import file_decision, transaction_decision
from payers.services.retry_transaction import retry_file, retry_transaction
from payers.services.set_aside import set_aside_file, set_aside_transaction

SHOWN = 25


def inbound_file(request: HttpRequest, public_id) -> HttpResponse:
    """One file: its transactions with fate and reason, the chosen one explained. An archive shows the files that were in it."""
    file = get_object_or_404(InboundFile.objects.select_related("connection", "duplicate_of", "archive"), public_id=public_id)
    transactions = list(file.transactions.order_by("ordinal")[:SHOWN])
    chosen = _chosen(file, transactions, request.GET.get("transaction", ""))
    record_list(request, [], {"inbound_file": file.pk})
    return render(request, "payers/inbound_file.html", {
        "file": file, "transactions": transactions, "chosen": chosen, "segments": _segments(chosen),
        "members": list(file.members.order_by("archive_place")[:SHOWN]), "more_members": file.members.count() - SHOWN,
        "more": file.transactions.count() - len(transactions), "workplace": "payers",
        "file_decision": file_decision(file), "decision": transaction_decision(chosen) if chosen else None,
        "may_decide": allows(request.user, POST_REMITTANCES),
    })


def inbound_raw(request: HttpRequest, public_id) -> FileResponse:
    """The bytes as they came, for download only."""
    file = get_object_or_404(InboundFile, public_id=public_id)
    record_list(request, [], {"inbound_raw": file.pk})
    ending, kind = ("zip", "application/zip") if file.members.exists() else ("x12", "text/plain")
    return FileResponse(blobs.path_of(file.sha256).open("rb"), as_attachment=True, filename=f"{file.sha256[:12]}.{ending}", content_type=kind)


@require_POST
def inbound_retry(request: HttpRequest, public_id) -> HttpResponse:
    """Hand an exception to its handler once more."""
    row = get_object_or_404(InboundTransaction.objects.select_related("file"), public_id=public_id)
    return _decide(request, row.file, row, lambda at: retry_transaction(row.pk, actor=request.user, at=at), "Tried again")


@require_POST
def inbound_set_aside(request: HttpRequest, public_id) -> HttpResponse:
    """Nothing is to be done with this exception, for the reason given."""
    row, reason = get_object_or_404(InboundTransaction.objects.select_related("file"), public_id=public_id), request.POST.get("reason", "")[:200]
    return _decide(request, row.file, row, lambda at: set_aside_transaction(row.pk, reason=reason, actor=request.user, at=at), "Set aside")


@require_POST
def inbound_file_retry(request: HttpRequest, public_id) -> HttpResponse:
    """Read a file again that could not be read, or not to its end."""
    file = get_object_or_404(InboundFile, public_id=public_id)
    return _decide(request, file, None, lambda at: retry_file(file.pk, actor=request.user, at=at), "Read again")


@require_POST
def inbound_file_set_aside(request: HttpRequest, public_id) -> HttpResponse:
    """Nothing is to be done with this file, for the reason given."""
    file, reason = get_object_or_404(InboundFile, public_id=public_id), request.POST.get("reason", "")[:200]
    return _decide(request, file, None, lambda at: set_aside_file(file.pk, reason=reason, actor=request.user, at=at), "Set aside")


def _decide(request: HttpRequest, file: InboundFile, row: InboundTransaction | None, decide: Callable, done: str) -> HttpResponse:
    """Make the one call, and go back to the file, at the transaction it was about."""
    back = reverse("payers:inbound_file", args=[file.public_id]) + (f"?transaction={row.public_id}" if row else "")
    try:
        result = decide(clock.now())
    except DomainError as error:
        return refused(request, error, back_url=back)
    failed = result.fate == Fate.EXCEPTION and not result.set_aside_at
    toast(request, f"{done}: {result.get_fate_display().lower()}." if not result.set_aside_at else f"{done}.", failed=failed)
    return redirect(back)


def _chosen(file: InboundFile, transactions: list[InboundTransaction], wanted: str) -> InboundTransaction | None:
    """The transaction of the URL, also one beyond those listed; else the first."""
    chosen = next((row for row in transactions if str(row.public_id) == wanted), None)
    if chosen is None and len(transactions) == SHOWN and wanted:
        chosen = next((row for row in file.transactions.order_by("ordinal")[SHOWN:].iterator() if str(row.public_id) == wanted), None)
    chosen = chosen or (transactions[0] if transactions else None)
    if chosen is not None:
        chosen.file = file
    return chosen


def _segments(row: InboundTransaction | None) -> list:
    try:
        return explained(row) if row is not None else []
    except (x12.Unreadable, DomainError):
        return []
