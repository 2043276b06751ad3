"""A plain SFTP server (asyncssh) over a folder, in a thread: for keys and refusals that the sandbox does not play."""

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh

PASSWORD = "open sesame"


@dataclass(frozen=True)
class Server:
    port: int
    host_key: str


class Login(asyncssh.SSHServer):
    def __init__(self, connections: list[asyncssh.SSHServerConnection]) -> None:
        self.connections = connections

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self.connections.append(conn)

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return password == PASSWORD


@contextmanager
def sftp_server(folder: Path, *, algorithm: str = "ssh-ed25519", authorized: str = "") -> Iterator[Server]:
    """Serve `folder` as the root, with a new host key of that algorithm; `authorized` is a public key line that may log in.

    Its loop runs in the thread from the first step: the caller's own thread may have one already (Playwright leaves one behind).
    """
    key = asyncssh.generate_private_key(algorithm)
    loop = asyncio.new_event_loop()
    connections: list[asyncssh.SSHServerConnection] = []

    async def start():
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[key], server_factory=lambda: Login(connections),
            sftp_factory=lambda chan: asyncssh.SFTPServer(chan, chroot=os.fsencode(folder)), sftp_version=3,
            authorized_client_keys=asyncssh.import_authorized_keys(authorized) if authorized else None,
        )

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    acceptor = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield Server(acceptor.get_port(), key.export_public_key().decode().strip())
    finally:
        asyncio.run_coroutine_threadsafe(_stop(acceptor, connections), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _stop(acceptor: asyncssh.SSHAcceptor, connections: list[asyncssh.SSHServerConnection]) -> None:
    """End every connection and let its socket close before the loop does."""
    acceptor.close()
    await acceptor.wait_closed()
    for connection in connections:
        connection.abort()
        await connection.wait_closed()
    await asyncio.sleep(0.05)
