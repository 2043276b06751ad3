"""Read a file of prices for a draft: every line kept with what it would do, or with field and reason. The draft stays as it is.

The bytes are stored first. The same file for the same draft is read once: later uploads lead to what was read. The number of
queries is the same for any number of lines, and memory is bounded by the largest file that is taken.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence
from payers.models import FeeDraft, FeeImport, FeeImportLine, FeeImportStatus, LineChange
from payers.rules.fee_file import FileNotReadable, Line, read_lines
from payers.services.locked_draft import locked_draft

_COMPARE = """
    UPDATE payers_feeimportline AS line
    SET old_price = held.price,
        change = CASE WHEN held.price IS NULL THEN 'new' WHEN held.price = line.unit_price THEN 'same' ELSE 'changed' END
    FROM (
        SELECT every.id, item.unit_price AS price FROM payers_feeimportline AS every
        LEFT JOIN payers_feedraftitem AS item ON item.draft_id = %(draft)s
            AND item.procedure_code = every.procedure_code AND item.modifier = every.modifier
        WHERE every.fee_import_id = %(fee_import)s AND every.change <> 'bad'
    ) AS held
    WHERE line.id = held.id
"""
_ENDED = """
    INSERT INTO payers_feeimportline (fee_import_id, procedure_code, modifier, description, old_price, change, field, problem)
    SELECT %(fee_import)s, procedure_code, modifier, description, unit_price, 'ended', '', '' FROM payers_feedraftitem AS item
    WHERE item.draft_id = %(draft)s AND item.unit_price IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM payers_feeimportline AS line WHERE line.fee_import_id = %(fee_import)s AND line.change <> 'bad'
            AND line.procedure_code = item.procedure_code AND line.modifier = item.modifier
    ) ORDER BY procedure_code, modifier
"""


class FeeFileNotReadable(DomainError):
    """The file as a whole is not what we can read."""

    code = "fee_file_not_readable"
    message = "{why}"


@transaction.atomic
def read_fee_file(*, draft_id: int, name: str, data: bytes, replaces: bool, actor: Any, at: datetime) -> tuple[FeeImport, bool]:
    """What was read, and whether just now. Locks the draft. Raises FeeFileNotReadable, DraftEnded."""
    draft = locked_draft(draft_id)
    sha256 = blobs.store(data)
    held = draft.imports.filter(sha256=sha256, replaces=replaces).exclude(status=FeeImportStatus.LEFT).first()
    if held is not None:
        return held, False
    try:
        lines = read_lines(data)
    except FileNotReadable as error:
        raise FeeFileNotReadable(why=str(error))
    if not lines:
        raise FeeFileNotReadable(why="The file names the columns and holds no line.")
    fee_import = FeeImport.objects.create(
        draft=draft, name=name[:200], sha256=sha256, replaces=replaces, line_count=len(lines), bad_count=sum(1 for line in lines if line.problem),
        read_by=actor, read_at=at,
    )
    FeeImportLine.objects.bulk_create(_rows(fee_import, lines))
    compare(fee_import, draft)
    fee_import.note_event("fee_file_read", actor=actor, evidence=Evidence(at=at, detail={
        "draft_id": draft.pk, "lines": fee_import.line_count, "bad": fee_import.bad_count,
    }))
    return fee_import, True


def compare(fee_import: FeeImport, draft: FeeDraft) -> None:
    """Say of every line what it would do to the draft as it is now: four statements."""
    fee_import.lines.filter(change=LineChange.ENDED).delete()
    with connection.cursor() as cursor:
        cursor.execute(_COMPARE, {"draft": draft.pk, "fee_import": fee_import.pk})
        if fee_import.replaces:
            cursor.execute(_ENDED, {"draft": draft.pk, "fee_import": fee_import.pk})
    counts = dict(fee_import.lines.order_by().values_list("change").annotate(Count("pk")))
    fee_import.compared_version = draft.version
    for change in (LineChange.NEW, LineChange.CHANGED, LineChange.SAME, LineChange.ENDED):
        setattr(fee_import, f"{change}_count", counts.get(change, 0))
    fee_import.save(update_fields=["compared_version", "new_count", "changed_count", "same_count", "ended_count"])


def _rows(fee_import: FeeImport, lines: Iterable[Line]) -> list[FeeImportLine]:
    return [
        FeeImportLine(
            fee_import=fee_import, line_number=line.number, procedure_code=line.code, modifier=line.modifier, description=line.description,
            unit_price=line.price, change=LineChange.BAD if line.problem else LineChange.NEW, field=line.field, problem=line.problem[:200],
        )
        for line in lines
    ]
