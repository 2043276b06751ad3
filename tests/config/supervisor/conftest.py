"""What the supervisor's tests share: folders that PostgreSQL's user may enter, and the system as a real process."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.endpoints import CHECKOUT

READY_SECONDS, STOP_SECONDS = 120, 40
OWN_SERVERS = {"DATABASE_URL": "", "REDIS_URL": "", "SITE_URL": ""}


@dataclass
class System:
    """One `python -m config.supervisor` with its state folder and what it printed."""

    state: Path
    process: subprocess.Popen
    output: Path

    def printed(self) -> str:
        return self.output.read_text()

    def endpoints(self) -> dict:
        return json.loads((self.state / "endpoints.json").read_text())

    def wait_ready(self) -> str:
        """Return the URL of its ready line."""
        wait_until(lambda: "Ready: " in self.printed() or self.process.poll() is not None, READY_SECONDS)
        ready = re.search(r"^Ready: (\S+)$", self.printed(), re.MULTILINE)
        assert ready, self.printed()
        return ready.group(1)

    def processes(self) -> set[int]:
        """Return every process that descends from the supervisor, itself included."""
        return {self.process.pid, *descendants(self.process.pid)}

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


def descendants(pid: int) -> set[int]:
    """Return the children of a process, theirs, and so on."""
    try:
        children = {int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()}
    except OSError:
        return set()
    return children.union(*(descendants(child) for child in children))


def alive(pids: set[int]) -> dict[int, str]:
    """Return those that still run, with their command."""
    found = {}
    for pid in pids:
        try:
            status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if status not in {"Z", "X"}:
            found[pid] = command
    return found


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Return whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="practice-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def start_system(open_folder: Path) -> Iterator[Callable[..., System]]:
    """Start a system in the named state folder; whatever is still running in the end is stopped."""
    started: list[System] = []

    def start(name: str, *arguments: str, **environment: str) -> System:
        state, output = open_folder / name, open_folder / f"{name}-{len(started)}.out"
        variables = {**os.environ, **OWN_SERVERS, "PRACTICE_STATE": str(state), "DEMO": "1", **environment}
        command = [sys.executable, "-m", "config.supervisor", *(arguments or ("--port", "0")), "--empty"]
        with open(output, "wb") as file:
            process = subprocess.Popen(command, cwd=CHECKOUT, env=variables, stdout=file, stderr=subprocess.STDOUT)
        started.append(System(state, process, output))
        return started[-1]

    yield start
    for system in started:
        if system.process.poll() is None:
            system.end(signal.SIGTERM)
