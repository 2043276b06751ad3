"""The whole system as bin/start runs it: ready, refused twice, watched, stopped, killed. Real processes throughout."""

import json
import os
import signal
import stat
import subprocess
import sys
import urllib.request

import pytest

from config.endpoints import CHECKOUT
from config.supervisor import postgres
from tests.config.supervisor.conftest import System, alive, descendants, wait_until

SERVICES = ("postgres", "valkey-server", "granian", "celery --app config.celery worker", "celery --app config.celery beat", "payers.sandbox")


_running: dict[str, System] = {}


@pytest.fixture
def system(start_system) -> System:
    """A ready system; all tests share one state folder and one system, until a test ends it."""
    if "system" not in _running or _running["system"].process.poll() is not None:
        _running["system"] = start_system("state")
    _running["system"].wait_ready()
    return _running["system"]


def test_healthz_answers_under_the_url_of_the_ready_line(system):
    with urllib.request.urlopen(f"{system.wait_ready()}/healthz", timeout=5) as answer:
        assert json.load(answer) == {"ok": True, "checks": {"database": True, "redis": True, "migrations": True}}


def test_every_process_runs(system):
    commands = " ".join(alive(system.processes()).values())

    assert [name for name in SERVICES if name not in commands] == []


def test_the_endpoints_are_complete_and_their_owners_only(system):
    found = (system.state / "endpoints.json").stat()

    assert (stat.S_IMODE(found.st_mode), found.st_uid) == (0o600, os.geteuid())
    assert set(system.endpoints()) == {"pid", "site_url", "database_url", "redis_url", "socket", "demo", "sandbox"}
    assert system.endpoints()["pid"] == system.process.pid
    assert system.endpoints()["sandbox"]["sftp_port"] > 0


def test_commands_in_another_shell_find_the_running_system(system):
    environment = {"PATH": os.environ["PATH"], "PRACTICE_STATE": str(system.state)}

    check = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"], cwd=CHECKOUT, env=environment, capture_output=True, text=True
    )

    assert (check.returncode, check.stderr) == (0, "")


def test_a_second_start_is_refused_with_the_firsts_address(system, start_system):
    second = start_system("state")

    assert second.process.wait(30) == 1
    assert second.printed() == (
        f"bin/start: Already running at {system.wait_ready()} (process {system.process.pid}); stop that one first.\n"
    )


def test_a_process_that_dies_comes_back(system):
    beat = next(pid for pid, command in alive(system.processes()).items() if "config.celery beat" in command)

    os.kill(beat, signal.SIGKILL)

    assert wait_until(lambda: "beat started again" in system.printed(), 20)
    assert any("config.celery beat" in command for command in alive(descendants(system.process.pid)).values())


def test_no_file_of_the_state_folder_is_open_to_others_but_what_anybody_may_have(system):
    public = {"static", f"server-{postgres.VERSION}"}

    open_to_others = [
        path for path in system.state.rglob("*")
        if path.is_file() and not public & set(path.parts) and path.stat().st_mode & 0o007
    ]

    assert open_to_others == []


def test_a_stop_signal_leaves_no_process_and_no_endpoints(system):
    processes = system.processes()

    assert system.end(signal.SIGTERM) == 0

    assert alive(processes) == {}
    assert not (system.state / "endpoints.json").exists()
    assert system.printed().endswith("Stopped.\n")


def test_a_kill_leaves_no_process(system):
    processes = system.processes()

    assert system.end(signal.SIGKILL) == -signal.SIGKILL

    assert wait_until(lambda: not alive(processes), 10), alive(processes)


def test_a_start_right_after_a_kill_works(system, start_system):
    system.end(signal.SIGKILL)

    again = start_system("state")

    again.wait_ready()
    assert again.end(signal.SIGINT) == 0


@pytest.mark.full
@pytest.mark.parametrize("after", [0.3, 0.9, 1.5, 2.1, 2.7, 3.3, 3.9, 4.5])
def test_a_kill_in_the_middle_of_a_start_leaves_no_process(system, start_system, after):
    system.end(signal.SIGTERM)
    starting = start_system("state")
    seen: set[int] = set()

    wait_until(lambda: seen.update(starting.processes()) or False, after)
    starting.end(signal.SIGKILL)

    assert wait_until(lambda: not alive(seen), 10), alive(seen)
