"""Taking back what was done to many work items at once: who owns them, until when they sleep. Called by bulk verbs and the toast's undo.

What stood before is kept for an hour under a token that only the one who did it can use. An item that somebody changed meanwhile stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

from config.shared.models import User, WorkItem

KEPT_SECONDS = 3600


def assign_with_undo(items: Iterable[WorkItem], *, owner: User | None, actor: User) -> tuple[int, str]:
    """Give open items an owner, or nobody; how many, and the token that undoes it."""
    return _change(items, "owner_id", owner.pk if owner else None, actor)


def snooze_with_undo(items: Iterable[WorkItem], *, until: date, actor: User) -> tuple[int, str]:
    """Hide open items until a day; how many, and the token that undoes it."""
    return _change(items, "snoozed_until", until, actor)


@transaction.atomic
def undo(token: str, *, actor: User) -> int | None:
    """Put back what stood before, and return of how many. None where there is nothing (any more) that this user could undo."""
    found = cache.get(_key(token))
    if found is None or found["actor"] != actor.pk:
        return None
    column, now = found["column"], found["now"]
    _lock(pk for ids in found["before"].values() for pk in ids)
    count = 0
    for before, ids in found["before"].items():
        count += WorkItem.objects.filter(pk__in=ids, closed_at__isnull=True, **{column: now}).update(**{column: before})
    transaction.on_commit(lambda: cache.delete(_key(token)))
    return count


@transaction.atomic
def _change(items: Iterable[WorkItem], column: str, now: Any, actor: User) -> tuple[int, str]:
    before: dict[Any, list[int]] = defaultdict(list)
    for item in _lock(item.pk for item in items):
        before[getattr(item, column)].append(item.pk)
    ids = [pk for some in before.values() for pk in some]
    count = WorkItem.objects.filter(pk__in=ids).update(**{column: now})
    token = str(uuid4())
    cache.set(_key(token), {"actor": actor.pk, "column": column, "now": now, "before": dict(before)}, KEPT_SECONDS)
    return count, token


def _lock(ids: Iterable[int]) -> list[WorkItem]:
    """The open ones, locked in the order of their subjects, as every writer of work items does."""
    return list(
        WorkItem.objects.select_for_update().filter(pk__in=list(ids), closed_at__isnull=True).order_by("subject_kind", "subject_id", "kind")
    )


def _key(token: str) -> str:
    return f"work-undo:{token}"
