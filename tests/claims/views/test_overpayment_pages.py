"""Money back in pages: the list, a letter, a takeback that finds its claim, and the part of a check that balances."""

from decimal import Decimal

import pytest
from django.urls import reverse

from billing.models import Refund
from claims.models import Overpayment
from claims.services.open_overpayments import open_letter
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import check_of, make_table, make_terms, received
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory
from tests.scenarios.money import billed, decided, dollars, plb, where

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "400.00"})
    return cast


@pytest.fixture
def biller(client):
    client.force_login(BillerFactory())
    return client


def test_a_letter_is_recorded_and_stands_on_the_list(biller, cast):
    answer = biller.post(reverse("claims:overpayment_letter"), {
        "payer": cast.payer.pk, "reference": "RL-88120", "amount": "275.00", "letter_date": "2026-11-01", "claim": "", "reason": "Paid twice",
    })

    case = Overpayment.objects.get()
    assert answer.status_code == 302
    assert (case.amount, case.reference) == (Decimal("275.00"), "RL-88120")
    page = biller.get(reverse("claims:overpayment_list")).content.decode()
    assert case.number in page
    assert "275.00" in page


@pytest.mark.parametrize(("change", "field"), [
    ({"amount": "-5.00"}, "Say how much"), ({"amount": "abc"}, "number"), ({"claim": "C-99999"}, "no such claim"), ({"reason": ""}, "required"),
])
def test_a_letter_that_makes_no_sense_is_refused_at_the_place(biller, cast, change, field):
    data = {"payer": cast.payer.pk, "reference": "RL-1", "amount": "5.00", "letter_date": "2026-11-01", "claim": "", "reason": "Paid twice"}

    answer = biller.post(reverse("claims:overpayment_letter"), data | change)

    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert not Overpayment.objects.exists()


def test_a_takeback_finds_its_claim_and_the_provider_level_nets_out(biller, cast):
    claim = billed(cast, ("99214", "400.00"))
    received(check_of(cast.payer, decided(claim, ("400.00", ()))))
    received(check_of(cast.payer, decided(billed(cast, ("99214", "500.00")), ("500.00", ())), provider_adjustments=(plb("WO", "100.00", "NOBODY-1"),)))
    case = Overpayment.objects.get()
    assert "NOBODY-1" in biller.get(reverse("claims:overpayment_list")).content.decode()

    answer = biller.post(reverse("claims:overpayment_assign", args=[case.public_id]), {"claim": claim.number.lower()})

    assert answer.status_code == 302
    assert where(claim).owed_by_payer == dollars("100.00")
    assert "taken back" in biller.get(reverse("claims:claim", args=[claim.public_id])).content.decode().lower()


def test_a_decision_needs_its_reason(biller, cast):
    test_a_letter_is_recorded_and_stands_on_the_list(biller, cast)
    url = reverse("claims:overpayment_decide", args=[Overpayment.objects.get().public_id])

    assert biller.post(url, {"status": "disputed", "reason": ""}).status_code == 422
    assert biller.post(url, {"status": "disputed", "reason": "It was paid once"}).status_code == 302
    assert Overpayment.objects.get().status == "disputed"


def test_the_history_is_told_in_words_and_the_payers_phone_as_one_dials_it(biller, cast):
    cast.payer.phone = "8005550141"
    cast.payer.save()
    test_a_decision_needs_its_reason(biller, cast)

    page = biller.get(reverse("claims:overpayment", args=[Overpayment.objects.get().public_id])).content.decode()

    assert "overpayment_" not in page
    assert page.index("Disputed") < page.index("It was paid once")
    assert "(800) 555-0141" in page


def test_no_payer_is_chosen_before_somebody_chooses_one(biller, cast):
    assert "Choose the payer" in biller.get(reverse("claims:overpayment_letter")).content.decode()


def test_the_part_of_a_check_that_balances_is_offered_with_its_sums_and_posts(biller, cast):
    good, off = billed(cast, ("99214", "400.00")), billed(cast, ("99214", "400.00"))
    remittance = received(check_of(cast.payer, decided(good, ("400.00", ())), decided(off, ("100.00", (("CO", "45", "299.99"),)))))
    page = biller.get(reverse("claims:remittance", args=[remittance.public_id])).content.decode()
    assert "Post what balances" in page
    assert "1 of its claims does not add up" in page
    url = reverse("claims:remittance_post_part", args=[remittance.public_id])
    dialog = biller.get(url).content.decode()
    assert "Post 1 claim that balances" in dialog

    assert biller.post(url, {"reason": ""}).status_code == 422
    assert biller.post(url, {"reason": "One is off by a cent"}).status_code == 302

    assert where(good).paid_by_payer == dollars("400.00")
    assert "100.00" in biller.get(reverse("claims:remittance_exception_list")).content.decode()


def test_the_front_desk_sees_no_money_back(client):
    client.force_login(FrontDeskFactory())

    assert client.get(reverse("claims:overpayment_list")).status_code == 403


def test_money_is_paid_back_from_its_page_by_two_people(client, cast):
    case = open_letter(
        payer=cast.payer, claim=None, reference="RL-5", amount=dollars("25.00"), letter_date=NOW.date(), reason="Paid twice", actor=None, at=NOW,
    )
    page = reverse("claims:overpayment", args=[case.public_id])
    client.force_login(BillerFactory())
    assert "Pay it back" in client.get(page).content.decode()
    assert client.post(reverse("claims:overpayment_refund", args=[case.public_id]), {"reason": ""}).status_code == 422
    client.post(reverse("claims:overpayment_refund", args=[case.public_id]), {"reason": "They are right"})
    refund = Refund.objects.get()
    shown = client.get(page).content.decode()
    assert refund.number in shown
    assert "Pay it back" not in shown

    client.force_login(AdminFactory())
    client.post(reverse("billing:refund_approve", args=[refund.public_id]), {"reason": ""})
    client.force_login(BillerFactory())
    assert "Paid out" in client.get(reverse("billing:refund_list")).content.decode()
    client.post(reverse("billing:refund_pay", args=[refund.public_id]), {"method": "check", "reference": "2201"})

    case.refresh_from_db()
    refund.refresh_from_db()
    assert (refund.status, refund.reference, case.status, case.recovered_amount) == ("paid", "2201", "open", dollars("25.00"))
    shown = client.get(page).content.decode()
    assert "Find the claim of this takeback" in shown
    assert "Pay it back" not in shown
