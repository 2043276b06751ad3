"""Hand one transaction to its handler, in a savepoint, and record its fate with the next step it needs (invariants 3 and 5)."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, transaction

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.logs import places
from config.shared.models import WorkItem
from config.shared.registries import inbound
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers.models import Connection, Fate, InboundTransaction, Usage
from payers.selectors.transactions import Piece

log = logging.getLogger(__name__)
EXCEPTION_QUEUE = "inbound_exception"
CUT = frozenset({"segment_count", "transaction_control_mismatch", "transaction_end_missing"})


@transaction.atomic
def dispatch_transaction(row_id: int, piece: Piece, *, at: datetime, again: bool = False) -> InboundTransaction:
    """Bring a transaction to a fate; one that has a fate is left as it is, unless it is wanted `again`. Returns the locked row."""
    row = InboundTransaction.objects.select_for_update(of=("self",)).select_related("file__connection").get(pk=row_id)
    if row.handled_at is not None and not again:
        return row
    outcome = _outcome(row, piece, at)
    row.fate, row.code, row.message, row.handled_at = outcome.fate, outcome.code[:60], outcome.message[:400], at
    row.set_aside_at = None
    row.save(update_fields=["fate", "code", "message", "handled_at", "set_aside_at"])
    _next_step(row, at)
    return row


def _outcome(row: InboundTransaction, piece: Piece, at: datetime) -> Outcome:
    usages = _usages(row)
    if usages and row.usage and row.usage not in usages:
        return Outcome(Fate.EXCEPTION, "usage_mismatch", "Test data came to a production connection or system, or the reverse.")
    handler = inbound.handler_for(row.type)
    if handler is None:
        return Outcome(Fate.EXCEPTION, "no_handler", f"Nothing here takes a transaction of type {row.type or 'unknown'}.")
    for finding in piece.x12.findings if piece.x12 else ():
        if finding.code in CUT:
            return Outcome(Fate.EXCEPTION, finding.code, finding.message)
    try:
        with transaction.atomic():
            return handler(piece.with_row(row), _evidence(row, piece, at), at)
    except DomainError as error:
        return Outcome(Fate.EXCEPTION, error.code, str(error))
    except OperationalError:
        raise
    except Exception as error:  # a handler's fault must not lose the file: it becomes a visible exception
        return _handler_failed(row, error)


def _usages(row: InboundTransaction) -> set[str]:
    """The usages (ISA15) that may come this way (invariant 9); empty where nothing is known that could disagree.

    Over a connection: its own. By upload or command: test in the demo, else that of the sender's connections, else of any.
    """
    if row.file.connection is not None:
        return {row.file.connection.usage}
    if settings.DEMO:
        return {Usage.TEST}
    active = list(Connection.objects.filter(is_active=True).values_list("isa08", "usage"))
    return {usage for sender, usage in active if sender == row.sender} or {usage for _, usage in active}


def _handler_failed(row: InboundTransaction, error: Exception) -> Outcome:
    """The log gets the places in the code, never the error's text, which may hold a patient's data."""
    kind = type(error).__name__
    log.error("handler of %s failed on inbound transaction %s: %s at %s", row.type, row.pk, kind, places(error))
    return Outcome(Fate.EXCEPTION, "handler_failed", f"The system failed on it ({kind}). The file is kept; try again after an update.")


def _evidence(row: InboundTransaction, piece: Piece, at: datetime) -> Evidence:
    """When the sender wrote it, in the practice's zone since the ISA names none, and which segments (counted from the ST).

    Nobody writes later than it arrives: a date in the future would outweigh every true answer after it (invariant 4).
    """
    written = piece.interchange.at
    when = min(written.replace(tzinfo=clock.practice_zone()), at) if written else at
    return Evidence(at=when, inbound_transaction_id=row.pk, first_segment=1, last_segment=row.last_segment - row.first_segment + 1)


def _next_step(row: InboundTransaction, at: datetime) -> None:
    """An exception is for a person; what waits has the handler's own item, or one here; all else is done."""
    if row.fate in (Fate.PROCESSED, Fate.DUPLICATE):
        close_items("inbound_transaction", [row.pk], reason=row.fate)
    elif row.fate == Fate.EXCEPTION or not _has_item(row):
        step = f"{row.type}: {(row.code or 'waits').replace('_', ' ')}"
        put_next_step(NextStep("inbound_transaction", row.pk, EXCEPTION_QUEUE, clock.day_of(at), step[:120]))


def _has_item(row: InboundTransaction) -> bool:
    return WorkItem.objects.filter(subject_kind="inbound_transaction", subject_id=row.pk, closed_at__isnull=True).exists()
