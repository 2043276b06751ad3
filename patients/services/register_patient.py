"""Register a patient: the person, who pays what insurers leave, and the coverages, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from config.shared import clock
from config.shared.ids import next_numbers
from config.shared.services.record_event import Evidence, NewEvent, record_event
from patients.models import Coverage, Guarantor, Patient
from patients.rules.registration import check_birth_date
from patients.services.save_coverage import refuse_overlap


@transaction.atomic
def register_patient(
    patient: Patient, *, guarantor: Guarantor, coverages: Sequence[Coverage] = (), ssn: str = "", actor: Any, at: datetime,
) -> Patient:
    """Save the unsaved rows and give the patient an account number. The caller's forms have checked the fields.

    Raises BirthDateImpossible, CoverageOverlaps.
    """
    check_birth_date(patient.birth_date, clock.day_of(at))
    patient.account_number = _next_account_number()
    patient.set_ssn(ssn)
    patient.save()
    guarantor.patient = patient
    guarantor.save()
    for coverage in coverages:
        coverage.patient = patient
        refuse_overlap(coverage)
        coverage.save()
    record_event(NewEvent("patient", patient.pk, "patient_registered", Evidence(at, detail={"coverages": len(coverages)}), actor=actor))
    return patient


def _next_account_number() -> str:
    return next_numbers("patients_account_number", "")[0]
