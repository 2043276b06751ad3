"""Change who a patient is and who pays what insurers leave. The version that the form was opened on is checked."""

from datetime import datetime
from typing import Any

from django.db import transaction

from config.shared import clock
from config.shared.registries import registrations
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.save_record import save_record
from patients.models import Guarantor, Patient
from patients.rules.registration import check_birth_date


@transaction.atomic
def change_patient(
    patient: Patient, *, guarantor: Guarantor | None = None, ssn: str = "", actor: Any, at: datetime, expected_version: int | None = None,
) -> Patient:
    """Save changed fields. An empty `ssn` keeps the one we have; no guarantor leaves that one as it is.

    Claims that were sent keep what they said; the others are told. Raises StaleVersion, BirthDateImpossible.
    """
    check_birth_date(patient.birth_date, clock.day_of(at))
    if ssn:
        patient.set_ssn(ssn)
    patient.save_version(expected_version)
    if guarantor is not None:
        guarantor.patient = patient
        save_record(guarantor)
    record_event(NewEvent("patient", patient.pk, "patient_changed", Evidence(at), actor=actor))
    registrations.changed([patient.pk], actor=actor, at=at)
    return patient
