"""Charge entry by keyboard: the page, the preview that prices while one types, and the two fields that suggest codes."""

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_POST

from billing.forms import Visit
from billing.selectors import encounters as reads
from billing.services.enter_encounter import enter_encounter
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.money import round_cents
from config.shared.services.idempotency import new_key, once
from config.shared.services.record_access import record_page
from config.shared.ui.text import usd
from config.shared.ui.toasts import toast
from patients.models import Patient
from patients.selectors.patients import coverages_on
from payers.selectors.prices import charge_master_id, search_codes
from payers.selectors.reference import search_diagnoses


class NewEncounterView(View):
    """GET ?patient=<public id> shows the empty page, POST enters the visit. Sent twice, it is entered once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.GET.get("patient"):
            return redirect("patients:list")
        patient = _patient(request.GET["patient"])
        return self._show(request, patient, Visit(patient=patient), new_key())

    def post(self, request: HttpRequest) -> HttpResponse:
        patient, key = _patient(request.POST.get("patient", "")), request.POST.get("key", "")
        visit = Visit(request.POST, patient=patient)
        if visit.is_valid():
            try:
                return redirect(once(user=request.user, route="billing:encounter_new", key=key, create=lambda: self._enter(visit)))
            except DomainError as error:
                visit.head.add_error(None, str(error))
        return self._show(request, patient, visit, key, status=422)

    def _enter(self, visit: Visit) -> str:
        encounter = enter_encounter(visit.new_encounter(), actor=self.request.user, at=clock.now())
        toast(self.request, f"Entered {encounter.number}, {usd(visit.total)}.")
        return reverse("billing:encounter", args=[encounter.public_id])

    @staticmethod
    def _show(request: HttpRequest, patient: Patient, visit: Visit, key: str, status: int = 200) -> HttpResponse:
        record_page(request, [patient.pk])
        today = clock.today()
        return render(request, "billing/encounter_new.html", {
            "patient": patient, "age": patient.age_on(today), "visit": visit, "key": key, "workplace": "encounters",
            "coverages": coverages_on([patient.pk], today)[patient.pk],
            "last_visits": reads.encounter_rows(reads.newest(patient.pk).order_by("-service_date", "-pk")[:4]),
        }, status=status)


@require_POST
def encounter_preview(request: HttpRequest) -> HttpResponse:
    """What the typed lines cost and what is wrong so far; nothing is saved."""
    patient = _patient(request.POST.get("patient", ""))
    visit = Visit(request.POST, patient=patient)
    visit.check()
    record_page(request, [patient.pk])
    return render(request, "billing/_encounter_preview.html", {"visit": visit, "swap": True})


def suggest_diagnosis(request: HttpRequest) -> HttpResponse:
    """Diagnoses in force on the service date, by number or word."""
    rows = search_diagnoses(request.GET.get("q", "")[:60], _day(request))
    options = [{"value": row.dotted, "label": row.description, "note": "" if row.billable else "heading"} for row in rows]
    return render(request, "components/suggest.html", {"options": options})


def suggest_code(request: HttpRequest) -> HttpResponse:
    """Codes of the charge master on the service date, by number or word, with their price."""
    schedule = charge_master_id()
    rows = search_codes(request.GET.get("q", "")[:60], schedule_id=schedule, day=_day(request)) if schedule else []
    options = [
        {"value": row.procedure_code, "label": row.description, "note": row.modifier, "extra": usd(round_cents(row.unit_price))} for row in rows
    ]
    nothing = "No match in the charge master." if schedule else "There is no charge master yet: an admin makes it under Payers & fees."
    return render(request, "components/suggest.html", {"options": options, "extra_head": "charge", "nothing": nothing})


def _patient(public_id: str) -> Patient:
    try:
        return get_object_or_404(Patient, public_id=public_id)
    except ValidationError as error:
        raise Http404 from error


def _day(request: HttpRequest):
    """The service date typed so far, or today."""
    field = DateField(required=False)
    try:
        return field.clean(request.GET.get("service_date", "")) or clock.today()
    except ValidationError:
        return clock.today()
