"""Take what a connection has for us. Nothing is deleted there; a cursor row per remote file says what was taken (names recycle)."""

from datetime import datetime

from config.shared import blobs, clock
from config.shared.errors import DomainError
from config.shared.services.only_one import only_one
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers.models import Connection, FetchedRemoteFile, InboundFile
from payers.services.receive_bytes import MOST_BYTES, FileTooLarge, receive_draft, record_draft
from payers.services.record_file import plain_name
from payers.transports import FileTransport, RemoteFile, open_transport
from payers.transports.base import BEFORE, TransportError

TROUBLE_QUEUE = "connection_trouble"
FAILURES_TO_STOP = 2


def fetch_inbound(connection_id: int, *, at: datetime, by_jobs: bool = False) -> list[InboundFile]:
    """Fetch and process every file not taken yet, oldest first; or leave the processing to their jobs, `by_jobs`.

    One process a connection; [] where another is at it.

    A file that can't be taken keeps no other waiting. Raises the first DomainError after the rest, and puts it before a person.
    """
    with only_one(f"fetch:{connection_id}") as mine:
        if not mine:
            return []
        connection = Connection.objects.select_related("secret").get(pk=connection_id)
        try:
            received = _fetch(connection, at, by_jobs)
        except DomainError as error:
            _put_trouble(connection, error, at)
            raise
        close_items("connection", [connection.pk], kind="fetch", reason="works again")
        return received


def _fetch(connection: Connection, at: datetime, by_jobs: bool) -> list[InboundFile]:
    received: list[InboundFile] = []
    failures: list[DomainError] = []
    with open_transport(connection) as transport:
        for remote in _fresh(connection, transport.list(connection.outbox)):
            try:
                received += _take(connection, transport, remote, at, by_jobs)
            except (TransportError, FileTooLarge) as error:
                failures.append(error)
            if len([each for each in failures if isinstance(each, TransportError)]) == FAILURES_TO_STOP:
                break
    if failures:
        raise failures[0]
    return received


def _take(connection: Connection, transport: FileTransport, remote: RemoteFile, at: datetime, by_jobs: bool) -> list[InboundFile]:
    """One file: its bytes into the store, then its row and the cursor. [] where it was taken away since the listing."""
    if remote.size > MOST_BYTES:
        raise FileTooLarge(name=plain_name(remote.name), limit=MOST_BYTES // 1024 // 1024)
    with blobs.Draft(MOST_BYTES) as draft:
        if not transport.fetch(connection.outbox, remote.name, draft):
            return []
        if draft.size != remote.size:
            raise TransportError(connection=connection.name, reason="a file came with another size than was listed")
        receive = record_draft if by_jobs else receive_draft
        return [receive(draft=draft, name=remote.name, source="connection", connection=connection, at=at, remote=remote)]


def _fresh(connection: Connection, listed: list[RemoteFile]) -> list[RemoteFile]:
    """Finished files that the cursor does not know, by name, size and the server's time."""
    finished = [file for file in listed if not file.name.endswith(BEFORE)]
    rows = FetchedRemoteFile.objects.filter(connection=connection, name__in=[plain_name(file.name) for file in finished])
    known = set(rows.values_list("name", "size", "modified_at"))
    fresh = [file for file in finished if (plain_name(file.name), file.size, file.modified_at) not in known]
    return sorted(fresh, key=lambda file: (file.modified_at, file.name))


def _put_trouble(connection: Connection, error: DomainError, at: datetime) -> None:
    step = f"No files from {connection.name}: {error}"
    put_next_step(NextStep("connection", connection.pk, TROUBLE_QUEUE, clock.day_of(at), step[:120], kind="fetch"))
