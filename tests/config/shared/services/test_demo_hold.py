"""While one process plays the demo's past, the others stand aside; documents, which need no moment, go on."""

import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection

from config.shared import clock
from config.shared.models import Job
from config.shared.registries import jobs as kinds
from config.shared.services import demo_hold, jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def another_process(settings):
    """Another session of the database, which holds the demo's time."""
    settings.DEMO = True
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [demo_hold.NAME])
    yield other
    other.close()


def _end(session) -> None:
    """End the session. The server frees what it held a moment after the client is gone."""
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    session.close()
    until = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT 1 FROM pg_locks WHERE pid = %s AND locktype = 'advisory'", [pid])
            if not cursor.fetchone():
                return
            time.sleep(0.01)
    raise AssertionError("the server still holds the lock of an ended session")


@pytest.fixture
def ran(monkeypatch):
    """Two kinds of jobs that note that they ran, and when they were told it is."""
    found = []
    for key, needs_now in (("test_moment", True), ("test_document", False)):
        kind = kinds.JobKind(key, "default", lambda job, at: found.append((job.kind, at)), lambda *_: None, needs_now=needs_now)
        monkeypatch.setitem(kinds._kinds, key, kind)
    return found


def enqueue(kind: str, ago: timedelta = timedelta(0)) -> Job:
    return jobs.enqueue(kind, key=str(uuid.uuid4()), run_at=clock.now() - ago)


def test_a_task_stands_aside(another_process):
    done = []

    demo_hold.stands_aside(lambda: done.append(1))()
    assert (done, demo_hold.is_held()) == ([], True)

    _end(another_process)
    demo_hold.stands_aside(lambda: done.append(1))()
    assert (done, demo_hold.is_held()) == ([1], False)


def test_only_what_needs_no_moment_runs_meanwhile_and_as_of_when_it_was_asked_for(another_process, ran):
    moment, document = enqueue("test_moment"), enqueue("test_document", timedelta(days=30))

    assert jobs.run(moment.pk) is False
    assert jobs.run(document.pk) is True

    moment.refresh_from_db()
    assert (moment.state, moment.attempts, ran) == ("ready", 0, [("test_document", document.run_at)])


def test_the_holder_runs_all_and_can_leave_new_documents_to_their_worker(settings, ran):
    settings.DEMO = True
    with demo_hold.holding(patience_seconds=0) as mine:
        assert mine
        enqueue("test_moment")
        enqueue("test_document")
        enqueue("test_document", timedelta(days=3))

        jobs.run_due(but_new=timedelta(days=1))

    assert [kind for kind, _ in ran] == ["test_document", "test_moment"]


def test_holding_gives_up_when_another_holds(another_process):
    with demo_hold.holding(patience_seconds=0) as mine:
        assert (mine, demo_hold.is_mine()) == (False, False)


def test_where_there_is_no_demo_nothing_is_asked(settings, django_assert_num_queries):
    settings.DEMO = False
    with django_assert_num_queries(0), demo_hold.standing_aside() as free:
        assert free
