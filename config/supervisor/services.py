"""The project's own processes: sandbox, web, the two workers, beat, and the two that run once (upgrade, prepare). Used by `run`.
"""

import http.client
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config.endpoints import CHECKOUT
from config.supervisor.processes import Process, python

WEB_THREADS = 8
QUEUES = {"worker": "submission,inbound,status,posting", "worker-documents": "documents,default"}
POOL_SIZE = {"worker": 2, "worker-documents": 1}
DEMO_LOADED = "demo_loaded"
CELERY = ("celery", "--app", "config.celery")


@dataclass(frozen=True)
class Services:
    """Makes the processes of one system from its state folder, its environment and its address."""

    state: Path
    environment: Mapping[str, str]
    port: int
    site_url: str

    def upgrade(self) -> Process:
        """Migrations under a lock, then the static files."""
        return self._process("upgrade", python("config.supervisor.upgrade"), once=True)

    def prepare(self) -> Process:
        """Reference data; in the demo also its logins and its connection to the sandbox."""
        return self._process("prepare", [sys.executable, "manage.py", "prepare"], once=True, stage=1)

    def past(self) -> Process:
        """The demo practice's past, played once; it leaves the marker DEMO_LOADED when it has come to its end."""
        return self._process("load_demo", [sys.executable, "manage.py", "load_demo"], once=True)

    def web(self) -> Process:
        command = python(
            "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--no-ws",
            "--workers", "1", "--blocking-threads", str(WEB_THREADS), "--workers-kill-timeout", "8",
            "config.wsgi:application",
        )
        return self._process("web", command, is_ready=lambda process: self._is_healthy())

    def worker(self, name: str) -> Process:
        """A Celery worker; a job that a stop cuts short is taken up again by its row's lease."""
        command = python(
            *CELERY, "worker", "--queues", QUEUES[name], "--hostname", f"{name}@%h", "--concurrency", str(POOL_SIZE[name]),
            "--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat",
        )
        return self._process(name, command, stage=1)

    def beat(self) -> Process:
        schedule = self.state / "run" / "beat-schedule"
        command = python(*CELERY, "beat", "--loglevel", "INFO", "--schedule", str(schedule), "--pidfile=")
        return self._process("beat", command)

    def sandbox(self) -> Process:
        return self._process(
            "sandbox", self.sandbox_command(0, 0), is_ready=lambda process: sandbox_endpoints(process) is not None, stage=2
        )

    def sandbox_command(self, sftp_port: int, http_port: int) -> list[str]:
        """Return the sandbox's command; port 0 is any free one."""
        ports = ["--sftp-port", str(sftp_port), "--http-port", str(http_port)]
        return python("payers.sandbox", "--state", str(self.state / "sandbox"), *ports)

    def _process(self, name: str, command: list[str], **options: object) -> Process:
        return Process(name, command, self.state / "logs" / f"{name}.log", self.environment, CHECKOUT, **options)

    def _is_healthy(self) -> bool:
        """Whether GET /healthz answers 200, asked under the site's own name as a visitor would."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": urlsplit(self.site_url).netloc})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def sandbox_endpoints(process: Process) -> dict | None:
    """Return the object of the sandbox's ready line, or None while it has not printed it."""
    for line in process.output().splitlines():
        if line.startswith("{") and '"ready"' in line:
            return json.loads(line)
    return None
