"""Add a coverage to a patient, or change one. Two coverages of one line and rank are never in force on the same day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.registries import registrations
from config.shared.services.record_event import Evidence, NewEvent, record_event
from patients.models import Coverage, Patient
from patients.rules.registration import Span, check_birth_date, overlap_problem


class CoverageEndsBeforeItBegins(DomainError):
    """The last day lies before the first."""

    code = "coverage_ends_before_it_begins"
    message = "The last day is before the first ({valid_from})."


class CoverageOverlaps(DomainError):
    """Another coverage of the same line and rank is in force on some of the days."""

    code = "coverage_overlaps"
    message = "{problem}"


@transaction.atomic
def save_coverage(coverage: Coverage, *, actor: Any, at: datetime, expected_version: int | None = None) -> Coverage:
    """Save a new or a changed coverage. Claims that were sent keep what they said; the others are told.

    Locks the patient. Raises StaleVersion, CoverageEndsBeforeItBegins, BirthDateImpossible, CoverageOverlaps.
    """
    lock_patient(coverage)
    refuse_impossible_days(coverage, clock.day_of(at))
    refuse_overlap(coverage)
    kind = "coverage_changed" if coverage.pk else "coverage_added"
    if coverage.pk:
        coverage.save_version(expected_version)
    else:
        coverage.save()
    note_coverage(coverage, kind, actor=actor, at=at)
    return coverage


def lock_patient(coverage: Coverage) -> None:
    """Every change of a coverage holds its patient: first of all locks, before the visits and claims that are told."""
    Patient.objects.select_for_update(no_key=True).get(pk=coverage.patient_id)


def refuse_impossible_days(coverage: Coverage, today: date) -> None:
    """Raise CoverageEndsBeforeItBegins, or BirthDateImpossible for the subscriber's."""
    if coverage.valid_to is not None and coverage.valid_to < coverage.valid_from:
        raise CoverageEndsBeforeItBegins(valid_from=f"{coverage.valid_from:%m/%d/%Y}")
    if coverage.subscriber_birth_date is not None:
        check_birth_date(coverage.subscriber_birth_date, today)


def refuse_overlap(coverage: Coverage) -> None:
    """Raise CoverageOverlaps where another coverage holds the rank on some of the days; the patient is locked or new."""
    if problem := overlap_problem(coverage.valid_from, coverage.valid_to, rivals(coverage)):
        raise CoverageOverlaps(problem=problem)


def rivals(coverage: Coverage) -> list[Span]:
    """The other coverages of the same patient, line and rank that were not taken back."""
    rows = Coverage.objects.filter(
        patient_id=coverage.patient_id, line_of_coverage=coverage.line_of_coverage, rank=coverage.rank, voided_at__isnull=True
    ).exclude(pk=coverage.pk).select_related("payer")
    return [Span(row.payer.name, row.valid_from, row.valid_to) for row in rows]


def note_coverage(coverage: Coverage, kind: str, *, actor: Any, at: datetime) -> None:
    """Write the event and tell the rooms above."""
    record_event(NewEvent("patient", coverage.patient_id, kind, Evidence(at, detail={"coverage": coverage.pk}), actor=actor))
    registrations.changed([coverage.patient_id], actor=actor, at=at)
