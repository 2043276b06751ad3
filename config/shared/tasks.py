"""Celery's only tasks of this room: run a job row, and sweep for forgotten ones."""

from celery import shared_task

from config.shared.services import jobs
from config.shared.services.demo_hold import stands_aside


@shared_task(name="shared.run_job", acks_late=True, ignore_result=True)
def run_job(*, job_id: int) -> None:
    """Run the job if it is due and nobody holds it."""
    jobs.run(job_id)


@shared_task(name="shared.sweep_jobs", queue="default", ignore_result=True)
@stands_aside
def sweep_jobs() -> None:
    """Hint jobs whose hint or worker was lost."""
    jobs.sweep()
