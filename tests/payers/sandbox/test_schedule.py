"""Jobs: in the order of their moments, each whole or not at all, one failing alone."""

from datetime import UTC, datetime, timedelta

import pytest

from payers.sandbox.schedule import Schedule
from payers.sandbox.store import Store

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "sandbox.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def done(store):
    """A schedule whose jobs `note` write what they were given; (schedule, list of notes)."""
    schedule, notes = Schedule(store), []
    schedule.register("note", lambda *, at, word: notes.append((at, word)))
    return schedule, notes


def test_jobs_are_done_in_the_order_of_their_moments_each_as_of_its_own(done):
    schedule, notes = done
    schedule.add("note", due_at=NOON + timedelta(days=2), word="second")
    schedule.add("note", due_at=NOON, word="first")

    counts = schedule.run_due(NOON + timedelta(days=30))

    assert notes == [(NOON, "first"), (NOON + timedelta(days=2), "second")]
    assert counts == {"note": 2}


def test_a_job_that_is_not_due_waits(done):
    schedule, _ = done
    schedule.add("note", due_at=NOON + timedelta(seconds=1), word="later")

    assert schedule.run_due(NOON) == {}
    assert schedule.next_due() == "2026-11-03T12:00:01.000000+00:00"


def test_a_job_may_order_another_that_is_done_in_the_same_run(done):
    schedule, notes = done
    schedule.register("start", lambda *, at: schedule.add("note", due_at=at + timedelta(days=1), word="follows"))
    schedule.add("start", due_at=NOON)

    schedule.run_due(NOON + timedelta(days=1))

    assert [word for _, word in notes] == ["follows"]


def test_a_job_that_fails_leaves_nothing_behind_and_is_shown(store, done):
    schedule, notes = done

    def fail(*, at):
        store.next_number("half done")
        raise ValueError("cannot be done")

    schedule.register("fail", fail)
    schedule.add("fail", due_at=NOON)
    schedule.add("note", due_at=NOON, word="goes on")

    schedule.run_due(NOON)

    assert [word for _, word in notes] == ["goes on"]
    assert store.next_number("half done") == 1
    assert [job["problem"] for job in schedule.waiting()] == ["ValueError: cannot be done"]


def test_a_job_of_one_key_waits_once_and_can_be_ordered_again_when_done(done):
    schedule, notes = done
    schedule.add("note", due_at=NOON, once_key="run", word="first")
    schedule.add("note", due_at=NOON, once_key="run", word="refused")
    schedule.run_due(NOON)
    schedule.add("note", due_at=NOON, once_key="run", word="again")

    schedule.run_due(NOON)

    assert [word for _, word in notes] == ["first", "again"]
