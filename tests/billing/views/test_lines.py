"""Taking lines back and adding others; the ledger panel."""

from decimal import Decimal

import pytest
from django.urls import reverse

from billing.models import Encounter
from billing.selectors import ledger
from config.shared.registries import encounters as listeners
from tests.billing.cast import Cast
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def biller(client):
    client.force_login(BillerFactory())
    return client


@pytest.fixture
def encounter(biller, cast):
    biller.post(reverse("billing:encounter_new"), cast.typed())
    return Encounter.objects.get()


def url(encounter, name="encounter_lines"):
    return reverse(f"billing:{name}", args=[encounter.public_id])


def typed(encounter, **changes):
    return {"key": "two", "version": encounter.version, "line0-procedure_code": "36415", "line0-pointers": "A"} | changes


def owed(encounter):
    return ledger.by_encounter([encounter.pk])[encounter.pk].owed_by_payer


def test_a_wrong_line_is_taken_back_and_another_added(biller, encounter):
    wrong = encounter.charges.get(ordinal=1)

    answer = biller.post(url(encounter), typed(encounter, void=wrong.pk, reason="wrong code"))

    assert answer.url == url(encounter, "encounter")
    assert owed(encounter) == Decimal("312.00")


def test_sent_twice_it_happens_once(biller, encounter):
    for _ in range(2):
        biller.post(url(encounter), typed(encounter))

    assert encounter.charges.count() == 3


@pytest.mark.parametrize(("changes", "said"), [
    ({"line0-procedure_code": ""}, "Tick a line to take back, or add one."), ({"line0-procedure_code": "99999"}, "no price for 99999"),
    ({"line0-pointers": "C"}, "The visit has diagnoses A to B."), ({"line0-modifiers": "2"}, "Two letters or digits each."),
])
def test_what_is_wrong_is_said_at_the_field(biller, encounter, changes, said):
    answer = biller.post(url(encounter), typed(encounter, **changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert encounter.charges.count() == 2


def test_taking_back_asks_why(biller, encounter):
    answer = biller.post(url(encounter), typed(encounter, void=encounter.charges.first().pk))

    assert answer.status_code == 422
    assert "Say why." in answer.content.decode()


def test_a_stale_page_is_refused(biller, encounter):
    answer = biller.post(url(encounter), typed(encounter, version=7))

    assert answer.status_code == 409
    assert encounter.charges.count() == 2


def test_a_claim_with_the_payer_is_in_the_way(biller, encounter, monkeypatch):
    monkeypatch.setattr(listeners, "_guards", [lambda ids: {encounter.pk: "Claim C-1 is sent."}])

    answer = biller.post(url(encounter), typed(encounter))

    assert answer.status_code == 409
    assert "Claim C-1 is sent." in answer.content.decode()


def test_the_page_costs_few_queries(biller, encounter, django_assert_max_num_queries):
    biller.get(url(encounter))  # takes the toast away

    with django_assert_max_num_queries(14):
        assert biller.get(url(encounter)).status_code == 200


def test_the_ledger_panel_shows_every_posting_and_its_reason(biller, encounter, django_assert_max_num_queries):
    biller.post(url(encounter), typed(encounter, void=encounter.charges.get(ordinal=1).pk, reason="wrong code"))

    biller.get(url(encounter))  # takes the toast away

    with django_assert_max_num_queries(9):
        text = biller.get(url(encounter, "encounter_ledger")).content.decode()

    assert text.count("Owed by Blue Plan") == 4
    assert "wrong code" in text
    assert "Reversal" in text
