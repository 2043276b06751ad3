"""The broker carries hints: a lost worker's task is given back, none keeps a result, retries belong to the job rows."""

import pytest

from config.celery import app
from config.supervisor.services import QUEUES

app.loader.import_default_modules()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("worker_prefetch_multiplier", 1),
        ("result_backend", None),
        ("task_ignore_result", True),
        ("task_serializer", "json"),
        ("accept_content", ["json"]),
    ],
)
def test_a_setting_that_keeps_jobs_in_the_database(name, value):
    assert app.conf[name] == value


def test_every_scheduled_task_exists_and_goes_to_a_queue_that_a_worker_takes():
    taken = ",".join(QUEUES.values()).split(",")

    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
        assert entry["options"]["queue"] in taken


def test_no_task_retries_by_itself():
    own = [task for name, task in app.tasks.items() if not name.startswith("celery.")]

    assert own
    assert [task.name for task in own if getattr(task, "autoretry_for", None)] == []
