"""TA1 and 999 move a batch; an answer proves arrival; what is stale or repeated is recorded and moves nothing (invariant 4)."""

from datetime import timedelta

import pytest

from config.shared.errors import ReasonMissing
from config.shared.models import Event, WorkItem
from payers.models import Interchange, InterchangeState
from payers.services import deliver_interchange as delivery
from payers.services.acknowledge_interchange import acknowledge_interchange
from payers.services.deliver_interchange import deliver_interchange
from payers.services.resolve_interchange import approve_resend, settle_refusal, watch_silent_batches
from tests.factories.shared import BillerFactory
from tests.payers.exchange import AT, folder_connection, freeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(tmp_path):
    return freeze(folder_connection(tmp_path))


@pytest.fixture
def sent(batch):
    deliver_interchange(batch.pk, at=AT)
    return batch


def answer(batch: Interchange, *, accepted: bool, **facts) -> Interchange:
    acknowledge_interchange(interchange_id=batch.pk, accepted=accepted, at=AT + timedelta(hours=1), **facts)
    batch.refresh_from_db()
    return batch


def lost(batch: Interchange) -> Interchange:
    delivery._begin_try(batch, AT)
    deliver_interchange(batch.pk, at=AT)
    watch_silent_batches(at=AT + timedelta(hours=25))
    batch.refresh_from_db()
    assert batch.status == InterchangeState.LOST
    return batch


def last_event(batch: Interchange) -> Event:
    return Event.objects.filter(subject_kind="interchange", subject_id=batch.pk).latest("seq")


def open_items() -> list[str]:
    return list(WorkItem.objects.filter(subject_kind="interchange", closed_at__isnull=True).values_list("next_step", flat=True))


def test_an_acceptance_acknowledges_with_its_evidence(sent):
    answer(sent, accepted=True, code="TA1 000", inbound_transaction_id=7)

    event = last_event(sent)
    assert (sent.status, sent.answered_at) == (InterchangeState.ACKNOWLEDGED, AT + timedelta(hours=1))
    assert (event.inbound_transaction_id, event.detail, event.from_state) == (7, {"code": "TA1 000"}, "delivered")


def test_a_refusal_is_for_a_person_until_somebody_has_seen_to_it(sent):
    answer(sent, accepted=False, code="TA1 020", message="the test or production mark is not valid")

    assert (sent.status, sent.last_error) == (InterchangeState.REJECTED, "TA1 020")
    assert open_items() == ["Refused by TA1 020: mend the cause, then send its claims again"]
    with pytest.raises(ReasonMissing):
        settle_refusal(sent.pk, actor=None, at=AT, reason="")
    settle_refusal(sent.pk, actor=BillerFactory(), at=AT, reason="the receiver id was wrong")
    assert open_items() == []
    assert last_event(sent).detail == {"reason": "the receiver id was wrong"}


def test_a_refusal_after_an_acceptance_counts(sent):
    answer(sent, accepted=True, code="TA1 000")
    answer(sent, accepted=False, code="999 R")

    assert sent.status == InterchangeState.REJECTED


@pytest.mark.parametrize(("first", "second"), [(True, True), (False, True), (False, False)])
def test_what_repeats_or_comes_too_late_is_recorded_and_moves_nothing(sent, first, second):
    before = answer(sent, accepted=first).status

    answer(sent, accepted=second, code="TA1 000")

    event = last_event(sent)
    assert sent.status == before
    assert (event.kind, event.from_state, event.to_state) == ("interchange_answered", before, before)


def test_an_answer_to_a_lost_batch_proves_its_arrival(batch):
    answer(lost(batch), accepted=True)

    assert (batch.status, batch.delivered_at) == (InterchangeState.ACKNOWLEDGED, AT + timedelta(hours=1))
    assert open_items() == []


def test_an_answer_that_comes_before_the_second_sending_stops_it(batch, tmp_path):
    approve_resend(lost(batch).pk, actor=BillerFactory(), at=AT, reason="support saw no file")

    answer(batch, accepted=True)

    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.ACKNOWLEDGED
    assert list((tmp_path / "inbox").iterdir()) == []


def test_an_answer_that_overtakes_the_commit_of_the_delivery_is_kept(sent):
    answer(sent, accepted=True)

    delivery.mark_delivered(sent.pk, at=AT)

    sent.refresh_from_db()
    assert sent.status == InterchangeState.ACKNOWLEDGED
