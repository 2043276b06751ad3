"""The list of encounters, the page of one, and correcting one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from billing.forms import Visit
from billing.models import Encounter
from billing.selectors import encounters as reads
from billing.services.correct_encounter import correct_encounter
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.permissions import allows
from config.shared.registries import panels
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.recent import remember
from config.shared.ui.toasts import toast
from config.shared.ui.versions import posted_version
from config.shared.ui.work_filters import work_filters

SORTS = {"service": Sort("service_date"), "number": Sort("number"), "entered": Sort("entered_at")}


def encounter_list(request: HttpRequest) -> HttpResponse:
    """Visits, the newest first, with where their cents are."""
    listing = Listing(
        request.GET, reads.newest(), path=request.path, sorts=SORTS, default_sort="-service",
        filters=[
            *work_filters("encounter", "billing:encounter_list", request.user, request.GET),
            Filter("billed", "Billed to", [Choice("insurance", "Insurance"), Choice("patient", "Patient only")], single=True, apply=_billed_to),
        ],
    )
    rows = reads.encounter_rows(listing.rows)
    record_list(request, [row.encounter.patient_id for row in rows], {"sort": listing.sort, **listing.chosen})
    return render(request, "billing/encounter_list.html", {"listing": listing, "rows": rows, "workplace": "encounters"})


def _billed_to(queryset, values: list[str]):
    return queryset.filter(bills_insurance=values[0] == "insurance")


def encounter_detail(request: HttpRequest, public_id) -> HttpResponse:
    """One visit: its charges with where each cent is, diagnoses, who is asked to pay, and the panels of the rooms above."""
    encounter = get_object_or_404(
        Encounter.objects.select_related("patient", "facility", "billing_provider", "rendering_provider", "referring_provider", "entered_by"),
        public_id=public_id,
    )
    record_page(request, [encounter.patient_id])
    remember(request, label=f"{encounter.number} {encounter.patient.last_name}", url=request.path)
    charges = reads.charge_rows(encounter)
    row = reads.encounter_rows([encounter])[0]
    return render(request, "billing/encounter_detail.html", {
        "encounter": encounter, "row": row, "charges": charges, "diagnoses": reads.diagnosis_rows(encounter, charges),
        "payers": reads.payer_order(encounter), "parts": reads.where_parts(row.buckets), "workplace": "encounters",
        "panels": [panel for panel in panels.on("encounter") if allows(request.user, panel.permission)],
    })


class CorrectEncounterView(View):
    """Diagnoses, pointers, modifiers, numbers, drugs, providers: what is no money. Stale forms are refused (409)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        encounter = self._encounter(public_id)
        visit = Visit(patient=encounter.patient, encounter=encounter)
        return self._show(request, encounter, visit)

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        encounter = self._encounter(public_id)
        visit = Visit(request.POST, patient=encounter.patient, encounter=encounter)
        if not visit.is_valid():
            return self._show(request, encounter, visit, status=422)
        version = request.POST.get("version", "")
        try:
            correct_encounter(
                encounter.pk, visit.correction(), actor=request.user, at=clock.now(), expected_version=posted_version(version),
            )
        except DomainError as error:
            visit.head.add_error(None, str(error))
            return self._show(request, encounter, visit, status=409 if error.conflict else 422)
        toast(request, f"Corrected {encounter.number}.")
        return redirect("billing:encounter", public_id=public_id)

    @staticmethod
    def _encounter(public_id) -> Encounter:
        return get_object_or_404(Encounter.objects.select_related("patient").filter(voided_at__isnull=True), public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, encounter: Encounter, visit: Visit, status: int = 200) -> HttpResponse:
        record_page(request, [encounter.patient_id])
        return render(request, "billing/encounter_correct.html", {
            "encounter": encounter, "patient": encounter.patient, "visit": visit, "version": request.POST.get("version") or encounter.version,
            "back": reverse("billing:encounter", args=[encounter.public_id]), "workplace": "encounters",
        }, status=status)
