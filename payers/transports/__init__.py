"""How files and requests travel: one interface, one module a way. Copy a sibling to add another.

A file transport lists, stats, fetches and puts; `put` writes `NAME.tmp` and renames it: the rename is the commit point (invariant 2).
`core_http` exchanges one request for one answer in real time.
"""

from payers.models import Connection, ConnectionKind
from payers.transports.base import FileTransport, RemoteFile
from payers.transports.folder import FolderTransport
from payers.transports.sftp import SftpTransport

__all__ = ["FileTransport", "RemoteFile", "open_transport"]

_KINDS = {ConnectionKind.SFTP: SftpTransport, ConnectionKind.FOLDER: FolderTransport}


def open_transport(connection: Connection) -> FileTransport:
    """A transport for the connection, to be used in a `with` block. Entering raises TransportError where nobody answers."""
    return _KINDS[ConnectionKind(connection.kind)](connection)
