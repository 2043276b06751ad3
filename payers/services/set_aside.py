"""A person has seen an exception and decides that nothing is to be done with it: a stranger's answer, a cut file that came again whole.

It stays an exception, is shown as set aside with the reason and who gave it, and asks nobody any more. Trying it again takes that back.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from config.shared.errors import require_reason
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.work_items import close_items
from payers.models import SET_ASIDE, Fate, InboundFile, InboundTransaction
from payers.services.process_inbound import settle
from payers.services.retry_transaction import NotAnException


@transaction.atomic
def set_aside_transaction(transaction_id: int, *, reason: str, actor: Any, at: datetime) -> InboundTransaction:
    """Set the exception aside, and settle its file. Locks both. Raises ReasonMissing, NotAnException."""
    row = InboundTransaction.objects.select_for_update(of=("self",)).select_related("file").get(pk=transaction_id)
    _set_aside("inbound_transaction", row, reason, actor, at)
    settle(row.file_id, at=at)
    return row


@transaction.atomic
def set_aside_file(file_id: int, *, reason: str, actor: Any, at: datetime) -> InboundFile:
    """The same for a file that could not be read; one that was read is set aside by its transactions. Raises ReasonMissing, NotAnException."""
    file = InboundFile.objects.select_for_update().get(pk=file_id)
    if file.transactions.exists():
        raise NotAnException()
    _set_aside("inbound_file", file, reason, actor, at)
    return file


def _set_aside(kind: str, row: InboundFile | InboundTransaction, reason: str, actor: Any, at: datetime) -> None:
    detail = {"reason": require_reason(reason), "code": row.code}
    if row.fate != Fate.EXCEPTION or row.set_aside_at:
        raise NotAnException()
    row.set_aside_at = at
    row.save(update_fields=["set_aside_at"])
    record_event(NewEvent(kind, row.pk, SET_ASIDE, Evidence(at, detail=detail), row.fate, row.fate, actor))
    close_items(kind, [row.pk], reason="set aside")
