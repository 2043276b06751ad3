"""Take a file that was read into its draft: all of it in one transaction, or nothing.

Lines that could not be read stop it, unless the person leaves them out by their number. The prices are those of the difference that was
shown: a draft that changed since is compared again first.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence
from payers.models import FeeDraft, FeeImport, FeeImportStatus, LineChange
from payers.services.locked_draft import locked_draft, next_step, remember_step
from payers.services.read_fee_file import compare

_TAKE = """
    INSERT INTO payers_feedraftitem AS held
        (draft_id, procedure_code, modifier, description, base_price, unit_price, step, made_step, before_price, before_description)
    SELECT %(draft)s, procedure_code, modifier, description, NULL, unit_price, %(step)s, %(step)s, NULL, ''
    FROM payers_feeimportline WHERE fee_import_id = %(fee_import)s AND change IN ('new', 'changed', 'same') ORDER BY procedure_code, modifier
    ON CONFLICT ON CONSTRAINT fee_draft_item_once DO UPDATE
    SET before_price = held.unit_price, before_description = held.description, step = EXCLUDED.step, unit_price = EXCLUDED.unit_price,
        description = CASE WHEN EXCLUDED.description = '' THEN held.description ELSE EXCLUDED.description END
    WHERE held.unit_price IS DISTINCT FROM EXCLUDED.unit_price OR EXCLUDED.description NOT IN ('', held.description)
"""
_END = """
    UPDATE payers_feedraftitem AS item
    SET before_price = item.unit_price, before_description = item.description, step = %(step)s, unit_price = NULL
    FROM payers_feeimportline AS line
    WHERE line.fee_import_id = %(fee_import)s AND line.change = 'ended' AND item.draft_id = %(draft)s
        AND item.procedure_code = line.procedure_code AND item.modifier = line.modifier
"""


class BadLinesLeft(DomainError):
    """Lines can't be read, and nobody said that they are to be left out."""

    code = "bad_lines_left"
    message = "{count} lines can't be read. Correct the file, or say that they are left out. Nothing was taken in."


class FileLeft(DomainError):
    """The file was left, or its draft has ended."""

    code = "fee_file_left"
    message = "This file was left. Read it again to take it in."
    conflict = True


class DifferenceStale(DomainError):
    """The draft changed after the difference was shown; it was made again."""

    code = "difference_stale"
    message = "The draft changed after this difference was made. It is shown again as it is now; nothing was taken in."
    conflict = True


@transaction.atomic
def take_fee_file(*, import_id: int, leave_out: int, actor: Any, at: datetime) -> FeeImport:
    """Write the lines into the draft. `leave_out`: how many bad lines the person agreed to leave. Twice is harmless.

    Raises BadLinesLeft, FileLeft, DraftEnded, DifferenceStale.
    """
    draft, fee_import = _locked(import_id)
    if fee_import.status == FeeImportStatus.TAKEN:
        return fee_import
    if fee_import.bad_count != leave_out:
        raise BadLinesLeft(count=fee_import.bad_count)
    if fee_import.compared_version != draft.version:
        raise DifferenceStale
    values = {"draft": draft.pk, "fee_import": fee_import.pk, "step": next_step(draft)}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        cursor.execute(_END, values)
    remember_step(draft, f"{fee_import.name} taken in")
    FeeImport.objects.filter(pk=fee_import.pk).update(taken_at=at)
    _close(fee_import, FeeImportStatus.TAKEN, actor, at)
    return fee_import


@transaction.atomic
def leave_fee_file(*, import_id: int, actor: Any, at: datetime) -> None:
    """Forget what was read; the draft is as it was. Twice is harmless. Raises DraftEnded."""
    _, fee_import = _locked(import_id)
    if fee_import.status == FeeImportStatus.READ:
        _close(fee_import, FeeImportStatus.LEFT, actor, at)


@transaction.atomic
def compare_again(*, import_id: int) -> FeeImport:
    """Make the difference anew where the draft changed since. Raises DraftEnded."""
    draft, fee_import = _locked(import_id)
    if fee_import.status == FeeImportStatus.READ and fee_import.compared_version != draft.version:
        compare(fee_import, draft)
    return fee_import


def _locked(import_id: int) -> tuple[FeeDraft, FeeImport]:
    """The draft first, then the file: the order in which every service locks them."""
    held = FeeImport.objects.get(pk=import_id)
    if held.status == FeeImportStatus.LEFT:
        raise FileLeft
    if held.status == FeeImportStatus.TAKEN:
        return held.draft, held
    return locked_draft(held.draft_id), FeeImport.objects.select_for_update().get(pk=import_id)


def _close(fee_import: FeeImport, status: str, actor: Any, at: datetime) -> None:
    """The lines that were read have done their work; the file's bytes and the bad lines stay."""
    fee_import.lines.exclude(change=LineChange.BAD).delete()
    fee_import.move_to(status, actor=actor, evidence=Evidence(at=at, detail={"draft_id": fee_import.draft_id, "left_out": fee_import.bad_count}))
