"""Split a stored file into its transactions and bring each to a fate (DESIGN 2).

May be called again, and by two workers at once: each transaction is handed out once, under its row's lock. A crash leaves the rest
pending, and the file's job takes it up.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from config.shared import blobs, clock
from config.shared.errors import DomainError
from config.shared.logs import places
from config.shared.services.only_one import only_one
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers import x12
from payers.models import Fate, InboundFile, InboundTransaction
from payers.selectors.transactions import Piece, pieces
from payers.services.dispatch_transaction import EXCEPTION_QUEUE, dispatch_transaction
from payers.services.unpack_archive import is_archive, unpack_archive

log = logging.getLogger(__name__)
BOUND_TO_SENDER = frozenset({"TA1", "999"})
CHUNK = 500


class ProcessingInterrupted(DomainError):
    """The database or the disk broke off. What has a fate keeps it; the file's job goes on later."""

    code = "processing_interrupted"
    message = "Reading the file was interrupted. It is stored and will be read again."
    retryable = True


def process_inbound(file_id: int, *, at: datetime) -> str:
    """Bring every transaction of the file to a fate, and the file to its own. Returns the file's fate. Raises ProcessingInterrupted.

    Whatever else fails is a fault of ours: the file becomes an exception that somebody sees, and keeps no other file waiting.
    """
    file = InboundFile.objects.select_related("connection").get(pk=file_id)
    if file.fate == Fate.DUPLICATE and file.duplicate_of_id:
        return file.fate
    try:
        if is_archive(file):
            return _unpack(file, at)
        if not _rows(file):
            return _refuse(file, "empty" if file.size == 0 else "no_transactions", "The file holds no transaction.", at)
        for piece, row_id in _undone(file):
            dispatch_transaction(row_id, piece, at=at)
        return settle(file.pk, at=at)
    except DomainError as error:
        if error.retryable:
            raise
        return _refuse(file, error.code, str(error), at)
    except x12.Unreadable as error:
        return _refuse(file, error.code, f"{error} (byte {error.offset})", at)
    except (OperationalError, InterfaceError, OSError) as error:
        raise ProcessingInterrupted(file=file_id) from error
    except Exception as error:
        log.error("reading inbound file %s failed: %s at %s", file.pk, type(error).__name__, places(error))
        return _failed(file, type(error).__name__, at)


def give_up_processing(file_id: int, code: str, *, at: datetime) -> None:
    """The file's job was tried as often as it may: what is left undone becomes an exception. `code` is the last error."""
    file = InboundFile.objects.get(pk=file_id)
    if file.handled_at is None:
        _failed(file, code, at)


def _failed(file: InboundFile, kind: str, at: datetime) -> str:
    return _refuse(file, "handler_failed", f"The system failed on it ({kind}). The file is kept; try again after an update.", at)


def _unpack(file: InboundFile, at: datetime) -> str:
    """The files of a zip, each brought to its own fate; the zip itself is processed once all of them are stored."""
    with only_one(f"archive:{file.pk}") as mine:
        if not mine:
            raise ProcessingInterrupted(file=file.pk)
        for member in unpack_archive(file, at=at):
            process_inbound(member.pk, at=at)
        return _opened(file, at)


@transaction.atomic
def _opened(file: InboundFile, at: datetime) -> str:
    count = file.members.count()
    file.fate, file.code, file.handled_at, file.set_aside_at = Fate.PROCESSED, "archive", at, None
    file.message = f"An archive of {count} file{'' if count == 1 else 's'}, each of which has a fate of its own."
    file.save(update_fields=["fate", "code", "message", "handled_at", "set_aside_at"])
    close_items("inbound_file", [file.pk], reason=file.fate)
    return file.fate


@transaction.atomic
def settle(file_id: int, *, at: datetime) -> str:
    """A file's fate is the most urgent of its transactions': exception, pending, processed; duplicate where all are.

    Exceptions that a person set aside are told after those that wait; with none but such, the file is set aside too.
    """
    file = InboundFile.objects.select_for_update().get(pk=file_id)
    rows = sorted(InboundTransaction.objects.filter(file=file), key=lambda row: (row.set_aside_at is not None, row.ordinal))
    fates = {row.fate for row in rows}
    file.fate = next((fate for fate in (Fate.EXCEPTION, Fate.PENDING, Fate.PROCESSED) if fate in fates), Fate.DUPLICATE)
    file.code, file.message = ("same_content", "Every transaction in it came before.") if file.fate == Fate.DUPLICATE else ("", "")
    first = next((row for row in rows if row.fate == file.fate and file.fate in (Fate.EXCEPTION, Fate.PENDING)), None)
    if first is not None:
        file.code, file.message = first.code, first.message
    file.set_aside_at = first.set_aside_at if first else None
    file.handled_at = at if all(row.handled_at for row in rows) else None
    file.save(update_fields=["fate", "code", "message", "handled_at", "set_aside_at"])
    close_items("inbound_file", [file.pk], reason=file.fate)
    return file.fate


