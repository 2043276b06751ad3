"""The one search box over real records: by everything that somebody reads aloud, exact answers first, and no more than a role may see."""

import re
from datetime import date
from decimal import Decimal

import pytest

from billing.models import Refund
from claims.models import Claim, ClaimSubmission, Denial, Remittance
from claims.services.open_overpayments import open_letter
from config.shared.registries.search import amount_in
from tests.factories import money
from tests.factories.claims import NOW, Cast, make_claim, make_coverage, make_patient
from tests.factories.payers import PayerFactory
from tests.factories.shared import BillerFactory, FrontDeskFactory
from tests.scenarios.test_queues import remitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def biller(client):
    client.force_login(BillerFactory())
    return client


def found(client, text: str) -> list[tuple[str, str]]:
    """(group, title) of the answers, in their order."""
    html = client.post("/search/", {"q": text}, headers={"HX-Request": "true"}).content.decode()
    return re.findall(r'data-label="([^"]*)".*?<span class="push t2">([^<]*)</span>', html)


@pytest.mark.parametrize("text", ["Okafor, Ruth", "okafor", "02/11/1959", "251-555-0142", "rvm774102", "A-991"])
def test_a_patient_is_found_by_what_one_says_at_the_counter(biller, text):
    ruth = make_patient(last_name="Okafor", first_name="Ruth", birth_date=date(1959, 2, 11), phone="2515550142", account_number="A-991")
    make_coverage(ruth, PayerFactory(), member_id="RVM774102")
    make_patient(last_name="Hale", first_name="Marcus")

    assert found(biller, text) == [("Okafor, Ruth", "Patients")]


def test_a_whole_name_stands_before_names_that_begin_with_it(biller):
    make_patient(last_name="Hale", first_name="Anna")
    make_patient(last_name="Hale", first_name="Ann")

    assert [title for title, _ in found(biller, "Hale, Ann")] == ["Hale, Ann", "Hale, Anna"]


def test_a_claim_is_found_by_each_of_its_numbers(biller):
    claim = make_claim(Cast())
    Claim.objects.filter(pk=claim.pk).update(payer_control_number="ICN2026X")
    ours = ClaimSubmission.objects.get(claim=claim).patient_control_number

    for text in (claim.number, claim.number[2:], "icn2026x", ours):
        assert (claim.number, "Claims") in found(biller, text), text


def test_an_amount_finds_claims_and_payments(biller):
    remitted()
    groups = {group for _, group in found(biller, "330.00")}
    assert "Claims" in groups

    payment = Remittance.objects.first()
    assert ("Payment " + payment.trace_number, "Remittances") in found(biller, str(payment.payment_amount))


def test_a_check_number_is_exact_and_stands_first(biller):
    remitted()
    payment = Remittance.objects.first()

    assert found(biller, payment.trace_number)[0] == (f"Payment {payment.trace_number}", "Remittances")


def test_a_denial_a_letter_and_a_refund_are_found_by_number(biller):
    remitted()
    denial = Denial.objects.order_by("pk")[0]
    letter = open_letter(
        payer=PayerFactory(), claim=None, reference="RL-77", amount=Decimal("10.00"), letter_date=NOW.date(), reason="Paid twice", actor=None, at=NOW,
    )
    refund = money.make_refund()

    assert found(biller, denial.number.lower())[0] == (denial.number, "Denials")
    assert (letter.number, "Money back") in found(biller, letter.number)
    assert (letter.number, "Money back") in found(biller, "rl-77")
    assert (refund.number, "Refunds") in found(biller, refund.number)
    assert Refund.objects.count() == 1


def test_a_receipt_a_statement_and_the_patients_check_are_found(biller):
    payment, statement = money.make_payment(method="check", reference="CHK-4471"), money.make_statement()

    assert (payment.number, "Patient billing") in found(biller, payment.number.lower())
    assert (statement.number, "Patient billing") in found(biller, statement.number)
    assert (payment.number, "Patient billing") in found(biller, f"{payment.amount:.2f}")
    assert found(biller, "chk-4471") == [(payment.number, "Patient billing")]


def test_the_front_desk_finds_patients_and_no_claims(client):
    claim = make_claim(Cast())
    refund = money.make_refund()
    client.force_login(FrontDeskFactory())

    assert found(client, claim.number) == []
    assert found(client, refund.number) == []
    assert found(client, "marlow")


@pytest.mark.parametrize("text", ["", " ", "'", "%", "NaN", "1e999999", "R-", "S-", "-", "$"])
def test_nothing_that_one_types_breaks_it(biller, text):
    assert biller.post("/search/", {"q": text}).status_code == 200


def test_what_search_takes_for_an_amount():
    assert amount_in("$1,204.50") == Decimal("1204.50")
    assert [amount_in(text) for text in ("NaN", "Infinity", "C-10001", "", "99999999999999")] == [None] * 5
