"""Delivery over a folder, where a test can be the other side: what is proven, what is not, and what a person decides (invariants 2, 5, 9)."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.shared.errors import ReasonMissing
from config.shared.models import Event, Job, JobState, WorkItem
from config.shared.registries import outbound
from config.shared.services import jobs
from payers import tasks
from payers.models import Interchange, InterchangeState
from payers.services import deliver_interchange as delivery
from payers.services.deliver_interchange import DeliveryRunning, deliver_interchange, mark_delivered
from payers.services.freeze_interchange import DELIVER, UsageDisagrees
from payers.services.resolve_interchange import NothingToTry, NotLost, approve_resend, retry_delivery, watch_silent_batches
from payers.transports.base import RemoteFolderMissing, RemoteNameTaken, TransportError
from payers.transports.folder import FolderTransport
from tests.factories.shared import BillerFactory
from tests.payers.exchange import AT, folder_connection, freeze, held_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(tmp_path):
    return freeze(folder_connection(tmp_path))


def inbox(batch: Interchange) -> Path:
    return Path(batch.connection.root) / "inbox"


def consume(batch: Interchange) -> int:
    """The other side takes what it finds; how many files of this batch there were."""
    found = [path for path in inbox(batch).iterdir() if path.name == batch.remote_name]
    for path in found:
        path.unlink()
    return len(found)


def items(batch: Interchange) -> list[str]:
    rows = WorkItem.objects.filter(subject_kind="interchange", subject_id=batch.pk, closed_at__isnull=True)
    return list(rows.values_list("next_step", flat=True))


def job_of(batch: Interchange) -> Job:
    return Job.objects.get(kind=DELIVER, key=f"deliver:{batch.pk}")


def test_a_failure_before_the_rename_is_no_open_outcome(batch, monkeypatch):
    """Somebody saw the try end before the rename was asked for: nothing can have arrived, and no listing is needed."""
    with monkeypatch.context() as broken:
        broken.setattr("payers.transports.folder.os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(TransportError):
            deliver_interchange(batch.pk, at=AT)
    for draft in inbox(batch).iterdir():  # a server that tidies up after a lost connection
        draft.unlink()

    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.DELIVERED
    assert consume(batch) == 1


def test_an_archive_proves_that_a_consumed_batch_arrived(tmp_path):
    batch = freeze(folder_connection(tmp_path, archive="archive"))
    delivery._begin_try(batch, AT)
    (tmp_path / "archive" / batch.remote_name).write_bytes(b"x" * batch.size)

    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.DELIVERED
    assert list(inbox(batch).iterdir()) == []


def test_a_listed_name_with_another_size_is_not_our_batch(batch):
    delivery._begin_try(batch, AT)
    (inbox(batch) / batch.remote_name).write_bytes(b"somebody else's")

    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.WAITING


def test_a_taken_name_is_for_a_person(batch):
    (inbox(batch) / batch.remote_name).write_bytes(b"somebody else's")

    with pytest.raises(RemoteNameTaken):
        deliver_interchange(batch.pk, at=AT)
    assert items(batch) == ["Not sent: remote name taken"]


def test_a_connection_that_changed_its_usage_gets_nothing(batch):
    batch.connection.usage = "P"
    batch.connection.save()

    with pytest.raises(UsageDisagrees):
        deliver_interchange(batch.pk, at=AT)
    assert list(inbox(batch).iterdir()) == []
    assert len(items(batch)) == 1


def test_a_demo_delivers_nothing_to_production(tmp_path, settings):
    batch = freeze(folder_connection(tmp_path, usage="P"))
    settings.DEMO = True

    with pytest.raises(UsageDisagrees):
        deliver_interchange(batch.pk, at=AT)
    assert list(inbox(batch).iterdir()) == []


def test_two_workers_never_deliver_the_same_batch_at_once(batch):
    with held_elsewhere(f"interchange:{batch.pk}"), pytest.raises(DeliveryRunning) as caught:
        deliver_interchange(batch.pk, at=AT)
    assert caught.value.retryable


def test_the_room_whose_claims_are_in_it_hears_of_the_departure_once(batch, monkeypatch):
    heard = []
    monkeypatch.setitem(outbound._listeners, "837P", lambda **facts: heard.append(facts))

    deliver_interchange(batch.pk, at=AT)
    mark_delivered(batch.pk, at=AT)

    assert heard == [{"interchange_id": batch.pk, "at": AT}]


def test_a_failure_is_an_event_once_and_not_at_every_try(batch):
    (inbox(batch)).rmdir()

    for _ in range(3):
        with pytest.raises(RemoteFolderMissing):
            deliver_interchange(batch.pk, at=AT)

    kinds = Event.objects.filter(subject_kind="interchange", subject_id=batch.pk).values_list("kind", flat=True)
    assert list(kinds.order_by("seq")) == ["interchange_frozen", "interchange_not_sent"]


def test_a_server_that_does_not_answer_is_tried_until_it_does(batch, monkeypatch):
    def down(_self):
        raise TransportError(connection="Sandbox", reason="timed out")

    with monkeypatch.context() as broken:
        broken.setattr(FolderTransport, "__enter__", down)
        for _ in range(20):
            again = tasks.run_delivery(job_of(batch), AT + timedelta(hours=1))

    assert again == AT + timedelta(hours=1, minutes=15)
    assert tasks.run_delivery(job_of(batch), AT) is None
    assert consume(batch) == 1


def test_a_batch_that_waits_is_looked_for_again(batch):
    delivery._begin_try(batch, AT)

    assert tasks.run_delivery(job_of(batch), AT) > AT

    (inbox(batch) / batch.remote_name).write_bytes(b"x" * batch.size)
    assert tasks.run_delivery(job_of(batch), AT) is None
    batch.refresh_from_db()
    assert batch.status == InterchangeState.DELIVERED


def test_what_ended_for_a_wrong_setting_goes_by_itself_when_the_connection_was_mended(batch):
    inbox(batch).rmdir()
    jobs.run(job_of(batch).pk)
    assert job_of(batch).state == JobState.FAILED
    watch_silent_batches(at=AT)
    assert job_of(batch).state == JobState.FAILED

    inbox(batch).mkdir()
    batch.connection.save()
    watch_silent_batches(at=AT)
    jobs.run(job_of(batch).pk)

    assert consume(batch) == 1
    assert items(batch) == []


def test_a_fault_in_a_delivery_puts_the_batch_before_a_person(batch, monkeypatch):
    def faulty(*_, **__):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(delivery, "_deliver", faulty)
        with pytest.raises(RuntimeError):
            jobs.run(job_of(batch).pk)

    assert (job_of(batch).state, items(batch)) == (JobState.FAILED, ["Not sent: RuntimeError"])


def test_a_person_may_ask_for_another_try(batch):
    inbox(batch).rmdir()
    jobs.run(job_of(batch).pk)
    inbox(batch).mkdir()

    retry_delivery(batch.pk, actor=BillerFactory(), at=AT)
    jobs.run_due()

    assert consume(batch) == 1
    with pytest.raises(NothingToTry):
        retry_delivery(batch.pk, actor=None, at=AT)


def test_a_batch_that_does_not_get_out_is_put_before_a_person_once(batch):
    assert watch_silent_batches(at=AT + timedelta(minutes=59)) == 0
    assert watch_silent_batches(at=AT + timedelta(minutes=61)) == 1
    assert watch_silent_batches(at=AT + timedelta(minutes=62)) == 0

    assert items(batch) == ["Not sent: no worker has taken it"]


def test_a_sent_batch_without_an_answer_may_be_lost(batch):
    deliver_interchange(batch.pk, at=AT)

    assert watch_silent_batches(at=AT + timedelta(hours=23)) == 0
    assert watch_silent_batches(at=AT + timedelta(hours=25)) == 1

    batch.refresh_from_db()
    assert batch.status == InterchangeState.LOST
    assert items(batch) == ["Sent, but no TA1 or 999: ask the clearinghouse"]


def test_a_batch_in_trouble_that_is_lost_later_has_one_item_on_the_queue(batch):
    delivery._begin_try(batch, AT)
    deliver_interchange(batch.pk, at=AT)  # nobody can tell: it waits
    batch.refresh_from_db()
    batch.last_error = "login_refused"
    delivery.put_trouble(batch, AT.date())

    watch_silent_batches(at=AT + timedelta(hours=25))

    assert items(batch) == ["Lost batch? Ask the clearinghouse, then send again"]


def test_the_time_of_waiting_begins_with_the_last_try(batch):
    deliver_interchange(batch.pk, at=AT)
    consume(batch)
    watch_silent_batches(at=AT + timedelta(hours=25))
    later = AT + timedelta(hours=26)
    approve_resend(batch.pk, actor=BillerFactory(), at=later, reason="support saw no file")
    deliver_interchange(batch.pk, at=later)

    assert watch_silent_batches(at=later + timedelta(hours=23)) == 0
    assert watch_silent_batches(at=later + timedelta(hours=25)) == 1


def test_a_batch_sent_again_by_a_person_is_still_looked_for_first(batch):
    deliver_interchange(batch.pk, at=AT)
    watch_silent_batches(at=AT + timedelta(hours=25))
    approve_resend(batch.pk, actor=BillerFactory(), at=AT, reason="support saw no file")

    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.DELIVERED

    batch.refresh_from_db()
    assert (batch.attempts, consume(batch)) == (1, 1)


def test_sending_again_needs_a_lost_batch_and_a_reason(batch):
    with pytest.raises(NotLost):
        approve_resend(batch.pk, actor=None, at=AT, reason="I want to")
    delivery._begin_try(batch, AT)
    deliver_interchange(batch.pk, at=AT)
    watch_silent_batches(at=AT + timedelta(hours=25))

    with pytest.raises(ReasonMissing):
        approve_resend(batch.pk, actor=None, at=AT, reason=" ")


def test_an_approval_counts_for_one_sending(batch):
    delivery._begin_try(batch, AT)
    deliver_interchange(batch.pk, at=AT)
    watch_silent_batches(at=AT + timedelta(hours=25))
    approve_resend(batch.pk, actor=BillerFactory(), at=AT, reason="support saw no file")
    delivery._begin_try(batch, AT)  # the second sending, whose process died

    assert deliver_interchange(batch.pk, at=AT) == InterchangeState.WAITING


def test_the_decision_names_who_and_why(batch):
    delivery._begin_try(batch, AT)
    deliver_interchange(batch.pk, at=AT)
    watch_silent_batches(at=AT + timedelta(hours=25))
    biller = BillerFactory()
    approve_resend(batch.pk, actor=biller, at=AT, reason="support saw no file")

    event = Event.objects.filter(subject_kind="interchange", subject_id=batch.pk).latest("seq")
    assert (event.actor, event.detail, event.to_state) == (biller, {"reason": "support saw no file"}, "frozen")
    assert items(batch) == []
