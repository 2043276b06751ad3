"""Adding and changing coverages."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from config.shared.errors import StaleVersion
from config.shared.models import Event
from config.shared.registries import registrations
from patients.models import Coverage
from patients.rules.registration import BirthDateImpossible
from patients.services.save_coverage import CoverageEndsBeforeItBegins, CoverageOverlaps, save_coverage
from tests.factories.patients import CoverageFactory, PatientFactory
from tests.factories.payers import PayerFactory
from tests.factories.shared import FrontDeskFactory

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def save(coverage, **options):
    return save_coverage(coverage, actor=FrontDeskFactory(), at=AT, **options)


def another(coverage, **changes) -> Coverage:
    """An unsaved coverage of the same patient."""
    return CoverageFactory.build(patient=coverage.patient, payer=PayerFactory(), **changes)


def test_a_coverage_is_added_with_its_event():
    coverage = save(CoverageFactory.build(patient=PatientFactory(), payer=PayerFactory()))

    event = Event.objects.get(subject_kind="patient", subject_id=coverage.patient_id)
    assert (event.kind, event.detail) == ("coverage_added", {"coverage": coverage.pk})


def test_a_second_primary_on_the_same_days_is_refused_with_the_reason():
    held = CoverageFactory(payer__name="Blue Plan", valid_from=date(2026, 1, 1))

    with pytest.raises(CoverageOverlaps, match="Blue Plan has this rank from 01/01/2026"):
        save(another(held, valid_from=date(2026, 6, 1)))


@pytest.mark.parametrize("changes", [
    {"rank": 2}, {"line_of_coverage": "dental"}, {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 12, 31)},
])
def test_another_rank_line_or_time_is_no_overlap(changes):
    held = CoverageFactory(valid_from=date(2026, 1, 1))

    assert save(another(held, **changes)).pk


def test_a_coverage_that_was_taken_back_is_in_nobodys_way():
    held = CoverageFactory(voided_at=AT, voided_by=FrontDeskFactory(), void_reason="wrong card")

    assert save(another(held)).pk


def test_the_database_refuses_an_overlap_by_itself():
    held = CoverageFactory()

    with pytest.raises(IntegrityError, match="coverage_no_overlap"):
        another(held).save()


def test_a_stale_change_is_refused():
    coverage = CoverageFactory()
    save(coverage, expected_version=1)

    with pytest.raises(StaleVersion):
        save(coverage, expected_version=1)


def test_a_change_is_told_to_the_rooms_above(monkeypatch):
    told = []
    monkeypatch.setattr(registrations, "_listeners", [lambda ids, *, actor, at: told.append(ids)])
    coverage = CoverageFactory()
    coverage.member_id = "ZZZ1"

    save(coverage)

    assert told == [[coverage.patient_id]]


def test_a_coverage_that_ends_before_it_begins_is_refused():
    held = CoverageFactory(valid_from=date(2026, 1, 1))
    held.valid_to = date(2025, 12, 31)

    with pytest.raises(CoverageEndsBeforeItBegins, match="01/01/2026"):
        save(held)


def test_a_subscriber_is_born_in_the_past():
    held = CoverageFactory(relationship="01", subscriber_last_name="Marlow")
    held.subscriber_birth_date = date(2030, 1, 1)

    with pytest.raises(BirthDateImpossible):
        save(held)
