"""Jobs: a lease lives as long as its worker, and what ends as failed is put before a person."""

import threading
from datetime import timedelta

import pytest

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Job, JobState, WorkItem
from config.shared.registries import jobs as kinds
from config.shared.services import job_leases, jobs
from config.shared.services.work_items import NextStep, put_next_step


class Refused(DomainError):
    code = "refused_here"


def put_before_a_person(job: Job, code: str, at) -> None:
    put_next_step(NextStep("job", job.pk, "follow_up", clock.day_of(at), code))


@pytest.fixture
def enqueue(monkeypatch):
    """A job of an invented kind that runs the given function."""

    def make(run, lease_seconds: float = 60) -> Job:
        kind = kinds.JobKind("invented", "default", run, put_before_a_person, lease_seconds)
        monkeypatch.setitem(kinds._kinds, "invented", kind)
        return Job.objects.create(kind="invented", key="invented:1", run_at=clock.now(), created_at=clock.now())

    return make


def raising(error: Exception):
    def run(job, at):
        raise error

    return run


@pytest.mark.django_db
def test_a_job_that_a_rule_ends_leaves_a_next_step(enqueue):
    job = enqueue(raising(Refused()))

    assert jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, WorkItem.objects.get().next_step) == (JobState.FAILED, "refused_here")


@pytest.mark.django_db
def test_a_job_that_a_fault_ends_leaves_a_next_step_and_the_fault_is_raised(enqueue):
    job = enqueue(raising(ZeroDivisionError()))

    with pytest.raises(ZeroDivisionError):
        jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, WorkItem.objects.get().next_step) == (JobState.FAILED, "ZeroDivisionError")


@pytest.mark.django_db
def test_a_job_that_may_be_tried_again_leaves_no_next_step_until_its_last_try(enqueue):
    job = enqueue(raising(OSError()))
    jobs.run(job.pk)
    assert not WorkItem.objects.exists()

    Job.objects.update(run_at=clock.now(), attempts=job.max_attempts)
    jobs.run(job.pk)

    assert WorkItem.objects.get().next_step == "OSError"


@pytest.mark.django_db(transaction=True)
def test_a_lease_is_renewed_while_its_worker_works(enqueue, monkeypatch):
    renewals, renewed = [], threading.Event()

    def note(job, seconds, renew=job_leases.renew):
        renewals.append(renew(job, seconds))
        renewed.set()
        return renewals[-1]

    def work(job, at):
        before = job.lease_until
        assert renewed.wait(10)
        job.refresh_from_db()
        assert job.lease_until > before

    monkeypatch.setattr(job_leases, "renew", note)
    job = enqueue(work, lease_seconds=0.3)

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, renewals[0]) == (JobState.DONE, True)


@pytest.mark.django_db
def test_a_lease_that_another_worker_has_is_not_renewed(enqueue):
    held = jobs.lease(enqueue(raising(Refused())).pk)
    Job.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    taken = jobs.lease(held.pk)

    assert not job_leases.renew(held, 60)
    assert job_leases.renew(taken, 60)
