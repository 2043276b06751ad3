"""Adapters of this room: Celery's tasks (beat's schedule stands in config/settings.py) and the runners of its job rows."""

import logging
from datetime import datetime

from celery import shared_task

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Job
from config.shared.services.demo_hold import stands_aside
from payers.models import Connection, Interchange, InterchangeState
from payers.rules.delivery import LOOK_AGAIN, retry_delay
from payers.services.deliver_interchange import deliver_interchange, give_up_delivery
from payers.services.fetch_inbound import fetch_inbound as fetch
from payers.services.process_inbound import give_up_processing, process_inbound
from payers.services.resolve_interchange import watch_silent_batches as watch

log = logging.getLogger(__name__)


@shared_task(name="payers.fetch_inbound", queue="inbound", ignore_result=True)
def fetch_inbound() -> None:
    """Ask a worker for each connection; one that does not answer keeps no other waiting."""
    for pk in Connection.objects.filter(is_active=True).values_list("pk", flat=True):
        fetch_connection.apply_async(kwargs={"connection_id": pk}, expires=10)


@shared_task(name="payers.fetch_connection", queue="inbound", ignore_result=True)
@stands_aside
def fetch_connection(*, connection_id: int) -> None:
    """Take what one connection has for us."""
    try:
        fetch(connection_id, at=clock.now())
    except DomainError as error:
        log.warning("fetching from connection %s: %s", connection_id, error.code)


@shared_task(name="payers.watch_silent_batches", queue="submission", ignore_result=True)
@stands_aside
def watch_silent_batches() -> None:
    """Find batches past their acknowledgement time, and those that do not get out."""
    watch(at=clock.now())


def run_delivery(job: Job, at: datetime) -> datetime | None:
    """Deliver; where nobody answered or nobody can tell, say when to look again. What another try can't help ends the job as failed."""
    interchange_id = job.args["interchange_id"]
    try:
        state = deliver_interchange(interchange_id, at=at)
    except DomainError as error:
        if not error.retryable:
            raise
        return at + retry_delay(at - Interchange.objects.values_list("frozen_at", flat=True).get(pk=interchange_id))
    return at + LOOK_AGAIN if state == InterchangeState.WAITING else None


def run_processing(job: Job, at: datetime) -> None:
    """Bring a stored file to its fate."""
    process_inbound(job.args["file_id"], at=at)


def delivery_failed(job: Job, code: str, at: datetime) -> None:
    """Put a batch whose job failed before a person."""
    give_up_delivery(job.args["interchange_id"], code, at=at)


def processing_failed(job: Job, code: str, at: datetime) -> None:
    """Put a file whose job failed before a person."""
    give_up_processing(job.args["file_id"], code, at=at)
