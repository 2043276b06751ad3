"""Payments at the desk: what they pay, what stays, and the receipt."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.models import Charge, LedgerEntry, PatientPayment
from billing.selectors.patient_money import applied_by_payment, pool_of
from billing.services.apply_payment import NotEnoughMoney, NothingApplied, NotOwed, apply_payment, unapply
from billing.services.follow_accounts import follow_accounts
from billing.services.take_payment import NewPayment, NoPayment, take_payment
from config.shared import clock
from config.shared.errors import ReasonMissing
from config.shared.models import Event, WorkItem
from tests.billing.money import NOW, open_by_line, owes, settle
from tests.billing.visits import enter, visit
from tests.factories.shared import FrontDeskFactory

pytestmark = pytest.mark.django_db


def pay(cast, amount: str, **fields) -> PatientPayment:
    return take_payment(
        NewPayment(**{"patient_id": cast.patient.pk, "amount": Decimal(amount), "method": "card", "reference": "AUTH 1", **fields}),
        actor=FrontDeskFactory(), at=NOW,
    )


def test_a_payment_pays_the_oldest_first_and_the_rest_stays(cast):
    visit = owes(cast, "30.00", "45.00")

    payment = pay(cast, "100.00")

    assert open_by_line(visit) == ["0.00", "0.00"]
    assert pool_of(cast.patient.pk).free == Decimal("25.00")
    assert sum(applied_by_payment([payment.pk])[payment.pk].values()) == Decimal("75.00")
    assert payment.number.startswith("R-")


def test_the_older_share_is_paid_first(cast):
    old, new = owes(cast, "30.00"), owes(cast, "30.00", service_date=date(2026, 11, 1))

    pay(cast, "40.00")

    assert (open_by_line(old)[0], open_by_line(new)[0]) == ("0.00", "20.00")


def test_it_pays_what_was_chosen(cast):
    visit = owes(cast, "30.00", "45.00")
    second = visit.charges.get(ordinal=2)

    pay(cast, "45.00", to={second.pk: Decimal("45.00")})

    assert open_by_line(visit) == ["30.00", "0.00"]


def test_a_payment_for_nothing_yet_waits_on_its_queue(cast):
    pay(cast, "20.00")

    item = WorkItem.objects.get(closed_at__isnull=True)
    assert (item.queue, item.amount, item.subject_id) == ("unapplied_cash", Decimal("20.00"), cast.patient.pk)


def test_paid_in_full_nobody_is_due(cast):
    owes(cast, "30.00")
    pay(cast, "30.00")

    assert not WorkItem.objects.filter(closed_at__isnull=True).exists()


def test_it_leaves_an_event_and_its_receipt_is_asked_for(cast):
    from config.shared.models import Job

    payment = pay(cast, "20.00")

    assert Event.objects.get(subject_kind="patient_payment", subject_id=payment.pk).kind == "payment_taken"
    assert Job.objects.get(kind="make_document").args["subject_id"] == payment.pk


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_a_payment_of_nothing_is_refused(cast, amount):
    with pytest.raises(NoPayment):
        pay(cast, amount)


def test_more_than_is_owed_on_a_line_is_refused_and_nothing_is_kept(cast):
    visit = owes(cast, "30.00")

    with pytest.raises(NotOwed):
        pay(cast, "50.00", to={visit.charges.get(ordinal=1).pk: Decimal("50.00")})

    assert not PatientPayment.objects.exists()


def test_more_than_there_is_can_not_be_applied(cast):
    visit = owes(cast, "30.00")
    pay(cast, "10.00", to={})

    with pytest.raises(NotEnoughMoney):
        apply_payment(cast.patient.pk, to={visit.charges.get(ordinal=1).pk: Decimal("30.00")}, actor=None, at=NOW)


def test_what_waited_is_applied_later_under_its_payment(cast):
    payment = pay(cast, "50.00")
    visit = owes(cast, "30.00")

    assert apply_payment(cast.patient.pk, actor=None, at=NOW) == Decimal("30.00")
    assert apply_payment(cast.patient.pk, actor=None, at=NOW) == Decimal("0.00")
    assert applied_by_payment([payment.pk])[payment.pk] == {visit.charges.get(ordinal=1).pk: Decimal("30.00")}


def test_money_set_free_is_owed_again_and_may_be_applied_again(cast):
    visit = owes(cast, "30.00")
    pay(cast, "30.00")
    charge = visit.charges.get(ordinal=1)

    unapply(charge.pk, patient_id=cast.patient.pk, reason="wrong visit", actor=None, at=NOW)

    assert open_by_line(visit)[0] == "30.00"
    assert pool_of(cast.patient.pk).free == Decimal("30.00")
    assert apply_payment(cast.patient.pk, actor=None, at=NOW) == Decimal("30.00")


def test_setting_free_wants_a_reason_and_something_paid(cast):
    charge = owes(cast, "30.00").charges.get(ordinal=1)

    with pytest.raises(ReasonMissing):
        unapply(charge.pk, patient_id=cast.patient.pk, reason=" ", actor=None, at=NOW)
    with pytest.raises(NothingApplied):
        unapply(charge.pk, patient_id=cast.patient.pk, reason="wrong", actor=None, at=NOW)


def test_cash_received_and_cash_on_charges_are_the_same_cents(cast):
    owes(cast, "30.00", "45.00")
    pay(cast, "60.00")

    cash = LedgerEntry.objects.filter(account="paid_by_patient")
    assert sum(entry.debit - entry.credit for entry in cash) == Decimal("60.00")
    assert sum(entry.debit - entry.credit for entry in cash.filter(charge__isnull=False)) == Decimal("60.00")


def test_a_copay_waits_for_the_payer_that_may_leave_it_to_the_patient(cast):
    enter(visit(cast))
    pay(cast, "20.00")
    item = WorkItem.objects.get(queue="unapplied_cash", closed_at__isnull=True)
    assert (item.next_step, item.next_date) == ("Waits for what the payer leaves to the patient", clock.day_of(NOW) + timedelta(days=30))

    for charge in Charge.objects.all():
        settle(charge, "0.00")
    follow_accounts([cast.patient.pk], actor=None, at=NOW)
    item.refresh_from_db()
    assert (item.next_step, item.next_date) == ("Apply or refund it", clock.day_of(NOW))
