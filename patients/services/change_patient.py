"""Change a patient's record: who they are, who pays, which coverages. Each door checks the version the form was opened on."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.save_record import save_record
from patients.models import Coverage, Guarantor, Patient


class CoverageEndsBeforeItBegins(DomainError):
    """The last day lies before the first."""

    code = "coverage_ends_before_it_begins"
    message = "The last day is before the first ({valid_from})."


class ReasonMissing(DomainError):
    """Taking a coverage back needs a reason."""

    code = "reason_missing"
    message = "Say why this coverage was wrong."


@transaction.atomic
def change_patient(patient: Patient, *, guarantor: Guarantor, actor: Any, at: datetime, expected_version: int | None) -> Patient:
    """Save changed fields of the patient and the guarantor. Raises StaleVersion."""
    save_record(patient, expected_version=expected_version)
    guarantor.patient = patient
    save_record(guarantor)
    record_event(NewEvent("patient", patient.pk, "patient_changed", Evidence(at), actor=actor))
    return patient


@transaction.atomic
def save_coverage(coverage: Coverage, *, actor: Any, at: datetime, expected_version: int | None = None) -> Coverage:
    """Add or change a coverage. Claims that were sent keep what they said. Raises StaleVersion."""
    kind = "coverage_changed" if coverage.pk else "coverage_added"
    save_record(coverage, expected_version=expected_version)
    record_event(NewEvent("patient", coverage.patient_id, kind, Evidence(at, detail={"coverage": coverage.pk}), actor=actor))
    return coverage


@transaction.atomic
def end_coverage(coverage: Coverage, *, last_day: date, actor: Any, at: datetime) -> Coverage:
    """Let a coverage end on `last_day`. Raises CoverageEndsBeforeItBegins."""
    if last_day < coverage.valid_from:
        raise CoverageEndsBeforeItBegins(valid_from=f"{coverage.valid_from:%m/%d/%Y}")
    coverage.valid_to = last_day
    save_record(coverage)
    record_event(NewEvent("patient", coverage.patient_id, "coverage_ended", Evidence(at, detail={"coverage": coverage.pk}), actor=actor))
    return coverage


@transaction.atomic
def void_coverage(coverage: Coverage, *, reason: str, actor: Any, at: datetime) -> Coverage:
    """Take back a coverage that was never true. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()
    coverage.voided_at, coverage.voided_by, coverage.void_reason = at, actor, reason.strip()
    save_record(coverage)
    record_event(NewEvent("patient", coverage.patient_id, "coverage_voided", Evidence(at, detail={"coverage": coverage.pk}), actor=actor))
    return coverage