def _undone(file: InboundFile) -> Iterator[tuple[Piece, int]]:
    """The transactions without a fate, each with its place in the file."""
    undone = dict(InboundTransaction.objects.filter(file=file, handled_at__isnull=True).values_list("ordinal", "pk"))
    if not undone:
        return
    with blobs.opened(file.sha256) as stored:
        for ordinal, piece in enumerate(pieces(stored), start=1):
            if ordinal in undone:
                yield piece, undone[ordinal]


def _rows(file: InboundFile) -> int:
    """The number of the transactions' rows, made on the first pass. A neighbour that stores the same body meanwhile is the first of it."""
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                InboundFile.objects.select_for_update().get(pk=file.pk)
                return InboundTransaction.objects.filter(file=file).count() or _make_rows(file)
        except IntegrityError:
            if attempt == 2:
                raise
    return 0


def _make_rows(file: InboundFile) -> int:
    made, chunk = 0, []
    with blobs.opened(file.sha256) as stored:
        for ordinal, piece in enumerate(pieces(stored), start=1):
            chunk.append(_row(file, piece, ordinal))
            if len(chunk) == CHUNK:
                made, chunk = made + _store(chunk), []
    return made + _store(chunk)


def _store(rows: list[InboundTransaction]) -> int:
    """Store a chunk: the firsts of each body, then those that repeat one, with the first they repeat."""
    hashes = [row.body_sha256 for row in rows]
    held = InboundTransaction.objects.filter(body_sha256__in=hashes, duplicate_of__isnull=True)
    firsts = {(row.type, row.body_sha256): row for row in held}
    fresh, repeats = [], []
    for row in rows:
        first = firsts.setdefault((row.type, row.body_sha256), row)
        (fresh if first is row else repeats).append(row)
    InboundTransaction.objects.bulk_create(fresh)
    for row in repeats:
        _make_duplicate(row, firsts[(row.type, row.body_sha256)])
    InboundTransaction.objects.bulk_create(repeats)
    return len(rows)


def _make_duplicate(row: InboundTransaction, first: InboundTransaction) -> None:
    """The same body, apart from its control number, came before: in this file or another. Nothing is done again."""
    row.duplicate_of, row.fate, row.code, row.handled_at = first, Fate.DUPLICATE, "same_body", row.file.received_at
    row.message = "The same transaction came before; nothing was done again."


def _row(file: InboundFile, piece: Piece, ordinal: int) -> InboundTransaction:
    envelope = piece.interchange
    row = InboundTransaction(
        file=file, ordinal=ordinal, isa13=envelope.control[:9], sender=envelope.sender[:15], usage=envelope.usage[:1], type="TA1",
        first_segment=envelope.first_segment, last_segment=envelope.first_segment,
    )
    if piece.ta1 is not None:
        answer = piece.ta1
        row.body_sha256 = _hash(row.sender, answer.control, str(answer.date), answer.time, answer.code, answer.note)
        return row
    each = piece.x12
    row.type, row.version, row.gs06, row.st02 = each.type[:12], each.version[:20], piece.group.control[:20], each.control[:20]
    row.first_segment, row.last_segment = each.first_segment, each.first_segment + len(each.raw) - 1
    row.body_sha256 = _hash(row.sender, each.body_hash) if row.type in BOUND_TO_SENDER else each.body_hash
    return row


def _hash(*parts: str) -> str:
    """For answers, whose bodies hold little but control numbers: another sender may use the same ones."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


@transaction.atomic
def _refuse(file: InboundFile, code: str, message: str, at: datetime) -> str:
    """The file can't be read: an exception somebody sees, with the bytes kept and nothing of it done."""
    file.fate, file.code, file.message, file.handled_at, file.set_aside_at = Fate.EXCEPTION, code[:60], message[:400], at, None
    file.save(update_fields=["fate", "code", "message", "handled_at", "set_aside_at"])
    put_next_step(NextStep("inbound_file", file.pk, EXCEPTION_QUEUE, clock.day_of(at), f"Unreadable file: {code.replace('_', ' ')}"))
    return file.fate
