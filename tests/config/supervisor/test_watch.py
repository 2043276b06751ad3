"""Several processes: waiting for them, restarting them, stopping them in order."""

import sys
from pathlib import Path

import pytest

from config.supervisor import watch as watch_module
from config.supervisor.processes import Process
from config.supervisor.sentences import CannotStart
from config.supervisor.watch import StopRequested, Watch
from tests.config.supervisor.conftest import wait_until

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
LAST_WORDS = (
    "import pathlib, signal, sys, time\n"
    "def end(*_):\n"
    "    time.sleep({pause}); open('order', 'a').write('{name} '); sys.exit()\n"
    "signal.signal(signal.SIGTERM, end); print('up', flush=True); time.sleep(60)"
)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watch(said):
    watch = Watch(said.append)
    yield watch
    for process in watch.processes:
        process.kill()


@pytest.fixture
def probe(tmp_path: Path):
    def make(name: str, code: str, **options: object) -> Process:
        command = [sys.executable, "-c", code]
        up = {"is_ready": lambda process: process.last_line() == "up", **options}
        return Process(name, command, tmp_path / f"{name}.log", {}, tmp_path, **up)

    return make


def test_it_waits_until_all_are_ready(watch, probe):
    first, second = probe("first", SLEEP), probe("second", SLEEP)

    watch.start(first, second)
    watch.wait_ready(first, second, seconds=10)

    assert first.ready
    assert second.ready


def test_a_process_that_ends_early_is_named_with_its_last_line(watch, probe):
    waiting, failing = probe("web", SLEEP, is_ready=lambda process: False), probe("worker", "raise SystemExit('no broker')")
    watch.start(waiting, failing)

    with pytest.raises(CannotStart, match=r"^worker stopped while starting: no broker \(all of it: .*worker\.log\)$"):
        watch.wait_ready(waiting, seconds=10)


def test_a_process_that_is_never_ready_is_named(watch, probe):
    process = probe("web", SLEEP, is_ready=lambda process: False)
    watch.start(process)

    with pytest.raises(CannotStart, match=r"^web was not ready after 0 seconds"):
        watch.wait_ready(process, seconds=0.1)


def test_a_stop_signal_ends_the_waiting(watch, probe):
    process = probe("web", SLEEP, is_ready=lambda process: False)
    watch.start(process)
    watch.stop_requests = 1

    with pytest.raises(StopRequested):
        watch.wait_ready(process, seconds=10)


def test_a_process_that_died_starts_again_with_a_line_in_the_log(watch, said, probe, monkeypatch):
    monkeypatch.setattr(watch_module, "LONGEST_PAUSE_SECONDS", 0)
    process = probe("beat", SLEEP)
    watch.start(process)
    watch.wait_ready(process, seconds=10)
    process.kill()

    def stop_when_back(line: str) -> None:
        said.append(line)
        watch.stop_requests += "started again" in line

    watch._say = stop_when_back
    watch.keep_running()

    assert process.runs
    assert said[0].startswith("beat ended (exit code -9); it starts again in 0 s")
    assert said[1:] == ["beat started again"]


def test_pauses_before_a_restart_grow_to_their_bound_and_begin_anew_after_a_steady_time(probe):
    process = probe("beat", SLEEP)

    pauses = [Watch._pause_before_restart(process, now=process.started_at + 1) for _ in range(7)]
    later = Watch._pause_before_restart(process, now=process.started_at + 61)

    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert later == 1


def test_it_stops_stage_by_stage(watch, probe, tmp_path):
    last, first = probe("last", LAST_WORDS.format(name="last", pause=0), stage=4), probe(
        "first", LAST_WORDS.format(name="first", pause=0.3), stage=0
    )
    watch.start(last, first)
    watch.wait_ready(last, first, seconds=10)

    watch.stop()

    assert (tmp_path / "order").read_text().split() == ["first", "last"]


def test_a_process_that_does_not_stop_in_its_time_is_killed(watch, probe):
    process = probe("worker", STUBBORN, stop_seconds=0.2)
    watch.start(process)
    watch.wait_ready(process, seconds=10)

    watch.stop()

    assert process.exit_code == -9


def test_a_further_stop_signal_ends_the_waiting_for_a_stubborn_process(watch, probe):
    process = probe("worker", STUBBORN, stop_seconds=60)
    watch.start(process)
    watch.wait_ready(process, seconds=10)
    process.ask_to_stop = lambda: setattr(watch, "stop_requests", 2)

    watch.stop()

    assert wait_until(lambda: not process.runs, 1)
