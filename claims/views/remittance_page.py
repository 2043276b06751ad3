"""One remittance: what posting does (or did) with each cent, what waits and to what it may belong, and where the file says so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.models import Remittance, RemittanceClaim, RemittanceStatus
from claims.selectors import remittance_page
from claims.services.post_balancing_claims import MAY
from claims.services.post_remittance import post_remittance
from claims.services.replan_remittance import replan_remittance
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.permissions import POST_REMITTANCES, allows
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.problems import refused
from config.shared.ui.recent import remember
from config.shared.ui.toasts import toast
from payers import x12
from payers.selectors.explained import explained


def remittance(request: HttpRequest, public_id) -> HttpResponse:
    """The check, its plan and its exceptions. `?after=` is the CLP after which the plain ones go on."""
    row = get_object_or_404(Remittance.objects.select_related("payer", "inbound_transaction__file", "posted_by"), public_id=public_id)
    after = request.GET.get("after", "")
    plain, following = remittance_page.plain(row, int(after) if after.isdigit() and len(after) < 9 else 0)
    first, waiting = remittance_page.look_first(row), remittance_page.waiting_of(row)
    patients = {item.claim.patient_id for item in (*first, *plain) if item.claim}.union(*(item.patient_ids for item in waiting))
    record_list(request, patients, {"remittance": row.pk})
    remember(request, label=f"{row.payment_method or 'Check'} {row}", url=request.path)
    totals = remittance_page.totals(row)
    return render(request, "claims/remittance_page.html", {
        "remittance": row, "totals": totals, "post_label": f"Post {totals.posting} of {totals.claims}",
        "post_hint": f"{totals.paid:,.2f}" + (f", {totals.suspense:,.2f} in suspense" if totals.waiting else ""),
        "can_post": allows(request.user, POST_REMITTANCES), "evidence_url": _evidence_url(row), "look_first": _with_then(first),
        "plain": _with_then(plain), "following": following, "waiting": waiting,
        "provider_adjustments": row.provider_adjustments.all(), "proposals": remittance_page.proposals(row),
        "is_planned": row.status == RemittanceStatus.PLANNED, "is_exception": row.status == RemittanceStatus.EXCEPTION,
        "may_post_part": row.status == RemittanceStatus.EXCEPTION and row.code in MAY, "workplace": "remittances",
    })


@require_POST
def remittance_post(request: HttpRequest, public_id) -> HttpResponse:
    """Post it as planned."""
    row = get_object_or_404(Remittance, public_id=public_id)
    try:
        row = post_remittance(remittance_id=row.pk, actor=request.user, at=clock.now())
    except DomainError as error:
        return refused(request, error, back_url=reverse("claims:remittance", args=[public_id]))
    toast(request, f"Posted {row}.")
    return redirect("claims:remittance", public_id=public_id)


@require_POST
def remittance_replan(request: HttpRequest, public_id) -> HttpResponse:
    """Match and plan it anew."""
    row = get_object_or_404(Remittance, public_id=public_id)
    replan_remittance(remittance_id=row.pk, actor=request.user, at=clock.now())
    toast(request, "Planned again.")
    return redirect("claims:remittance", public_id=public_id)


def remittance_claim(request: HttpRequest, public_id) -> HttpResponse:
    """One CLP beside the list: its lines and adjustments with what they are, and its segments explained."""
    row = get_object_or_404(
        RemittanceClaim.objects.select_related("remittance__inbound_transaction__file", "claim__patient"), public_id=public_id
    )
    if row.claim:
        record_page(request, [row.claim.patient_id])
    adjustments = list(row.adjustments.select_related("rule", "line").order_by("ordinal"))
    return render(request, "claims/remittance_claim_panel.html", {
        "row": row, "lines": [(line, [item for item in adjustments if item.line_id == line.pk]) for line in row.lines.all()],
        "claim_level": [item for item in adjustments if item.line_id is None], "segments": _segments(row),
    })


def _evidence_url(row: Remittance) -> str:
    """The transaction in its file, explained."""
    transaction = row.inbound_transaction
    return f"{reverse('payers:inbound_file', args=[transaction.file.public_id])}?transaction={transaction.public_id}"


def _with_then(rows):
    return [(row, *remittance_page.then(row)) for row in rows]


def _segments(row: RemittanceClaim) -> list:
    """The CLP's segments in plain words; nothing where the file can't be read any more."""
    try:
        return explained(row.remittance.inbound_transaction, first=row.first_segment, last=row.last_segment)
    except (x12.Unreadable, DomainError):
        return []

