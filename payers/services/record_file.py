"""The row of a file whose bytes are stored: with its job, and the connection's cursor, in one transaction (invariant 3).

Called by receive_bytes for what arrives, and by unpack_archive for what was in a zip.
"""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from config.shared.services import jobs
from payers.models import Fate, FetchedRemoteFile, InboundFile
from payers.transports.base import RemoteFile

PROCESS = "payers.process_inbound"
TAKE_UP_AFTER = timedelta(minutes=5)


def record_file(facts: dict[str, Any], remote: RemoteFile | None = None, *, at_once: bool = False) -> InboundFile:
    """The file's row. `facts` are its columns. The same bytes again are a duplicate; of two at once, the second is.

    Where the caller does not get to it, the job takes the file up after five minutes; or `at_once`, where nobody else is to.
    """
    for attempt in (1, 2):
        first = InboundFile.objects.filter(sha256=facts["sha256"], duplicate_of__isnull=True).first()
        try:
            with transaction.atomic():
                return _create(facts | _duplicate(first, facts), remote, timedelta(0) if at_once else TAKE_UP_AFTER)
        except IntegrityError:
            if first is not None or attempt == 2:
                raise
    raise AssertionError("unreachable: the second round finds the first row")


def job_key(file_id: int) -> str:
    """The key of the job that takes the file up."""
    return f"process:{file_id}"


def plain_name(name: str) -> str:
    """A name that any table and terminal can hold: control and undecodable characters become question marks."""
    text = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "?" for character in text)[:300]


def _duplicate(first: InboundFile | None, facts: dict[str, Any]) -> dict[str, Any]:
    if first is None:
        return {}
    said = f"The same bytes came on {first.received_at:%m/%d/%Y} as {first.name}."
    return {"duplicate_of": first, "fate": Fate.DUPLICATE, "handled_at": facts["received_at"], "code": "same_bytes", "message": said[:400]}


def _create(facts: dict[str, Any], remote: RemoteFile | None, wait: timedelta) -> InboundFile:
    row = InboundFile.objects.create(**facts)
    if row.duplicate_of_id is None:
        jobs.enqueue(PROCESS, key=job_key(row.pk), args={"file_id": row.pk}, run_at=row.received_at + wait)
    if remote is not None:
        FetchedRemoteFile.objects.create(
            connection=row.connection, name=plain_name(remote.name), size=remote.size, modified_at=remote.modified_at, inbound_file=row
        )
    return row
