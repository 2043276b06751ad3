"""Starts the sandbox as its own process on ephemeral loopback ports, for tests of every room.

`start_sandbox(folder)` returns a handle that is also a context manager; `stop()` ends the process, `kill()` does so by
SIGKILL, `restart()` starts it again on the same state and ports. Nothing is shared with the process but files and wire.
"""

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

START_SECONDS = 30


class ControlRefused(Exception):
    """A control endpoint answered with an error; the text is its answer."""


@dataclass
class SandboxProcess:
    """One sandbox process and the doors to it."""

    folder: Path
    arguments: list[str]
    sftp_port: int = 0
    http_port: int = 0
    process: subprocess.Popen | None = field(default=None, repr=False)
    host: str = ""
    host_key: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    control_token: str = field(default="", repr=False)

    def start(self) -> "SandboxProcess":
        ports = ["--sftp-port", str(self.sftp_port), "--http-port", str(self.http_port)]
        command = [sys.executable, "-m", "payers.sandbox", "--state", str(self.folder), *ports, *self.arguments]
        with open(self.folder.parent / f"{self.folder.name}.log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=Path(__file__).parents[2])
        ready = self.process.stdout.readline()
        if not ready:
            self.stop()
            raise RuntimeError(f"the sandbox did not start: {(self.folder.parent / f'{self.folder.name}.log').read_text()}")
        endpoints = json.loads((self.folder / "endpoints.json").read_text())
        for name in ("host", "sftp_port", "http_port", "host_key", "username", "password", "control_token"):
            setattr(self, name, endpoints[name])
        return self

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def core_url(self) -> str:
        return f"http://{self.host}:{self.http_port}/core"

    def control(self, path: str, content: dict | None = None) -> dict:
        """GET a control path, or POST `content` to it. Raises ControlRefused."""
        request = urllib.request.Request(
            f"http://{self.host}:{self.http_port}{path}",
            data=None if content is None else json.dumps(content).encode(),
            headers={"Authorization": f"Bearer {self.control_token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)
        except urllib.error.HTTPError as problem:
            with problem:
                raise ControlRefused(f"{problem.code} {problem.read().decode()}") from problem

    def set_clock(self, now: datetime | date | str | None) -> dict:
        return self.control("/control/clock", {"now": now if now is None or isinstance(now, str) else now.isoformat()})

    def run(self) -> dict:
        """Process everything due; {"processed": {job: n}, "sent": {kind: n}, "next_due": ...}."""
        return self.control("/control/run", {})

    def fault(self, name: str, **order) -> int:
        return self.control("/control/faults", {"fault": name, **order})["id"]

    def clear_faults(self) -> None:
        self.control("/control/faults", {"clear": True})

    def state(self) -> dict:
        return self.control("/control/state")

    def received(self) -> list[dict]:
        return _lines(self.folder / "received.jsonl")

    def sent(self, kind: str | None = None) -> list[dict]:
        return [line for line in _lines(self.folder / "sent.jsonl") if kind in (None, line["kind"])]

    def authorize(self, public_key: str) -> None:
        """Let a key in from the next start on."""
        config = self.folder / "config.json"
        content = json.loads(config.read_text())
        config.write_text(json.dumps(content | {"authorized_keys": [*content["authorized_keys"], public_key]}))

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def restart(self) -> "SandboxProcess":
        """The same state on the same ports, after `stop` or `kill`."""
        self.stop()
        return self.start()

    def _end(self, number: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
        if self.process:
            self.process.wait(START_SECONDS)
            self.process.stdout.close()

    def __enter__(self) -> "SandboxProcess":
        return self

    def __exit__(self, *_exception) -> None:
        self.stop()


def start_sandbox(
    folder: Path,
    *,
    consumed_stay_listed: bool = True,
    archive: bool = False,
    chance: bool = False,
    seconds_per_unit: float = 0.01,
    plan_book: Path | None = None,
) -> SandboxProcess:
    """A running sandbox whose state is in `folder`/sandbox."""
    state = Path(folder) / "sandbox"
    state.mkdir(parents=True, exist_ok=True)
    arguments = ["--seconds-per-unit", str(seconds_per_unit)]
    arguments += ["--consumed-stay-listed"] if consumed_stay_listed else []
    arguments += ["--archive"] if archive else []
    arguments += [] if chance else ["--without-chance"]
    arguments += ["--plan-book", str(plan_book)] if plan_book else []
    return SandboxProcess(folder=state, arguments=arguments).start()


def _lines(path: Path) -> list[dict]:
    """Whole lines of a journal; one that is being written is not there yet."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]] if path.exists() else []
