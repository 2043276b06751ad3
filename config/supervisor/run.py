"""The whole system from its first process to its last: start, publish, watch, stop. Called by `__main__`.

Invariant: one system per state folder (its lock), and `endpoints.json` is there only while it runs.
"""

import errno
import fcntl
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import endpoints
from config.supervisor import external, postgres, sentences, upgrade, valkey
from config.supervisor.processes import Process
from config.supervisor.services import DEMO_LOADED, QUEUES, Services, sandbox_endpoints
from config.supervisor.watch import StopRequested, Watch

SERVER_SECONDS, UPGRADE_SECONDS, READY_SECONDS = 60, 600, 180
PORT_PATIENCE_SECONDS = 3
FIRST_START_BYTES, LATER_START_BYTES = 300 * 2**20, 50 * 2**20
KEPT_BY_RESET = {"lock", "venv", "tools", "pycache"}
MAY_COME_FIRST = KEPT_BY_RESET | {"keys", "blobs", "static"}


@dataclass(frozen=True)
class Options:
    """What the command line and the environment ask for; a URL that is None means an embedded server."""

    state: Path
    port: int
    reset: bool
    demo: bool
    empty: bool
    database_url: str | None
    redis_url: str | None
    site_url: str


def run(options: Options) -> None:
    """Run the system until a stop signal. Raises CannotStart; everything it started has ended when it returns or raises."""
    watch = Watch(say)
    watch.catch_signals()
    with _lock(options.state):
        endpoints.remove_endpoints()
        if options.reset:
            _reset(options)
        _check_disk(options.state)
        _check_port(options.port)
        external.check(options.database_url, options.redis_url)
        try:
            _start(options, watch)
            watch.keep_running()
        except StopRequested:
            pass
        finally:
            endpoints.remove_endpoints()
            watch.stop()
    say("Stopped.")


def say(line: str) -> None:
    """Print a line, also where nobody reads any more."""
    try:
        print(line, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


def _start(options: Options, watch: Watch) -> None:
    """Return once the pages are there. The workers and the beat load meanwhile; the job rows wait for them (they would wait for the CPU too)."""
    for name in ("logs", "run", "sandbox"):
        (options.state / name).mkdir(mode=0o700, exist_ok=True)
    services = Services(options.state, os.environ.copy(), options.port, options.site_url)
    sandbox = services.sandbox() if options.demo else None
    if sandbox:
        watch.start(sandbox)
    servers = _start_servers(options, watch)
    services.environment.update(_variables(options, servers))
    _upgrade(options, services, watch)
    watch.start(services.web())
    _publish(options, servers, services, sandbox, watch)
    watch.start(services.prepare())
    watch.wait_ready(*watch.processes, seconds=READY_SECONDS)
    watch.start(*(services.worker(name) for name in QUEUES), services.beat())
    say(f"Ready: {options.site_url}")
    say("Demo logins: bin/manage demo_logins" if options.demo else "First admin: bin/manage create_admin NAME")
    if options.demo and not options.empty and not (options.state / DEMO_LOADED).exists():
        watch.start(services.past())
        say("The demo practice's year is being played, which takes a few minutes. Everything can be used meanwhile.")


@dataclass(frozen=True)
class _Servers:
    database_url: str
    redis_url: str
    socket: str | None


def _start_servers(options: Options, watch: Watch) -> _Servers:
    """Start the servers whose URLs were not given; return when all answer."""
    logs, started = options.state / "logs", []
    redis_url, database_url, socket_folder = options.redis_url, options.database_url, None
    if redis_url is None:
        broker = valkey.prepare()
        redis_url = broker.url
        started.append(broker.process(logs / "valkey.log", options.state / "run"))
        watch.start(started[-1])
    if database_url is None:
        if not (options.state / "postgres" / "data").exists():
            say("First start: the database is made, which takes a little longer.")
        database = postgres.prepare(options.state)
        database_url, socket_folder = database.url, str(database.socket)
        started.append(database.process(logs / "postgres.log", lasting=True))
        watch.start(started[-1])
    watch.wait_ready(*started, seconds=SERVER_SECONDS)
    return _Servers(database_url, redis_url, socket_folder)


def _variables(options: Options, servers: _Servers) -> dict[str, str]:
    return {
        "DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url, "SITE_URL": options.site_url,
        "PRACTICE_STATE": str(options.state), "DEMO": "1" if options.demo else "0",
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1",
    }


def _upgrade(options: Options, services: Services, watch: Watch) -> None:
    """Upgrade unless this code did so before; an external database may have changed, so it is always asked."""
    marker = options.state / "postgres" / "upgraded"
    if options.database_url is None and upgrade.is_done(marker):
        return
    process = services.upgrade()
    watch.start(process)
    watch.wait_ready(process, seconds=UPGRADE_SECONDS)
    if options.database_url is None:
        upgrade.note_done(marker)


def _publish(options: Options, servers: _Servers, services: Services, sandbox: Process | None, watch: Watch) -> None:
    """Write endpoints.json once the sandbox's ports are known, and keep those ports for its restarts."""
    known = None
    if sandbox:
        watch.wait_ready(sandbox, seconds=SERVER_SECONDS)
        known = sandbox_endpoints(sandbox)
        sandbox.command = services.sandbox_command(known["sftp_port"], known["http_port"])
    endpoints.write_endpoints({
        "pid": os.getpid(), "site_url": options.site_url, "database_url": servers.database_url,
        "redis_url": servers.redis_url, "socket": servers.socket, "demo": options.demo, "sandbox": known,
    })


@contextmanager
def _lock(state: Path) -> Iterator[None]:
    """Hold the state folder for this supervisor; the kernel lets go of it however the supervisor ends."""
    _make_state(state)
    with open(state / "lock", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            site_url = endpoints.read_endpoints().get("site_url", "")
            raise sentences.already_running(file.read().strip(), site_url) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _make_state(state: Path) -> None:
    """Make the folder; refuse one that holds somebody else's files, as --reset would remove them."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (state / "lock").exists() and {path.name for path in state.iterdir()} - MAY_COME_FIRST:
        raise sentences.CannotStart(f"{state} holds other files; set PRACTICE_STATE to a folder of its own.")


def _reset(options: Options) -> None:
    """Remove everything but the lock and the installed packages."""
    if not options.demo:
        raise sentences.CannotStart("--reset removes all data and works on a demo only; without DEMO nothing was removed.")
    if options.database_url:
        raise sentences.CannotStart("--reset does not empty the database of DATABASE_URL; nothing was removed.")
    postgres.erase(options.state)
    for path in options.state.iterdir():
        if path.is_dir() and not path.is_symlink() and path.name not in KEPT_BY_RESET:
            shutil.rmtree(path)
        elif path.name not in KEPT_BY_RESET:
            path.unlink()


def _check_disk(state: Path) -> None:
    needed = LATER_START_BYTES if (state / "postgres").exists() else FIRST_START_BYTES
    if (free := shutil.disk_usage(state).free) < needed:
        raise sentences.disk_full(state, free, needed)


def _check_port(port: int) -> None:
    """Raise CannotStart where the port is taken; a predecessor that was just killed gets a moment to let go."""
    deadline = time.monotonic() + PORT_PATIENCE_SECONDS
    while True:
        try:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                return
        except PermissionError:
            raise sentences.port_forbidden(port) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise sentences.port_taken(port) from None
        time.sleep(0.1)
