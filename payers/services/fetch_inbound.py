"""Take what a connection has for us. Nothing is deleted there; a cursor row per remote file says what was taken (names recycle)."""

from datetime import datetime

from django.db import connection as database

from payers.models import Connection, FetchedRemoteFile, InboundFile
from payers.services.receive_bytes import MOST_BYTES, receive_bytes
from payers.transports import RemoteFile, open_transport
from payers.transports.base import BEFORE


def fetch_inbound(connection_id: int, *, at: datetime) -> list[InboundFile]:
    """Fetch and process every file not taken yet, oldest first. One process a connection; [] where another is at it."""
    if not _try_lock(connection_id):
        return []
    try:
        connection = Connection.objects.select_related("secret").get(pk=connection_id)
        return _fetch(connection, at)
    finally:
        _unlock(connection_id)


def _fetch(connection: Connection, at: datetime) -> list[InboundFile]:
    received = []
    with open_transport(connection) as transport:
        for remote in _fresh(connection, transport.list(connection.outbox)):
            try:
                data = transport.fetch(connection.outbox, remote.name, limit=MOST_BYTES)
            except FileNotFoundError:  # taken away between the listing and now
                continue
            received.append(receive_bytes(data=data, name=remote.name, source="connection", connection=connection, at=at, remote=remote))
    return received


def _fresh(connection: Connection, listed: list[RemoteFile]) -> list[RemoteFile]:
    """Finished files that the cursor does not know, by name, size and the server's time."""
    finished = [file for file in listed if not file.name.endswith(BEFORE)]
    rows = FetchedRemoteFile.objects.filter(connection=connection, name__in=[file.name for file in finished])
    known = set(rows.values_list("name", "size", "modified_at"))
    fresh = [file for file in finished if (file.name, file.size, file.modified_at) not in known]
    return sorted(fresh, key=lambda file: (file.modified_at, file.name))


def _try_lock(connection_id: int) -> bool:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('fetch'), %s)", [connection_id])
        return cursor.fetchone()[0]


def _unlock(connection_id: int) -> None:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtext('fetch'), %s)", [connection_id])
