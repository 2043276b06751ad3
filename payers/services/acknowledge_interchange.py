"""An answer (TA1, 999) on a batch's control number: it arrived, and was accepted or refused as a whole."""

from datetime import datetime

from django.db import transaction

from config.shared.services.work_items import close_items
from payers.models import InterchangeState
from payers.services.deliver_interchange import mark_delivered, move_interchange


@transaction.atomic
def acknowledge_interchange(
    *, interchange_id: int, accepted: bool, at: datetime, code: str = "", message: str = "", inbound_transaction_id: int | None = None,
) -> None:
    """Move the batch to acknowledged or rejected. An answer proves arrival, so a batch that was not known as delivered becomes so first.

    Repeating is harmless; a later refusal moves an acknowledged batch (TA1 A first, then 999 R), an acceptance never a refused one.
    """
    held = mark_delivered(interchange_id, at=at)
    status = InterchangeState.ACKNOWLEDGED if accepted else InterchangeState.REJECTED
    if held.status in (status, InterchangeState.REJECTED):
        return
    held.answered_at = held.answered_at or at
    held.last_error = "" if accepted else (code or message)[:200]
    held.save(update_fields=["answered_at", "last_error"])
    detail = {"code": code, "message": message} if code or message else {}
    move_interchange(held, status, at=at, detail=detail, inbound_transaction_id=inbound_transaction_id)
    close_items("interchange", [held.pk], reason="answered")
