"""The Celery application: hints between processes. Every job is a database row, so a lost message loses nothing.

Queues: submission, inbound, status, posting (process `worker`); documents, default (process `worker-documents`).
A task names its queue in its decorator; everything else, the beat's times too, is CELERY_* in the settings.
Invariant: no process of the pool outlives its worker.
"""

import os

from celery import Celery
from celery.signals import worker_process_init

from config.supervisor.lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("practice-billing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _bind_to_worker(**_: object) -> None:
    """Kill this pool process with its worker, whatever ends the worker."""
    from billiard.process import current_process

    if worker_pid := getattr(current_process(), "_parent_pid", None):
        die_with_parent(worker_pid)
