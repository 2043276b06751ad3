"""Calls to the payer."""

from datetime import date

import pytest

from claims.services.log_call import Call, log_call
from config.shared.models import Note
from patients.services.write_note import NoteIsEmpty
from tests.claims.answers import last_event, next_step
from tests.factories.claims import NOW, Cast, make_claim, put_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def claim(cast):
    return make_claim(cast)


def test_a_promise_in_a_call_becomes_the_next_step(cast, claim):
    put_in(claim, "pending")
    call = Call(spoken_to="Rosa", reference="C-88213407", said="Payment run on Friday.", promised=date(2026, 11, 27))

    log_call(claim.pk, call, actor=cast.biller, at=NOW)

    step = next_step(claim)
    assert (step.queue, step.next_step, step.next_date) == ("follow_up", "Check what was promised, call C-88213407", date(2026, 11, 27))
    assert last_event(claim).detail["reference"] == "C-88213407"


def test_a_call_without_promise_leaves_the_next_step(cast, claim):
    before = next_step(claim).next_step

    log_call(claim.pk, Call(spoken_to="Rosa", reference="", said="No news."), actor=cast.biller, at=NOW)

    assert next_step(claim).next_step == before


def test_what_was_said_is_kept_as_a_note_of_who_called(cast, claim):
    log_call(claim.pk, Call(spoken_to="Rosa", reference="C-1", said="No news."), actor=cast.biller, at=NOW)

    note = Note.objects.get()
    assert (note.text, note.author, note.subject_kind, note.subject_id) == ("No news.", cast.biller, "claim", claim.pk)


def test_a_call_without_words_is_refused(cast, claim):
    with pytest.raises(NoteIsEmpty):
        log_call(claim.pk, Call(spoken_to="Rosa", reference="", said=" "), actor=cast.biller, at=NOW)
