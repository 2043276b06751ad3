"""The SFTP end of the clearinghouse (asyncssh): log in, put into inbox, pick up from outbox.

The rules a client meets: files are opened for writing only as /inbox/NAME.tmp and committed by a plain rename to NAME,
which fails when NAME is listed; /outbox is read and removed from; nothing else changes anything. The wire's faults
(connection lost, another host key, system down) are played here.
"""

import hmac
import os
import posixpath
from typing import TYPE_CHECKING

import asyncssh
from asyncssh.sftp import FXF_APPEND, FXF_CREAT, FXF_TRUNC, FXF_WRITE

from payers.sandbox.inbox import PARTIAL
from payers.sandbox.state import ACCOUNT

if TYPE_CHECKING:
    from payers.sandbox.service import Sandbox

WRITES = FXF_WRITE | FXF_APPEND | FXF_CREAT | FXF_TRUNC


class Login(asyncssh.SSHServer):
    """Who may come in: the one account, by password or by a key of the state's config."""

    def __init__(self, sandbox: "Sandbox"):
        self.sandbox = sandbox
        self.credentials = sandbox.state.credentials

    def connection_made(self, conn) -> None:
        if self.sandbox.take_fault("system_down", channel="sftp"):
            conn.abort()
        elif self.sandbox.take_fault("host_key_changed"):
            self.sandbox.show_host_key()

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return bool(self.credentials.authorized_keys)

    def validate_password(self, username: str, password: str) -> bool:
        return username == self.credentials.username and hmac.compare_digest(password, self.credentials.password)

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        allowed = [asyncssh.import_public_key(line) for line in self.credentials.authorized_keys]
        return username == self.credentials.username and key in allowed


class Files(asyncssh.SFTPServer):
    """The folders of the account, as a client may use them."""

    def __init__(self, chan, sandbox: "Sandbox"):
        self.sandbox = sandbox
        self.lost = False
        super().__init__(chan, chroot=os.fsencode(sandbox.state.account_root(ACCOUNT)))

    def open(self, path: bytes, pflags: int, attrs):
        if pflags & WRITES and not (_folder(path) == "inbox" and _name(path).endswith(PARTIAL)):
            raise asyncssh.SFTPPermissionDenied(f"open /inbox/NAME{PARTIAL} for writing, then rename it")
        return super().open(path, pflags, attrs)

    def open56(self, path: bytes, desired_access: int, flags: int, attrs):
        raise asyncssh.SFTPOpUnsupported("SFTP version 3 is spoken here")

    def write(self, file_obj, offset: int, data: bytes) -> int:
        if self.lost:
            raise asyncssh.SFTPConnectionLost("connection lost")
        fault = self.sandbox.faults.peek("connection_lost")
        limit = fault.params.get("after_bytes") if fault else None
        if limit is None or offset + len(data) <= limit:
            return super().write(file_obj, offset, data)
        super().write(file_obj, offset, data[: max(0, limit - offset)])
        return self._lose_connection()

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        partial, name = _name(oldpath), _name(newpath)
        if _folder(oldpath) != "inbox" or _folder(newpath) != "inbox" or not partial.endswith(PARTIAL) or name.endswith(PARTIAL):
            raise asyncssh.SFTPPermissionDenied(f"only /inbox/NAME{PARTIAL} can be renamed, to a name in /inbox")
        self._lose_connection_at("before_rename")
        try:
            self.sandbox.commit_upload(account=ACCOUNT, partial=partial, name=name)
        except FileExistsError as problem:
            raise asyncssh.SFTPFileAlreadyExists(str(problem)) from problem
        self._lose_connection_at("after_rename")

    def remove(self, path: bytes) -> None:
        if _folder(path) != "outbox" and not (_folder(path) == "inbox" and _name(path).endswith(PARTIAL)):
            raise asyncssh.SFTPPermissionDenied("only files of /outbox and unfinished uploads can be removed")
        super().remove(path)

    def setstat(self, path: bytes, attrs) -> None:
        """Clients that copy times and permissions are not refused; nothing is changed."""

    lsetstat = setstat

    def fsetstat(self, file_obj, attrs) -> None:
        """As `setstat`."""

    def _refused(self, *arguments) -> None:
        raise asyncssh.SFTPPermissionDenied("not possible here")

    posix_rename = mkdir = rmdir = symlink = link = _refused

    def _lose_connection_at(self, moment: str) -> None:
        fault = self.sandbox.faults.peek("connection_lost")
        if fault and fault.params.get("at") == moment:
            self._lose_connection()

    def _lose_connection(self):
        self.sandbox.take_fault("connection_lost")
        self.lost = True
        self.connection.abort()
        raise asyncssh.SFTPConnectionLost("connection lost")


async def listen(sandbox: "Sandbox", *, host: str, port: int):
    """Start the server; the acceptor, whose `update(server_host_keys=...)` changes the key shown from then on."""
    return await asyncssh.listen(
        host,
        port,
        server_host_keys=[sandbox.state.host_key()],
        server_factory=lambda: Login(sandbox),
        sftp_factory=lambda chan: Files(chan, sandbox),
        sftp_version=3,
        allow_scp=False,
        agent_forwarding=False,
        x11_forwarding=False,
    )


def _parts(path: bytes) -> list[str]:
    return posixpath.normpath(posixpath.join("/", os.fsdecode(path))).strip("/").split("/")


def _folder(path: bytes) -> str:
    """The one folder of a path such as /inbox/NAME; "" for anything shallower or deeper."""
    parts = _parts(path)
    return parts[0] if len(parts) == 2 else ""


def _name(path: bytes) -> str:
    return _parts(path)[-1]
