"""Doors to the work items: the next step of everything open, written in the transaction of the state it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from config.shared import clock
from config.shared.models import WorkItem
from config.shared.money import ZERO


@dataclass(frozen=True, slots=True)
class NextStep:
    """What has to happen with a subject. `kind` separates several open items of one subject (usually "next")."""

    subject_kind: str
    subject_id: int
    queue: str
    next_date: date
    next_step: str
    amount: Decimal = ZERO
    kind: str = "next"
    owner_id: int | None = None


@transaction.atomic
def put_next_steps(steps: Iterable[NextStep]) -> None:
    """Open or update the open work item of each subject and kind: three queries for any number.

    An update keeps the owner unless the step names one; a snooze ends when the queue changes.
    """
    steps = {(step.subject_kind, step.subject_id, step.kind): step for step in steps}
    held = _open_items(steps)
    fresh = [_new_item(step) for key, step in steps.items() if key not in held]
    for key, item in held.items():
        _apply(item, steps[key])
    WorkItem.objects.bulk_create(fresh)
    WorkItem.objects.bulk_update(
        held.values(), ["queue", "next_date", "next_step", "amount", "owner", "snoozed_until"], batch_size=1000
    )


def put_next_step(step: NextStep) -> None:
    """Open or update one work item."""
    put_next_steps([step])


def close_items(subject_kind: str, subject_ids: Iterable[int], *, reason: str, kind: str | None = None) -> int:
    """Close the open items of subjects (all kinds, or one) and return how many were open. Harmless when none is."""
    items = WorkItem.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids), closed_at__isnull=True)
    if kind is not None:
        items = items.filter(kind=kind)
    return items.update(closed_at=clock.now(), closed_reason=reason)


def assign(items: Iterable[WorkItem], *, owner) -> int:
    """Give open items an owner, or nobody (None)."""
    return WorkItem.objects.filter(pk__in=[item.pk for item in items], closed_at__isnull=True).update(owner=owner)


def snooze(items: Iterable[WorkItem], *, until: date) -> int:
    """Hide open items from their queues until a day."""
    return WorkItem.objects.filter(pk__in=[item.pk for item in items], closed_at__isnull=True).update(snoozed_until=until)


def _open_items(steps: dict[tuple[str, int, str], NextStep]) -> dict[tuple[str, int, str], WorkItem]:
    kinds = {key[0] for key in steps}
    rows = WorkItem.objects.select_for_update().filter(
        subject_kind__in=kinds, subject_id__in=[key[1] for key in steps], closed_at__isnull=True
    ).order_by("pk")
    found = {(row.subject_kind, row.subject_id, row.kind): row for row in rows}
    return {key: row for key, row in found.items() if key in steps}


def _new_item(step: NextStep) -> WorkItem:
    return WorkItem(
        kind=step.kind, subject_kind=step.subject_kind, subject_id=step.subject_id, queue=step.queue, owner_id=step.owner_id,
        next_date=step.next_date, next_step=step.next_step, amount=step.amount, opened_at=clock.now(),
    )


def _apply(item: WorkItem, step: NextStep) -> None:
    if item.queue != step.queue:
        item.snoozed_until = None
    item.queue, item.next_date, item.next_step, item.amount = step.queue, step.next_date, step.next_step, step.amount
    if step.owner_id is not None:
        item.owner_id = step.owner_id
