"""Changing who a patient is."""

from datetime import UTC, date, datetime

import pytest

from config.shared import secret_box
from config.shared.errors import StaleVersion
from config.shared.registries import registrations
from patients.models import Patient
from patients.rules.registration import BirthDateImpossible
from patients.services.change_patient import change_patient
from tests.factories.patients import GuarantorFactory, PatientFactory
from tests.factories.shared import FrontDeskFactory

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def change(patient, **options):
    return change_patient(patient, actor=FrontDeskFactory(), at=AT, **options)


def test_a_change_raises_the_version():
    patient = PatientFactory()
    patient.city = "Daphne"

    change(patient, expected_version=1)

    held = Patient.objects.get(pk=patient.pk)
    assert (held.city, held.version) == ("Daphne", 2)


def test_a_form_opened_before_another_change_is_refused():
    patient = PatientFactory()
    change(patient, expected_version=1)

    with pytest.raises(StaleVersion):
        change(patient, expected_version=1)


def test_no_ssn_typed_keeps_the_one_we_have():
    patient = PatientFactory()
    change(patient, ssn="123456789")

    change(patient, ssn="")

    assert secret_box.unseal(Patient.objects.get(pk=patient.pk).sealed_ssn) == "123456789"


def test_the_guarantor_changes_along():
    guarantor = GuarantorFactory()
    guarantor.is_patient, guarantor.last_name = False, "Okafor"

    change(guarantor.patient, guarantor=guarantor)

    held = Patient.objects.get(pk=guarantor.patient_id).guarantor
    assert (held.is_patient, held.last_name, held.version) == (False, "Okafor", 2)


def test_an_impossible_birth_date_changes_nothing():
    patient = PatientFactory()
    patient.birth_date = date(2030, 1, 1)

    with pytest.raises(BirthDateImpossible):
        change(patient)

    assert Patient.objects.get(pk=patient.pk).version == 1


def test_the_rooms_above_are_told(monkeypatch):
    told = []
    monkeypatch.setattr(registrations, "_listeners", [lambda ids, *, actor, at: told.append((ids, at))])
    patient = PatientFactory()

    change(patient)

    assert told == [([patient.pk], AT)]


def test_what_it_was_is_kept_as_history():
    patient = PatientFactory(city="Fairhope")
    patient.city = "Daphne"

    change(patient)

    assert list(patient.events.order_by("pgh_id").values_list("city", flat=True)) == ["Fairhope", "Daphne"]
