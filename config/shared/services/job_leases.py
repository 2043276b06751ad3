"""Renews the lease of a job while its worker works, so that a lease may be short: a dead worker's job is soon taken up by another.

Used by `jobs.run`. The renewing thread has a database connection of its own, and only once a renewal is due.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection

from config.shared import clock
from config.shared.models import Job, JobState

log = logging.getLogger(__name__)
RENEWALS_PER_LEASE = 3


def mine(job: Job):
    """The job's row while this worker holds it: empty once another took it up."""
    return Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=JobState.LEASED)


@contextmanager
def renewed(job: Job, seconds: float) -> Iterator[None]:
    """Keep a lease of `seconds` alive inside the block."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(job, seconds, over), name=f"lease of job {job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep(job: Job, seconds: float, over: threading.Event) -> None:
    """Renew until it is over or the lease is lost. A database that does not answer is asked again next time."""
    while not over.wait(seconds / RENEWALS_PER_LEASE):
        try:
            if not renew(job, seconds):
                return
        except DatabaseError as error:
            log.warning("lease of job %s not renewed: %s", job.pk, type(error).__name__)
        finally:
            connection.close()


def renew(job: Job, seconds: float) -> bool:
    """Begin the lease anew. False where another worker has the job, or it has ended."""
    return bool(mine(job).update(lease_until=clock.now() + timedelta(seconds=seconds)))
