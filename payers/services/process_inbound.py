"""Split a stored file into its transactions and hand each to its handler, one savepoint each (DESIGN 2).

May be called again at any time: what has a fate keeps it. A crash leaves the rest pending, and the job takes it up.
"""

import hashlib
import logging
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import OperationalError, transaction

from config.shared import blobs, clock
from config.shared.errors import DomainError
from config.shared.registries import inbound
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers import x12
from payers.models import Fate, InboundFile, InboundTransaction
from payers.selectors.transactions import Piece, split

log = logging.getLogger(__name__)
EXCEPTION_QUEUE = "inbound_exception"
BOUND_TO_SENDER = {"TA1", "999"}


def process_inbound(file_id: int, *, at: datetime) -> str:
    """Bring every transaction of the file to a fate, and the file to its own. Returns the file's fate."""
    file = InboundFile.objects.select_related("connection").get(pk=file_id)
    if file.fate == Fate.DUPLICATE:
        return file.fate
    try:
        pieces = split(x12.read(blobs.read(file.sha256)))
    except x12.Unreadable as error:
        return _refuse(file, error.code, "This is no X12 file that can be read.", at)
    if not pieces:
        return _refuse(file, "no_transactions", "The file holds no transaction.", at)
    rows = _rows(file, pieces)
    for row, piece in zip(rows, pieces, strict=True):
        if row.fate == Fate.PENDING and row.handled_at is None:
            dispatch(row, piece, at=at)
    return settle(file, at)


def dispatch(row: InboundTransaction, piece: Piece, *, at: datetime) -> None:
    """Run the handler in a savepoint; whatever it raises undoes what it did and becomes the reason of an exception."""
    with transaction.atomic():
        InboundTransaction.objects.select_for_update().get(pk=row.pk)
        outcome = _outcome(row, piece, at)
        row.fate, row.code, row.message, row.handled_at = outcome.fate, outcome.code[:60], outcome.message[:400], at
        row.save(update_fields=["fate", "code", "message", "handled_at"])
        _next_step(row, at)


def settle(file: InboundFile, at: datetime) -> str:
    """A file's fate is the most urgent of its transactions': exception, pending, processed; duplicate where all are."""
    fates = set(InboundTransaction.objects.filter(file=file).values_list("fate", flat=True))
    file.fate = next((fate for fate in (Fate.EXCEPTION, Fate.PENDING, Fate.PROCESSED) if fate in fates), Fate.DUPLICATE)
    file.handled_at = at
    if file.fate == Fate.EXCEPTION:
        reasons = InboundTransaction.objects.filter(file=file, fate=Fate.EXCEPTION).values_list("code", "message")
        file.code, file.message = reasons[0]
    else:
        file.code, file.message = ("same_content", "Every transaction in it came before.") if file.fate == Fate.DUPLICATE else ("", "")
    file.save(update_fields=["fate", "code", "message", "handled_at"])
    return file.fate


def _outcome(row: InboundTransaction, piece: Piece, at: datetime) -> Outcome:
    if row.duplicate_of_id:
        return Outcome(Fate.DUPLICATE, "same_body", "The same transaction came before; nothing was done again.")
    if row.file.connection and row.usage and row.usage != row.file.connection.usage:
        return Outcome(Fate.EXCEPTION, "usage_mismatch", "Test data came over a production connection, or the reverse.")
    handler = inbound.handler_for(row.type)
    if handler is None:
        return Outcome(Fate.EXCEPTION, "no_handler", f"Nothing here takes a transaction of type {row.type or 'unknown'}.")
    length = row.last_segment - row.first_segment + 1
    evidence = Evidence(at=_written_at(piece) or at, inbound_transaction_id=row.pk, first_segment=1, last_segment=length)
    try:
        with transaction.atomic():
            return handler(piece.with_row(row), evidence, at)
    except DomainError as error:
        return Outcome(Fate.EXCEPTION, error.code, str(error))
    except OperationalError:
        raise
    except Exception as error:  # a handler's fault must not lose the file: it becomes a visible exception
        log.error("handler of %s failed on inbound transaction %s: %s at %s", row.type, row.pk, type(error).__name__, _places(error))
        said = f"The system failed on it ({type(error).__name__}). The file is kept; try again after an update."
        return Outcome(Fate.EXCEPTION, "handler_failed", said)


