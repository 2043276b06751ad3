"""The list with its search, the patient's page, changing the record."""

from datetime import date

import pytest
from django.urls import reverse

from config.shared.models import AccessEntry
from tests.factories.patients import CoverageFactory, GuarantorFactory, PatientFactory
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db
LIST = "/patients/"


@pytest.fixture
def clerk(client):
    client.force_login(FrontDeskFactory())
    return client


def page(patient, name="detail"):
    return reverse(f"patients:{name}", args=[patient.public_id])


def test_the_list_shows_each_patient_and_who_pays_first(clerk, django_assert_max_num_queries):
    for _ in range(5):
        CoverageFactory(patient__last_name="Okafor", payer__name="Blue Plan")
    clerk.get(LIST)

    with django_assert_max_num_queries(12):
        answer = clerk.get(LIST)

    assert answer.content.decode().count("Okafor, Ada") == 5
    assert "Blue Plan" in answer.content.decode()


def test_a_list_leaves_one_access_row_with_the_ids_it_showed(clerk):
    patient = PatientFactory()

    clerk.get(LIST)

    assert AccessEntry.objects.get().patient_ids == [patient.pk]


def test_the_search_text_stays_out_of_the_url(clerk):
    PatientFactory(last_name="Hale")
    PatientFactory(last_name="Hale")
    PatientFactory(last_name="Okafor")

    answer = clerk.post(LIST, {"q": "hale"}, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert answer.content.decode().count("Hale, Ada") == 2
    assert "Okafor" not in answer.content.decode()


def test_a_search_with_one_answer_opens_the_patient(clerk):
    patient = PatientFactory(last_name="Hale")
    PatientFactory(last_name="Okafor")

    assert clerk.post(LIST, {"q": "hale, ada"}).url == page(patient)


def test_nobody_found_offers_registration(clerk):
    PatientFactory()

    answer = clerk.post(LIST, {"q": "Nobodysname"}, follow=True)

    assert "Nobody found" in answer.content.decode()
    assert reverse("patients:register") in answer.content.decode()


def test_the_page_shows_coverages_and_is_logged(clerk, django_assert_max_num_queries):
    patient = GuarantorFactory().patient
    CoverageFactory(patient=patient, member_id="XYZ5150")
    CoverageFactory(patient=patient, rank=2, valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31), member_id="OLD1")
    clerk.get(LIST)

    with django_assert_max_num_queries(15):
        answer = clerk.get(page(patient))

    text = answer.content.decode()
    assert "XYZ5150" in text
    assert "Former coverage" in text
    assert AccessEntry.objects.filter(patient_id=patient.pk, route="patients:detail").count() == 1


def test_front_desk_sees_no_way_to_enter_a_visit_but_the_biller_does(client):
    patient = GuarantorFactory().patient

    client.force_login(FrontDeskFactory())
    assert b"Enter a visit" not in client.get(page(patient)).content
    client.force_login(BillerFactory())
    assert b"Enter a visit" in client.get(page(patient)).content


def changed(patient, **changes):
    data = {
        "version": patient.version, "patient-last_name": patient.last_name, "patient-first_name": patient.first_name, "patient-birth_date": "05/14/1961",
        "patient-sex": "F", "patient-street": "2 New Street", "patient-city": "Fairhope", "patient-state": "AL", "patient-zip_code": "36532",
        "guarantor-is_patient": "True",
    }
    return data | changes


def test_a_change_reaches_the_guarantor_who_is_the_patient(clerk):
    patient = GuarantorFactory().patient

    clerk.post(page(patient, "change"), changed(patient))

    patient.refresh_from_db()
    assert (patient.street, patient.guarantor.street, patient.version) == ("2 New Street", "2 New Street", 2)


def test_a_change_from_an_old_form_is_refused(clerk):
    patient = GuarantorFactory().patient
    clerk.post(page(patient, "change"), changed(patient))

    answer = clerk.post(page(patient, "change"), changed(patient, **{"patient-street": "3 Late Street"}))

    patient.refresh_from_db()
    assert answer.status_code == 409
    assert patient.street == "2 New Street"


def test_a_death_before_birth_is_refused_at_the_field(clerk):
    patient = GuarantorFactory().patient

    answer = clerk.post(page(patient, "change"), changed(patient, **{"patient-deceased_date": "01/01/1950"}))

    assert answer.status_code == 422
    assert "That is before the birth." in answer.content.decode()


def test_the_search_box_answers_by_post_with_patients(clerk):
    patient = PatientFactory(last_name="Hale")

    answer = clerk.post("/search/", {"q": "hale"}, headers={"HX-Request": "true"})

    assert f'data-href="{page(patient)}"' in answer.content.decode()
    assert AccessEntry.objects.get(route="search").patient_ids == [patient.pk]


def test_the_search_box_without_script_opens_the_only_answer(clerk):
    patient = PatientFactory(last_name="Hale")

    assert clerk.post("/search/", {"q": "hale"}).url == page(patient)
