"""Asking the payers about all ticked claims: what is skipped is said with its reason, before and after."""

from collections import Counter
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.models import Claim
from claims.selectors import claim_list
from claims.selectors.poll_policy import ASKABLE, policy_of
from claims.services.ask_status import ask_status
from config.shared import clock
from config.shared.services.record_access import record_list
from config.shared.ui.toasts import toast

MOST = 200


@require_POST
def ask_about(request: HttpRequest) -> HttpResponse:
    """Ask the payers where the ticked claims stand; the answers come by themselves."""
    result = ask_status([claim.pk for claim in _ticked(request)], at=clock.now(), actor=request.user)
    skipped = Counter(result.skipped.values())
    reasons = "".join(f" {count} skipped: {reason}." for reason, count in skipped.items())
    toast(request, f"Asked about {len(result.inquiries)} claims.{reasons}")
    return _back(request)


@require_POST
def preview_bulk(request: HttpRequest) -> HttpResponse:
    """One sentence on what "ask status" would skip."""
    skipped = [claim.number for claim in _ticked(request) if claim.status not in ASKABLE or not policy_of(claim.payer).answers]
    if not skipped:
        return HttpResponse("")
    more = f" and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return HttpResponse(f"Ask status skips {len(skipped)}: {', '.join(skipped[:3])}{more}, not with a payer that answers.", content_type="text/plain")


def _ticked(request: HttpRequest) -> list[Claim]:
    ids = [UUID(text) for text in request.POST.getlist("ids")[:MOST] if _is_uuid(text)]
    claims = list(claim_list.claims().select_related("payer__connection").filter(public_id__in=ids))
    record_list(request, [claim.patient_id for claim in claims], {"ids": len(claims)})
    return claims


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was filtered."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(came_from)
    return redirect(reverse(claim_list.LIST_URL))
