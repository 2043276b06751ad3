"""The Celery application: hints between processes. Every job is a database row, so a lost message loses nothing.

Queues: submission, inbound, status, posting (process `worker`); documents, default (process `worker-documents`).
A task names its queue in its decorator; everything else, the beat's times too, is CELERY_* in the settings.
Invariant: no process of the pool outlives its worker, and the supervisor learns when a worker takes tasks.
"""

import os
from pathlib import Path

from celery import Celery
from celery.signals import beat_init, worker_process_init, worker_ready

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


@worker_ready.connect
@beat_init.connect
def _say_ready(**_: object) -> None:
    """Touch the file that the supervisor waits for, where it asked for one."""
    if ready_file := os.environ.get("PRACTICE_READY_FILE"):
        Path(ready_file).touch()
