"""Post the claims of a check that balance, and leave the rest as suspense on it: a dialog that asks why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from claims.forms.overpayments import ReasonForm
from claims.models import Remittance
from claims.selectors import remittance_page
from claims.services.post_balancing_claims import post_balancing_claims
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.record_access import record_list
from config.shared.ui.htmx import done
from config.shared.ui.toasts import toast


class PostPartView(View):
    """On a problem the dialog stands there again (422, 409)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        return self._show(request, _row(public_id), ReasonForm())

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        row, form = _row(public_id), ReasonForm(request.POST)
        if not form.is_valid():
            return self._show(request, row, form, 422)
        try:
            post_balancing_claims(remittance_id=row.pk, reason=form.cleaned_data["reason"], actor=request.user, at=clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, row, form, 409 if error.conflict else 422)
        toast(request, f"Posted what balances of {row}; the rest is in suspense on it.")
        return done(request, "claims:remittance", public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, row: Remittance, form: ReasonForm, status: int = 200) -> HttpResponse:
        record_list(request, [], {"remittance": row.pk})
        return render(request, "claims/remittance_part.html", {
            "remittance": row, "form": form, "part": remittance_page.balancing(row), "workplace": "remittances",
            "back_url": reverse("claims:remittance", args=[row.public_id]),
        }, status=status)


def _row(public_id) -> Remittance:
    return get_object_or_404(Remittance, public_id=public_id)
