"""Notes on the patient's page."""

import pytest
from django.urls import reverse

from config.shared.models import AccessEntry, Note
from tests.factories.patients import PatientFactory
from tests.factories.shared import FrontDeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    client.force_login(FrontDeskFactory(first_name="Kemi", last_name="Oduya"))
    return client


@pytest.fixture
def patient():
    return PatientFactory()


def url(patient, name="note_new"):
    return reverse(f"patients:{name}", args=[patient.public_id])


def test_a_note_is_written_once_however_often_it_is_sent(clerk, patient):
    for _ in range(2):
        answer = clerk.post(url(patient), {"text": "Hard of hearing.", "key": "one"})

    assert answer.url == reverse("patients:detail", args=[patient.public_id])
    assert Note.objects.get().text == "Hard of hearing."


def test_a_card_number_is_refused_at_the_field(clerk, patient):
    answer = clerk.post(url(patient), {"text": "4111 1111 1111 1111", "key": "one"})

    assert answer.status_code == 422
    assert "payment card number" in answer.content.decode()
    assert not Note.objects.exists()


def test_the_panel_shows_who_wrote_what(clerk, patient, django_assert_max_num_queries):
    clerk.post(url(patient), {"text": "Prefers <mornings>.", "key": "one"})

    with django_assert_max_num_queries(8):
        text = clerk.get(url(patient, "notes")).content.decode()

    assert "Prefers &lt;mornings&gt;." in text
    assert "Kemi Oduya" in text


def test_the_dialog_serves_a_fragment_and_a_page(clerk, patient):
    assert b"<html" not in clerk.get(url(patient), HTTP_HX_REQUEST="true").content
    assert b"<html" in clerk.get(url(patient)).content


def test_each_look_leaves_an_access_row(clerk, patient):
    clerk.get(url(patient, "notes"))

    assert AccessEntry.objects.filter(patient_id=patient.pk).count() == 1
