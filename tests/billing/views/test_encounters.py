"""The list, the page of one visit, corrections, and what billing shows on a patient's page."""

import pytest
from django.urls import reverse

from billing.models import Encounter
from billing.selectors import ledger
from config.shared.models import AccessEntry
from tests.billing.cast import Cast
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db
LIST, NEW = "/billing/encounters/", "/billing/encounters/new/"


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def biller(client):
    client.force_login(BillerFactory())
    return client


@pytest.fixture
def encounter(biller, cast):
    biller.post(NEW, cast.typed())
    return Encounter.objects.get()


def page(encounter, name="encounter"):
    return reverse(f"billing:{name}", args=[encounter.public_id])


def test_the_list_shows_where_the_cents_are(biller, encounter, django_assert_max_num_queries):
    biller.get(LIST)

    with django_assert_max_num_queries(12):
        text = biller.get(LIST).content.decode()

    assert encounter.number in text
    assert "99213 25, 20610 RT" in text
    assert "Payer owes" in text


def test_an_empty_list_says_where_visits_come_from(biller):
    assert b"A visit is entered from its patient." in biller.get(LIST).content


def test_the_list_filters_by_who_is_billed(biller, encounter):
    biller.get(LIST)  # takes the toast away

    assert encounter.number not in biller.get(LIST, {"billed": "patient"}).content.decode()
    assert encounter.number in biller.get(LIST, {"billed": "insurance"}).content.decode()


def test_the_page_shows_lines_diagnoses_and_payers(biller, encounter, django_assert_max_num_queries):
    biller.get(page(encounter))

    with django_assert_max_num_queries(15):
        text = biller.get(page(encounter)).content.decode()

    assert "Arthritis of the right knee" in text
    assert "lines 1, 2" in text
    assert "Blue Plan" in text
    assert AccessEntry.objects.filter(route="billing:encounter", patient_id=encounter.patient_id).count() == 2


def test_the_front_desk_sees_a_visit_and_cannot_correct_it(client, encounter):
    client.force_login(FrontDeskFactory())

    assert b"Correct" not in client.get(page(encounter)).content
    assert client.get(page(encounter, "encounter_correct")).status_code == 403


def corrected(cast, encounter, **changes):
    data = cast.typed(version=encounter.version, **{"dx0-code": "I10", "dx1-code": "", "line0-pointers": "A", "line1-pointers": "A", "line1-modifiers": "LT"})
    return data | {"authorization_number": "A7781203", "line1-ndc": "00000000001", "line1-ndc_quantity": "2", "line1-ndc_unit": "ML"} | changes


def test_a_correction_changes_what_is_no_money(biller, cast, encounter):
    opened = biller.get(page(encounter, "encounter_correct")).content.decode()
    assert "Arthritis of the right knee" in opened
    assert '<span id="lines-total"><span class="amt">440.00</span></span>' in opened

    biller.post(page(encounter, "encounter_correct"), corrected(cast, encounter))

    encounter.refresh_from_db()
    line = encounter.charges.get(ordinal=2)
    assert list(encounter.diagnoses.values_list("code", flat=True)) == ["I10"]
    assert (encounter.authorization_number, line.modifiers, line.pointers, line.ndc) == ("A7781203", ["LT"], [1], "00000000001")


def test_a_correction_cannot_change_code_units_or_day(biller, cast, encounter):
    biller.post(page(encounter, "encounter_correct"), corrected(cast, encounter, **{
        "line0-procedure_code": "36415", "line0-units": "9", "service_date": "10/01/2026",
    }))

    encounter.refresh_from_db()
    line = encounter.charges.get(ordinal=1)
    assert (line.procedure_code, f"{line.amount}", f"{encounter.service_date}") == ("99213", "140.00", "2026-10-12")


def test_a_correction_from_an_old_form_is_refused(biller, cast, encounter):
    biller.post(page(encounter, "encounter_correct"), corrected(cast, encounter))

    answer = biller.post(page(encounter, "encounter_correct"), corrected(cast, encounter, authorization_number="LATE"))

    encounter.refresh_from_db()
    assert answer.status_code == 409
    assert encounter.authorization_number == "A7781203"


def test_a_pointer_without_its_diagnosis_is_refused(biller, cast, encounter):
    answer = biller.post(page(encounter, "encounter_correct"), corrected(cast, encounter, **{"line1-pointers": "B"}))

    assert answer.status_code == 422
    assert "No diagnosis B." in answer.content.decode()


def test_a_patient_page_gets_balance_and_visits_from_billing(biller, cast, encounter, django_assert_max_num_queries):
    patient = cast.patient

    with django_assert_max_num_queries(10):
        balance = biller.get(reverse("billing:patient_balance", args=[patient.public_id])).content.decode()
    visits = biller.get(reverse("billing:patient_encounters", args=[patient.public_id])).content.decode()

    assert "440.00" in balance
    assert "Blue Plan" in balance
    assert "99213 25, 20610 RT" in visits


def test_a_void_needs_a_reason_and_reverses_every_charge(biller, encounter):
    assert biller.get(page(encounter, "encounter_void")).status_code == 200
    assert biller.post(page(encounter, "encounter_void"), {"reason": ""}).status_code == 422

    biller.post(page(encounter, "encounter_void"), {"reason": "keyed for the wrong patient"})

    encounter.refresh_from_db()
    assert encounter.void_reason == "keyed for the wrong patient"
    assert ledger.by_encounter([encounter.pk])[encounter.pk].open == 0


def test_a_void_visit_is_not_voided_again(biller, encounter):
    biller.post(page(encounter, "encounter_void"), {"reason": "wrong patient"})

    assert biller.post(page(encounter, "encounter_void"), {"reason": "once more"}).status_code == 409
