"""Coverages: added once, never two of a rank at a time, ended, voided with a reason."""

from datetime import date

import pytest
from django.urls import reverse

from patients.models import Coverage
from tests.factories.patients import CoverageFactory, PatientFactory
from tests.factories.payers import PayerFactory
from tests.factories.shared import FrontDeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    client.force_login(FrontDeskFactory())
    return client


def typed(payer, **changes):
    data = {
        "key": "one", "payer": payer.pk, "member_id": "XYZ9", "relationship": "18", "rank": "1", "line_of_coverage": "medical",
        "valid_from": "01/01/2026", "copay_amount": "25.00", "assigns_benefits": "on", "releases_information": "on",
    }
    return data | changes


def test_a_coverage_is_added_once_though_sent_twice(clerk):
    patient, payer = PatientFactory(), PayerFactory()
    url = reverse("patients:coverage_new", args=[patient.public_id])

    for _ in range(2):
        answer = clerk.post(url, typed(payer))

    assert answer.url == reverse("patients:detail", args=[patient.public_id])
    assert f"{Coverage.objects.get().copay_amount}" == "25.00"


def test_a_second_coverage_of_the_same_rank_is_refused_at_the_rank(clerk):
    held = CoverageFactory()
    url = reverse("patients:coverage_new", args=[held.patient.public_id])

    answer = clerk.post(url, typed(PayerFactory()))

    assert answer.status_code == 422
    assert "End it first, or choose another rank." in answer.content.decode()
    assert Coverage.objects.count() == 1


def test_an_old_form_of_a_coverage_is_refused(clerk):
    coverage = CoverageFactory()
    url = reverse("patients:coverage", args=[coverage.public_id])
    clerk.post(url, typed(coverage.payer, version="1"))

    answer = clerk.post(url, typed(coverage.payer, version="1", member_id="LATE1"))

    coverage.refresh_from_db()
    assert answer.status_code == 409
    assert coverage.member_id == "XYZ9"


def test_a_coverage_ends_on_a_day(clerk):
    coverage = CoverageFactory()
    url = reverse("patients:coverage_end", args=[coverage.public_id])

    assert clerk.get(url).status_code == 200
    clerk.post(url, {"last_day": "06/30/2026"})

    coverage.refresh_from_db()
    assert coverage.valid_to == date(2026, 6, 30)


def test_a_last_day_before_the_first_is_refused(clerk):
    coverage = CoverageFactory()

    answer = clerk.post(reverse("patients:coverage_end", args=[coverage.public_id]), {"last_day": "06/30/2020"})

    assert answer.status_code == 422
    assert "before the first" in answer.content.decode()


def test_a_void_needs_a_reason_and_keeps_the_row(clerk):
    coverage = CoverageFactory()
    url = reverse("patients:coverage_void", args=[coverage.public_id])

    assert clerk.post(url, {"reason": " "}).status_code == 422
    clerk.post(url, {"reason": "card of the sister"})

    coverage.refresh_from_db()
    assert (coverage.void_reason, coverage.voided_at is not None) == ("card of the sister", True)
