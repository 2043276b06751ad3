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
from config.shared.services import demo_hold
from config.shared.services.job_leases import mine, renewed

log = logging.getLogger(__name__)
RUN_JOB = "shared.run_job"
FIRST_RETRY_SECONDS = 5
LAST_RETRY_SECONDS = 3600


def enqueue(kind: str, *, key: str, args: dict[str, Any] | None = None, run_at: datetime | None = None) -> Job:
    """Create the job `key` unless it exists, and hint a worker when the transaction commits. A second hint is harmless."""
    now = clock.now()
    job = Job(kind=kind, key=key, args=args or {}, run_at=run_at or now, created_at=now)
    Job.objects.bulk_create([job], ignore_conflicts=True)
    held = Job.objects.get(key=key)
    if held.state == JobState.READY and held.run_at <= now:
        hint(held)
    return held


def hint(job: Job) -> None:
    """Tell a worker after commit that the row is there. A lost hint costs until the next sweep, nothing else."""
    kind = kinds.get(job.kind)
    if demo_hold.is_mine() and kind.needs_now:
        return  # nobody else may run it, and this process looks for itself
    queue = kind.queue
    transaction.on_commit(lambda: _send_hint(job.pk, queue))


def _send_hint(job_id: int, queue: str) -> None:
    """A broker that is down must not fail what was committed: the sweep finds the row."""
    try:
        current_app.send_task(RUN_JOB, kwargs={"job_id": job_id}, queue=queue, ignore_result=True, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("no hint for job %s: %s", job_id, type(error).__name__)


def spare(key: str) -> None:
    """What the job `key` is for has been done at once: it need not run. One that a worker holds already ends by itself."""
    Job.objects.filter(key=key, state=JobState.READY).update(state=JobState.DONE, finished_at=clock.now())


@transaction.atomic
def lease(job_id: int, *, free: bool = True) -> Job | None:
    """Take the job if it is due and nobody has it (ready, or leased with an expired lease); None otherwise, or where it may not run: not `free`."""
    now = clock.now()
    due = Q(state=JobState.READY, run_at__lte=now) | Q(state=JobState.LEASED, lease_until__lt=now)
    job = Job.objects.select_for_update(skip_locked=True).filter(due, pk=job_id).first()
    if job is None or (kinds.get(job.kind).needs_now and not free):
        return None
    job.state = JobState.LEASED
    job.lease_token = uuid.uuid4()
    job.lease_until = now + timedelta(seconds=kinds.get(job.kind).lease_seconds)
    job.attempts += 1
    job.save(update_fields=["state", "lease_token", "lease_until", "attempts"])
    return job


def run(job_id: int) -> bool:
    """Lease the job, run it, and record the end. True where it ran, whatever came of it. While a demo is loaded, it waits (see JobKind)."""
    with demo_hold.standing_aside() as free:
        return _run(job_id, free)


def _run(job_id: int, free: bool) -> bool:
    job = lease(job_id, free=free)
    if job is None:
        return False
    kind = kinds.get(job.kind)
    try:
        with renewed(job, kind.lease_seconds):
            again_at = kind.run(job, clock.now() if free else job.run_at)
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


def due_jobs(limit: int = 500, *, newest: datetime | None = None) -> list[Job]:
    """Jobs that a worker should have: due and ready, or whose lease ran out. Of those that need no moment, only as old as `newest`."""
    now = clock.now()
    due = Q(state=JobState.READY, run_at__lte=now) | Q(state=JobState.LEASED, lease_until__lt=now)
    rows = Job.objects.filter(due)
    if newest is not None:
        rows = rows.exclude(kind__in=[key for key, kind in kinds.every().items() if not kind.needs_now], run_at__gt=newest)
    return list(rows.order_by("run_at", "pk")[:limit])


def sweep() -> int:
    """Hint every due job again. Called by beat."""
    jobs = due_jobs()
    for job in jobs:
        hint(job)
    return len(jobs)


def run_due(limit: int = 500, *, but_new: timedelta | None = None) -> int:
    """Run every due job in this process (the demo and tests); `but_new` leaves those that need no moment and are newer to the workers.

    Returns how many ran.
    """
    now = clock.now()
    newest = None if but_new is None else now - but_new
    return sum(run(job.pk) for job in due_jobs(limit, newest=newest))


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
