"""SFTP by paramiko, with the server's key pinned: another key ends the connection before a password is sent."""

import posixpath
import socket
import stat as modes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Self

import paramiko

from payers.models import Connection
from payers.transports.base import (
    BEFORE,
    HostKeyChanged,
    LoginRefused,
    RemoteFile,
    RemoteFolderMissing,
    RemoteNameTaken,
    Step,
    TransportError,
    no_step,
    secret_of,
)
from payers.transports.sftp_keys import PinnedKey, private_key

CONNECT_SECONDS = 20
ANSWER_SECONDS = 60
CHUNK = 1 << 18


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
        with self._failures(), self._folder(folder):
            entries = self._sftp.listdir_attr(folder)
        return [_remote(entry.filename, entry) for entry in entries if entry.st_mode is None or modes.S_ISREG(entry.st_mode)]

    def stat(self, folder: str, name: str) -> RemoteFile | None:
        with self._failures():
            try:
                return _remote(name, self._sftp.stat(posixpath.join(folder, name)))
            except FileNotFoundError:
                return None

    def fetch(self, folder: str, name: str, sink: BinaryIO) -> bool:
        with self._failures():
            try:
                file = self._sftp.open(posixpath.join(folder, name), "rb")
            except FileNotFoundError:
                return False
        with file:
            while chunk := self._read(file):
                sink.write(chunk)
        return True

    def put(self, folder: str, name: str, data: bytes, *, step: Step = no_step) -> None:
        final, draft = posixpath.join(folder, name), posixpath.join(folder, name + BEFORE)
        with self._failures(), self._folder(folder):
            self._write(draft, data, step)
        step("tmp_done")
        with self._failures():
            self._rename(folder, name, draft, final, len(data))
        step("renamed")

    def _open(self) -> None:
        connection = self._connection
        pinned, secret = PinnedKey.of(connection), secret_of(connection)
        server = socket.create_connection((connection.host, connection.port), timeout=CONNECT_SECONDS)
        self._transport = paramiko.Transport(server)
        self._transport.banner_timeout = self._transport.auth_timeout = CONNECT_SECONDS
        options = self._transport.get_security_options()
        options.key_types = pinned.first_of(options.key_types)
        self._transport.start_client(timeout=CONNECT_SECONDS)
        if self._transport.get_remote_server_key().asbytes() != pinned.key:
            raise HostKeyChanged(connection=connection.name)
        if secret.sealed_private_key:
            self._transport.auth_publickey(connection.username, private_key(connection, secret))
        else:
            self._transport.auth_password(connection.username, secret.password)
        self._sftp = paramiko.SFTPClient.from_transport(self._transport)
        self._sftp.get_channel().settimeout(ANSWER_SECONDS)

    def _read(self, file: paramiko.SFTPFile) -> bytes:
        with self._failures():
            return file.read(CHUNK)

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
        """SFTP's plain rename fails where the target is there: then it arrived before, if its size is ours, and the draft goes."""
        try:
            self._sftp.rename(draft, final)
        except OSError:
            there = self.stat(folder, name)
            if there is None:
                raise
            if there.size != size:
                raise RemoteNameTaken(connection=self._connection.name, name=name) from None
            self._tidy(draft)

    def _tidy(self, draft: str) -> None:
        """Remove the draft of a file that had arrived before. Where the server forbids it, the draft stays and harms nothing."""
        try:
            self._sftp.remove(draft)
        except OSError:
            pass

    @contextmanager
    def _folder(self, folder: str) -> Iterator[None]:
        """"No such file" for something done in a folder means that the folder is not there."""
        try:
            yield
        except FileNotFoundError:
            raise RemoteFolderMissing(connection=self._connection.name, folder=folder) from None

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Turn what paramiko, sockets and undecodable names raise into our facts."""
        name = self._connection.name
        try:
            yield
        except paramiko.AuthenticationException as error:
            raise LoginRefused(connection=name) from error
        except (OSError, EOFError, UnicodeError, paramiko.SSHException) as error:
            raise TransportError(connection=name, reason=type(error).__name__) from error


def _remote(name: str, entry: paramiko.SFTPAttributes) -> RemoteFile:
    return RemoteFile(name, entry.st_size or 0, int(entry.st_mtime or 0))