def _written_at(piece: Piece) -> datetime | None:
    """When the sender wrote the interchange: ISA09 and ISA10 carry no zone, so they are read in the practice's."""
    written = piece.interchange.at
    return written and written.replace(tzinfo=clock.practice_zone())


def _places(error: Exception) -> str:
    """Where it went wrong, without the error's text, which may hold a patient's data."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))


@transaction.atomic
def _rows(file: InboundFile, pieces: Sequence[Piece]) -> list[InboundTransaction]:
    """The transactions' rows, made on the first pass. Lock the file: two passes at once make them once."""
    InboundFile.objects.select_for_update().get(pk=file.pk)
    held = list(InboundTransaction.objects.filter(file=file).order_by("ordinal").select_related("file__connection"))
    if held:
        return held
    fresh = [_row(file, piece, ordinal) for ordinal, piece in enumerate(pieces, start=1)]
    _mark_duplicates(fresh)
    InboundTransaction.objects.bulk_create([row for row in fresh if row.duplicate_of is None])
    for row in fresh:
        if row.duplicate_of is not None:
            row.duplicate_of_id = row.duplicate_of.pk
    InboundTransaction.objects.bulk_create([row for row in fresh if row.duplicate_of is not None])
    return fresh


def _mark_duplicates(rows: list[InboundTransaction]) -> None:
    """The same body, apart from its control number, is a duplicate of the first that came, in this file or another."""
    known = {
        (row.type, row.body_sha256): row
        for row in InboundTransaction.objects.filter(body_sha256__in=[row.body_sha256 for row in rows], duplicate_of__isnull=True)
    }
    for row in rows:
        first = known.setdefault((row.type, row.body_sha256), row)
        if first is not row:
            row.duplicate_of = first


def _row(file: InboundFile, piece: Piece, ordinal: int) -> InboundTransaction:
    interchange = piece.interchange
    row = InboundTransaction(
        file=file, ordinal=ordinal, isa13=interchange.control[:9], sender=interchange.sender.strip()[:15], usage=interchange.usage[:1],
        first_segment=1, last_segment=1, type="TA1",
    )
    if piece.x12 is None:
        body = f"{interchange.sender}|{piece.ta1}".encode()
        row.body_sha256 = hashlib.sha256(body).hexdigest()
        return row
    each = piece.x12
    row.type, row.version, row.gs06, row.st02 = each.type[:12], (each.version or "")[:20], piece.group.control[:20], (each.control or "")[:20]
    row.first_segment, row.last_segment = each.first_segment, each.first_segment + max(len(each.raw) - 1, 0)
    row.body_sha256 = each.body_hash
    if row.type in BOUND_TO_SENDER:  # its body holds nothing but control numbers, which another sender may use too
        row.body_sha256 = hashlib.sha256(f"{row.sender}|{each.body_hash}".encode()).hexdigest()
    return row


def _next_step(row: InboundTransaction, at: datetime) -> None:
    if row.fate == Fate.EXCEPTION:
        put_next_step(NextStep("inbound_transaction", row.pk, EXCEPTION_QUEUE, clock.day_of(at), f"{row.type}: {row.code.replace('_', ' ')}"))
    else:
        close_items("inbound_transaction", [row.pk], reason=row.fate)


@transaction.atomic
def _refuse(file: InboundFile, code: str, message: str, at: datetime) -> str:
    """The file can't be read: an exception somebody sees, with the bytes kept."""
    file.fate, file.code, file.message, file.handled_at = Fate.EXCEPTION, code[:60], message, at
    file.save(update_fields=["fate", "code", "message", "handled_at"])
    put_next_step(NextStep("inbound_file", file.pk, EXCEPTION_QUEUE, clock.day_of(at), f"Unreadable file: {code.replace('_', ' ')}"))
    return file.fate
