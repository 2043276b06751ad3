"""Patients pay: stories 16 and 17, from the payer's file to the statement, the desk and the bank."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.models import Account, LedgerEntry, Statement
from billing.selectors.patient_money import pool_of
from billing.services.make_statements import make_statements
from billing.services.return_payment import return_payment
from billing.services.send_statements import mark_statements_sent
from billing.services.take_payment import NewPayment, take_payment
from claims.models import Denial, PostingProposal
from claims.services.load_letter_templates import load_letter_templates
from config.shared.models import WorkItem
from config.shared.services import jobs
from tests.factories.appeals import make_appeal, sent
from tests.factories.claims import NOW, Cast
from tests.factories.patients import GuarantorFactory
from tests.factories.remittances import check_of, make_table, make_terms, received
from tests.factories.shared import FrontDeskFactory
from tests.scenarios.money import billed, decided, dollars, taken_back, where
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)
VISIT = ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00")))
DENIED = ("0.00", (("CO", "50", "150.00"),))
OVERTURNED = ("78.40", (("CO", "45", "52.00"), ("PR", "2", "19.60")))


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    load_letter_templates()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    return cast


def statement(claim, at=NOW) -> Statement:
    """Made and mailed."""
    (made,) = make_statements(actor=None, at=at, patient_ids=[claim.patient_id])
    jobs.run_due()
    assert mark_statements_sent([made.pk], delivery="mail", actor=None, at=at) == 1
    made.refresh_from_db()
    return made


def pays(claim, amount: str, at=NOW, method="card"):
    return take_payment(NewPayment(claim.patient_id, dollars(amount), method), actor=FrontDeskFactory(), at=at)


def test_story_16_the_statement_asks_for_the_decided_line_and_later_for_what_the_appeal_leaves(cast):
    claim = billed(cast, ("99214", "180.00"), ("20610", "150.00"))
    GuarantorFactory(patient=claim.patient)
    received(check_of(cast.payer, decided(claim, VISIT, DENIED)))

    first = statement(claim)
    assert (first.total_amount, [line.charge.procedure_code for line in first.lines.all()]) == (dollars("30.00"), ["99214"])
    pays(claim, "30.00")
    first.refresh_from_db()
    assert first.status == "paid"
    everything_adds_up()

    appeal = sent(make_appeal(Denial.objects.get(claim=claim)))
    assert (appeal.requested_amount, appeal.denial.status, appeal.packet.page_count > 2) == (dollars("98.00"), "appealed", True)
    assert make_statements(actor=None, at=NOW + MONTH, patient_ids=[claim.patient_id]) == []
    everything_adds_up()

    overturned = received(check_of(cast.payer, taken_back(claim, VISIT, DENIED), decided(claim, VISIT, OVERTURNED)))
    assert (overturned.status, overturned.payment_amount) == ("posted", dollars("78.40"))
    places = where(claim)
    appeal.refresh_from_db()
    assert (appeal.status, appeal.recovered_amount, Denial.objects.get().status) == ("overturned", dollars("78.40"), "overturned")
    assert (places.paid_by_payer, places.owed_by_patient, places.paid_by_patient) == (dollars("198.40"), dollars("19.60"), dollars("30.00"))
    claim.refresh_from_db()
    assert (claim.status, claim.open_amount) == ("closed", 0)
    everything_adds_up()

    second = statement(claim, NOW + MONTH)
    assert (second.total_amount, [line.charge.procedure_code for line in second.lines.all()]) == (dollars("19.60"), ["20610"])
    pays(claim, "19.60", NOW + MONTH)
    assert (where(claim).open, where(claim).paid_by_patient) == (0, dollars("49.60"))
    assert not WorkItem.objects.filter(closed_at__isnull=True).exists()
    everything_adds_up()


def test_story_17_a_chargeback_reopens_what_was_paid_and_leaves_the_old_day_as_it_was(cast):
    claim = billed(cast, ("99214", "180.00"), ("20610", "150.00"))
    received(check_of(cast.payer, decided(claim, VISIT, ("53.00", (("CO", "45", "52.00"), ("PR", "2", "45.00"))))))
    payment = pays(claim, "100.00")
    assert (where(claim).owed_by_patient, pool_of(claim.patient_id).unapplied) == (0, dollars("25.00"))
    before = deposits()
    assert before == {date(2026, 11, 23): dollars("100.00")}

    return_payment(payment.pk, kind="chargeback", reason="Card holder disputes", actor=cast.biller, at=NOW + MONTH)

    assert (where(claim).owed_by_patient, where(claim).paid_by_patient) == (dollars("75.00"), 0)
    assert pool_of(claim.patient_id).unapplied == 0
    assert deposits() == before | {date(2026, 12, 24): dollars("-100.00")}
    everything_adds_up()


def deposits() -> dict[date, Decimal]:
    """What patients' cash did, by accounting day."""
    days: dict[date, Decimal] = {}
    for entry in LedgerEntry.objects.filter(account=Account.PAID_BY_PATIENT).select_related("transaction"):
        day = entry.transaction.accounting_date
        days[day] = days.get(day, Decimal(0)) + entry.debit - entry.credit
    return {day: amount for day, amount in days.items() if amount}


