"""What a file that was read holds, for its page."""

from collections.abc import Iterable
from decimal import Decimal

from payers.models import FeeImport, FeeImportLine, FeeImportStatus, LineChange
from payers.selectors.fee_drafts import percent


def counts_of(fee_import: FeeImport) -> list[tuple[str, str, int, str]]:
    """Kind, label, count and fill of each kind of line that the file has, the bad ones first."""
    tones = {LineChange.BAD: "f-need", LineChange.CHANGED: "f-s1", LineChange.NEW: "f-done", LineChange.ENDED: "f-risk", LineChange.SAME: "f-s4"}
    found = [(kind.value, kind.label, getattr(fee_import, f"{kind.value}_count"), tone) for kind, tone in tones.items()]
    return [row for row in found if row[2]]


def line_rows(fee_import: FeeImport, page: Iterable[FeeImportLine]) -> list[tuple[FeeImportLine, str, Decimal | None]]:
    """Each line of a page, the words for it (the file's, else the draft's) and the change in percent: one query more."""
    page = list(page)
    held = fee_import.draft.items.filter(procedure_code__in={line.procedure_code for line in page})
    words = {(code, modifier): text for code, modifier, text in held.values_list("procedure_code", "modifier", "description")}
    return [
        (line, line.description or words.get((line.procedure_code, line.modifier), ""), percent(line.old_price, line.unit_price)) for line in page
    ]


def taken_before(fee_import: FeeImport) -> FeeImport | None:
    """The same bytes taken into another draft of the schedule."""
    same = FeeImport.objects.filter(draft__schedule=fee_import.draft.schedule_id, sha256=fee_import.sha256, status=FeeImportStatus.TAKEN)
    return same.exclude(pk=fee_import.pk).select_related("draft").first()
