"""Signal 9 at every step of a delivery, in both modes of the other side: never two arrivals, one after recovery (invariant 2)."""

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from config.shared import clock
from payers.models import Interchange, InterchangeState
from payers.services.deliver_interchange import DeliveryRunning, deliver_interchange
from payers.services.resolve_interchange import approve_resend, watch_silent_batches
from tests.factories.shared import BillerFactory
from tests.payers.exchange import connect, freeze
from tests.payers.kill.environment import ROOT, environment
from tests.support.sandbox import start_sandbox

STEPS = ["frozen", "tmp_open", "tmp_half", "tmp_done", "renamed", "before_commit", "committed"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", params=[pytest.param(True, marks=pytest.mark.full), False], ids=["stay", "vanish"])
def sandbox(request, tmp_path_factory):
    with start_sandbox(tmp_path_factory.mktemp("sandbox") / "state", consumed_stay_listed=request.param) as running:
        running.stay = request.param
        yield running


def deliver_and_die(interchange: Interchange, step: str) -> int:
    """Deliver in a process that kills itself at `step`; return how it ended."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.payers.kill.deliver_once", str(interchange.pk)],
        env=environment(step), cwd=ROOT, capture_output=True, timeout=60, check=False,
    )
    return done.returncode


def arrivals(sandbox, interchange: Interchange) -> int:
    return sum(1 for line in sandbox.received() if line["isa13"] == interchange.isa13)


def deliver_when_free(interchange: Interchange) -> str:
    """Deliver; where the server has not yet noticed that the killed process is gone, again, as the job row would."""
    for _ in range(100):
        try:
            return deliver_interchange(interchange.pk, at=clock.now())
        except DeliveryRunning:
            time.sleep(0.1)
    raise AssertionError("the lock of a dead process was never released")


def recover(interchange: Interchange) -> str:
    """What beat and, where nobody can tell, a person do afterwards."""
    state = deliver_when_free(interchange)
    if state == InterchangeState.WAITING:
        watch_silent_batches(at=clock.now() + timedelta(hours=25))
    return Interchange.objects.get(pk=interchange.pk).status


def check(sandbox, step: str) -> None:
    interchange = freeze(connect(sandbox, stay=sandbox.stay))

    assert deliver_and_die(interchange, step) == -signal.SIGKILL
    assert arrivals(sandbox, interchange) <= 1
    state = recover(interchange)

    arrived = arrivals(sandbox, interchange)
    assert arrived <= 1
    if arrived == 0:
        assert not sandbox.stay
        assert step == "frozen", "only a kill before anything of ours was to be seen may leave a batch unknown"
        approve_resend(interchange.pk, actor=BillerFactory(), at=clock.now(), reason="the clearinghouse has no such file")
        state = deliver_interchange(interchange.pk, at=clock.now())
    assert arrivals(sandbox, interchange) == 1
    assert state in (InterchangeState.DELIVERED, InterchangeState.LOST)


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_never_sends_twice(sandbox, step):
    check(sandbox, step)


@pytest.mark.full
@pytest.mark.parametrize("step", STEPS)
def test_twenty_kills_at_each_step_never_send_twice(sandbox, step):
    for _ in range(20):
        check(sandbox, step)
