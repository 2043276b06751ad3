"""One process: its output, its readiness and its end."""

import signal
import sys
from pathlib import Path

import pytest

from config.supervisor import processes
from config.supervisor.processes import Process, bound_log
from tests.config.supervisor.conftest import alive, wait_until


@pytest.fixture
def make_process(tmp_path: Path):
    made: list[Process] = []

    def make(code: str, **options: object) -> Process:
        made.append(Process("probe", [sys.executable, "-c", code], tmp_path / "probe.log", {}, tmp_path, **options))
        return made[-1]

    yield make
    for process in made:
        process.kill()


def _ended(process: Process) -> bool:
    return wait_until(lambda: not process.runs, 10)


def test_its_output_is_kept_since_its_last_start_only(make_process, tmp_path):
    (tmp_path / "probe.log").write_text("earlier\n")
    process = make_process("import sys; print('out'); print('err', file=sys.stderr)")

    process.start()

    assert _ended(process)
    assert sorted(process.output().split()) == ["err", "out"]
    assert (tmp_path / "probe.log").read_text().startswith("earlier\n")


def test_it_reads_its_standard_input(make_process):
    process = make_process("print(input())", standard_input="secret\n")

    process.start()

    assert _ended(process)
    assert process.last_line() == "secret"


@pytest.mark.parametrize(("code", "ready"), [("pass", True), ("raise SystemExit(3)", False)])
def test_a_process_that_runs_once_is_ready_when_it_ended_well(make_process, code, ready):
    process = make_process(code, once=True)

    process.start()

    assert _ended(process)
    assert process.check_ready() is ready


def test_a_process_that_has_ended_is_never_ready(make_process):
    process = make_process("pass", is_ready=lambda process: True)

    process.start()

    assert _ended(process)
    assert process.check_ready() is False


def test_kill_takes_the_whole_session(make_process):
    process = make_process(
        "import subprocess, sys, time\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True)\n"
        "time.sleep(60)"
    )
    process.start()
    assert wait_until(lambda: process.last_line().isdigit(), 10)
    grandchild = int(process.last_line())
    assert alive({grandchild})

    process.kill()

    assert wait_until(lambda: not alive({grandchild}), 5)
    assert process.exit_code == -signal.SIGKILL


def test_kill_before_the_start_does_nothing(make_process):
    process = make_process("pass")

    process.kill()

    assert process.exit_code is None


def test_a_child_does_not_inherit_an_ignored_interrupt(make_process):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process = make_process("import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)")
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, before)

    assert _ended(process)
    assert process.last_line() == "True"


def test_a_log_past_its_bound_keeps_its_end_in_a_second_file(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LOG_BYTES", 10)
    log = tmp_path / "web.log"
    with open(log, "ab") as writer:
        writer.write(b"0123456789abcdef")
        writer.flush()

        bound_log(log)
        writer.write(b"next")

    assert log.read_bytes() == b"next"
    assert (tmp_path / "web.log.1").read_bytes() == b"6789abcdef"


def test_a_log_within_its_bound_stays(tmp_path):
    log = tmp_path / "web.log"
    log.write_text("short")

    bound_log(log)

    assert [path.name for path in tmp_path.iterdir()] == ["web.log"]
