"""Payers take decisions back: stories 5 to 8, and the reversal in one file, in two, alone, and after the claim was closed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from billing.models import Account, HeldCredit
from billing.services.take_payment import NewPayment, take_payment
from claims.models import Claim, Denial, DenialStatus, Overpayment, RemittanceClaim
from claims.selectors.remittance_page import totals
from claims.services.move_takeback import assign_takeback
from claims.services.open_overpayments import open_letter
from config.shared.models import WorkItem
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import check_of, file_of, make_table, make_terms, received
from tests.scenarios.money import at_provider_level, balance, billed, decided, dollars, plb, taken_back, where
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db
LATER = datetime(2029, 1, 20, 15, tzinfo=UTC)
FIRST = ("120.00", (("CO", "45", "90.00"), ("PR", "2", "30.00")))
CORRECTED = ("100.00", (("CO", "45", "90.00"), ("PR", "2", "50.00")))


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    return cast


def patient_pays(claim: Claim, amount: str) -> None:
    """The patient pays their share at the desk."""
    take_payment(NewPayment(claim.patient_id, dollars(amount), "check"), actor=None, at=NOW)


def test_story_5_a_reversal_alone_reopens_a_closed_claim_and_holds_what_the_patient_paid(cast):
    claim = billed(cast, ("99214", "240.00"))
    received(check_of(cast.payer, decided(claim, FIRST)))
    patient_pays(claim, "30.00")
    claim.refresh_from_db()
    assert (claim.status, where(claim).paid_by_patient) == ("closed", dollars("30.00"))
    others = [billed(cast, ("99214", "1000.00")) for _ in range(2)]
    pay = [decided(other, ("1000.00", ())) for other in others]

    remittance = received(check_of(cast.payer, *pay, taken_back(claim, FIRST), payment_date=date(2029, 1, 19)), at=LATER)

    claim.refresh_from_db()
    assert (remittance.status, remittance.payment_amount) == ("posted", dollars("1,880.00"))
    assert (claim.status, claim.open_amount, where(claim).owed_by_payer) == ("pending", dollars("240.00"), dollars("240.00"))
    assert (where(claim).paid_by_patient, where(claim).owed_by_patient) == (0, 0)
    assert HeldCredit.objects.get(released_at=None).amount == dollars("30.00")
    assert balance(Account.UNAPPLIED, patient=claim.patient) == dollars("-30.00")
    assert WorkItem.objects.filter(subject_kind="claim", subject_id=claim.pk, closed_at=None).exists()
    assert Overpayment.objects.get().recovered_amount == dollars("120.00")
    everything_adds_up()


def test_story_6_a_reversal_put_off_by_wo_nets_out_with_the_correction_of_the_next_check(cast):
    claim = billed(cast, ("99214", "240.00"))
    before = ("180.00", (("CO", "45", "60.00"),))
    received(check_of(cast.payer, decided(claim, before)))
    first = [decided(billed(cast, ("99214", "950.00")), ("950.00", ()))]
    second = [decided(billed(cast, ("99214", "400.00")), ("400.00", ()))]

    one = received(check_of(cast.payer, *first, taken_back(claim, before), provider_adjustments=(plb("WO", "-180.00", "ICN-TAKEN-1"),)))
    assert (one.status, one.payment_amount) == ("posted", dollars("950.00"))
    assert at_provider_level("ICN-TAKEN-1") == dollars("-180.00")
    assert Overpayment.objects.get().status == "open"
    everything_adds_up()

    now = decided(claim, ("130.00", (("CO", "45", "110.00"),)))
    two = received(check_of(cast.payer, now, *second, provider_adjustments=(plb("WO", "180.00", "ICN-TAKEN-1"),)))
    assert (two.status, two.payment_amount) == ("posted", dollars("350.00"))
    assert at_provider_level("ICN-TAKEN-1") == 0
    assert where(claim).paid_by_payer - dollars("180.00") == dollars("-50.00")
    assert (Overpayment.objects.get().status, Overpayment.objects.get().recovered_amount) == ("recovered", dollars("180.00"))
    correction = RemittanceClaim.objects.get(remittance=two, claim=claim)
    assert (correction.corrects.reverses.paid_amount, correction.corrects.remittance) == (dollars("180.00"), one)
    everything_adds_up()


def test_story_7_a_balance_is_carried_forward_and_taken_from_the_next_check(cast):
    big, small = billed(cast, ("99214", "900.00")), billed(cast, ("99214", "200.00"))
    before = ("650.00", (("CO", "45", "250.00"),))
    received(check_of(cast.payer, decided(big, before)))

    one = received(check_of(cast.payer, decided(small, ("200.00", ())), taken_back(big, before), provider_adjustments=(plb("FB", "-450.00"),)))
    assert (one.status, one.payment_amount, one.payment_method) == ("posted", 0, "NON")
    everything_adds_up()

    two = received(check_of(cast.payer, decided(billed(cast, ("99214", "1200.00")), ("1200.00", ())), provider_adjustments=(plb("FB", "450.00"),)))
    assert (two.status, two.payment_amount) == ("posted", dollars("750.00"))
    assert at_provider_level("FB") == 0
    assert not Overpayment.objects.filter(source="takeback").exists()
    everything_adds_up()


def test_story_8_a_letters_takeback_goes_to_its_claim_and_interest_is_income(cast):
    letters = billed(cast, ("99214", "400.00"))
    received(check_of(cast.payer, decided(letters, ("400.00", ()))))
    open_letter(
        payer=cast.payer, claim=letters, reference="RL-88120", amount=dollars("275.00"), letter_date=date(2026, 11, 1), reason="Paid twice",
        actor=cast.biller, at=NOW,
    )
    pays = decided(billed(cast, ("99214", "3412.50")), ("3412.50", ()))

    check = check_of(cast.payer, pays, provider_adjustments=(plb("WO", "275.00", "RL-88120"), plb("L6", "-3.18")))
    remittance = received(check)

    assert (remittance.status, remittance.payment_amount) == ("posted", dollars("3,140.68"))
    assert (where(letters).paid_by_payer, where(letters).owed_by_payer) == (dollars("125.00"), dollars("275.00"))
    assert at_provider_level("RL-88120") == 0
    assert balance(Account.INTEREST) == dollars("-3.18")
    assert not RemittanceClaim.objects.filter(underpaid_amount__gt=0).exists()
    assert Overpayment.objects.get().status == "recovered"
    everything_adds_up()


def test_a_takeback_under_an_unknown_reference_is_somebodys_work_until_its_claim_is_found(cast):
    claim = billed(cast, ("99214", "400.00"))
    received(check_of(cast.payer, decided(claim, ("400.00", ()))))
    pays = decided(billed(cast, ("99214", "500.00")), ("500.00", ()))
    received(check_of(cast.payer, pays, provider_adjustments=(plb("WO", "100.00", "NOBODY-1"),)))
    case = Overpayment.objects.get()
    assert (case.source, case.status, at_provider_level("NOBODY-1")) == ("takeback", "open", dollars("100.00"))
    assert WorkItem.objects.get(subject_kind="overpayment", closed_at=None).amount == dollars("100.00")
    everything_adds_up()

    assign_takeback(overpayment_id=case.pk, claim=claim, actor=cast.biller, at=NOW)

    assert (at_provider_level("NOBODY-1"), where(claim).owed_by_payer) == (0, dollars("100.00"))
    assert Overpayment.objects.get().status == "recovered"
    everything_adds_up()


def test_reversal_and_correction_in_one_remittance_link_whichever_stands_first(cast):
    claim = billed(cast, ("99214", "240.00"))
    received(check_of(cast.payer, decided(claim, FIRST)))

    remittance = received(check_of(cast.payer, decided(claim, CORRECTED), taken_back(claim, FIRST)))

    claim.refresh_from_db()
    assert (remittance.status, remittance.payment_amount, claim.status) == ("posted", dollars("-20.00"), "closed")
    assert (where(claim).paid_by_payer, where(claim).adjusted, where(claim).owed_by_patient) == (dollars("100.00"), dollars("90.00"), dollars("50.00"))
    back, again = RemittanceClaim.objects.get(status_code="22"), RemittanceClaim.objects.get(remittance=remittance, status_code="1")
    assert (again.corrects, back.reverses.remittance.payment_amount) == (back, dollars("120.00"))
    everything_adds_up()


def test_the_same_reversal_twice_takes_back_once(cast):
    claim = billed(cast, ("99214", "240.00"))
    received(check_of(cast.payer, decided(claim, FIRST)))
    received(check_of(cast.payer, taken_back(claim, FIRST)))

    received(check_of(cast.payer, taken_back(claim, FIRST), trace="ANOTHER"))

    again = RemittanceClaim.objects.order_by("pk").last()
    assert (again.fate, again.code) == ("suspense", "reversal_without_original")
    assert where(claim).owed_by_payer == dollars("240.00")
    everything_adds_up()


def test_a_decision_that_comes_again_under_another_trace_waits_in_suspense(cast):
    claim = billed(cast, ("99215", "140.00"))
    deductible = ("0.00", (("CO", "45", "47.40"), ("PR", "1", "92.60")))
    received(check_of(cast.payer, decided(claim, deductible)))

    received(check_of(cast.payer, decided(claim, deductible), trace="AGAIN"))

    again = RemittanceClaim.objects.order_by("pk").last()
    assert (again.fate, again.code) == ("suspense", "decided_before")
    assert (where(claim).adjusted, where(claim).owed_by_patient) == (dollars("47.40"), dollars("92.60"))
    everything_adds_up()


def test_a_denied_line_that_is_paid_later_without_a_reversal_ends_its_denial(cast):
    claim = billed(cast, ("20610", "150.00"))
    received(check_of(cast.payer, decided(claim, ("0.00", (("CO", "50", "150.00"),)))))

    received(check_of(cast.payer, decided(claim, ("98.00", (("CO", "45", "52.00"),)))))

    assert (Denial.objects.get().status, Denial.objects.get().recovered_amount) == ("overturned", dollars("98.00"))
    assert where(claim).open == 0
    everything_adds_up()


def test_a_refusal_that_comes_again_under_another_trace_stays_one_denial(cast):
    claim = billed(cast, ("20610", "150.00"))
    denied = ("0.00", (("CO", "50", "150.00"),))
    received(check_of(cast.payer, decided(claim, denied)))

    received(check_of(cast.payer, decided(claim, denied), trace="AGAIN"))

    assert Denial.objects.get().status == DenialStatus.OPEN
    everything_adds_up()


def test_a_denial_is_overturned_by_reversal_and_correction_with_what_was_recovered(cast):
    claim = billed(cast, ("99214", "180.00"), ("20610", "150.00"))
    visit = ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00")))
    denied = ("0.00", (("CO", "50", "150.00"),))
    received(check_of(cast.payer, decided(claim, visit, denied)))
    assert Denial.objects.get().status == DenialStatus.OPEN

    paid = ("78.40", (("CO", "45", "52.00"), ("PR", "2", "19.60")))
    remittance = received(check_of(cast.payer, taken_back(claim, visit, denied), decided(claim, visit, paid)))

    denial = Denial.objects.get()
    claim.refresh_from_db()
    assert (remittance.payment_amount, denial.status, denial.recovered_amount) == (dollars("78.40"), "overturned", dollars("78.40"))
    assert not WorkItem.objects.filter(subject_kind="denial", closed_at=None).exists()
    assert (claim.status, where(claim).owed_by_payer, where(claim).owed_by_patient) == ("closed", 0, dollars("49.60"))
    everything_adds_up()


def test_the_same_refusal_again_stays_one_denial(cast):
    claim = billed(cast, ("20610", "150.00"))
    denied = ("0.00", (("CO", "50", "150.00"),))
    received(check_of(cast.payer, decided(claim, denied)))

    received(check_of(cast.payer, taken_back(claim, denied), decided(claim, denied)))

    assert Denial.objects.get().status == DenialStatus.OPEN
    assert Denial.objects.get().recovered_amount == 0
    everything_adds_up()


def test_a_file_that_comes_again_renamed_takes_nothing_back_twice(cast):
    claim = billed(cast, ("99214", "240.00"))
    received(check_of(cast.payer, decided(claim, FIRST)))
    check = check_of(cast.payer, taken_back(claim, FIRST), decided(claim, CORRECTED))
    received(check)
    from payers.services.receive_bytes import receive_bytes

    again = receive_bytes(data=file_of(replace(check)), name="renamed.835", source="upload", connection=None, at=NOW)

    assert {row.fate for row in again.transactions.all()} == {"duplicate"}
    assert where(claim).paid_by_payer == dollars("100.00")
    everything_adds_up()


def test_the_page_says_what_a_reversal_takes_back_and_explains_every_cent(cast, client):
    claim = billed(cast, ("99214", "240.00"))
    received(check_of(cast.payer, decided(claim, FIRST)))
    remittance = received(check_of(cast.payer, taken_back(claim, FIRST)), at=LATER)
    client.force_login(cast.biller)

    text = client.get(reverse("claims:remittance", args=[remittance.public_id])).content.decode()

    assert "Taken back 120.00" in text
    assert "Shares that come back" in text
    assert "Stays open" not in text
    assert "undecided" not in text
    found = totals(remittance)
    assert (found.charge, found.paid, found.contract, found.shares_back, found.open) == tuple(map(dollars, ("-240.00", "-120.00", "-90.00", "-30.00", "0.00")))
