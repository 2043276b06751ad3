"""Documents in the browser: who may, and that looking leaves a row."""

import pytest
from django.urls import reverse

from config.shared.models import AccessEntry
from config.shared.permissions import Role
from patients.selectors.documents import state_of, view_url
from tests.factories.documents import make_pdf
from tests.factories.shared import UserFactory

pytestmark = pytest.mark.django_db


def test_a_statement_is_shown_in_place_to_the_desk_and_logged(client):
    document = make_pdf("statement")
    client.force_login(UserFactory(role=Role.FRONT_DESK))

    answer = client.get(view_url(document))

    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert AccessEntry.objects.filter(patient_id=document.patient_id, route="patients:billing_document").count() == 1


def test_the_desks_route_does_not_show_a_letter(client):
    document = make_pdf("letter")
    client.force_login(UserFactory(role=Role.FRONT_DESK))

    assert client.get(reverse("patients:billing_document", args=[document.public_id])).status_code == 404
    assert client.get(view_url(document)).status_code == 403


def test_what_is_no_pdf_is_downloaded(client):
    document = make_pdf("records", media_type="text/plain")
    client.force_login(UserFactory(role=Role.BILLER))

    answer = client.get(view_url(document))

    assert b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_document_that_is_being_made_is_asked_for_again():
    state = state_of(None, kind="statement", subject_id=1, title="Statement", poll_url="/again/")

    assert (state.url, state.failed, state.poll_url) == ("", False, "/again/")
