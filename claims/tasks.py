"""Celery's tasks of this room: thin calls of services. Beat's schedule stands in config/settings.py."""

from celery import shared_task

from claims.services import bill_overdue_crossovers as crossovers
from claims.services import poll_silent_claims as polling
from claims.services import send_ready_claims as sending
from config.shared import clock
from config.shared.services.demo_hold import stands_aside


@shared_task(name="claims.send_ready_claims", queue="submission", ignore_result=True)
@stands_aside
def send_ready_claims() -> None:
    """Put ready claims into batches."""
    sending.send_ready_claims(at=clock.now())


@shared_task(name="claims.bill_overdue_crossovers", queue="submission", ignore_result=True)
@stands_aside
def bill_overdue_crossovers() -> None:
    """Bill the payers whose answers to claims that were sent on stayed out."""
    crossovers.bill_overdue_crossovers(at=clock.now())


@shared_task(name="claims.poll_silent_claims", queue="status", ignore_result=True)
@stands_aside
def poll_silent_claims() -> None:
    """Ask about claims that nobody has answered in time."""
    polling.poll_silent_claims(at=clock.now())
