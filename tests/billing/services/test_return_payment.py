"""Payments that the bank takes back: reversing entries of today, and what was paid is owed again."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from billing.models import HeldCredit, LedgerTransaction
from billing.selectors.patient_money import pool_of
from billing.services.refund_patient import decide_refund, pay_patient_refund, request_refund
from billing.services.return_payment import MoneyWasRefunded, return_payment
from config.shared.errors import ReasonMissing
from tests.billing.money import NOW, open_by_line, owes
from tests.billing.services.test_take_payment import pay
from tests.factories.shared import AdminFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def back(payment, **fields):
    return return_payment(payment.pk, **{"kind": "chargeback", "reason": "Card holder disputes", "actor": None, "at": LATER, **fields})


def test_what_it_paid_is_owed_again_and_nothing_is_left_over(cast):
    visit = owes(cast, "30.00", "45.00")
    payment = pay(cast, "100.00")

    back(payment)

    assert open_by_line(visit) == ["30.00", "45.00"]
    assert pool_of(cast.patient.pk).unapplied == Decimal("0.00")


def test_the_day_it_was_received_stays_and_today_loses_it(cast):
    payment = pay(cast, "100.00")

    back(payment)

    days = dict(LedgerTransaction.objects.filter(purpose__in=["patient_payment", "patient_returned"]).values_list("purpose", "accounting_date"))
    assert days == {"patient_payment": date(2026, 11, 24), "patient_returned": date(2026, 12, 24)}
    returned = LedgerTransaction.objects.get(purpose="patient_returned")
    assert returned.reverses.key == f"patient_payment:{payment.pk}:patient_payment"


def test_returned_twice_it_is_returned_once(cast):
    payment = pay(cast, "100.00")
    back(payment)
    count = LedgerTransaction.objects.count()

    assert back(payment).returned_date == date(2026, 12, 24)
    assert LedgerTransaction.objects.count() == count


def test_it_wants_a_reason(cast):
    with pytest.raises(ReasonMissing):
        back(pay(cast, "10.00"), reason="")


def test_another_payment_keeps_what_it_paid(cast):
    visit = owes(cast, "30.00", "45.00")
    pay(cast, "30.00")
    second = pay(cast, "45.00")

    back(second)

    assert open_by_line(visit) == ["0.00", "45.00"]


def test_money_that_was_refunded_meanwhile_can_not_be_given_back_twice(cast):
    payment = pay(cast, "50.00")
    refund = request_refund(cast.patient.pk, amount=Decimal("50.00"), reason="Paid twice", actor=None, at=NOW)
    decide_refund(refund.pk, approve=True, reason="", actor=AdminFactory(), at=NOW)
    pay_patient_refund(refund.pk, method="check", reference="1", actor=None, at=NOW)

    with pytest.raises(MoneyWasRefunded):
        back(payment)


def test_money_on_hold_that_goes_back_is_on_hold_no_longer(cast):
    visit = owes(cast, "30.00")
    payment = pay(cast, "20.00", to={})
    credit = HeldCredit.objects.create(
        patient=cast.patient, charge=visit.charges.get(ordinal=1), amount=Decimal("20.00"), reason="taken back", source_key="t",
        opened_at=datetime(2026, 11, 24, tzinfo=UTC),
    )

    back(payment)

    credit.refresh_from_db()
    assert credit.released_at == LATER
