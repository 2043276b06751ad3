"""A draft becomes a version, whole: known from now, valid from its day on (invariant 7).

The version that covered those days is closed, never edited: what was known before stays readable as of then, and charges keep pointing
to the price they were made with. What is left of it before the first day is written again as known from now. Where the days
have begun, the room that keeps expected amounts reckons them anew; nothing billed changes.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.registries import price_uses
from config.shared.services.record_event import Evidence
from payers.models import DraftStatus, FeeDraft, FeeImportLine, FeeSchedule, FeeScheduleVersion, LineChange
from payers.services.locked_draft import locked_draft
from payers.services.start_fee_draft import place_in_time

_REST = """
    INSERT INTO payers_feescheduleitem (version_id, procedure_code, modifier, description, unit_price)
    SELECT %s, procedure_code, modifier, description, unit_price FROM payers_feescheduleitem WHERE version_id = %s
"""
_ITEMS = """
    INSERT INTO payers_feescheduleitem (version_id, procedure_code, modifier, description, unit_price)
    SELECT %s, procedure_code, modifier, description, unit_price FROM payers_feedraftitem
    WHERE draft_id = %s AND unit_price IS NOT NULL ORDER BY procedure_code, modifier
"""


class DraftIsEmpty(DomainError):
    """A version without a price would stop every visit from being priced."""

    code = "draft_is_empty"
    message = "The draft holds no price."


class BaseReplaced(DomainError):
    """Another version took the place of the one that the draft was copied from."""

    code = "base_replaced"
    message = "The version that this draft was copied from was replaced meanwhile. Discard the draft and begin again."
    conflict = True


@transaction.atomic
def apply_fee_draft(*, draft_id: int, expected_version: int | None, actor: Any, at: datetime) -> FeeScheduleVersion:
    """Write the version and reckon expected amounts anew. Twice is harmless: the second gives the version of the first.

    Locks the schedule, then the draft. Raises StaleVersion, DraftEnded, DraftIsEmpty, BaseReplaced.
    """
    FeeSchedule.objects.select_for_update().get(drafts=draft_id)
    held = FeeDraft.objects.get(pk=draft_id)
    if held.applied_version is not None:
        return held.applied_version
    draft = locked_draft(draft_id, expected_version=expected_version)
    if not draft.items.filter(unit_price__isnull=False).exists():
        raise DraftIsEmpty
    if place_in_time(draft.schedule, draft.valid_from) != (draft.base, draft.valid_to):
        raise BaseReplaced
    version = _write(draft, actor, at)
    repriced = _reprice(draft, actor, at)
    _end(draft, DraftStatus.APPLIED, actor, at, {"version_id": version.pk, "repriced": repriced}, applied_version=version)
    return version


@transaction.atomic
def discard_fee_draft(*, draft_id: int, reason: str, actor: Any, at: datetime) -> None:
    """Leave the draft; it stays readable. Twice is harmless. Raises DraftEnded for an applied one."""
    if FeeDraft.objects.filter(pk=draft_id, status=DraftStatus.DISCARDED).exists():
        return
    _end(locked_draft(draft_id), DraftStatus.DISCARDED, actor, at, {"reason": reason})


def _write(draft: FeeDraft, actor: Any, at: datetime) -> FeeScheduleVersion:
    base = draft.base
    if base is not None:
        base.known_to = at
        base.save_version()
    if base is not None and base.valid_from < draft.valid_from:
        _insert(_REST, _rest_of(base, draft.valid_from - timedelta(days=1), at).pk, base.pk)
    version = FeeScheduleVersion.objects.create(
        schedule=draft.schedule, valid_from=draft.valid_from, valid_to=draft.valid_to, known_from=at, note=draft.note, applied_by=actor,
        supersedes=base,
    )
    _insert(_ITEMS, version.pk, draft.pk)
    return version


def _rest_of(base: FeeScheduleVersion, last_day: date, at: datetime) -> FeeScheduleVersion:
    """The days of a version that the new one leaves to it, as known from now."""
    return FeeScheduleVersion.objects.create(
        schedule=base.schedule, valid_from=base.valid_from, valid_to=last_day, known_from=at, note=base.note, applied_by=base.applied_by,
        supersedes=base,
    )


def _insert(statement: str, version_id: int, source_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [version_id, source_id])


def _reprice(draft: FeeDraft, actor: Any, at: datetime) -> int:
    if draft.valid_from > clock.day_of(at):
        return 0
    user = price_uses.user_of(draft.schedule.kind)
    return user.reprice(schedule_id=draft.schedule_id, first_day=draft.valid_from, last_day=draft.valid_to, actor=actor, at=at)


def _end(draft: FeeDraft, status: str, actor: Any, at: datetime, detail: dict[str, Any], applied_version: FeeScheduleVersion | None = None) -> None:
    """Close the draft with its event; files that were only read are left with it."""
    for waiting in draft.imports.select_for_update().filter(status="read").order_by("pk"):
        waiting.move_to("left", actor=actor, evidence=Evidence(at=at))
    FeeImportLine.objects.filter(fee_import__draft=draft).exclude(change=LineChange.BAD).delete()
    FeeDraft.objects.filter(pk=draft.pk).update(ended_at=at, applied_version=applied_version)
    draft.move_to(status, actor=actor, evidence=Evidence(at=at, detail=detail))
