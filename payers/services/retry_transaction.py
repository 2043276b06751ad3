"""Try an exception again after its cause was mended: the stored bytes are read and handed to the handler once more."""

from datetime import datetime
from typing import Any

from django.db import transaction

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence, NewEvent, record_event
from payers import x12
from payers.models import Fate, InboundTransaction
from payers.selectors.transactions import split
from payers.services.process_inbound import dispatch, settle


class NotAnException(DomainError):
    """Only an exception can be tried again."""

    code = "not_an_exception"
    message = "This transaction is no exception any more."
    conflict = True


@transaction.atomic
def retry_transaction(transaction_id: int, *, actor: Any, at: datetime) -> InboundTransaction:
    """Dispatch an exception again and settle its file. Raises NotAnException."""
    row = InboundTransaction.objects.select_for_update(of=("self",)).select_related("file__connection").get(pk=transaction_id)
    if row.fate != Fate.EXCEPTION:
        raise NotAnException()
    record_event(NewEvent("inbound_transaction", row.pk, "tried_again", Evidence(at), row.fate, row.fate, actor))
    dispatch(row, split(x12.read(blobs.read(row.file.sha256)))[row.ordinal - 1], at=at)
    settle(row.file, at)
    return row
