"""What billing adds to a patient's page, as fragments: who owes what, and the last visits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from billing.selectors import encounters as reads
from config.shared.services.record_access import record_page
from patients.models import Patient

SHOWN = 8


def patient_balance(request: HttpRequest, public_id) -> HttpResponse:
    """The balance by who owes."""
    patient = get_object_or_404(Patient, public_id=public_id)
    record_page(request, [patient.pk])
    parts = reads.balance_parts(patient.pk)
    return render(request, "billing/_patient_balance.html", {"parts": parts, "total": sum(part[1] for part in parts)})


def patient_encounters(request: HttpRequest, public_id) -> HttpResponse:
    """The last visits with where their cents are."""
    patient = get_object_or_404(Patient, public_id=public_id)
    record_page(request, [patient.pk])
    visits = reads.newest(patient.pk)
    rows = reads.encounter_rows(visits.order_by("-service_date", "-pk")[:SHOWN])
    return render(request, "billing/_patient_encounters.html", {"rows": rows, "patient": patient, "count": visits.count()})
