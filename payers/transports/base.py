"""The interface of every file transport, and what can go wrong with one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol, Self

from config.shared.errors import DomainError
from payers.models import Connection, ConnectionSecret

BEFORE = ".tmp"


class TransportError(DomainError):
    """The other side did not answer or broke off: what it has is unknown, another try may do."""

    code = "transport_failed"
    message = "The connection {connection} failed: {reason}."
    retryable = True


class HostKeyChanged(DomainError):
    """The server shows another key than the pinned one. Nothing is sent until an admin looks."""

    code = "host_key_changed"
    message = "The server of {connection} shows another key than the pinned one. Nothing was sent."


class HostKeyUnusable(DomainError):
    """No key is pinned, or its line is no public key."""

    code = "host_key_unusable"
    message = "{connection} has no usable host key: paste the server's public key line, such as “ssh-ed25519 AAAA…”."


class SecretMissing(DomainError):
    """The connection has no password or key yet, or its private key can't be read."""

    code = "secret_missing"
    message = "{connection} has no usable password or key yet."


class LoginRefused(DomainError):
    """The server refused the user name or password."""

    code = "login_refused"
    message = "The server of {connection} refused the login."


class RemoteFolderMissing(DomainError):
    """A folder of the connection is not there."""

    code = "remote_folder_missing"
    message = "{connection} has no folder named {folder}."


class RemoteNameTaken(DomainError):
    """A file with this name is there, with another size: it is not ours."""

    code = "remote_name_taken"
    message = "{connection} holds another file named {name}."


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on the other side: size in bytes, `modified_at` in the server's own seconds."""

    name: str
    size: int
    modified_at: int


Step = Callable[[str], None]


def no_step(_name: str) -> None:
    """Where nobody wants to know how far a put has come."""


def secret_of(connection: Connection) -> ConnectionSecret:
    """The connection's secret. Raises SecretMissing."""
    try:
        return connection.secret
    except ConnectionSecret.DoesNotExist:
        raise SecretMissing(connection=connection.name) from None


class FileTransport(Protocol):
    """Use in a `with` block. `folder` is a folder of the connection (inbox, outbox, archive). Every failure is a DomainError."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *args: object) -> None: ...

    def list(self, folder: str) -> list[RemoteFile]:
        """The files in a folder, with unfinished ones (`.tmp`). Raises RemoteFolderMissing."""

    def stat(self, folder: str, name: str) -> RemoteFile | None:
        """One file, or None where it is not there."""

    def fetch(self, folder: str, name: str, sink: BinaryIO) -> bool:
        """Write the bytes of a file into `sink`, whose refusals pass through; False where the file is not there any more."""

    def put(self, folder: str, name: str, data: bytes, *, step: Step = no_step) -> None:
        """Write `name.tmp`, then rename. A final name of our size that is there already counts as arrived.

        `step` hears tmp_open, tmp_half, tmp_done, renamed; before tmp_done no rename was asked for, so a failure up to there proves that
        nothing arrived. Raises RemoteNameTaken, RemoteFolderMissing, TransportError.
        """
