"""The exchange of one question: 276 out, 277 in, and what happens when nobody answers. The network is the only thing replaced."""

from datetime import timedelta

import pytest

from claims.models import StatusInquiry
from claims.services.ask_payer import ask_payer, give_up_asking
from claims.services.ask_status import ask_status
from payers import x12
from payers.models import InboundFile
from payers.transports.base import TransportError
from payers.transports.core_http import CoreHttp, CoreRefused
from tests.claims.answers import next_step, report_277, send_off, status_entry
from tests.factories.claims import NOW, Cast, make_claim, make_coverage, make_patient, put_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)


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
def inquiry(cast, claim):
    return ask_status([claim.pk], at=LATER).inquiries[0]


@pytest.fixture
def other_side(monkeypatch):
    """What the payer does with a question: a function from the 276's bytes to the 277's, or an error to raise."""
    seen = []

    def replace_network(behaviour):
        def ask(self, *, connection, payload_type, payload, at):
            seen.append(payload)
            if isinstance(behaviour, Exception):
                raise behaviour
            return behaviour(payload)

        monkeypatch.setattr(CoreHttp, "ask", ask)
        return seen

    return replace_network


def answer(claim, category):
    """A payer that answers each question with this category."""

    def payer(payload):
        (transaction,) = x12.read(payload).transactions()
        (asked,) = x12.parse(transaction).inquiries
        envelope = x12.Envelope(sender="SANDBOX", receiver="LARKFIELD", control=900, at=LATER.replace(tzinfo=None), usage="T")
        return x12.write(envelope, [report_277(status_entry(claim, category, trace=asked.trace), day=LATER.date())])

    return payer


def test_the_answer_is_stored_and_moves_the_claim(cast, claim, inquiry, other_side):
    other_side(answer(claim, "P1"))

    assert ask_payer(inquiry.pk, at=LATER) is None

    claim.refresh_from_db()
    file = InboundFile.objects.get()
    assert (claim.status, file.source, file.fate, file.connection) == ("pending", "core", "processed", cast.payer.connection)


def test_the_question_names_the_claim_as_it_was_sent(cast, claim, inquiry, other_side):
    put_in(claim, "accepted", payer_control_number="E777")
    seen = other_side(answer(claim, "P1"))

    ask_payer(inquiry.pk, at=LATER)

    (transaction,) = x12.read(seen[0]).transactions()
    (asked,) = x12.parse(transaction).inquiries
    sent = claim.submissions.get()
    assert (asked.patient_control_number, asked.payer_control_number, asked.trace) == (sent.patient_control_number, "E777", inquiry.trace)
    assert (asked.amount, asked.service_date, asked.source.id) == (claim.billed_amount, claim.service_date, cast.payer.electronic_id)
    assert [finding for finding in x12.check(transaction) if finding.severity == x12.ERROR] == []


def test_a_dependent_is_asked_about_under_the_subscriber(cast, other_side):
    child = make_patient(first_name="Tim", birth_date="2015-03-04", sex="M")
    policy = make_coverage(child, cast.payer, relationship="19", subscriber_last_name="Marlow", subscriber_first_name="Ada")
    claim = make_claim(cast, patient=child, coverages=[policy])
    send_off()
    inquiry = ask_status([claim.pk], at=LATER).inquiries[0]
    seen = other_side(answer(claim, "P1"))

    ask_payer(inquiry.pk, at=LATER)

    (transaction,) = x12.read(seen[0]).transactions()
    (asked,) = x12.parse(transaction).inquiries
    assert (asked.subscriber.first, asked.dependent.first) == ("ADA", "TIM")
    assert [finding for finding in x12.check(transaction) if finding.severity == x12.ERROR] == []


def test_a_payer_that_is_down_is_asked_again_in_a_minute_then_in_five(cast, claim, inquiry, other_side):
    other_side(answer(claim, "E1"))

    assert ask_payer(inquiry.pk, at=LATER) == LATER + timedelta(minutes=1)
    assert ask_payer(inquiry.pk, at=LATER) == LATER + timedelta(minutes=5)
    assert StatusInquiry.objects.get().attempts == 2


def test_a_connection_that_fails_is_tried_again(cast, claim, inquiry, other_side):
    other_side(TransportError(connection="Sandbox", reason="timed out"))

    assert ask_payer(inquiry.pk, at=LATER) == LATER + timedelta(minutes=1)
    assert StatusInquiry.objects.get().error == "transport_failed"


def test_after_the_last_try_the_day_is_over(cast, claim, inquiry, other_side):
    other_side(TransportError(connection="Sandbox", reason="timed out"))
    StatusInquiry.objects.update(attempts=5)

    assert ask_payer(inquiry.pk, at=LATER) is None


def test_a_refusal_of_the_envelope_goes_before_a_person(cast, claim, inquiry, other_side):
    other_side(CoreRefused(connection="Sandbox", error_code="UnAuthorized"))

    assert ask_payer(inquiry.pk, at=LATER) is None
    assert "UnAuthorized" in next_step(claim).next_step


def test_a_question_that_could_not_be_asked_goes_before_a_person(cast, claim, inquiry):
    give_up_asking(inquiry.pk, "KeyError", at=LATER)

    assert "KeyError" in next_step(claim).next_step


def test_an_answered_question_is_not_asked_again(cast, claim, inquiry, other_side):
    seen = other_side(answer(claim, "P1"))
    ask_payer(inquiry.pk, at=LATER)

    ask_payer(inquiry.pk, at=LATER)

    assert len(seen) == 1


def test_nothing_is_asked_once_the_remittance_has_come(cast, claim, inquiry, other_side):
    seen = other_side(answer(claim, "P1"))
    put_in(claim, "paid")

    assert ask_payer(inquiry.pk, at=LATER) is None
    assert seen == []
