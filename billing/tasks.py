"""Celery's tasks of this room: thin calls of services. Beat's schedule stands in config/settings.py."""

from celery import shared_task

from billing.services import make_statements as statements
from config.shared import clock
from config.shared.services.demo_hold import stands_aside


@shared_task(name="billing.make_statements", queue="default", ignore_result=True)
@stands_aside
def make_statements() -> None:
    """Make the statements of accounts whose day has come; a person sends them."""
    statements.make_statements(actor=None, at=clock.now())
