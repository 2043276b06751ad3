"""Registering: patient, guarantor and coverages in one transaction."""

from datetime import UTC, date, datetime

import pytest

from config.shared import secret_box
from config.shared.models import Event
from patients.models import Coverage, Guarantor, Patient
from patients.rules.registration import BirthDateImpossible
from patients.services.register_patient import register_patient
from patients.services.save_coverage import CoverageOverlaps
from tests.factories.patients import CoverageFactory, PatientFactory
from tests.factories.payers import PayerFactory
from tests.factories.shared import FrontDeskFactory

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def register(coverages=(), ssn="", **person) -> Patient:
    patient = PatientFactory.build(account_number="", **person)
    guarantor = Guarantor(is_patient=True, last_name=patient.last_name, street=patient.street, city="Fairhope", state="AL", zip_code="36532")
    return register_patient(patient, guarantor=guarantor, coverages=coverages, ssn=ssn, actor=FrontDeskFactory(), at=AT)


def coverage(**changes) -> Coverage:
    return CoverageFactory.build(patient=None, payer=PayerFactory(), **changes)


def test_each_patient_gets_the_next_account_number():
    first, second = register(), register()

    assert int(second.account_number) == int(first.account_number) + 1


def test_guarantor_and_coverages_come_along():
    patient = register([coverage(rank=1), coverage(rank=2)])

    assert patient.guarantor.is_patient
    assert [row.rank for row in patient.coverages.order_by("rank")] == [1, 2]


@pytest.mark.parametrize("name", ["O'Neil-Ruiz", "Nguyễn", "Sukarno", "de la Cruz y García"])
def test_names_are_kept_as_they_are(name):
    patient = register(last_name=name, first_name="")

    assert Patient.objects.get(pk=patient.pk).sorted_name == name


def test_the_ssn_is_sealed():
    patient = register(ssn="123456789")

    assert "123456789" not in patient.sealed_ssn
    assert secret_box.unseal(patient.sealed_ssn) == "123456789"


def test_two_coverages_of_one_rank_register_nothing():
    with pytest.raises(CoverageOverlaps):
        register([coverage(rank=1), coverage(rank=1)])

    assert not Patient.objects.exists()


def test_a_birth_date_to_come_registers_nothing():
    with pytest.raises(BirthDateImpossible):
        register(birth_date=date(2026, 11, 25))

    assert not Patient.objects.exists()


def test_the_day_is_the_practices_day():
    """At 3 AM UTC it is still the evening before in Chicago."""
    patient = PatientFactory.build(account_number="", birth_date=date(2026, 11, 24))

    with pytest.raises(BirthDateImpossible):
        register_patient(patient, guarantor=Guarantor(last_name="M"), actor=FrontDeskFactory(), at=datetime(2026, 11, 24, 3, tzinfo=UTC))


def test_the_event_says_who_and_names_nobody():
    patient = register([coverage()])

    event = Event.objects.get(subject_kind="patient", subject_id=patient.pk)
    assert (event.kind, event.detail, event.actor.role) == ("patient_registered", {"coverages": 1}, "front_desk")
