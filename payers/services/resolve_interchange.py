"""Batches without an answer: the clock that finds them, and the person's "send again", the only other way (invariant 2)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services import jobs
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers.models import Interchange, InterchangeState
from payers.services.deliver_interchange import LOST_BATCH_QUEUE, move_interchange
from payers.services.freeze_interchange import DELIVER

ONE_HOUR = timedelta(hours=1)


class NotLost(DomainError):
    """Only a batch that may be lost can be sent again."""

    code = "not_lost"
    message = "This batch is not lost: {status}."
    conflict = True


class ReasonMissing(DomainError):
    """Sending again needs a reason."""

    code = "reason_missing"
    message = "Say why it is safe to send it again (whom you asked, what they saw)."


def watch_silent_batches(*, at: datetime) -> int:
    """Mark waiting batches past their time as lost, and put delivered silent ones before a person. Returns how many."""
    late = Interchange.objects.filter(
        status__in=[InterchangeState.WAITING, InterchangeState.DELIVERED], first_tried_at__lt=at - F("connection__acknowledgement_hours") * ONE_HOUR
    ).order_by("pk")
    found = list(late.values_list("pk", flat=True))
    for pk in found:
        _put_before_a_person(pk, at)
    return len(found)


@transaction.atomic
def approve_resend(interchange_id: int, *, actor: Any, at: datetime, reason: str) -> Interchange:
    """A person says that a lost batch did not arrive: the same bytes go once more. Raises NotLost, ReasonMissing."""
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.status != InterchangeState.LOST:
        raise NotLost(status=held.get_status_display().lower())
    if not reason.strip():
        raise ReasonMissing()
    held.resend_approved = True
    held.save(update_fields=["resend_approved"])
    move_interchange(held, InterchangeState.FROZEN, at=at, actor=actor, detail={"reason": reason.strip(), "approved": "send again"})
    close_items("interchange", [held.pk], reason="sent again")
    jobs.enqueue(DELIVER, key=f"deliver:{held.pk}:again:{held.attempts}", args={"interchange_id": held.pk}, run_at=at)
    return held


@transaction.atomic
def _put_before_a_person(interchange_id: int, at: datetime) -> None:
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.status == InterchangeState.WAITING:
        move_interchange(held, InterchangeState.LOST, at=at)
        step = "Lost batch? Ask the clearinghouse, then send again"
    elif held.status == InterchangeState.DELIVERED:
        step = "Sent, no TA1 or 999: ask the clearinghouse"
    else:
        return
    put_next_step(NextStep("interchange", held.pk, LOST_BATCH_QUEUE, clock.day_of(at), step, amount=held.total_amount))
