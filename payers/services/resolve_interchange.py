"""Batches that do not come to an end by themselves: the clock that finds them, and what a person decides about them (invariant 2)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from config.shared import clock
from config.shared.errors import DomainError, require_reason
from config.shared.models import Job, JobState, WorkItem
from config.shared.services import jobs
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers.models import Interchange, InterchangeState
from payers.services.deliver_interchange import LOST_BATCH_QUEUE, OPEN, TROUBLE, put_trouble
from payers.services.freeze_interchange import DELIVER

ONE_HOUR = timedelta(hours=1)


class NotLost(DomainError):
    """Only a batch that may be lost can be sent again."""

    code = "not_lost"
    message = "This batch is not lost: {status}."
    conflict = True


class NothingToTry(DomainError):
    """The batch was sent, or waits for its answer."""

    code = "nothing_to_try"
    message = "This batch does not wait to be sent: {status}."
    conflict = True


def watch_silent_batches(*, at: datetime) -> int:
    """Mark silent batches as lost and put them, and those that do not get out, before a person. Returns how many.

    Silent: no TA1 or 999 within the connection's time since the last try. Not out: an hour after it was frozen.
    """
    silent = Interchange.objects.filter(
        status__in=[InterchangeState.WAITING, InterchangeState.DELIVERED], last_tried_at__lt=at - F("connection__acknowledgement_hours") * ONE_HOUR
    )
    stuck = Interchange.objects.filter(status=InterchangeState.FROZEN, frozen_at__lt=at - ONE_HOUR)
    found = 0
    for rows, put in ((silent, _mark_lost), (stuck, _mark_stuck)):
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            found += put(pk, at)
    _rearm_mended()
    return found


@transaction.atomic
def approve_resend(interchange_id: int, *, actor: Any, at: datetime, reason: str) -> Interchange:
    """A person says that a lost batch did not arrive: the same bytes go once more. Raises NotLost, ReasonMissing."""
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.status != InterchangeState.LOST:
        raise NotLost(status=held.get_status_display().lower())
    evidence = Evidence(at, detail={"reason": require_reason(reason)})
    held.resend_approved = held.outcome_open = True  # it is looked for once more before it goes
    held.save(update_fields=["resend_approved", "outcome_open"])
    held.move_to(InterchangeState.FROZEN, actor=actor, evidence=evidence, kind="interchange_resend_approved")
    close_items("interchange", [held.pk], reason="sent again")
    jobs.enqueue(DELIVER, key=f"deliver:{held.pk}:again:{held.attempts}", args={"interchange_id": held.pk}, run_at=at)
    return held


@transaction.atomic
def retry_delivery(interchange_id: int, *, actor: Any, at: datetime) -> Interchange:
    """A person mended what kept a batch from going (a key, a login, a folder): try now. Raises NothingToTry."""
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.status not in OPEN:
        raise NothingToTry(status=held.get_status_display().lower())
    held.note_event("interchange_retried", actor=actor, evidence=Evidence(at))
    jobs.enqueue(DELIVER, key=f"deliver:{held.pk}:retry:{at.timestamp():.0f}", args={"interchange_id": held.pk}, run_at=at)
    return held


@transaction.atomic
def settle_refusal(interchange_id: int, *, actor: Any, at: datetime, reason: str) -> Interchange:
    """A person has seen to a refused batch (its claims have next steps of their own). Raises ReasonMissing."""
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    evidence = Evidence(at, detail={"reason": require_reason(reason)})
    if close_items("interchange", [held.pk], reason="seen to"):
        held.note_event("interchange_seen_to", actor=actor, evidence=evidence)
    return held


@transaction.atomic
def _mark_lost(interchange_id: int, at: datetime) -> int:
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.status not in (InterchangeState.WAITING, InterchangeState.DELIVERED):
        return 0
    sent = held.status == InterchangeState.DELIVERED
    held.move_to(InterchangeState.LOST, actor=None, evidence=Evidence(at))
    close_items("interchange", [held.pk], kind=TROUBLE, reason="lost")  # one item a batch: the queue counts batches
    step = "Sent, but no TA1 or 999: ask the clearinghouse" if sent else "Lost batch? Ask the clearinghouse, then send again"
    put_next_step(NextStep("interchange", held.pk, LOST_BATCH_QUEUE, clock.day_of(at), step, amount=held.total_amount))
    return 1


@transaction.atomic
def _mark_stuck(interchange_id: int, at: datetime) -> int:
    """Once per batch: an item that a person moved to another day stays there."""
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.status != InterchangeState.FROZEN or _has_open_item(held):
        return 0
    put_trouble(held, clock.day_of(at))
    return 1


def _rearm_mended() -> None:
    """Deliveries that a wrong key, login or folder ended go again once an admin has changed their connection."""
    failed = {job.args["interchange_id"]: job for job in Job.objects.filter(kind=DELIVER, state=JobState.FAILED).order_by("pk")}
    for held in Interchange.objects.filter(pk__in=failed, status__in=OPEN).select_related("connection"):
        if held.connection.changed_at > failed[held.pk].finished_at:
            jobs.retry_failed(failed[held.pk])


def _has_open_item(held: Interchange) -> bool:
    return WorkItem.objects.filter(subject_kind="interchange", subject_id=held.pk, closed_at__isnull=True).exists()
