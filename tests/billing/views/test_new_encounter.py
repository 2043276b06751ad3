"""Charge entry: what is entered and posted, what is said at the field, the preview and the suggestions."""

from decimal import Decimal

import pytest
from django.urls import reverse

from billing.models import Encounter
from billing.selectors import ledger
from config.shared.models import AccessEntry
from tests.billing.cast import Cast
from tests.factories.payers import FeeScheduleItemFactory, FeeScheduleVersionFactory
from tests.factories.practice import ProviderFactory
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db
NEW, PREVIEW = "/billing/encounters/new/", "/billing/encounters/preview/"


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def biller(client):
    client.force_login(BillerFactory())
    return client


def test_the_page_is_for_one_patient_and_is_logged(biller, cast, django_assert_max_num_queries):
    biller.get(f"{NEW}?patient={cast.patient.public_id}")

    with django_assert_max_num_queries(15):
        answer = biller.get(f"{NEW}?patient={cast.patient.public_id}")

    assert answer.status_code == 200
    assert answer.content.count(b"Diagnosis ") == 12
    assert AccessEntry.objects.filter(patient_id=cast.patient.pk).count() == 2


def test_without_a_patient_one_is_looked_for_first(biller):
    assert biller.get(NEW).url == reverse("patients:list")


@pytest.mark.parametrize("asked", ["nonsense", "01a20b42-8146-735b-8c36-6bfa9736decc"])
def test_a_patient_who_does_not_exist_is_not_found(biller, asked):
    assert biller.get(f"{NEW}?patient={asked}").status_code == 404


def test_a_visit_is_entered_and_its_charges_are_owed_by_the_first_payer(biller, cast):
    answer = biller.post(NEW, cast.typed())

    encounter = Encounter.objects.get()
    buckets = ledger.by_encounter([encounter.pk])[encounter.pk]
    assert answer.url == reverse("billing:encounter", args=[encounter.public_id])
    assert list(encounter.diagnoses.values_list("code", flat=True)) == ["M1711", "I10"]
    assert [(each.procedure_code, each.modifiers, each.pointers, each.amount) for each in encounter.charges.all()] == [
        ("99213", ["25"], [1], Decimal("140.00")), ("20610", ["RT"], [1, 2], Decimal("300.00")),
    ]
    assert (buckets.charge, buckets.owed_by_rank) == (Decimal("440.00"), {1: Decimal("440.00")})
    assert (encounter.place_of_service, encounter.billing_provider) == ("11", cast.facility.billing_provider)


def test_the_same_form_sent_twice_enters_once(biller, cast):
    first, second = biller.post(NEW, cast.typed()), biller.post(NEW, cast.typed())

    assert Encounter.objects.count() == 1
    assert first.url == second.url


def test_letters_close_up_where_a_row_was_left_empty(biller, cast):
    biller.post(NEW, cast.typed(**{"dx1-code": "", "dx2-code": "I10", "line1-pointers": "CA"}))

    encounter = Encounter.objects.get()
    assert list(encounter.diagnoses.values_list("ordinal", "code")) == [(1, "M1711"), (2, "I10")]
    assert encounter.charges.get(ordinal=2).pointers == [2, 1]


def test_a_patient_who_forbids_billing_owes_the_visit(biller, cast):
    data = cast.typed()
    del data["bills_insurance"]

    biller.post(NEW, data)

    encounter = Encounter.objects.get()
    assert ledger.by_encounter([encounter.pk])[encounter.pk].owed_by_patient == Decimal("440.00")


