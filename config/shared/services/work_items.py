"""Doors to the work items: the next step of everything open, written in the transaction of the state it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from config.shared import clock, ids
from config.shared.models import WorkItem
from config.shared.money import ZERO

# The conflict target is the partial unique index `work_item_one_open`, which Django's bulk_create can't name.
PUT = """
    INSERT INTO shared_workitem AS held (
        public_id, kind, subject_kind, subject_id, queue, owner_id, next_date, next_step, amount, opened_at, closed_reason
    )
    SELECT step.*, %s, ''
    FROM unnest(
        %s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::date[], %s::text[], %s::numeric[]
    ) AS step
    ON CONFLICT (subject_kind, subject_id, kind) WHERE closed_at IS NULL DO UPDATE SET
        queue = excluded.queue, next_date = excluded.next_date, next_step = excluded.next_step, amount = excluded.amount,
        owner_id = coalesce(excluded.owner_id, held.owner_id),
        snoozed_until = CASE WHEN held.queue = excluded.queue THEN held.snoozed_until END
"""


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


def put_next_steps(steps: Iterable[NextStep]) -> None:
    """Open or update the open work item of each subject and kind: one query for any number.

    An update keeps the owner unless the step names one; a snooze ends when the queue changes. Locks the items in the order of their subjects.
    """
    held = {(step.subject_kind, step.subject_id, step.kind): step for step in steps}
    if not held:
        return
    columns = zip(*(_values(held[key]) for key in sorted(held)), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(PUT, [clock.now(), *map(list, columns)])


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


def _values(step: NextStep) -> tuple:
    """The step's columns in the order of PUT."""
    return (
        ids.new_public_id(), step.kind, step.subject_kind, step.subject_id, step.queue, step.owner_id, step.next_date, step.next_step, step.amount,
    )
