"""277: the payer's answer to a status question."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.models import LedgerEntry
from claims.models import Claim, StatusInquiry
from claims.services.ask_status import ask_status
from config.shared.models import Event
from payers.models import InboundTransaction
from payers.x12.claim_status import Status, StatusCode, StatusEntry
from tests.claims.answers import MONDAY, acknowledged, last_event, next_step, receive, report_277, report_277ca, send_off, status_entry
from tests.factories.claims import NOW, Cast, make_claim, make_claims, put_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)
THEN = date(2026, 12, 3)


@pytest.fixture
def cast():
    cast = Cast()
    cast.payer.connection.core_url = "http://127.0.0.1:1/core"
    cast.payer.connection.save()
    return cast


@pytest.fixture
def claim(cast):
    claim = make_claim(cast)
    send_off()
    return claim


@pytest.fixture
def asked(cast, claim):
    return ask_status([claim.pk], at=LATER, actor=cast.biller).inquiries[0]


def told(cast, *entries, **options):
    return receive(cast.payer.connection, [report_277(*entries, **{"day": THEN, **options})], at=LATER)


def fresh(row):
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("category", "code", "status", "queue", "step"),
    [
        ("P1", "20", "pending", "waiting", "Wait for the payer's decision"),
        ("P3", "297", "records_asked", "follow_up", "Send what the payer asks for: Waits for information asked of us: medical notes or a report (P3 297 PR)"),
        ("R4", "317", "records_asked", "follow_up", "Send what the payer asks for: Information asked: the patient's medical records (R4 317 PR)"),
        ("F1", "65", "finalized", "waiting", "Wait for the remittance"),
        ("F2", "1", "finalized", "waiting", "Wait for the remittance"),
        ("A2", "20", "accepted", "waiting", "Wait for the payer's decision"),
        ("A7", "164", "rejected", "rejected", "Fix and resend: Rejected, invalid: member number of the payer (A7 164 PR)"),
        ("D0", "35", "sent", "follow_up", "The payer does not find it: Not found: the claim was not found (D0 35 PR)"),
        ("E0", "21", "sent", "follow_up", "The payer refuses the status request: The request is wrong: information is missing or invalid (E0 21 PR)"),
        ("X0", "0", "sent", "waiting", "Wait for the acknowledgement"),
    ],
)
def test_each_answer_moves_the_claim_or_makes_a_step(cast, claim, asked, category, code, status, queue, step):
    told(cast, status_entry(claim, category, code, trace=asked.trace))

    item = next_step(claim)
    assert (fresh(claim).status, item.queue, item.next_step) == (status, queue, step)


def test_the_question_is_answered(cast, claim, asked):
    told(cast, status_entry(claim, "P1", trace=asked.trace))

    assert (fresh(asked).answered_at, asked.category, asked.code, asked.error) == (LATER, "P1", "20", "")


def test_a_payer_that_is_down_has_not_answered_and_is_no_event(cast, claim, asked):
    before = Event.objects.filter(subject_kind="claim").count()

    file = told(cast, status_entry(claim, "E1", "484", trace=asked.trace))

    assert (fresh(asked).answered_at, asked.error, file.fate) == (None, "payer_down", "processed")
    assert Event.objects.filter(subject_kind="claim").count() == before


def test_an_answer_without_the_claims_number_is_matched_by_its_trace(cast, claim, asked):
    told(cast, status_entry(claim, "P1", trace=asked.trace, known=False))

    assert fresh(claim).status == "pending"


def test_an_answer_nobody_asked_for_is_matched_by_the_claims_number(cast, claim):
    told(cast, status_entry(claim, "P1", trace="UNASKED"))

    assert fresh(claim).status == "pending"


def test_an_answer_is_matched_by_the_payers_number_last(cast, claim):
    put_in(claim, "accepted", payer_control_number="E777", answer_source="payer", last_answer_at=NOW)

    told(cast, status_entry(claim, "P1", trace="UNASKED", known=False, icn="E777"))

    assert fresh(claim).status == "pending"


def test_an_answer_about_nobodys_claim_is_an_exception(cast, claim):
    file = told(cast, status_entry(claim, "P1", trace="UNASKED", known=False))

    assert (file.fate, InboundTransaction.objects.get().code) == ("exception", "unknown_claims")


def test_a_refusal_of_the_whole_request_is_matched_by_its_reference(cast, claim, asked):
    refusal = StatusEntry(**{
        **vars(acknowledged(claim, "E0")), "level": "receiver", "trace": "0", "patient_control_number": "",
        "statuses": (Status(codes=(StatusCode("E0", "24", "41"),), date=THEN),), "references": (), "provider": None, "subscriber": None,
    })

    told(cast, refusal, reference=asked.trace)

    assert fresh(asked).category == "E0"
    assert next_step(claim).queue == "follow_up"


def test_an_answer_is_as_new_as_the_day_it_was_given(cast, claim):
    """The payer says on December 3 that the claim is in process since November 20: that is newer than the acceptance of November 23."""
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A2"))])

    told(cast, status_entry(claim, "P1", day=date(2026, 11, 20), trace="T"))

    assert fresh(claim).status == "pending"
    assert last_event(claim).detail["effective"] == "2026-11-20"


def test_an_old_answer_that_comes_late_moves_nothing(cast, claim):
    told(cast, status_entry(claim, "F1", trace="T1"))

    told(cast, status_entry(claim, "P1", trace="T2"), day=MONDAY)

    assert fresh(claim).status == "finalized"
    assert last_event(claim).detail["why"] == "stale"


def test_a_payer_that_works_on_a_denied_claim_again_reopens_it(cast, claim):
    put_in(claim, "denied", answer_source="remittance", last_answer_at=NOW)

    told(cast, status_entry(claim, "P2", trace="T"))

    assert fresh(claim).status == "pending"


def test_a_paid_answer_posts_no_money(cast, claim):
    entries = LedgerEntry.objects.count()

    told(cast, status_entry(claim, "F1", "65", trace="T"))

    assert LedgerEntry.objects.count() == entries


def test_the_number_of_queries_does_not_depend_on_the_number_of_answers(cast, django_assert_num_queries):
    few, many = make_claims(cast, 2), make_claims(cast, 12)
    send_off()
    asked = {each.claim_id: each.trace for each in ask_status([claim.pk for claim in few + many], at=LATER).inquiries}
    short, long = (
        report_277(*(status_entry(claim, "P1", trace=asked[claim.pk], icn=f"I{claim.pk}") for claim in claims), day=THEN) for claims in (few, many)
    )

    with CaptureQueriesContext(connection) as measured:
        receive(cast.payer.connection, [short], at=LATER)
    with django_assert_num_queries(len(measured)):
        receive(cast.payer.connection, [long], at=LATER)

    assert Claim.objects.filter(status="pending").count() == StatusInquiry.objects.filter(answered_at=LATER).count() == 14
