"""Take in a file: bytes first, then the row, then what is in it (invariant 3). Every door uses this one: SFTP, upload, command, CORE answers."""

from datetime import datetime

from django.db import IntegrityError, transaction

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.services import jobs
from payers.models import Connection, Fate, FetchedRemoteFile, InboundFile
from payers.services.process_inbound import process_inbound
from payers.transports.base import RemoteFile

PROCESS = "payers.process_inbound"
MOST_BYTES = 256 * 1024 * 1024


class FileTooLarge(DomainError):
    """The file is larger than any remittance may be; it was not stored."""

    code = "file_too_large"
    message = "{name} is larger than {limit} MB."


def receive_bytes(
    *, data: bytes, name: str, source: str, connection: Connection | None, at: datetime, remote: RemoteFile | None = None,
) -> InboundFile:
    """Store, record and process a file; return its row with its fate. The same bytes again are a row of their own: a duplicate.

    `source`: connection, upload, command or core. `remote` moves the connection's cursor in the transaction of the row.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge(name=name, limit=MOST_BYTES // 1024 // 1024)
    sha256 = blobs.store(data)
    row = _record(sha256, len(data), name=name[:300], source=source, connection=connection, at=at, remote=remote)
    if row.fate != Fate.DUPLICATE:
        process_inbound(row.pk, at=at)
        row.refresh_from_db()
    return row


def _record(sha256: str, size: int, *, name: str, source: str, connection, at: datetime, remote: RemoteFile | None) -> InboundFile:
    """The file's row, its job and the cursor in one transaction. Two that store the same bytes at once: the second is the duplicate."""
    facts = {"connection": connection, "name": name, "source": source, "sha256": sha256, "size": size, "received_at": at}
    for _ in range(2):
        first = InboundFile.objects.filter(sha256=sha256, duplicate_of__isnull=True).first()
        try:
            with transaction.atomic():
                return _create(facts, first, at, remote)
        except IntegrityError:
            if first is not None:
                raise
    raise AssertionError("unreachable: the second round finds the first row")


def _create(facts: dict, first: InboundFile | None, at: datetime, remote: RemoteFile | None) -> InboundFile:
    if first is not None:
        facts |= {
            "duplicate_of": first, "fate": Fate.DUPLICATE, "handled_at": at, "code": "same_bytes",
            "message": f"The same bytes came on {first.received_at:%m/%d/%Y} as {first.name}.",
        }
    row = InboundFile.objects.create(**facts)
    if first is None:
        jobs.enqueue(PROCESS, key=f"process:{row.pk}", args={"file_id": row.pk}, run_at=at)
    if remote is not None:
        FetchedRemoteFile.objects.create(
            connection=row.connection, name=remote.name, size=remote.size, modified_at=remote.modified_at, inbound_file=row
        )
    return row
