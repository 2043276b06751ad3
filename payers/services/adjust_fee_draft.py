"""Set the prices of a draft to the prices now and a percentage, rounded half up. Doing it twice gives the same."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction

from config.shared.services.record_event import Evidence
from payers.models import FeeDraft
from payers.services.locked_draft import locked_draft, remember_step

_CHANGE = """
    UPDATE payers_feedraftitem
    SET before_price = unit_price, before_description = description, step = %(step)s,
        unit_price = LEAST(ROUND(base_price * (100 + %(percent)s::numeric) / 100, %(places)s), 99999999.9999)
    WHERE draft_id = %(draft)s AND base_price IS NOT NULL AND starts_with(procedure_code, %(begins)s)
"""


class Rounding(models.TextChoices):
    """Half up, always: 92.605 becomes 92.61."""

    CENT = "2", "to the cent"
    DOLLAR = "0", "to the dollar"
    EXACT = "4", "to a hundredth of a cent (drugs)"


@transaction.atomic
def adjust_fee_draft(
    *, draft_id: int, percent: Decimal, rounding: str, begins_with: str, expected_version: int | None, actor: Any, at: datetime,
) -> int:
    """Change the codes that begin with `begins_with` (all for ""); returns how many. Codes without a price now are left.

    Raises DraftEnded, StaleVersion.
    """
    draft = locked_draft(draft_id, expected_version=expected_version)
    count = change_by_percent(draft, percent=percent, rounding=rounding, begins_with=begins_with)
    remember_step(draft, f"{percent.normalize():+f} % on {f'codes {begins_with}…' if begins_with else 'every code'}")
    draft.note_event("fee_draft_adjusted", actor=actor, evidence=Evidence(at=at, detail={
        "percent": str(percent), "rounding": rounding, "begins_with": begins_with, "codes": count,
    }))
    return count


def change_by_percent(draft: FeeDraft, *, percent: Decimal, rounding: str, begins_with: str) -> int:
    """The one statement of it, for an adjustment and for a draft that begins with one."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE, {
            "step": draft.step + 1, "percent": percent, "places": int(rounding), "draft": draft.pk, "begins": begins_with,
        })
        return cursor.rowcount
