"""Statements: what the patient owes and nothing else, frozen as it was said, notice by notice."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from billing.models import Account, Purpose, Statement, StatementStatus
from billing.services.make_statements import make_statements
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from billing.services.send_statements import StatementNotReady, StatementWasSent, mark_statements_sent, void_statement
from config.shared import blobs
from config.shared.models import WorkItem
from config.shared.services import jobs
from patients.models import Document
from tests.billing.cast import Cast
from tests.billing.money import NOW, move, owes, parts, settle, share, with_guarantor
from tests.billing.services.test_take_payment import pay
from tests.billing.visits import enter, visit
from tests.factories.patients import CoverageFactory, GuarantorFactory

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.fixture
def cast(ear):
    return with_guarantor(Cast())


def make(at=NOW, **fields) -> list[Statement]:
    return make_statements(actor=None, at=at, **fields)


def send(statement: Statement, at=NOW) -> Statement:
    jobs.run_due()
    mark_statements_sent([statement.pk], delivery="mail", actor=None, at=at)
    statement.refresh_from_db()
    return statement


def back_to_the_payer(charge, amount: str) -> None:
    """What a reversal does with a share."""
    payer = charge.encounter.payers.get(rank=1).coverage.payer_id
    entries = [
        Entry(Account.OWED_BY_PAYER, Decimal(amount), charge.pk, charge.encounter.patient_id, payer, 1),
        Entry(Account.OWED_BY_PATIENT, -Decimal(amount), charge.pk, charge.encounter.patient_id),
    ]
    post_transaction(NewTransaction(Purpose.SHARE_BACK, f"test:back:{charge.pk}", "test", 1, entries), actor=None, at=NOW)


def test_it_asks_for_what_is_owed_and_says_why(cast):
    owes(cast, "30.00", "45.00")

    (statement,) = make()

    assert statement.total_amount == Decimal("75.00")
    assert (statement.notice, statement.status, statement.number[:2]) == (1, "made", "S-")
    (visit_said,) = statement.content["visits"]
    assert [line["balance"] for line in visit_said["lines"]] == ["30.00", "45.00"]
    assert visit_said["lines"][0]["why"][0]["short"] == "Coinsurance"
    assert statement.content["totals"] == {
        "charge": "440.00", "insurance_paid": "365.00", "adjusted": "0.00", "patient_paid": "0.00", "balance": "75.00",
    }
    assert statement.content["aging"][0]["amount"] == "75.00"


def test_a_line_with_a_payer_open_is_not_on_it(cast):
    encounter = enter(visit(cast))
    first = encounter.charges.get(ordinal=1)
    settle(first, "30.00")
    from billing.services.follow_accounts import follow_accounts

    move(share(first, "30.00"))
    follow_accounts([cast.patient.pk], actor=None, at=NOW)

    (statement,) = make()

    assert [line.charge_id for line in statement.lines.all()] == [first.pk]


def test_nobody_who_owes_nothing_gets_one(cast):
    enter(visit(cast))

    assert make() == []


def test_a_visit_that_nobody_insures_is_asked_for_at_once(cast):
    GuarantorFactory(patient=(alone := CoverageFactory(valid_to=cast.coverage.valid_from)).patient)
    enter(visit(cast, patient=alone.patient))

    (statement,) = make()

    assert statement.content["visits"][0]["lines"][0]["why"][0]["short"] == "Self-pay"


def test_made_twice_there_is_one(cast):
    owes(cast, "30.00")

    assert len(make()) == 1
    assert make() == make(now=True) == []


def test_notices_follow_by_the_cycle_until_the_last(cast):
    owes(cast, "30.00")
    first = send(make()[0])

    assert make(NOW + MONTH - timedelta(days=1)) == []
    second = send(make(NOW + MONTH)[0], NOW + MONTH)
    third = send(make(NOW + 2 * MONTH)[0], NOW + 2 * MONTH)

    first.refresh_from_db()
    assert (first.status, second.notice, third.notice) == ("replaced", 2, 3)
    assert third.content["title"] == "Final notice"
    assert make(NOW + 3 * MONTH) == []
    assert "call" in WorkItem.objects.get(queue="patient_due", closed_at__isnull=True).next_step


def test_free_money_pays_before_anybody_is_asked(cast):
    pay(cast, "20.00")
    owes(cast, "30.00")

    (statement,) = make()

    assert statement.total_amount == Decimal("10.00")
    assert statement.content["totals"]["patient_paid"] == "20.00"


def test_paid_in_full_it_is_paid(cast):
    owes(cast, "30.00")
    statement = send(make()[0])

    pay(cast, "30.00")

    statement.refresh_from_db()
    assert statement.status == StatementStatus.PAID


def test_what_changed_before_it_was_sent_is_not_sent(cast):
    charge = owes(cast, "30.00").charges.get(ordinal=1)
    (statement,) = make()
    jobs.run_due()
    back_to_the_payer(charge, "30.00")

    assert mark_statements_sent([statement.pk], delivery="mail", actor=None, at=NOW) == 0
    statement.refresh_from_db()
    assert (statement.status, statement.void_reason) == ("voided", "The balance changed before it was sent")


def test_one_that_was_sent_ends_when_a_payer_decides_again(cast):
    from billing.services.follow_accounts import follow_accounts

    charge = owes(cast, "30.00").charges.get(ordinal=1)
    statement = send(make()[0])
    back_to_the_payer(charge, "30.00")

    follow_accounts([cast.patient.pk], actor=None, at=NOW)

    statement.refresh_from_db()
    assert (statement.status, statement.void_reason) == ("voided", "A payer decides again")


def test_reasons_of_a_decision_that_was_taken_back_are_not_said(cast):

    charge = owes(cast, "30.00").charges.get(ordinal=1)
    back_to_the_payer(charge, "30.00")
    move(share(charge, "30.00", cause="again", parts=parts("30.00", reason="1")))
    (statement,) = make(patient_ids=[cast.patient.pk])

    assert [why["short"] for why in statement.content["visits"][0]["lines"][0]["why"]] == ["Deductible"]


def test_its_pdf_is_one_page_that_says_what_the_row_says(cast):
    owes(cast, "30.00", "45.00")
    (statement,) = make()

    jobs.run_due()

    statement.refresh_from_db()
    text = PdfReader(BytesIO(blobs.read(statement.document.sha256))).pages[0].extract_text()
    assert statement.document.page_count == 1
    assert "$75.00" in text
    assert statement.number in text
    assert "Coinsurance" in text


def test_without_its_pdf_it_is_not_sent(cast):
    owes(cast, "30.00")

    with pytest.raises(StatementNotReady):
        mark_statements_sent([make()[0].pk], delivery="mail", actor=None, at=NOW)


def test_one_that_waits_may_be_taken_back_one_that_left_may_not(cast):
    owes(cast, "30.00")
    first = make()[0]

    void_statement(first.pk, reason="Wrong address", actor=None, at=NOW)
    second = send(make()[0])

    assert second.pk != first.pk
    with pytest.raises(StatementWasSent):
        void_statement(second.pk, reason="Too late", actor=None, at=NOW)


def test_what_it_says_never_changes(cast):
    owes(cast, "30.00")
    (statement,) = make()

    with pytest.raises(IntegrityError, match="keeps what it said"), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(total_amount=Decimal("1.00"))


def test_an_account_that_nobody_guarantees_gets_none(ear):
    owes(Cast(), "30.00")

    assert make() == []


def test_many_cost_as_many_queries_as_few(cast, django_assert_max_num_queries):
    for _ in range(15):
        coverage = CoverageFactory(payer=cast.coverage.payer)
        GuarantorFactory(patient=coverage.patient)
        owes(cast, "30.00", patient=coverage.patient)

    with django_assert_max_num_queries(45):
        assert len(make()) == 15


def test_voided_and_paid_ones_get_no_pdf(cast):
    owes(cast, "30.00")
    (statement,) = make()
    void_statement(statement.pk, reason="Wrong address", actor=None, at=NOW)

    jobs.run_due()

    assert not Document.objects.exists()
