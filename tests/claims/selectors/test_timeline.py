"""What each event says on the timeline."""

import pytest

from claims.models import Claim
from claims.selectors import timeline, timeline_words
from claims.services.log_call import Call, log_call
from config.shared.models import Event
from patients.services.write_note import write_note
from tests.claims.answers import CLEARINGHOUSE, acknowledged, answer_999, answer_ta1, receive, report_277ca, send_off
from tests.factories.claims import NOW, Cast, make_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def titles(claim):
    return [entry.title for entry in timeline.entries(claim, timeline.events_of(claim))]


def test_every_kind_of_event_that_claims_write_has_words(cast):
    claim = make_claim(cast)
    (interchange,) = send_off()
    receive(cast.payer.connection, [answer_999(interchange)], acknowledgements=[answer_ta1(interchange)])
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A1", by=CLEARINGHOUSE), acknowledged(claim, "A2"), acknowledged(claim, "A1"))])
    log_call(claim.pk, Call("Rosa", "C-1", "In process."), actor=cast.biller, at=NOW)

    kinds = set(Event.objects.filter(subject_kind=Claim.SUBJECT_KIND).values_list("kind", flat=True))
    assert kinds <= set(timeline_words.KINDS)


def test_notes_stand_among_the_events(cast):
    claim = make_claim(cast)
    write_note("claim", claim.pk, "Asked the front desk.", actor=cast.biller, at=NOW)

    assert "Note" in titles(claim)


def test_the_timeline_costs_two_queries(cast, django_assert_num_queries):
    claim = make_claim(cast)

    with django_assert_num_queries(2):
        titles(claim)


@pytest.mark.parametrize(
    ("kind", "detail", "title", "text"),
    [
        ("claim_ready", {"errors": 0, "warnings": 1}, "Scrubbed: ready to send", "1 warning."),
        ("claim_held", {"errors": 2, "warnings": 1}, "Scrubbed: held", "2 errors and 1 warning."),
        ("claim_held", {"errors": 0, "warnings": 0}, "Scrubbed: on hold", "Nothing was found; a person holds it."),
        ("claim_rebuilt", {"version": 2, "changed": ["coverage.member_id"]}, "Built again: version 2", "Changed: coverage, member id."),
        ("claim_rebuilt", {"version": 2, "changed": []}, "Built again: version 2", "With the same content, under a new number."),
        ("claim_put_on_hold", {"until": "2026-12-01"}, "Put on hold", "Until 12/01/2026."),
        ("claim_answer", {"set": "277CA", "source": "payer", "category": "A1", "code": "19", "entity": "PR", "version": 1, "why": "stale"},
         "Received: the payer has received it (A1 19 PR)", "277CA by the payer, version 1. It is older than what is known, and moves nothing."),
        ("claim_rejected", {"set": "999", "errors": ["CLM in loop 2300: CLM05 (7)"]}, "999: the batch was refused", "Wrong: CLM in loop 2300: CLM05 (7)."),
        ("claim_rejected", {"set": "TA1", "code": "020", "reason": "the test or production mark is not valid"},
         "TA1: the file was refused (020)", "The test or production mark is not valid."),
        ("remittance_posted", {"payment": "120.00", "denied": "150.00", "trace": "T1"}, "Remittance: 120.00 paid", "150.00 denied. Trace T1."),
        ("remittance_posted", {"trace": "T1"}, "Remittance: nothing decided", "Trace T1."),
        ("claim_something_new", {}, "Claim something new", ""),
    ],
)
def test_words(kind, detail, title, text):
    said = timeline_words.words(Event(kind=kind, detail=detail))

    assert (said.title, said.text) == (title, text)
