"""Wiring of the project. Importing it makes the Celery app the current one, so that any process sends its hints to the right broker."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
