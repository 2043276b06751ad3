"""A second pair of hands for the load: a process that runs its jobs (files, questions, batches) and stands at the front desk, at the load's time.

The load fixes the time in its row and waits where it needs what the assistant does. Where there is none, or it has ended, the load does it all.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings

from claims.models import DemoLoad
from config.shared import clock
from config.shared.models import Job, JobState
from config.shared.registries import jobs as kinds
from config.shared.services import jobs

PAUSE_SECONDS = 0.02
LEFT_TO_WORKERS = timedelta(days=21)
COMMAND = (sys.executable, str(settings.BASE_DIR / "manage.py"), "load_demo", "--assist")


class Assistant:
    """The load's side. Outside its block no assistant runs."""

    def __init__(self, *, runs: bool):
        self._runs = runs
        self._but_new = LEFT_TO_WORKERS if runs else None
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Assistant":
        if self._runs:
            self._process = subprocess.Popen(COMMAND, stdin=subprocess.DEVNULL)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()

    @property
    def is_there(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def finish_jobs(self) -> None:
        """Run due jobs until none is left, here or there. With an assistant, PDFs are left to the system's own worker while they are new."""
        while jobs.run_due(but_new=self._but_new) or self._is_at_work():
            time.sleep(PAUSE_SECONDS if self.is_there else 0)

    def has_met(self, day: date) -> bool:
        """Wait until the assistant has met the patients up to `day` and entered their visits; False where there is none."""
        while self.is_there:
            held = DemoLoad.objects.values_list("met_to_date", "now_at").get()
            if held[0] is not None and held[0] >= day:
                return True
            time.sleep(PAUSE_SECONDS)
        return False

    def _is_at_work(self) -> bool:
        """Whether the assistant holds a job. One that ended with a job in hand leaves it to us."""
        held = Job.objects.filter(state=JobState.LEASED, kind__in=[key for key, kind in kinds.every().items() if kind.needs_now])
        if not self.is_there:
            held.update(lease_until=clock.now() - timedelta(seconds=1))
        return held.exists()


def assist(load: DemoLoad, *, meet: Callable[[date], int], is_over: Callable[[], bool]) -> None:
    """The assistant's side: follow the load's time, take jobs as they come due, and meet patients in between."""
    while not is_over():
        load.refresh_from_db(fields=["now_at", "finished_at"])
        if load.finished_at is not None:
            return
        if load.now_at is not None:
            clock.set_own_time(load.now_at)
            if jobs.run_due(2, but_new=LEFT_TO_WORKERS) or meet(clock.day_of(load.now_at)):
                continue
        time.sleep(PAUSE_SECONDS)
