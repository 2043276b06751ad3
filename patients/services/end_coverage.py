"""End a coverage on a day, or take back one that was never true. Neither is deleted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from config.shared import clock
from config.shared.errors import DomainError
from patients.models import Coverage
from patients.services.save_coverage import CoverageEndsBeforeItBegins, lock_patient, note_coverage, refuse_impossible_days, refuse_overlap

__all__ = ["CoverageEndsBeforeItBegins", "CoverageReasonMissing", "CoverageVoided", "end_coverage", "void_coverage"]


class CoverageReasonMissing(DomainError):
    """Taking a coverage back needs a reason."""

    code = "coverage_reason_missing"
    message = "Say why this coverage was wrong."


class CoverageVoided(DomainError):
    """The coverage was taken back before."""

    code = "coverage_voided"
    message = "This coverage was taken back before."
    conflict = True


@transaction.atomic
def end_coverage(coverage: Coverage, *, last_day: date, actor: Any, at: datetime, expected_version: int | None = None) -> Coverage:
    """Let a coverage end on `last_day`. Locks the patient. Raises CoverageEndsBeforeItBegins, CoverageOverlaps, CoverageVoided, StaleVersion."""
    lock_patient(coverage)
    _refuse_voided(coverage)
    coverage.valid_to = last_day
    refuse_impossible_days(coverage, clock.day_of(at))
    refuse_overlap(coverage)
    coverage.save_version(expected_version)
    note_coverage(coverage, "coverage_ended", actor=actor, at=at)
    return coverage


@transaction.atomic
def void_coverage(coverage: Coverage, *, reason: str, actor: Any, at: datetime, expected_version: int | None = None) -> Coverage:
    """Take back a coverage that was never true. Locks the patient. Raises CoverageReasonMissing, CoverageVoided, StaleVersion."""
    if not reason.strip():
        raise CoverageReasonMissing()
    lock_patient(coverage)
    _refuse_voided(coverage)
    coverage.voided_at, coverage.voided_by, coverage.void_reason = at, actor, reason.strip()
    coverage.save_version(expected_version)
    note_coverage(coverage, "coverage_voided", actor=actor, at=at)
    return coverage


def _refuse_voided(coverage: Coverage) -> None:
    if coverage.voided_at is not None:
        raise CoverageVoided(coverage=coverage.pk)
