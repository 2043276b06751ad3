"""How files and requests travel: one interface, one module a way. Copy a sibling to add another.

A file transport lists, stats, fetches and puts; `put` writes `NAME.tmp` and renames it: the rename is the commit point (invariant 2).
`core_http` exchanges one request for one answer in real time.
"""

from payers.models import Connection, ConnectionKind
from payers.transports.base import FileTransport, RemoteFile
from payers.transports.folder import FolderTransport

__all__ = ["FileTransport", "RemoteFile", "open_transport"]


def open_transport(connection: Connection) -> FileTransport:
    """A transport for the connection, to be used in a `with` block. Entering raises TransportError where nobody answers."""
    if ConnectionKind(connection.kind) == ConnectionKind.FOLDER:
        return FolderTransport(connection)
    from payers.transports.sftp import SftpTransport  # loads paramiko, which the web's start need not wait for

    return SftpTransport(connection)
