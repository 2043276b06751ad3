"""Finding patients by what a person at the counter says."""

from datetime import UTC, date, datetime
from string import ascii_lowercase

import pytest
from django.db import connection

from patients.models import Coverage, Patient
from patients.selectors.patients import coverages_of, coverages_on, find_hits, links, search
from tests.factories.patients import CoverageFactory, PatientFactory
from tests.factories.shared import FrontDeskFactory

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    patient = PatientFactory(last_name="O'Neil-Ruiz", first_name="Zoë", birth_date=date(1961, 5, 14), phone="2055550148", account_number="20417")
    CoverageFactory(patient=patient, member_id="1EG4-TE5-MK73")
    PatientFactory(last_name="Okafor", first_name="Ruth", birth_date=date(1959, 2, 11), phone="2055550199", account_number="20418")
    return patient


@pytest.mark.parametrize("text", [
    "o'neil-ruiz, z", "O'Neil", "zoë", "Zoë O'Neil-Ruiz", "05/14/1961", "1961-05-14", "05141961", "(205) 555-0148", "+1 205 555 0148", "20417",
    "1eg4-te5-mk73", "  O'Neil-Ruiz , Zoë ",
])
def test_each_way_of_saying_who_finds_her_alone(ada, text):
    assert list(search(text)) == [ada]


@pytest.mark.parametrize("text", ["Marlow", "05/14/1962", "2055550000", "99999", "XYZ", "%", "_kafor"])
def test_what_fits_nobody_finds_nobody(ada, text):
    assert list(search(text)) == []


def test_no_text_finds_everybody(ada):
    assert search(" ").count() == 2


def test_a_patient_merged_into_another_is_not_found(ada):
    PatientFactory(last_name="O'Neil-Ruiz", merged_into=ada)

    assert list(search("O'Neil")) == [ada]


def test_a_coverage_that_was_taken_back_finds_nobody(ada):
    ada.coverages.update(voided_at=AT, voided_by=FrontDeskFactory())

    assert list(search("1EG4-TE5-MK73")) == []


def test_an_exact_account_number_is_an_exact_hit(ada):
    (hit,) = find_hits("20417", None, 5)

    assert (hit.exact, hit.patient_ids, str(ada.public_id) in hit.url) == (True, (ada.pk,), True)


def test_links_name_patients(ada):
    assert links([ada.pk])[ada.pk].label == "O'Neil-Ruiz, Zoë"


def test_coverages_in_force_come_in_rank_order(ada, django_assert_num_queries):
    second = CoverageFactory(patient=ada, rank=2)
    CoverageFactory(patient=ada, rank=3, valid_to=date(2025, 12, 31))
    CoverageFactory(patient=ada, line_of_coverage="dental")

    with django_assert_num_queries(1):
        found = coverages_on([ada.pk], date(2026, 6, 1))

    assert [row.rank for row in found[ada.pk]] == [1, 2]
    assert found[ada.pk][1] == second


def test_coverages_of_a_patient_are_of_every_line_and_time(ada, django_assert_num_queries):
    CoverageFactory(patient=ada, line_of_coverage="auto", valid_to=date(2025, 12, 31))
    CoverageFactory(patient=ada, line_of_coverage="dental", voided_at=AT, voided_by=FrontDeskFactory())

    with django_assert_num_queries(1):
        found = coverages_of([ada.pk])

    assert {row.line_of_coverage for row in found[ada.pk]} == {"medical", "auto"}


@pytest.mark.parametrize(("text", "index"), [
    ("Okaforxy", "patient_last_name_prefix"), ("2055550148", "patient_phone"), ("05/14/1961", "patient_birth_date"), ("1EG4-TE5-MK73", "coverage_member_id"),
])
def test_each_search_has_its_index(ada, text, index):
    names = [f"Okafor{first}{last}" for first in ascii_lowercase for last in ascii_lowercase]
    people = Patient.objects.bulk_create(
        PatientFactory.build(last_name=name, first_name="Ruth", phone="2055550199", birth_date=date(1959, 2, 11)) for name in names
    )
    Coverage.objects.bulk_create(CoverageFactory.build(patient=person, payer=ada.coverages.get().payer) for person in people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE patients_patient, patients_coverage")

    assert index in search(text).explain()
