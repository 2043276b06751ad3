"""Claims of remittances that wait in suspense: the worklist with possible matches, and naming the claim."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from claims.forms.denials import MatchForm
from claims.models import Claim, RemittanceClaim
from claims.selectors import remittance_page
from claims.services.resolve_exception import resolve_exception
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.permissions import POST_REMITTANCES, allows
from config.shared.services.record_access import record_list
from config.shared.ui.htmx import done
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from payers.models import Payer

LIST = "claims:remittance_exception_list"
SORTS = {"received": Sort("pk"), "paid": Sort("paid_amount"), "service": Sort("service_date", nullable=True)}


def remittance_exception_list(request: HttpRequest) -> HttpResponse:
    """What waits, newest first; possible matches of the rows shown."""
    listing = Listing(
        request.GET, remittance_page.every_waiting(), path=request.path, sorts=SORTS, default_sort="-received", page_size=25,
        filters=[
            Filter("reason", "Reason", [Choice(code, words.capitalize()) for code, words in remittance_page.REASONS.items()], lookup="code__in"),
            Filter("payer", "Payer", [Choice(str(payer.pk), payer.name) for payer in Payer.objects.order_by("name")], lookup="remittance__payer__in"),
            *work_filters(RemittanceClaim.SUBJECT_KIND, LIST, request.user, request.GET),
        ],
    )
    waiting = remittance_page.waiting(listing.rows)
    record_list(request, set().union(*(item.patient_ids for item in waiting)), {"list": "remittance_exceptions", "sort": listing.sort})
    return render(request, "claims/remittance_exception_list.html", {
        "listing": listing, "waiting": waiting, "workplace": "remittances", "face": "exceptions",
        "can_post": allows(request.user, POST_REMITTANCES),
    })


class MatchView(View):
    """A dialog that names the claim: prefilled from a suggestion, or typed. What does not fit is said at the field (422)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        row = self._row(public_id)
        number = request.GET.get("claim", "") or (row.claim.number if row.claim else "")
        words = next((match.words for item in remittance_page.waiting([row]) for match in item.matches if match.claim.number == number), "")
        return self._show(request, row, MatchForm(initial={"claim": number, "reason": words}))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        row, form = self._row(public_id), MatchForm(request.POST)
        if not form.is_valid():
            return self._show(request, row, form, 422)
        claim = Claim.objects.filter(number__iexact=form.cleaned_data["claim"].strip()).first()
        if claim is None:
            form.add_error("claim", "There is no such claim.")
            return self._show(request, row, form, 422)
        try:
            resolve_exception(remittance_claim_id=row.pk, claim=claim, reason=form.cleaned_data["reason"], actor=request.user, at=clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, row, form, 409 if error.conflict else 422)
        toast(request, f"Matched to {claim.number}.")
        return done(request, "claims:remittance", public_id=row.remittance.public_id)

    @staticmethod
    def _row(public_id) -> RemittanceClaim:
        return get_object_or_404(RemittanceClaim.objects.select_related("remittance__payer", "claim"), public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, row: RemittanceClaim, form: MatchForm, status: int = 200) -> HttpResponse:
        record_list(request, [], {"remittance_claim": row.pk})
        return render(request, "claims/remittance_match.html", {
            "row": row, "form": form, "workplace": "remittances", "back_url": reverse("claims:remittance", args=[row.remittance.public_id]),
        }, status=status)
