"""Celery's tasks of this room: thin calls of services. Beat's schedule stands in config/settings.py."""

import logging

from celery import shared_task

from config.shared import clock
from config.shared.errors import DomainError
from payers.models import Connection
from payers.services.fetch_inbound import fetch_inbound as fetch
from payers.services.resolve_interchange import watch_silent_batches as watch

log = logging.getLogger(__name__)


@shared_task(name="payers.fetch_inbound", queue="inbound", ignore_result=True)
def fetch_inbound() -> None:
    """Look at every connection; one that does not answer keeps no other waiting."""
    for pk, name in Connection.objects.filter(is_active=True, secret__isnull=False).values_list("pk", "name"):
        try:
            fetch(pk, at=clock.now())
        except DomainError as error:
            log.warning("fetching from %s: %s", name, error.code)


@shared_task(name="payers.watch_silent_batches", queue="submission", ignore_result=True)
def watch_silent_batches() -> None:
    """Find batches past their acknowledgement time."""
    watch(at=clock.now())
