"""Life of a job row: enqueue, lease, finish, fail, sweep. The broker only hints; the row decides.

A lease is taken with SKIP LOCKED and a token, and renewed while the job runs; finishing needs the same token, so a worker that lost its
lease changes nothing. A job that ends as failed leaves a next step for a person (its kind says which).
"""

import logging
import random
import uuid
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, Q
from kombu.exceptions import OperationalError

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Job, JobState
from config.shared.registries import jobs as kinds
from config.shared.services.job_leases import mine, renewed

log = logging.getLogger(__name__)
RUN_JOB = "shared.run_job"
FIRST_RETRY_SECONDS = 5
LAST_RETRY_SECONDS = 3600


def enqueue(kind: str, *, key: str, args: dict[str, Any] | None = None, run_at: datetime | None = None) -> Job:
    """Create the job `key` unless it exists, and hint a worker when the transaction commits."""
    now = clock.now()
    job, created = Job.objects.get_or_create(
        key=key, defaults={"kind": kind, "args": args or {}, "run_at": run_at or now, "created_at": now}
    )
    if created and job.run_at <= now:
        hint(job)
    return job


def hint(job: Job) -> None:
    """Tell a worker after commit that the row is there. A lost hint costs until the next sweep, nothing else."""
    queue = kinds.get(job.kind).queue
    transaction.on_commit(lambda: _send_hint(job.pk, queue))


def _send_hint(job_id: int, queue: str) -> None:
    """A broker that is down must not fail what was committed: the sweep finds the row."""
    try:
        current_app.send_task(RUN_JOB, kwargs={"job_id": job_id}, queue=queue, ignore_result=True, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("no hint for job %s: %s", job_id, type(error).__name__)


@transaction.atomic
def lease(job_id: int) -> Job | None:
    """Take the job if it is due and free (ready, or leased with an expired lease); None otherwise."""
    now = clock.now()
    due = Q(state=JobState.READY, run_at__lte=now) | Q(state=JobState.LEASED, lease_until__lt=now)
    job = Job.objects.select_for_update(skip_locked=True).filter(due, pk=job_id).first()
    if job is None:
        return None
    job.state = JobState.LEASED
    job.lease_token = uuid.uuid4()
    job.lease_until = now + timedelta(seconds=kinds.get(job.kind).lease_seconds)
    job.attempts += 1
    job.save(update_fields=["state", "lease_token", "lease_until", "attempts"])
    return job


def run(job_id: int) -> bool:
    """Lease the job, run it, and record the end. True where it ran, whatever came of it."""
    job = lease(job_id)
    if job is None:
        return False
    kind = kinds.get(job.kind)
    try:
        with renewed(job, kind.lease_seconds):
            again_at = kind.run(job, clock.now())
    except DomainError as error:
        _fail(job, error.code, retry=error.retryable)
    except (OSError, ConnectionError) as error:
        _fail(job, type(error).__name__, retry=True)
    except Exception as error:
        _fail(job, type(error).__name__, retry=False)
        raise
    else:
        _finish(job, again_at)
    return True


def due_jobs(limit: int = 500) -> list[Job]:
    """Jobs that a worker should have: due and ready, or whose lease ran out."""
    now = clock.now()
    due = Q(state=JobState.READY, run_at__lte=now) | Q(state=JobState.LEASED, lease_until__lt=now)
    return list(Job.objects.filter(due).order_by("run_at", "pk")[:limit])


def sweep() -> int:
    """Hint every due job again. Called by beat."""
    jobs = due_jobs()
    for job in jobs:
        hint(job)
    return len(jobs)


def run_due(limit: int = 500) -> int:
    """Run every due job in this process (the demo and tests). Returns how many ran."""
    return sum(run(job.pk) for job in due_jobs(limit))


def _finish(job: Job, again_at: datetime | None) -> None:
    """Done, or waiting for `again_at` where the kind asks to be run again (a poll that found nothing yet)."""
    if isinstance(again_at, datetime):
        mine(job).update(state=JobState.READY, run_at=again_at, lease_until=None, last_error="", attempts=0)
    else:
        mine(job).update(state=JobState.DONE, finished_at=clock.now(), lease_until=None, last_error="")


def _fail(job: Job, code: str, *, retry: bool) -> None:
    if retry and job.attempts < job.max_attempts:
        mine(job).update(state=JobState.READY, run_at=clock.now() + _delay(job.attempts), lease_until=None, last_error=code[:200])
    else:
        _give_up(job, code[:200])


@transaction.atomic
def _give_up(job: Job, code: str) -> None:
    """Failed: in the same transaction what it leaves undone goes before a person."""
    now = clock.now()
    if mine(job).update(state=JobState.FAILED, finished_at=now, lease_until=None, last_error=code):
        kinds.get(job.kind).failed(job, code, now)


def _delay(attempts: int) -> timedelta:
    """Exponential with full jitter on the upper half."""
    seconds = min(FIRST_RETRY_SECONDS * 2 ** (attempts - 1), LAST_RETRY_SECONDS)
    return timedelta(seconds=seconds * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, no secret


def retry_failed(job: Job) -> int:
    """Give a failed job another round: a person asked for it."""
    return Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.READY, run_at=clock.now(), attempts=0, finished_at=None, max_attempts=F("max_attempts")
    )
