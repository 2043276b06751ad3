"""Silent claims are asked about by the payer's policy; questions are put once a day; what a question can't solve goes to a person."""

from datetime import date, timedelta

import pytest

from claims.models import Claim, StatusInquiry
from claims.services import poll_silent_claims as polling
from claims.services.ask_status import ask_status
from claims.services.poll_silent_claims import poll_silent_claims
from config.shared.models import Event, Job
from tests.claims.answers import acknowledged, next_step, receive, report_277ca, send_off
from tests.factories.claims import NOW, Cast, make_claim, make_claims, put_in

pytestmark = pytest.mark.django_db


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


def poll(days):
    return poll_silent_claims(at=NOW + timedelta(days=days))


def accept(cast, *claims):
    receive(cast.payer.connection, [report_277ca(*(acknowledged(claim, "A2") for claim in claims))])


def test_nothing_is_asked_before_the_payers_own_time_is_over(cast, claim):
    accept(cast, claim)

    assert poll(6) == 0
    assert StatusInquiry.objects.count() == 0


def test_a_claim_that_is_silent_past_it_is_asked_about(cast, claim):
    accept(cast, claim)

    assert poll(7) == 1

    inquiry = StatusInquiry.objects.get()
    assert (inquiry.claim, inquiry.slot_date) == (claim, date(2026, 11, 30))
    assert Job.objects.get(kind="claims.ask_payer").args == {"inquiry_id": inquiry.pk}
    assert Event.objects.filter(kind="claim_status_asked", subject_id=claim.pk).exists()


def test_the_next_question_waits_its_interval(cast, claim):
    accept(cast, claim)
    poll(7)

    assert [poll(day) for day in range(8, 36)].count(1) == 2
    assert sorted(StatusInquiry.objects.values_list("slot_date", flat=True)) == [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 21)]


def test_polling_again_on_the_same_day_asks_nothing(cast, claim):
    accept(cast, claim)
    poll(7)

    assert poll(7) == 0


def test_a_sent_claim_without_any_answer_goes_to_the_queue_of_its_kind_and_is_asked_about_later(cast, claim):
    poll(3)
    unanswered = next_step(claim)
    assert (unanswered.queue, unanswered.next_date) == ("unanswered", date(2026, 11, 30))

    assert poll(7) == 1
    assert next_step(claim).queue == "unanswered"


def test_a_payer_that_says_nothing_after_the_clearinghouses_receipt_is_unanswered(cast, claim):
    put_in(claim, "received", answer_source="clearinghouse", last_answer_at=NOW)

    poll(3)

    assert next_step(claim).queue == "unanswered"


def test_the_clearinghouses_receipt_is_enough_where_the_payer_sends_none(cast, claim):
    cast.payer.sends_277ca = False
    cast.payer.save()
    put_in(claim, "received", answer_source="clearinghouse", last_answer_at=NOW)

    poll(3)

    assert (next_step(claim).queue, next_step(claim).next_date) == ("waiting", date(2026, 11, 30))


def test_after_the_last_day_a_person_calls(cast, claim):
    accept(cast, claim)

    assert poll(60) == 0

    step = next_step(claim)
    assert (step.queue, step.next_step) == ("follow_up", "Call the payer: no decision 60 days after sending")


def test_a_payer_that_takes_no_requests_is_called(cast, claim):
    cast.payer.answers_276 = False
    cast.payer.save()
    accept(cast, claim)

    assert poll(7) == 0
    assert next_step(claim).queue == "follow_up"


def test_a_decision_without_remittance_is_looked_for(cast, claim):
    accept(cast, claim)
    put_in(claim, "finalized")

    assert poll(7) == 0
    assert next_step(claim).next_step == "Call the payer: it decided, and no remittance came"


@pytest.mark.parametrize("status", ["held", "ready", "queued", "rejected", "paid", "denied", "closed", "voided"])
def test_only_claims_in_the_payers_hands_are_asked_about(cast, claim, status):
    put_in(claim, status)

    assert poll(20) == 0


def test_no_payer_gets_more_questions_than_it_answers_in_a_run(cast, monkeypatch):
    monkeypatch.setattr(polling, "MOST_QUESTIONS_A_PAYER", 2)
    make_claims(cast, 5)
    send_off()

    assert [poll(7) for _ in range(4)] == [2, 2, 1, 0]


def test_a_person_may_ask_at_any_time_once_a_day(cast, claim):
    first = ask_status([claim.pk], at=NOW, actor=cast.biller)
    second = ask_status([claim.pk], at=NOW, actor=cast.biller)

    assert [inquiry.asked_by for inquiry in first.inquiries] == [cast.biller]
    assert (second.inquiries, second.skipped) == ([], {claim.pk: "asked today already"})


def test_who_can_not_be_asked_is_said(cast, claim):
    ready = make_claim(cast)
    silent = Cast()
    deaf = make_claim(silent)
    put_in(deaf, "accepted")

    result = ask_status([ready.pk, deaf.pk], at=NOW)

    assert result.skipped == {ready.pk: "not in the payer's hands", deaf.pk: "the payer does not answer electronically"}


def test_a_claim_that_was_answered_before_the_lock_is_left_alone(cast, claim, monkeypatch):
    accept(cast, claim)
    lock = polling.locked

    def answered_meanwhile(ids, **options):
        put_in(claim, "paid")
        return lock(ids, **options)

    monkeypatch.setattr(polling, "locked", answered_meanwhile)

    assert poll(7) == 0
    assert next_step(claim).next_step == "Wait for the payer's decision"


def test_the_number_of_queries_does_not_depend_on_what_is_not_due(cast, django_assert_max_num_queries):
    make_claims(cast, 10)
    send_off()

    with django_assert_max_num_queries(6):
        poll(1)

    assert Claim.objects.filter(status="sent").count() == 10
