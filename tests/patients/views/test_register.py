"""The registration page: what it creates, what it says at the field, and that sending it twice creates once."""

import pytest
from django.urls import reverse

from config.shared.models import AccessEntry
from patients.models import Coverage, Patient
from tests.factories.payers import PayerFactory
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db
URL = "/patients/new/"


def typed(**changes):
    """The page as a clerk fills it; dots in names are dashes of the prefix."""
    data = {
        "key": "one", "patient-last_name": "Marlow", "patient-first_name": "Ada", "patient-birth_date": "05/14/1961", "patient-sex": "F",
        "patient-street": "14 Quarry Road", "patient-city": "Fairhope", "patient-state": "al", "patient-zip_code": "36532-1234",
        "patient-phone": "(205) 555-0148", "guarantor-is_patient": "True", "primary-relationship": "18", "primary-copay_amount": "0",
        "primary-assigns_benefits": "on", "primary-releases_information": "on", "secondary-relationship": "18", "secondary-copay_amount": "0",
    }
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def covered(payer, rank="primary", **changes):
    fields = {"payer": payer.pk, "member_id": "XYZ77", "valid_from": "01/01/2026", **changes}
    return {f"{rank}__{name}": value for name, value in fields.items()}


@pytest.fixture
def clerk(client):
    client.force_login(FrontDeskFactory())
    return client


def test_the_empty_page_asks_for_everything_by_name(clerk, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        answer = clerk.get(URL)

    assert answer.status_code == 200
    assert b"Primary coverage" in answer.content
    assert b'name="key"' in answer.content


def test_a_patient_with_a_coverage_is_registered_and_their_page_is_logged(clerk):
    answer = clerk.post(URL, typed(**covered(PayerFactory())), follow=True)

    patient = Patient.objects.get()
    assert answer.redirect_chain == [(reverse("patients:detail", args=[patient.public_id]), 302)]
    assert (patient.phone, patient.zip_code, patient.state) == ("2055550148", "365321234", "AL")
    assert (patient.guarantor.is_patient, patient.guarantor.last_name) == (True, "Marlow")
    assert patient.coverages.get().member_id == "XYZ77"
    assert list(AccessEntry.objects.values_list("patient_id", "route")) == [(patient.pk, "patients:detail")]


def test_the_same_form_sent_twice_registers_once(clerk):
    first = clerk.post(URL, typed())
    second = clerk.post(URL, typed())

    assert Patient.objects.count() == 1
    assert first.url == second.url


def test_another_subscriber_is_kept_with_name_birth_date_and_address(clerk):
    spouse = {
        "relationship": "01", "subscriber_last_name": "Marlow", "subscriber_first_name": "Erik", "subscriber_birth_date": "03/02/1959",
        "subscriber_sex": "M", "subscriber_street": "14 Quarry Road", "subscriber_city": "Fairhope", "subscriber_state": "AL",
        "subscriber_zip_code": "36532",
    }
    clerk.post(URL, typed(**covered(PayerFactory(), **spouse)))

    coverage = Coverage.objects.get()
    assert (coverage.relationship, coverage.subscriber_first_name, f"{coverage.subscriber_birth_date}") == ("01", "Erik", "1959-03-02")


def test_a_guarantor_who_is_another_person_is_kept(clerk):
    clerk.post(URL, typed(
        guarantor__is_patient="False", guarantor__last_name="Hale", guarantor__street="1 Oak St", guarantor__city="Mobile", guarantor__state="AL",
        guarantor__zip_code="36601",
    ))

    assert Patient.objects.get().guarantor.sorted_name == "Hale"


@pytest.mark.parametrize(("changes", "words"), [
    ({"patient__birth_date": "01/01/2099"}, "The birth date is in the future."),
    ({"patient__state": "ZZ"}, "Two letters of a state"),
    ({"patient__zip_code": "123"}, "Five or nine digits."),
    ({"patient__phone": "555"}, "Ten digits."),
    ({"patient__ssn": "12-3"}, "Nine digits."),
    ({"guarantor__is_patient": "False"}, "Needed where another person pays."),
    ({"primary__member_id": "XYZ1"}, "This field is required."),
])
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_registered(clerk, changes, words):
    answer = clerk.post(URL, typed(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Patient.objects.count() == 0


def test_a_medicare_number_is_checked_by_its_pattern(clerk):
    answer = clerk.post(URL, typed(**covered(PayerFactory(kind="medicare"), member_id="0EG4TE5MK73")))

    assert answer.status_code == 422
    assert "A Medicare number" in answer.content.decode()


def test_a_subscriber_who_is_not_the_patient_must_be_named(clerk):
    answer = clerk.post(URL, typed(**covered(PayerFactory(), relationship="01")))

    assert answer.status_code == 422
    assert answer.content.decode().count("Needed where the subscriber is not the patient.") == 7


def test_a_second_payer_without_a_first_is_refused(clerk):
    answer = clerk.post(URL, typed(**covered(PayerFactory(), rank="secondary")))

    assert answer.status_code == 422
    assert "A second payer needs a first one." in answer.content.decode()


def test_the_ssn_is_sealed_and_never_shown(clerk):
    answer = clerk.post(URL, typed(patient__ssn="123-45-6789"), follow=True)

    assert "6789" not in Patient.objects.get().sealed_ssn
    assert b"6789" not in answer.content


def test_a_visitor_is_sent_to_the_login(client):
    assert client.get(URL).status_code == 302


def test_a_biller_may_register_too(client):
    client.force_login(BillerFactory())

    assert client.get(URL).status_code == 200
