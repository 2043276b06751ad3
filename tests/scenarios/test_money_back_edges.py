"""Money that goes back to payers where letters, takebacks and reversals meet."""

from datetime import timedelta

import pytest

from billing.models import Account
from billing.services.refund_patient import decide_refund
from billing.services.refund_payer import pay_payer_refund
from claims.models import Overpayment, OverpaymentStatus
from claims.services.move_takeback import assign_takeback
from claims.services.open_overpayments import OtherPayersClaim
from claims.services.refund_overpayment import ask_payer_refund
from config.shared.models import WorkItem
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import check_of, make_table, make_terms, received
from tests.factories.shared import AdminFactory, BillerFactory
from tests.scenarios.money import at_provider_level, balance, billed, decided, dollars, letter, plb, taken_back, where
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db
PAID = ("100.00", (("CO", "45", "50.00"),))
LATER = NOW + timedelta(days=20)


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99213": "100.00", "99214": "150.00", "20610": "98.00"})
    return cast


@pytest.fixture
def claim(cast):
    claim = billed(cast, ("99213", "150.00"))
    received(check_of(cast.payer, decided(claim, PAID)))
    claim.refresh_from_db()
    return claim


def takes(cast, *amounts: str, reason="WO", reference="RL-77", also=()):
    """A later check of 200.00 with these takebacks."""
    others = [billed(cast, ("99213", "150.00")) for _ in range(2)]
    entries = [plb(reason, amount, reference) for amount in amounts] + list(also)
    left = dollars("200.00") - sum(entry.amount for entry in entries)
    return received(check_of(cast.payer, *(decided(o, PAID) for o in others), provider_adjustments=tuple(entries), payment_amount=left), at=LATER)


def paid_back(overpayment) -> None:
    refund = ask_payer_refund(overpayment_id=overpayment.pk, reason="They are right", actor=BillerFactory(), at=LATER)
    decide_refund(refund.pk, approve=True, reason="", actor=AdminFactory(), at=LATER)
    pay_payer_refund(refund.pk, method="check", reference="2201", actor=BillerFactory(), at=LATER)


def steps(kind: str = "overpayment") -> list[str]:
    return list(WorkItem.objects.filter(subject_kind=kind, closed_at__isnull=True).values_list("next_step", flat=True))


def test_a_letter_without_a_claim_that_is_taken_gets_its_claim_afterwards(cast, claim):
    overpayment = letter(cast, None)

    takes(cast, "40.00")
    assert steps() == ["Find the claim of this takeback"]
    assign_takeback(overpayment_id=overpayment.pk, claim=claim, actor=BillerFactory(), at=LATER)

    overpayment.refresh_from_db()
    assert (overpayment.status, at_provider_level("RL-77"), where(claim).paid_by_payer) == ("recovered", 0, dollars("60.00"))
    assert steps() == []
    everything_adds_up()


def test_a_letter_taken_in_part_stays_open_when_its_claim_is_named(cast, claim):
    overpayment = letter(cast, None)
    takes(cast, "20.00")

    assign_takeback(overpayment_id=overpayment.pk, claim=claim, actor=BillerFactory(), at=LATER)

    overpayment.refresh_from_db()
    assert (overpayment.status, where(claim).paid_by_payer, len(steps())) == (OverpaymentStatus.OPEN, dollars("80.00"), 1)
    everything_adds_up()


def test_the_rest_of_a_letter_is_paid_back_after_a_part_was_assigned(cast, claim):
    overpayment = letter(cast, None)
    takes(cast, "20.00")
    assign_takeback(overpayment_id=overpayment.pk, claim=claim, actor=BillerFactory(), at=LATER)

    paid_back(overpayment)

    assert (where(claim).paid_by_payer, at_provider_level("RL-77")) == (dollars("60.00"), 0)
    everything_adds_up()


@pytest.mark.parametrize("parts", [("20.00", "20.00"), ("30.00", "10.00")])
def test_a_letter_taken_in_two_entries_of_one_check_goes_to_its_claim_whole(cast, claim, parts):
    overpayment = letter(cast, claim)

    remittance = takes(cast, *parts)

    overpayment.refresh_from_db()
    assert (remittance.status, remittance.message) == ("posted", "")
    assert (overpayment.status, where(claim).paid_by_payer, at_provider_level("RL-77")) == ("recovered", dollars("60.00"), 0)
    everything_adds_up()


