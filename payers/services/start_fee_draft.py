"""Begin the next prices of a schedule: a draft from a day on, copied from the version that covers that day, changed by a percentage."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence
from payers.models import FeeDraft, FeeSchedule, FeeScheduleVersion
from payers.services.adjust_fee_draft import Rounding, change_by_percent
from payers.services.locked_draft import remember_step

_COPY = """
    INSERT INTO payers_feedraftitem
        (draft_id, procedure_code, modifier, description, base_price, unit_price, step, made_step, before_price, before_description)
    SELECT %s, procedure_code, modifier, description, unit_price, unit_price, 0, 0, NULL, ''
    FROM payers_feescheduleitem WHERE version_id = %s ORDER BY procedure_code, modifier
"""


class DraftOpenAlready(DomainError):
    """One draft of a schedule is edited at a time."""

    code = "draft_open_already"
    message = "A draft from {valid_from} is being edited. Apply or discard it first."
    conflict = True


@transaction.atomic
def start_fee_draft(
    *, schedule: FeeSchedule, valid_from: date, note: str, actor: Any, at: datetime, percent: Decimal = Decimal(0), rounding: str = Rounding.CENT,
) -> FeeDraft:
    """Make the draft and its rows. Locks the schedule. Raises DraftOpenAlready."""
    FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
    held = FeeDraft.objects.filter(schedule=schedule, status="open").first()
    if held is not None:
        raise DraftOpenAlready(valid_from=f"{held.valid_from:%m/%d/%Y}")
    base, valid_to = place_in_time(schedule, valid_from)
    draft = FeeDraft.objects.create(
        schedule=schedule, base=base, valid_from=valid_from, valid_to=valid_to, note=note, started_by=actor, started_at=at,
    )
    if base is not None:
        with connection.cursor() as cursor:
            cursor.execute(_COPY, [draft.pk, base.pk])
    if percent:
        change_by_percent(draft, percent=percent, rounding=rounding, begins_with="")
        remember_step(draft, f"{percent:+f} % on every code")
    draft.note_event("fee_draft_started", actor=actor, evidence=Evidence(at=at, detail={"schedule_id": schedule.pk, "base_id": base and base.pk}))
    return draft


def place_in_time(schedule: FeeSchedule, valid_from: date) -> tuple[FeeScheduleVersion | None, date | None]:
    """The known version that covers the day, and the last day before the next one begins; open where nothing follows."""
    known = list(schedule.versions.filter(known_to__isnull=True).order_by("valid_from"))
    base = next((version for version in reversed(known) if version.valid_from <= valid_from), None)
    if base is not None and base.valid_to is not None and base.valid_to < valid_from:
        base = None
    if base is not None:
        return base, base.valid_to
    following = next((version for version in known if version.valid_from > valid_from), None)
    return None, following.valid_from - timedelta(days=1) if following else None
