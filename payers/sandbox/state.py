"""The sandbox's state folder: paths, the credentials made once, the host keys, the published endpoints.

Read by every module that touches a file; written once at the first start (`open_state`). Invariant: what is
secret is 0600 and outlives a restart, so a client that pinned the host key keeps working.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

import asyncssh

ACCOUNT = "practice"


@dataclass(frozen=True)
class Credentials:
    """What a client needs to log in (SFTP and CORE HTTP alike), and the token of the control endpoints."""

    username: str
    password: str
    control_token: str
    authorized_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """One state folder, opened: its paths and its secrets."""

    folder: Path
    credentials: Credentials

    @property
    def database(self) -> Path:
        return self.folder / "sandbox.sqlite3"

    @property
    def received_journal(self) -> Path:
        return self.folder / "received.jsonl"

    @property
    def sent_journal(self) -> Path:
        return self.folder / "sent.jsonl"

    @property
    def staging(self) -> Path:
        return self.folder / "staging"

    def account_root(self, account: str) -> Path:
        return self.folder / "sftp" / account

    def inbox(self, account: str) -> Path:
        return self.account_root(account) / "inbox"

    def outbox(self, account: str) -> Path:
        return self.account_root(account) / "outbox"

    def archive(self, account: str) -> Path:
        return self.account_root(account) / "archive"

    def host_key(self, *, changed: bool = False) -> asyncssh.SSHKey:
        """The server's own key, or the stranger's key that the fault `host_key_changed` shows."""
        return asyncssh.read_private_key(self.folder / ("other_host_key" if changed else "host_key"))

    def public_host_key(self) -> str:
        return self.host_key().export_public_key().decode().strip()

    def write_endpoints(self, endpoints: dict) -> None:
        write_private(self.folder / "endpoints.json", json.dumps(endpoints | asdict(self.credentials)).encode())


def open_state(folder: Path, *, archive: bool = False) -> State:
    """The state in `folder`, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    state = State(folder=folder, credentials=_credentials(folder / "config.json"))
    for path in (state.staging, state.inbox(ACCOUNT), state.outbox(ACCOUNT)):
        path.mkdir(parents=True, exist_ok=True)
    if archive:
        state.archive(ACCOUNT).mkdir(exist_ok=True)
    for name in ("host_key", "other_host_key"):
        if not (folder / name).exists():
            write_private(folder / name, asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    return state


def _credentials(path: Path) -> Credentials:
    if not path.exists():
        made = Credentials(ACCOUNT, secrets.token_urlsafe(18), secrets.token_urlsafe(24))
        write_private(path, json.dumps(asdict(made), indent=2).encode())
    stored = json.loads(path.read_text())
    return Credentials(**stored | {"authorized_keys": tuple(stored.get("authorized_keys", ()))})


def write_private(path: Path, content: bytes) -> None:
    """Write `content` so that the file is never there in part, nor readable by others."""
    temporary = path.with_name(path.name + ".new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable: a rename survives a power cut only after this."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
