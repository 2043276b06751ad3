"""Voiding a visit that never was: a dialog that asks why. Every charge is reversed; nothing is deleted."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from billing.models import Encounter
from billing.services.void_encounter import void_encounter
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.record_access import record_page
from config.shared.ui.htmx import done
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast


class VoidForm(forms.Form):
    reason = forms.CharField(label="Why was it wrong", max_length=200)


class VoidEncounterView(View):
    """A conflict (money moved, a claim is out) is refused with its sentence (409)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        return self._show(request, self._encounter(public_id), VoidForm(auto_id="dialog_%s"))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        encounter, form = self._encounter(public_id), VoidForm(request.POST, auto_id="dialog_%s")
        if not form.is_valid():
            return self._show(request, encounter, form, status=422)
        try:
            void_encounter(encounter.pk, reason=form.cleaned_data["reason"], actor=request.user, at=clock.now())
        except DomainError as error:
            return refused(request, error, back_url=reverse("billing:encounter", args=[public_id]))
        toast(request, f"{encounter.number} is void.")
        return done(request, "billing:encounter", public_id=public_id)

    @staticmethod
    def _encounter(public_id) -> Encounter:
        return get_object_or_404(Encounter, public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, encounter: Encounter, form: VoidForm, status: int = 200) -> HttpResponse:
        record_page(request, [encounter.patient_id])
        return render(request, "billing/encounter_void.html", {"encounter": encounter, "form": form, "workplace": "encounters"}, status=status)
