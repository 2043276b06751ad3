"""What claims add to the page of a visit and of a patient, as fragments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from billing.models import Encounter
from claims.selectors import claim_links
from config.shared.services.record_access import record_page
from patients.models import Patient

SHOWN = 8


def encounter_claims(request: HttpRequest, public_id) -> HttpResponse:
    """The claims of a visit."""
    encounter = get_object_or_404(Encounter, public_id=public_id)
    record_page(request, [encounter.patient_id])
    claims = list(claim_links.of_encounter(encounter.pk))
    nothing = "No insurer is asked to pay for this visit."
    return render(request, "claims/_claims_card.html", {"claims": claims, "count": len(claims), "nothing": nothing})


def patient_claims(request: HttpRequest, public_id) -> HttpResponse:
    """The last claims of a patient."""
    patient = get_object_or_404(Patient, public_id=public_id)
    record_page(request, [patient.pk])
    claims = claim_links.of_patient(patient.pk)
    return render(request, "claims/_claims_card.html", {"claims": claims[:SHOWN], "count": claims.count(), "nothing": "No claim was built yet."})
