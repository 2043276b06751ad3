"""Signal 9 inside a real Celery worker: the job row, not the broker, brings the batch to its one arrival (invariant 2)."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from config.shared import clock
from config.shared.models import Job, JobState
from config.shared.services import jobs
from payers.models import Interchange, InterchangeState
from payers.services.freeze_interchange import DELIVER
from tests.payers.exchange import connect, freeze
from tests.payers.kill.environment import ROOT, environment
from tests.support.sandbox import start_sandbox

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = [
    "-m", "celery", "-A", "config", "worker", "-Q", "submission", "-c", "1", "--loglevel", "INFO",
    "--without-gossip", "--without-mingle", "--without-heartbeat",
]


@contextmanager
def worker(folder: Path, step: str) -> Iterator[Path]:
    """A worker whose first pool process kills itself at `step`; the path of its log."""
    token, log = folder / "token", folder / "worker.log"
    token.touch()
    surroundings = environment(step, PRACTICE_KILL_TOKEN=str(token))
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, *WORKER], env=surroundings, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(lambda: " ready.\n" in log.read_text(), log)
        yield log
    finally:
        end(process)


def end(process: subprocess.Popen) -> None:
    """As the supervisor ends a worker: Celery does not always come to an end where a message arrives while it stops."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(happened: Callable[[], bool], log: Path) -> None:
    for _ in range(300):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError(f"it did not happen; the worker's log:\n{log.read_text()}")


def let_the_lease_run_out() -> None:
    """What the clock does in a minute."""
    Job.objects.filter(kind=DELIVER, state=JobState.LEASED).update(lease_until=clock.now() - timedelta(seconds=1))
    Job.objects.filter(kind=DELIVER, state=JobState.READY).update(run_at=clock.now())


def settled(batch: Interchange) -> bool:
    jobs.sweep()  # what beat does every ten seconds
    Job.objects.filter(kind=DELIVER, state=JobState.READY).update(run_at=clock.now())
    batch.refresh_from_db()
    return batch.status != InterchangeState.FROZEN


@pytest.mark.full
@pytest.mark.parametrize("stay", [True, False], ids=["stay", "vanish"])
@pytest.mark.parametrize("step", ["tmp_half", "renamed", "before_commit"])
def test_a_killed_worker_leaves_a_batch_that_arrives_once(tmp_path, stay, step):
    with start_sandbox(tmp_path, consumed_stay_listed=stay) as sandbox, worker(tmp_path, step) as log:
        batch = freeze(connect(sandbox, stay=stay), at=clock.now())
        wait_for(lambda: not (tmp_path / "token").exists(), log)
        wait_for(lambda: "signal 9 (SIGKILL)" in log.read_text(), log)
        assert Job.objects.get(kind=DELIVER).state == JobState.LEASED

        let_the_lease_run_out()
        wait_for(lambda: settled(batch), log)

        assert [line["isa13"] for line in sandbox.received()] == [batch.isa13]
        known = stay or step == "tmp_half"
        assert batch.status == (InterchangeState.DELIVERED if known else InterchangeState.WAITING)
