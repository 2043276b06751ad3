"""End a coverage on a day, or take back one that was never true. Neither is deleted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from config.shared.errors import DomainError
from patients.models import Coverage
from patients.services.save_coverage import note_coverage, refuse_overlap


class CoverageEndsBeforeItBegins(DomainError):
    """The last day lies before the first."""

    code = "coverage_ends_before_it_begins"
    message = "The last day is before the first ({valid_from})."


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
    """Let a coverage end on `last_day`. Raises CoverageEndsBeforeItBegins, CoverageOverlaps, CoverageVoided, StaleVersion."""
    if last_day < coverage.valid_from:
        raise CoverageEndsBeforeItBegins(valid_from=f"{coverage.valid_from:%m/%d/%Y}")
    _refuse_voided(coverage)
    coverage.valid_to = last_day
    refuse_overlap(coverage)
    coverage.save_version(expected_version)
    note_coverage(coverage, "coverage_ended", actor=actor, at=at)
    return coverage


@transaction.atomic
def void_coverage(coverage: Coverage, *, reason: str, actor: Any, at: datetime, expected_version: int | None = None) -> Coverage:
    """Take back a coverage that was never true. Raises CoverageReasonMissing, CoverageVoided, StaleVersion."""
    if not reason.strip():
        raise CoverageReasonMissing()
    _refuse_voided(coverage)
    coverage.voided_at, coverage.voided_by, coverage.void_reason = at, actor, reason.strip()
    coverage.save_version(expected_version)
    note_coverage(coverage, "coverage_voided", actor=actor, at=at)
    return coverage


def _refuse_voided(coverage: Coverage) -> None:
    if coverage.voided_at is not None:
        raise CoverageVoided(coverage=coverage.pk)
