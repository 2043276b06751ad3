"""Who is asked to pay for a visit, changed with a reason."""

from decimal import Decimal

import pytest
from django.urls import reverse

from billing.models import Encounter
from billing.selectors import ledger
from config.shared.registries import encounters as listeners
from tests.billing.cast import Cast
from tests.factories.patients import CoverageFactory
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def second(cast):
    return CoverageFactory(patient=cast.patient, rank=2, payer__name="River Valley Mutual")


@pytest.fixture
def biller(client):
    client.force_login(BillerFactory())
    return client


@pytest.fixture
def encounter(biller, cast, second):
    biller.post(reverse("billing:encounter_new"), cast.typed())
    return Encounter.objects.get()


def url(encounter, name="encounter_payers"):
    return reverse(f"billing:{name}", args=[encounter.public_id])


def places(cast, second, first_place, second_place, **changes):
    return {
        f"place{cast.coverage.pk}": first_place, f"place{second.pk}": second_place, "reason": "card came late", "key": "two", "version": 1,
    } | changes


def test_the_order_is_turned_round(biller, encounter, cast, second):
    answer = biller.post(url(encounter), places(cast, second, "2", "1"))

    assert answer.url == url(encounter, "encounter")
    assert ledger.owed_by_payers(cast.patient.pk) == [(second.payer_id, "River Valley Mutual", Decimal("440.00"))]


def test_nobody_asked_means_that_the_patient_owes(biller, encounter, cast, second):
    biller.post(url(encounter), places(cast, second, "", ""))

    assert ledger.by_encounter([encounter.pk])[encounter.pk].owed_by_patient == Decimal("440.00")


@pytest.mark.parametrize("order", [("1", "1"), ("2", ""), ("1", "3")])
def test_places_are_without_gaps_each_once(biller, encounter, cast, second, order):
    answer = biller.post(url(encounter), places(cast, second, *order))

    assert answer.status_code == 422
    assert "without gaps" in answer.content.decode()


def test_it_asks_why(biller, encounter, cast, second):
    assert biller.post(url(encounter), places(cast, second, "1", "2", reason="")).status_code == 422


def test_the_page_shows_the_present_order(biller, encounter, cast, django_assert_max_num_queries):
    biller.get(url(encounter))  # takes the toast away

    with django_assert_max_num_queries(12):
        text = biller.get(url(encounter)).content.decode()

    assert '<option value="1" selected>first</option>' in text
    assert '<option value="2" selected>second</option>' in text


def test_a_claim_with_the_payer_is_in_the_way(biller, encounter, cast, second, monkeypatch):
    monkeypatch.setattr(listeners, "_guards", [lambda ids: {encounter.pk: "Claim C-1 is sent."}])

    assert biller.post(url(encounter), places(cast, second, "2", "1")).status_code == 409
