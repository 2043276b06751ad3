"""Ending a coverage, and taking back one that was never true."""

from datetime import UTC, date, datetime

import pytest

from config.shared.errors import StaleVersion
from config.shared.models import Event
from patients.models import Coverage
from patients.services.end_coverage import CoverageEndsBeforeItBegins, CoverageReasonMissing, CoverageVoided, end_coverage, void_coverage
from tests.factories.patients import CoverageFactory
from tests.factories.shared import FrontDeskFactory

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_coverage_ends_on_its_last_day():
    coverage = CoverageFactory(valid_from=date(2026, 1, 1))

    end_coverage(coverage, last_day=date(2026, 6, 30), actor=FrontDeskFactory(), at=AT)

    held = Coverage.objects.get(pk=coverage.pk)
    assert held.is_active_on(date(2026, 6, 30))
    assert not held.is_active_on(date(2026, 7, 1))


def test_it_does_not_end_before_it_begins():
    coverage = CoverageFactory(valid_from=date(2026, 1, 1))

    with pytest.raises(CoverageEndsBeforeItBegins):
        end_coverage(coverage, last_day=date(2025, 12, 31), actor=FrontDeskFactory(), at=AT)


def test_a_coverage_that_was_never_true_stays_with_who_and_why():
    coverage, clerk = CoverageFactory(), FrontDeskFactory()

    void_coverage(coverage, reason=" another patient's card ", actor=clerk, at=AT)

    held = Coverage.objects.get(pk=coverage.pk)
    assert (held.voided_at, held.voided_by, held.void_reason) == (AT, clerk, "another patient's card")
    assert not held.is_active_on(date(2026, 6, 30))
    assert Event.objects.get(subject_kind="patient").kind == "coverage_voided"


def test_taking_back_needs_a_reason():
    with pytest.raises(CoverageReasonMissing):
        void_coverage(CoverageFactory(), reason="  ", actor=FrontDeskFactory(), at=AT)


def test_it_is_taken_back_once():
    coverage = CoverageFactory()
    void_coverage(coverage, reason="wrong", actor=FrontDeskFactory(), at=AT)

    with pytest.raises(CoverageVoided):
        void_coverage(coverage, reason="wrong", actor=FrontDeskFactory(), at=AT)


def test_a_stale_form_takes_nothing_back():
    coverage = CoverageFactory()
    end_coverage(coverage, last_day=date(2026, 6, 30), actor=FrontDeskFactory(), at=AT)

    with pytest.raises(StaleVersion):
        void_coverage(coverage, reason="wrong", actor=FrontDeskFactory(), at=AT, expected_version=1)