def test_what_is_taken_beyond_the_letter_is_somebodys_work(cast, claim):
    letter(cast, claim)

    takes(cast, "43.00")

    assert at_provider_level("RL-77") == dollars("3.00")
    assert Overpayment.objects.get(source="takeback").amount == dollars("3.00")
    assert steps() == ["Find the claim of this takeback"]
    everything_adds_up()


def test_a_refund_that_the_payer_acknowledges_takes_nothing(cast, claim):
    paid_back(letter(cast, claim))

    takes(cast, "40.00", also=(plb("72", "-40.00", "RL-77"),))

    assert at_provider_level("RL-77") == 0
    assert not Overpayment.objects.filter(source="takeback").exists()
    everything_adds_up()


def test_a_letter_whose_claim_was_reversed_meanwhile_does_not_stop_the_check(cast, claim):
    letter(cast, claim, "100.00")
    received(check_of(cast.payer, taken_back(claim, PAID), provider_adjustments=(plb("WO", "-100.00", "RL-77"),), payment_amount=dollars("0.00")), at=LATER)

    remittance = takes(cast, "100.00")

    assert (remittance.status, remittance.message) == ("posted", "")
    assert (where(claim).paid_by_payer, at_provider_level("RL-77")) == (0, 0)
    everything_adds_up()


def test_a_letter_for_more_than_its_claim_was_paid_does_not_stop_the_check(cast, claim):
    letter(cast, claim, "130.00")

    remittance = takes(cast, "130.00")

    assert (remittance.status, remittance.message) == ("posted", "")
    assert balance(Account.PAID_BY_PAYER) == dollars("170.00")
    everything_adds_up()


def test_a_takeback_is_not_assigned_to_another_payers_claim(cast, claim):
    takes(cast, "40.00")
    other = Cast()
    make_terms(other.payer, {"99213": "100.00"})
    theirs = billed(other, ("99213", "150.00"))
    received(check_of(other.payer, decided(theirs, PAID)))

    with pytest.raises(OtherPayersClaim):
        assign_takeback(overpayment_id=Overpayment.objects.get().pk, claim=theirs, actor=BillerFactory(), at=LATER)


def test_two_decisions_taken_back_in_one_remittance_bring_each_share_back_once(cast):
    claim = billed(cast, ("99214", "180.00"), ("20610", "150.00"))
    first = (("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00"))), ("0.00", (("CO", "197", "150.00"),)))
    second = (("0.00", (("OA", "18", "180.00"),)), ("78.40", (("CO", "45", "52.00"), ("PR", "2", "19.60"))))
    received(check_of(cast.payer, decided(claim, *first)))
    received(check_of(cast.payer, decided(claim, *second)), at=LATER)
    assert where(claim).owed_by_patient == dollars("49.60")

    received(check_of(cast.payer, taken_back(claim, *first), taken_back(claim, *second)), at=LATER + timedelta(days=1))

    claim.refresh_from_db()
    assert claim.open_amount == dollars("330.00")
    assert (where(claim).owed_by_patient, where(claim).owed_by_payer, where(claim).paid_by_payer) == (0, dollars("330.00"), 0)
    everything_adds_up()


def test_a_letter_without_a_claim_that_is_paid_back_waits_for_its_claim(cast, claim):
    overpayment = letter(cast, None)

    paid_back(overpayment)
    assert (at_provider_level("RL-77"), steps()) == (dollars("40.00"), ["Find the claim of this takeback"])
    assign_takeback(overpayment_id=overpayment.pk, claim=claim, actor=BillerFactory(), at=LATER)

    overpayment.refresh_from_db()
    assert (overpayment.status, at_provider_level("RL-77"), where(claim).paid_by_payer) == ("recovered", 0, dollars("60.00"))
    assert steps() == []
    everything_adds_up()


@pytest.mark.parametrize(("parts", "unknown"), [(("100.00",), "0"), (("60.00", "40.00"), "0"), (("100.00", "80.00"), "80.00"), (("130.00",), "30.00")])
def test_only_what_is_taken_beyond_what_was_put_off_is_somebodys_work(cast, claim, parts, unknown):
    put_off = (plb("WO", "-100.00", "RL-77"),)
    received(check_of(cast.payer, taken_back(claim, PAID), provider_adjustments=put_off, payment_amount=dollars("0.00")), at=LATER)

    takes(cast, *parts)

    assert sum(row.amount for row in Overpayment.objects.filter(source="takeback")) == dollars(unknown) == at_provider_level("RL-77")
    everything_adds_up()
