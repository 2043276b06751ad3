"""Take in a file: bytes first, then the row, then what is in it (invariant 3). Every door uses this one: SFTP, upload, command, CORE answers."""

import io
import shutil
from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import IntegrityError, transaction

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.services import jobs
from payers.models import Connection, Fate, FetchedRemoteFile, InboundFile
from payers.services.process_inbound import ProcessingInterrupted, process_inbound
from payers.transports.base import RemoteFile

PROCESS = "payers.process_inbound"
MOST_BYTES = 512 * 1024 * 1024
TAKE_UP_AFTER = timedelta(minutes=5)


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
    facts = {
        "connection": connection, "name": plain_name(name), "source": source, "sha256": draft.keep(), "size": draft.size, "received_at": at,
    }
    row = _record(facts, remote)
    if row.fate != Fate.DUPLICATE:
        try:
            process_inbound(row.pk, at=at)
        except ProcessingInterrupted:
            pass  # stored, with a job that takes it up
        row.refresh_from_db()
    return row


def plain_name(name: str) -> str:
    """A name that any table and terminal can hold: control and undecodable characters become question marks."""
    text = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "?" for character in text)[:300]


def _record(facts: dict, remote: RemoteFile | None) -> InboundFile:
    """The file's row, its job and the cursor in one transaction. Two that store the same bytes at once: the second is the duplicate."""
    for attempt in (1, 2):
        first = InboundFile.objects.filter(sha256=facts["sha256"], duplicate_of__isnull=True).first()
        try:
            with transaction.atomic():
                return _create(facts | _duplicate(first, facts["received_at"]), remote)
        except IntegrityError:
            if first is not None or attempt == 2:
                raise
    raise AssertionError("unreachable: the second round finds the first row")


def _duplicate(first: InboundFile | None, at: datetime) -> dict:
    if first is None:
        return {}
    said = f"The same bytes came on {first.received_at:%m/%d/%Y} as {first.name}."
    return {"duplicate_of": first, "fate": Fate.DUPLICATE, "handled_at": at, "code": "same_bytes", "message": said[:400]}


def _create(facts: dict, remote: RemoteFile | None) -> InboundFile:
    row = InboundFile.objects.create(**facts)
    if row.duplicate_of_id is None:
        jobs.enqueue(PROCESS, key=f"process:{row.pk}", args={"file_id": row.pk}, run_at=row.received_at + TAKE_UP_AFTER)
    if remote is not None:
        FetchedRemoteFile.objects.create(
            connection=row.connection, name=plain_name(remote.name), size=remote.size, modified_at=remote.modified_at, inbound_file=row
        )
    return row