def test_a_correction_that_leaves_the_patient_less_sets_the_rest_free(cast):
    claim = billed(cast, ("99214", "180.00"))
    received(check_of(cast.payer, decided(claim, VISIT)))
    pays(claim, "30.00")

    less = ("140.00", (("CO", "45", "30.00"), ("PR", "3", "10.00")))
    received(check_of(cast.payer, taken_back(claim, VISIT), decided(claim, less)))

    assert (where(claim).paid_by_patient, where(claim).owed_by_patient) == (dollars("10.00"), 0)
    pool = pool_of(claim.patient_id)
    assert (pool.unapplied, pool.held, pool.free) == (dollars("20.00"), 0, dollars("20.00"))
    assert WorkItem.objects.get(queue="unapplied_cash", closed_at__isnull=True).amount == dollars("20.00")
    everything_adds_up()


def test_money_on_hold_is_neither_applied_nor_asked_for(cast):
    claim = billed(cast, ("99214", "180.00"))
    GuarantorFactory(patient=claim.patient)
    received(check_of(cast.payer, decided(claim, VISIT)))
    pays(claim, "30.00")
    received(check_of(cast.payer, taken_back(claim, VISIT)))

    pool = pool_of(claim.patient_id)
    assert (pool.held, pool.free) == (dollars("30.00"), 0)
    assert make_statements(actor=None, at=NOW, patient_ids=[claim.patient_id], now=True) == []
    everything_adds_up()


def test_a_share_on_a_line_that_is_short_paid_waits_for_the_payer(cast):
    claim = billed(cast, ("99214", "180.00"))
    received(check_of(cast.payer, decided(claim, ("110.00", (("CO", "45", "40.00"), ("PR", "2", "30.00"))))))

    proposal = PostingProposal.objects.get(kind="to_patient")
    assert (proposal.state, where(claim).owed_by_patient) == ("open", 0)
    assert "Patient share 30.00 waits" in WorkItem.objects.get(subject_kind="claim", closed_at__isnull=True).next_step
    everything_adds_up()


def test_a_payment_at_the_desk_waits_for_the_payer_and_then_pays_the_share(cast):
    claim = billed(cast, ("99214", "180.00"))
    GuarantorFactory(patient=claim.patient)
    pays(claim, "20.00", method="cash")
    received(check_of(cast.payer, decided(claim, ("130.00", (("CO", "45", "30.00"), ("PR", "3", "20.00"))))))

    assert make_statements(actor=None, at=NOW) == []
    assert (where(claim).open, where(claim).paid_by_patient) == (0, dollars("20.00"))
    everything_adds_up()
