"""The list with its search, the page of one patient, and changing who they are. Search text names people, so it never stands in a URL."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from config.shared import clock
from config.shared.errors import StaleVersion
from config.shared.permissions import allows
from config.shared.registries import panels
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.listing import Listing, Sort
from config.shared.ui.recent import remember
from config.shared.ui.toasts import toast
from config.shared.ui.versions import posted_version
from patients.forms import GuarantorForm, PatientForm
from patients.models import Patient
from patients.selectors import patient_page
from patients.selectors.patients import search
from patients.services.change_patient import change_patient

SEARCH = "patients_search"
SORTS = {"name": Sort("last_name"), "born": Sort("birth_date"), "account": Sort("account_number"), "since": Sort("created_at")}


def patient_list(request: HttpRequest) -> HttpResponse:
    """GET lists what the session's search text finds; POST takes a new text, and goes straight to a patient who is the only answer."""
    if request.method == "POST":
        return _take_search(request)
    text = request.session.get(SEARCH, "")
    listing = Listing(request.GET, search(text), path=request.path, sorts=SORTS, default_sort="name")
    rows = patient_page.list_rows(listing.rows, clock.today())
    record_list(request, [row.patient.pk for row in rows], {"search": text, "sort": listing.sort})
    return render(request, "patients/patient_list.html", {"listing": listing, "rows": rows, "text": text, "workplace": "patients"})


def _take_search(request: HttpRequest) -> HttpResponse:
    text = request.POST.get("q", "").strip()[:100]
    request.session[SEARCH] = text
    found = list(search(text)[:2]) if text else []
    if len(found) == 1:
        request.session[SEARCH] = ""
        return redirect("patients:detail", public_id=found[0].public_id)
    return redirect("patients:list")


def patient_detail(request: HttpRequest, public_id) -> HttpResponse:
    """One patient: facts, coverages, and what the rooms above add by their panels."""
    patient = get_object_or_404(Patient.objects.select_related("guarantor"), public_id=public_id)
    record_page(request, [patient.pk])
    remember(request, label=patient.sorted_name, url=request.path)
    cards = patient_page.coverage_cards(patient, clock.today())
    return render(request, "patients/patient_detail.html", {
        "patient": patient, "age": patient.age_on(clock.today()), "guarantor": getattr(patient, "guarantor", None),
        "workplace": "patients", "cards": [card for card in cards if card.is_open], "former": [card for card in cards if not card.is_open],
        "events": patient_page.last_events(patient),
        "panels": [panel for panel in panels.on("patient") if allows(request.user, panel.permission)],
    })


class ChangePatientView(View):
    """Who they are and who pays. A form opened on an older version is refused (409)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        patient = self._patient(public_id)
        return self._show(request, patient, PatientForm(instance=patient, prefix="patient"), self._guarantor_form(None, patient))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        patient = self._patient(public_id)
        form, payer = PatientForm(request.POST, instance=patient, prefix="patient"), self._guarantor_form(request.POST, patient)
        if not all([form.is_valid(), payer.is_valid()]):
            return self._show(request, patient, form, payer, status=422)
        changed = form.save(commit=False)
        if form.cleaned_data["ssn"]:
            changed.set_ssn(form.cleaned_data["ssn"])
        version = request.POST.get("version", "")
        try:
            change_patient(
                changed, guarantor=payer.guarantor_of(changed), actor=request.user, at=clock.now(),
                expected_version=posted_version(version),
            )
        except StaleVersion as error:
            form.add_error(None, str(error))
            return self._show(request, patient, form, payer, status=409)
        toast(request, "Saved. Claims that were sent keep what they said.")
        return redirect("patients:detail", public_id=public_id)

    @staticmethod
    def _patient(public_id) -> Patient:
        return get_object_or_404(Patient.objects.select_related("guarantor"), public_id=public_id)

    @staticmethod
    def _guarantor_form(data, patient: Patient) -> GuarantorForm:
        return GuarantorForm(data, instance=getattr(patient, "guarantor", None), prefix="guarantor")

    @staticmethod
    def _show(request: HttpRequest, patient: Patient, form: PatientForm, payer: GuarantorForm, status: int = 200) -> HttpResponse:
        record_page(request, [patient.pk])
        version = request.POST.get("version") or patient.version
        return render(request, "patients/patient_change.html", {
            "patient": patient, "form": form, "guarantor": payer, "version": version, "workplace": "patients",
            "back": reverse("patients:detail", args=[patient.public_id]),
        }, status=status)
