"""Try again after the cause was mended: the stored bytes are read and handed out once more."""

from datetime import datetime
from typing import Any

from django.db import transaction

from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence, NewEvent, record_event
from payers.models import Fate, InboundFile, InboundTransaction
from payers.selectors.transactions import piece_of
from payers.services.dispatch_transaction import dispatch_transaction
from payers.services.process_inbound import process_inbound, settle


class NotAnException(DomainError):
    """Only what is an exception, or waits, can be tried again."""

    code = "not_an_exception"
    message = "This is no exception any more."
    conflict = True


@transaction.atomic
def retry_transaction(transaction_id: int, *, actor: Any, at: datetime) -> InboundTransaction:
    """Dispatch an exception, or one that waits, again and settle its file. Raises NotAnException."""
    row = InboundTransaction.objects.select_for_update(of=("self",)).select_related("file").get(pk=transaction_id)
    if row.fate not in (Fate.EXCEPTION, Fate.PENDING):
        raise NotAnException()
    record_event(NewEvent("inbound_transaction", row.pk, "tried_again", Evidence(at), row.fate, row.fate, actor))
    row = dispatch_transaction(row.pk, piece_of(row), at=at, again=True)
    settle(row.file_id, at=at)
    return row


@transaction.atomic
def retry_file(file_id: int, *, actor: Any, at: datetime) -> InboundFile:
    """Read a file again that could not be read (the codec has learned since), or was not read to its end. Raises NotAnException."""
    file = InboundFile.objects.select_for_update().get(pk=file_id)
    unhandled = file.fate == Fate.PENDING and file.handled_at is None
    read = file.transactions.exists() and not file.transactions.filter(handled_at__isnull=True).exists()
    if not unhandled and (file.fate != Fate.EXCEPTION or read):
        raise NotAnException()
    record_event(NewEvent("inbound_file", file.pk, "tried_again", Evidence(at), file.fate, file.fate, actor))
    process_inbound(file.pk, at=at)
    file.refresh_from_db()
    return file
