"""TA1 and 999 about a status question: said for what they are, and never an exception about a batch nobody knows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.models import StatusInquiry
from claims.services.ask_payer import ask_payer
from claims.services.ask_status import ask_status
from config.shared.models import WorkItem
from payers import x12
from payers.models import InboundTransaction
from payers.transports.base import TransportError
from payers.transports.core_http import CoreHttp
from payers.x12 import set_999, ta1
from tests.claims.answers import last_event, next_step, receive, send_off
from tests.factories.claims import NOW, Cast, make_claim, put_in
from tests.factories.payers import ConnectionFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


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
def asked(cast, claim, monkeypatch):
    """A question that was put twice, as the payer was down; the bytes of each try."""
    sent = []

    def ask(self, *, connection, payload_type, payload, at):
        sent.append(payload)
        raise TransportError(connection=connection.name, reason="no answer")

    monkeypatch.setattr(CoreHttp, "ask", ask)
    (inquiry,) = ask_status([claim.pk], at=LATER).inquiries
    for _ in range(2):
        ask_payer(inquiry.pk, at=LATER)
    return sent


def answer_999(question: bytes, code: str = "A"):
    (group,) = x12.read(question).interchanges[0].groups
    return replace(set_999.acknowledge(group), code=code)


def answer_ta1(question: bytes, code: str = "A", note: str = "000"):
    (read,) = x12.read(question).interchanges
    return ta1.acknowledge(read, code=code, note=note)


def test_each_try_leaves_its_number_on_the_question(asked):
    numbers = [x12.read(each).interchanges[0].control for each in asked]

    assert StatusInquiry.objects.get().isa13s == numbers
    assert len(set(numbers)) == 2


@pytest.mark.parametrize("which", [0, 1])
def test_an_accepted_question_is_said_to_have_arrived_and_moves_nothing(cast, claim, asked, which):
    before = last_event(claim).seq

    receive(cast.payer.connection, [answer_999(asked[which])], acknowledgements=[answer_ta1(asked[which])])

    for row in InboundTransaction.objects.all():
        assert (row.fate, row.code) == ("processed", "status_question")
        assert "status question (276)" in row.message
    assert last_event(claim).seq == before
    assert StatusInquiry.objects.get().answered_at is None
    assert not WorkItem.objects.filter(queue="inbound_exception", closed_at__isnull=True).exists()


@pytest.mark.parametrize("kind", ["999", "TA1"])
def test_a_refused_question_ends_and_somebody_mends_the_request(cast, claim, asked, kind):
    models, answers = ([answer_999(asked[1], "R")], ()) if kind == "999" else ((), [answer_ta1(asked[1], "R", "024")])

    file = receive(cast.payer.connection, models, acknowledgements=answers, at=LATER)

    inquiry = StatusInquiry.objects.get()
    assert (file.fate, inquiry.answered_at) == ("processed", LATER)
    assert inquiry.error.startswith(f"{kind} ")
    assert last_event(claim).kind == "claim_question_refused"
    assert "refuses the status request" in next_step(claim).next_step
    claim.refresh_from_db()
    assert claim.status == "sent"
    assert ask_payer(inquiry.pk, at=LATER) is None


def test_a_claim_that_was_decided_meanwhile_gets_no_next_step_for_it(cast, claim, asked):
    put_in(claim, "paid")
    before = next_step(claim).next_step

    receive(cast.payer.connection, [answer_999(asked[0], "R")], at=LATER)

    assert (last_event(claim).kind, next_step(claim).next_step) == ("claim_question_refused", before)


def test_a_number_of_another_connection_stays_unknown(asked):
    file = receive(ConnectionFactory(), [answer_999(asked[0])])

    assert (file.fate, file.code) == ("exception", "unknown_batch")


def test_a_number_that_is_none_stays_unknown(cast, claim, asked):
    odd = replace(answer_999(asked[0]), group_control="X")

    assert receive(cast.payer.connection, [odd]).code == "unknown_batch"
