"""Money that goes back to a payer by check: asked for, approved by another, paid; and what happens when the payer takes it all the same."""

from datetime import timedelta

import pytest

from billing.models import Account, Refund, RefundStatus
from billing.services.refund_patient import SamePersonTwice, decide_refund
from billing.services.refund_payer import pay_payer_refund
from claims.models import Overpayment, OverpaymentStatus
from claims.services.open_overpayments import NothingToReturn
from claims.services.refund_overpayment import TakenMeanwhile, ask_payer_refund
from config.shared.errors import ReasonMissing, TransitionNotAllowed
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
    make_terms(cast.payer, {"99213": "100.00"})
    return cast


@pytest.fixture
def claim(cast):
    claim = billed(cast, ("99213", "150.00"))
    received(check_of(cast.payer, decided(claim, PAID)))
    claim.refresh_from_db()
    return claim


def asked(overpayment) -> Refund:
    return ask_payer_refund(overpayment_id=overpayment.pk, reason="They are right", actor=BillerFactory(), at=NOW)


def approved(overpayment) -> Refund:
    refund = asked(overpayment)
    return decide_refund(refund.pk, approve=True, reason="", actor=AdminFactory(), at=NOW)


def paid(refund, at=LATER) -> Refund:
    return pay_payer_refund(refund.pk, method="check", reference="2201", actor=BillerFactory(), at=at)


def steps(kind: str) -> list[str]:
    return list(WorkItem.objects.filter(subject_kind=kind, closed_at__isnull=True).values_list("next_step", flat=True))


def test_a_letters_money_is_asked_for_approved_and_paid_and_its_claim_loses_it(cast, claim):
    overpayment = letter(cast, claim)

    refund = asked(overpayment)
    overpayment.refresh_from_db()
    assert (refund.status, refund.amount, refund.payer, overpayment.status) == ("requested", dollars("40.00"), cast.payer, "refund")
    assert steps("refund") == [f"Approve refund {refund.number}"]
    assert steps("overpayment") == [f"See that refund {refund.number} is paid"]
    assert where(claim).paid_by_payer == dollars("100.00")

    decide_refund(refund.pk, approve=True, reason="", actor=AdminFactory(), at=NOW)
    assert steps("refund") == [f"Pay refund {refund.number}"]
    paid(refund)

    overpayment.refresh_from_db()
    claim.refresh_from_db()
    assert (overpayment.status, overpayment.recovered_amount) == ("recovered", dollars("40.00"))
    assert (where(claim).paid_by_payer, where(claim).owed_by_payer, claim.open_amount) == (dollars("60.00"), dollars("40.00"), dollars("40.00"))
    assert (at_provider_level("RL-77"), balance(Account.PAID_BY_PAYER)) == (0, dollars("60.00"))
    assert steps("refund") == steps("overpayment") == []
    everything_adds_up()


def test_paid_twice_it_is_paid_once(cast, claim):
    refund = approved(letter(cast, claim))

    paid(refund)
    paid(refund)

    assert balance(Account.PAID_BY_PAYER) == dollars("60.00")
    everything_adds_up()


def test_a_takeback_of_what_was_paid_back_becomes_work(cast, claim):
    paid(approved(letter(cast, claim)))
    other = billed(cast, ("99213", "150.00"))

    received(check_of(cast.payer, decided(other, PAID), provider_adjustments=(plb("WO", "40.00", "RL-77"),), payment_amount=dollars("60.00")), at=LATER)

    second = Overpayment.objects.get(source="takeback")
    assert (second.amount, second.claim, at_provider_level("RL-77")) == (dollars("40.00"), None, dollars("40.00"))
    assert steps("overpayment") == ["Find the claim of this takeback"]
    everything_adds_up()


def test_what_the_payer_has_taken_meanwhile_is_not_paid(cast, claim):
    refund = approved(overpayment := letter(cast, claim))
    other = billed(cast, ("99213", "150.00"))
    received(check_of(cast.payer, decided(other, PAID), provider_adjustments=(plb("WO", "40.00", "RL-77"),), payment_amount=dollars("60.00")), at=LATER)
    before = balance(Account.PAID_BY_PAYER)

    with pytest.raises(TakenMeanwhile):
        paid(refund)

    refund.refresh_from_db()
    assert (refund.status, balance(Account.PAID_BY_PAYER)) == (RefundStatus.APPROVED, before)
    decide_refund(refund.pk, approve=False, reason="They took it", actor=AdminFactory(), at=LATER)
    overpayment.refresh_from_db()
    assert overpayment.status == OverpaymentStatus.RECOVERED
    everything_adds_up()


def test_a_reversal_that_is_taken_later_may_be_paid_first(cast, claim):
    back = taken_back(claim, PAID)
    received(check_of(cast.payer, back, provider_adjustments=(plb("WO", "-100.00", "WO-9"),), payment_amount=dollars("0.00")), at=LATER)
    overpayment = Overpayment.objects.get(source="reversal")
    assert (overpayment.reference, overpayment.recovered_amount, at_provider_level("WO-9")) == ("WO-9", 0, dollars("-100.00"))

    paid(approved(overpayment))

    assert (at_provider_level("WO-9"), balance(Account.PAID_BY_PAYER)) == (0, 0)
    everything_adds_up()


def test_a_refused_refund_opens_it_again(cast, claim):
    refund = asked(overpayment := letter(cast, claim))

    decide_refund(refund.pk, approve=False, reason="We dispute it", actor=AdminFactory(), at=NOW)

    overpayment.refresh_from_db()
    assert overpayment.status == OverpaymentStatus.OPEN
    assert steps("overpayment") == ["Answer the letter: agree, dispute or refund"]


def test_who_asks_does_not_approve_and_a_reason_is_given(cast, claim):
    overpayment = letter(cast, claim)
    admin, _other = AdminFactory(), AdminFactory()
    with pytest.raises(ReasonMissing):
        ask_payer_refund(overpayment_id=overpayment.pk, reason=" ", actor=admin, at=NOW)
    refund = ask_payer_refund(overpayment_id=overpayment.pk, reason="They are right", actor=admin, at=NOW)

    with pytest.raises(SamePersonTwice):
        decide_refund(refund.pk, approve=True, reason="", actor=admin, at=NOW)
    with pytest.raises(TransitionNotAllowed):
        ask_payer_refund(overpayment_id=overpayment.pk, reason="Again", actor=admin, at=NOW)


def test_what_the_payer_has_already_is_not_asked_for(cast, claim):
    received(check_of(cast.payer, taken_back(claim, PAID)), at=LATER)

    with pytest.raises(NothingToReturn):
        asked(Overpayment.objects.get(source="reversal"))
