"""Take in a file: bytes first, then the row, then what is in it (invariant 3). Every door uses this one: SFTP, upload, command, CORE answers."""

import io
import shutil
from datetime import datetime
from typing import Any, BinaryIO

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.services import jobs
from payers.models import Connection, Fate, InboundFile
from payers.services.process_inbound import ProcessingInterrupted, process_inbound
from payers.services.record_file import job_key, plain_name, record_file
from payers.transports.base import RemoteFile

MOST_BYTES = 512 * 1024 * 1024


class FileTooLarge(DomainError):
    """The file is larger than any remittance may be; it was not stored."""

    code = "file_too_large"
    message = "{name} is larger than {limit} MB. It was not taken."


def receive_bytes(*, data: bytes, name: str, source: str, connection: Connection | None, at: datetime) -> InboundFile:
    """As `receive_stream`, for bytes at hand."""
    return receive_stream(stream=io.BytesIO(data), name=name, source=source, connection=connection, at=at)


def receive_stream(*, stream: BinaryIO, name: str, source: str, connection: Connection | None, at: datetime) -> InboundFile:
    """Store, record and process a file; return its row with its fate. The same bytes again are a row of their own: a duplicate.

    `source`: connection, upload, command or core. Memory is bounded. Raises FileTooLarge, and then nothing is kept.
    """
    with blobs.Draft(MOST_BYTES) as draft:
        try:
            shutil.copyfileobj(stream, draft)
        except blobs.BlobTooLarge:
            raise FileTooLarge(name=plain_name(name), limit=MOST_BYTES // 1024 // 1024) from None
        return receive_draft(draft=draft, name=name, source=source, connection=connection, at=at)


def receive_draft(
    *, draft: blobs.Draft, name: str, source: str, connection: Connection | None, at: datetime, remote: RemoteFile | None = None,
) -> InboundFile:
    """Keep the draft, record and process it. `remote` moves the connection's cursor in the transaction of the row."""
    row = record_file(_facts(draft, name, source, connection, at), remote)
    if row.fate != Fate.DUPLICATE:
        try:
            process_inbound(row.pk, at=at)
        except ProcessingInterrupted:
            pass  # stored, with a job that takes it up
        else:
            jobs.spare(job_key(row.pk))
        row.refresh_from_db()
    return row


def record_draft(
    *, draft: blobs.Draft, name: str, source: str, connection: Connection | None, at: datetime, remote: RemoteFile | None = None,
) -> InboundFile:
    """As `receive_draft`, but the processing is left to the file's job, which is due at once."""
    return record_file(_facts(draft, name, source, connection, at), remote, at_once=True)


def _facts(draft: blobs.Draft, name: str, source: str, connection: Connection | None, at: datetime) -> dict[str, Any]:
    return {"connection": connection, "name": plain_name(name), "source": source, "sha256": draft.keep(), "size": draft.size, "received_at": at}