@pytest.mark.parametrize(("changes", "words"), [
    ({"service_date": "01/01/2099"}, "The service date is in the future."),
    ({"service_date": "01/01/1950"}, "That is before the patient&#x27;s birth."),
    ({"service_date": "13/45/2026"}, "Enter a valid date."),
    ({"line0-procedure_code": "99999"}, "The charge master has no price for 99999 on 10/12/2026."),
    ({"line0-procedure_code": "9"}, "Five letters or digits."),
    ({"line0-modifiers": "255"}, "Two letters or digits each."),
    ({"line0-pointers": "C"}, "No diagnosis C."),
    ({"line0-pointers": "Z"}, "Letters A to L, each once."),
    ({"line0-units": "0"}, "greater than or equal to"),
    ({"line0-units": "x"}, "Enter a number."),
    ({"line0-ndc": "123"}, "Eleven digits"),
    ({"line0-ndc": "00000-0000-01"}, "How much of the drug?"),
    ({"dx0-code": "Q99.99"}, "No diagnosis Q99.99 on 10/12/2026."),
    ({"dx0-code": "M17"}, "M17 is a heading: choose a longer code."),
    ({"dx1-code": "M17.11"}, "This diagnosis stands above already."),
    ({"dx0-code": "", "dx1-code": ""}, "At least one diagnosis."),
    ({"line0-procedure_code": "", "line1-procedure_code": ""}, "At least one charge."),
    ({"accident_kind": "AA", "accident_date": "10/01/2026"}, "An auto accident needs its state."),
    ({"facility": ""}, "This field is required."),
])
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_posted(biller, cast, changes, words):
    answer = biller.post(NEW, cast.typed(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Encounter.objects.count() == 0


def test_the_preview_prices_lines_and_saves_nothing(biller, cast):
    answer = biller.post(PREVIEW, cast.typed(), headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert "Arthritis of the right knee" in text
    assert 'id="amount-2" hx-swap-oob="true"><span class="amt">300.00</span>' in text
    assert '<span id="lines-total" hx-swap-oob="true"><span class="amt">440.00</span>' in text
    assert Encounter.objects.count() == 0


def test_the_preview_says_what_is_wrong_so_far(biller, cast):
    answer = biller.post(PREVIEW, cast.typed(**{"facility": "", "line1-procedure_code": "99999"}))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Line 2: The charge master has no price for 99999" in text
    assert "required" not in text


def test_codes_are_suggested_by_word_with_their_price(biller, cast):
    text = biller.get("/billing/suggest/code/", {"q": "joint inj", "service_date": "10/12/2026"}).content.decode()

    assert 'data-value="20610"' in text
    assert "150.00" in text


def test_diagnoses_are_suggested_with_their_dot(biller, cast):
    text = biller.get("/billing/suggest/diagnosis/", {"q": "right knee", "service_date": "not yet"}).content.decode()

    assert 'data-value="M17.11"' in text


@pytest.mark.parametrize("url", [NEW, "/billing/suggest/code/?q=a", "/billing/suggest/diagnosis/?q=a"])
def test_the_front_desk_enters_no_charges(client, url):
    client.force_login(FrontDeskFactory())

    assert client.get(url).status_code == 403


def test_the_preview_says_what_the_first_payers_contract_allows(biller, cast):
    contract = FeeScheduleVersionFactory(schedule__kind="contract", schedule__name="Blue Plan 2026")
    FeeScheduleItemFactory(version=contract, procedure_code="99213", unit_price=Decimal("92.6000"))
    cast.coverage.payer.contract = contract.schedule
    cast.coverage.payer.save()

    text = biller.post(PREVIEW, cast.typed()).content.decode()

    assert 'id="expected-1" hx-swap-oob="true"><span class="amt">92.60</span>' in text
    assert 'id="expected-2" hx-swap-oob="true"></span>' in text
    assert 'id="lines-expected" hx-swap-oob="true"><span class="amt">92.60</span>' in text


def test_the_preview_says_which_lines_use_a_diagnosis(biller, cast):
    text = biller.post(PREVIEW, cast.typed()).content.decode()

    assert 'id="used-A" hx-swap-oob="true">lines 1, 2<' in text
    assert 'id="used-B" hx-swap-oob="true">line 2<' in text


def test_minutes_are_kept(biller, cast):
    biller.post(NEW, cast.typed(**{"line0-minutes": "45"}))

    assert Encounter.objects.get().charges.get(ordinal=1).minutes == 45


def test_a_provider_who_only_refers_does_not_render(biller, cast):
    refers = ProviderFactory(is_rendering=False)

    assert biller.post(NEW, cast.typed(rendering_provider=refers.pk)).status_code == 422


def test_twenty_lines_are_one_visit(biller, cast):
    lines = {f"line{n}-{name}": value for n in range(20) for name, value in (("procedure_code", "36415"), ("pointers", "A"))}

    biller.post(NEW, cast.typed(**lines))

    assert Encounter.objects.get().charges.count() == 20
