"""SFTP by paramiko, with the server's key pinned: another key ends the connection before a password is sent."""

import base64
import io
import posixpath
import socket
import stat as modes
from contextlib import contextmanager
from typing import Self

import paramiko

from payers.models import Connection
from payers.transports.base import BEFORE, HostKeyChanged, LoginRefused, RemoteFile, RemoteNameTaken, Step, TransportError, no_step

CONNECT_SECONDS = 20
ANSWER_SECONDS = 60


class SftpTransport:
    """One session with the connection's server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._transport: paramiko.Transport | None = None
        self._sftp: paramiko.SFTPClient | None = None

    def __enter__(self) -> Self:
        try:
            with self._failures():
                self._open()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *args: object) -> None:
        for part in (self._sftp, self._transport):
            if part is not None:
                part.close()

    def list(self, folder: str) -> list[RemoteFile]:
        with self._failures():
            entries = self._sftp.listdir_attr(folder)
        return [_remote(entry.filename, entry) for entry in entries if entry.st_mode is None or modes.S_ISREG(entry.st_mode)]

    def stat(self, folder: str, name: str) -> RemoteFile | None:
        try:
            with self._failures():
                return _remote(name, self._sftp.stat(posixpath.join(folder, name)))
        except FileNotFoundError:
            return None

    def fetch(self, folder: str, name: str, *, limit: int) -> bytes:
        with self._failures(), self._sftp.open(posixpath.join(folder, name), "rb") as file:
            file.prefetch()
            data = file.read(limit + 1)
        if len(data) > limit:
            raise TransportError(connection=self._connection.name, reason="a file is larger than allowed")
        return data

    def put(self, folder: str, name: str, data: bytes, *, step: Step = no_step) -> None:
        final, draft = posixpath.join(folder, name), posixpath.join(folder, name + BEFORE)
        with self._failures():
            self._write(draft, data, step)
            step("tmp_done")
            self._rename(folder, name, draft, final, len(data))
        step("renamed")

    def _open(self) -> None:
        connection = self._connection
        server = socket.create_connection((connection.host, connection.port), timeout=CONNECT_SECONDS)
        self._transport = paramiko.Transport(server)
        self._transport.banner_timeout = self._transport.auth_timeout = CONNECT_SECONDS
        key_type, pinned = _pinned(connection.host_key)
        self._transport.get_security_options().key_types = (key_type,)
        self._transport.start_client(timeout=CONNECT_SECONDS)
        if self._transport.get_remote_server_key().asbytes() != pinned:
            raise HostKeyChanged(connection=connection.name)
        self._log_in(connection)
        self._sftp = paramiko.SFTPClient.from_transport(self._transport)
        self._sftp.get_channel().settimeout(ANSWER_SECONDS)

    def _log_in(self, connection: Connection) -> None:
        secret = connection.secret
        if secret.sealed_private_key:
            key = paramiko.PKey.from_private_key(io.StringIO(secret.private_key))
            self._transport.auth_publickey(connection.username, key)
        else:
            self._transport.auth_password(connection.username, secret.password)

    def _write(self, draft: str, data: bytes, step: Step) -> None:
        half = len(data) // 2
        with self._sftp.open(draft, "wb") as file:
            step("tmp_open")
            file.write(data[:half])
            file.flush()
            step("tmp_half")
            file.write(data[half:])
        if self._sftp.stat(draft).st_size != len(data):
            raise OSError("the server holds another size than was sent")

    def _rename(self, folder: str, name: str, draft: str, final: str, size: int) -> None:
        """SFTP's plain rename fails where the target is there: then it arrived before, if its size is ours."""
        try:
            self._sftp.rename(draft, final)
        except OSError:
            there = self.stat(folder, name)
            if there is None:
                raise
            if there.size != size:
                raise RemoteNameTaken(connection=self._connection.name, name=name) from None

    @contextmanager
    def _failures(self):
        """Turn what paramiko and sockets raise into our facts; a missing file stays FileNotFoundError."""
        name = self._connection.name
        try:
            yield
        except FileNotFoundError:
            raise
        except paramiko.AuthenticationException as error:
            raise LoginRefused(connection=name) from error
        except paramiko.SSHException as error:
            if "host key" in str(error).lower() or "no acceptable" in str(error).lower() or isinstance(error, paramiko.BadHostKeyException):
                raise HostKeyChanged(connection=name) from error
            raise TransportError(connection=name, reason=type(error).__name__) from error
        except (OSError, EOFError) as error:
            raise TransportError(connection=name, reason=type(error).__name__) from error


def _pinned(line: str) -> tuple[str, bytes]:
    """Type and bytes of a public key line such as "ssh-ed25519 AAAA... comment"."""
    key_type, encoded, *_ = line.split()
    return key_type, base64.b64decode(encoded)


def _remote(name: str, entry: paramiko.SFTPAttributes) -> RemoteFile:
    return RemoteFile(name, entry.st_size or 0, int(entry.st_mtime or 0))
