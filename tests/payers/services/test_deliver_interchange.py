"""A batch arrives once (invariant 2), over the real wire."""

from datetime import timedelta

import pytest

from config.shared.models import Event, WorkItem
from payers.models import InterchangeState
from payers.services import deliver_interchange as delivery
from payers.services.deliver_interchange import deliver_interchange
from payers.services.fetch_inbound import fetch_inbound
from payers.services.resolve_interchange import approve_resend, watch_silent_batches
from payers.transports.base import HostKeyChanged, TransportError
from tests.factories.shared import BillerFactory
from tests.payers.exchange import AT, connect, freeze
from tests.support.sandbox import start_sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=[True, False], ids=["stay", "vanish"])
def sandbox(request, tmp_path_factory):
    with start_sandbox(tmp_path_factory.mktemp("sandbox") / "state", consumed_stay_listed=request.param) as running:
        running.stay = request.param
        yield running


only_vanishing = pytest.mark.parametrize("sandbox", [False], ids=["vanish"], indirect=True)


@pytest.fixture
def batch(sandbox):
    return freeze(connect(sandbox, stay=sandbox.stay))


def lines(sandbox, batch) -> int:
    return sum(1 for line in sandbox.received() if line["isa13"] == batch.isa13)


def test_a_batch_arrives_and_is_recorded_as_sent(sandbox, batch):
    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.DELIVERED

    batch.refresh_from_db()
    assert (batch.delivered_at, batch.attempts, lines(sandbox, batch)) == (AT, 1, 1)
    assert list(Event.objects.filter(subject_kind="interchange", subject_id=batch.pk).values_list("to_state", flat=True)) == ["frozen", "delivered"]


def test_delivering_again_sends_nothing(sandbox, batch):
    deliver_interchange(batch.pk, at=AT)
    deliver_interchange(batch.pk, at=AT)

    assert lines(sandbox, batch) == 1


@pytest.mark.parametrize("fault", [{"after_bytes": 100}, {"at": "before_rename"}])
def test_a_connection_lost_before_the_rename_is_tried_again(sandbox, batch, fault):
    sandbox.control("/control/faults", {"fault": "connection_lost", "count": 1, **fault})

    with pytest.raises(TransportError):
        deliver_interchange(batch.pk, at=AT)
    deliver_interchange(batch.pk, at=AT)

    assert lines(sandbox, batch) == 1


def test_a_connection_lost_after_the_rename_never_sends_twice(sandbox, batch):
    sandbox.control("/control/faults", {"fault": "connection_lost", "count": 1, "at": "after_rename"})

    with pytest.raises(TransportError):
        deliver_interchange(batch.pk, at=AT)
    state = deliver_interchange(batch.pk, at=AT)

    assert lines(sandbox, batch) == 1
    assert state == (InterchangeState.DELIVERED if sandbox.stay else InterchangeState.WAITING)


@only_vanishing
def test_without_the_listing_a_second_try_would_send_twice(sandbox, batch, monkeypatch):
    """What holds invariant 2 is the listing: taken out, the other side has two lines. (A listed name refuses the second rename by itself.)"""
    sandbox.control("/control/faults", {"fault": "connection_lost", "count": 1, "at": "after_rename"})
    with pytest.raises(TransportError):
        deliver_interchange(batch.pk, at=AT)
    monkeypatch.setattr(delivery, "_look", lambda *_: delivery.Known(False, False, False, False, False))

    deliver_interchange(batch.pk, at=AT)

    assert lines(sandbox, batch) == 2


def test_a_changed_host_key_sends_nothing_and_asks_a_person(sandbox, batch):
    sandbox.control("/control/faults", {"fault": "host_key_changed"})
    try:
        with pytest.raises(HostKeyChanged):
            deliver_interchange(batch.pk, at=AT)
    finally:
        sandbox.control("/control/faults", {"clear": True})

    assert lines(sandbox, batch) == 0
    assert WorkItem.objects.filter(subject_kind="interchange", subject_id=batch.pk, closed_at__isnull=True).count() == 1


@only_vanishing
def test_a_batch_nobody_can_vouch_for_becomes_lost_and_goes_again_only_by_a_person(sandbox, batch):
    delivery._begin_try(batch, AT)  # a try began and its process died before the first byte

    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.WAITING
    assert watch_silent_batches(at=AT + timedelta(hours=25)) == 1
    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.LOST
    assert lines(sandbox, batch) == 0
    approve_resend(batch.pk, actor=BillerFactory(), at=AT, reason="support saw no file")
    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.DELIVERED
    assert lines(sandbox, batch) == 1


def test_what_the_clearinghouse_sends_is_fetched_once(sandbox, batch):
    deliver_interchange(batch.pk, at=AT)
    sandbox.run()

    first = fetch_inbound(batch.connection_id, at=AT)
    second = fetch_inbound(batch.connection_id, at=AT)

    assert first
    assert second == []
