"""Refunds: asked for, approved by another, paid; only of money that is free."""

from decimal import Decimal

import pytest

from billing.models import LedgerEntry, RefundStatus
from billing.selectors.patient_money import pool_of
from billing.services.apply_payment import apply_payment
from billing.services.refund_patient import MayNotApprove, RefundTooLarge, SamePersonTwice, decide_refund, pay_patient_refund, request_refund
from config.shared.errors import ReasonMissing, TransitionNotAllowed
from config.shared.models import Note, WorkItem
from tests.billing.money import NOW, owes
from tests.billing.services.test_take_payment import pay
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db


def ask(cast, amount="25.00", actor=None, reason="Paid twice"):
    return request_refund(cast.patient.pk, amount=Decimal(amount), reason=reason, actor=actor or BillerFactory(), at=NOW)


def decide(refund, actor, approve=True, reason=""):
    return decide_refund(refund.pk, approve=approve, reason=reason, actor=actor, at=NOW)


def paid(refund):
    return pay_patient_refund(refund.pk, method="check", reference="1077", actor=BillerFactory(), at=NOW)


def test_asked_approved_and_paid_the_money_is_gone_once(cast):
    pay(cast, "25.00")
    refund = ask(cast)
    decide(refund, AdminFactory())

    paid(refund)
    paid(refund)

    assert pool_of(cast.patient.pk).unapplied == Decimal("0.00")
    cash = LedgerEntry.objects.filter(account="paid_by_patient")
    assert sum(entry.debit - entry.credit for entry in cash) == Decimal("0.00")
    assert not WorkItem.objects.filter(closed_at__isnull=True).exists()


def test_money_that_is_about_to_go_back_is_not_applied(cast):
    pay(cast, "25.00")
    ask(cast)
    owes(cast, "30.00")

    assert apply_payment(cast.patient.pk, actor=None, at=NOW) == Decimal("0.00")


def test_more_than_is_free_is_refused(cast):
    pay(cast, "25.00")
    ask(cast, "20.00")

    with pytest.raises(RefundTooLarge) as refused:
        ask(cast, "5.01")
    assert refused.value.context["free"] == Decimal("5.00")


def test_who_asked_does_not_approve_while_another_may(cast):
    admin = AdminFactory()
    AdminFactory()
    pay(cast, "25.00")
    refund = ask(cast, actor=admin)

    with pytest.raises(SamePersonTwice):
        decide(refund, admin, reason="I am sure")


def test_one_who_works_alone_approves_with_a_reason_and_a_note(cast):
    admin = AdminFactory()
    pay(cast, "25.00")
    refund = ask(cast, actor=admin)

    with pytest.raises(ReasonMissing):
        decide(refund, admin)
    decide(refund, admin, reason="Nobody else works here")

    assert "Nobody else works here" in Note.objects.get().text


def test_a_biller_may_not_approve(cast):
    pay(cast, "25.00")

    with pytest.raises(MayNotApprove):
        decide(ask(cast), BillerFactory())


def test_refused_the_money_is_free_again(cast):
    pay(cast, "25.00")
    refund = ask(cast)

    assert decide(refund, AdminFactory(), approve=False, reason="It pays next week's visit").status == RefundStatus.REFUSED
    assert pool_of(cast.patient.pk).free == Decimal("25.00")


def test_what_nobody_approved_is_not_paid(cast):
    pay(cast, "25.00")

    with pytest.raises(TransitionNotAllowed):
        paid(ask(cast))


def test_a_refund_wants_a_reason(cast):
    pay(cast, "25.00")

    with pytest.raises(ReasonMissing):
        ask(cast, reason=" ")
