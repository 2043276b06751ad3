"""An answer (TA1, 999) on a batch's control number: it arrived, and was accepted or refused as a whole."""

from datetime import datetime

from django.db import transaction

from config.shared import clock
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, put_next_step
from payers.models import Interchange, InterchangeState
from payers.services.deliver_interchange import LOST_BATCH_QUEUE, mark_delivered


@transaction.atomic
def acknowledge_interchange(
    *, interchange_id: int, accepted: bool, at: datetime, code: str = "", message: str = "", inbound_transaction_id: int | None = None,
) -> None:
    """Move the batch to acknowledged or rejected. An answer proves arrival, so a batch that was not known as delivered becomes so first.

    A later refusal moves an acknowledged batch (TA1 A first, then 999 R); an acceptance never a refused one: it is recorded and moves nothing.
    """
    held = mark_delivered(interchange_id, at=at)
    evidence = Evidence(at, inbound_transaction_id=inbound_transaction_id, detail=_said(code, message))
    status = InterchangeState.ACKNOWLEDGED if accepted else InterchangeState.REJECTED
    if not held.may_move_to(status):
        held.note_event("interchange_answered", actor=None, evidence=evidence)
        return
    held.answered_at = held.answered_at or at
    held.last_error = "" if accepted else (code or message)[:200]
    held.save(update_fields=["answered_at", "last_error"])
    held.move_to(status, actor=None, evidence=evidence)
    if not accepted:
        put_next_step(_refused(held, code, at))


def _refused(held: Interchange, code: str, at: datetime) -> NextStep:
    """Its claims have next steps of their own; this one is for what is wrong with the batch as such."""
    step = f"Refused{f' by {code}' if code else ''}: mend the cause, then send its claims again"
    return NextStep("interchange", held.pk, LOST_BATCH_QUEUE, clock.day_of(at), step[:120], amount=held.total_amount)


def _said(code: str, message: str) -> dict[str, str]:
    return {key: text for key, text in (("code", code), ("message", message)) if text}
