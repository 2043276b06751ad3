"""The home grid: queues down by stage, owners across, each cell a count, an amount and a way to exactly that list. Called by the home view.

One query. Invariant: a queue whose list is not built, or that the user may not see, is absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, DecimalField, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from config.shared import clock
from config.shared.models import WorkItem
from config.shared.money import ZERO
from config.shared.permissions import allows
from config.shared.registries import queues
from config.shared.ui.text import days_since

OWNERS = ("me", "team", "nobody")


@dataclass(frozen=True, slots=True)
class Cell:
    """`lateness`: "" within the service level, "late" past it, "over" past twice its days."""

    owner: str
    count: int
    amount: Decimal
    oldest: datetime | None
    lateness: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One queue; `everybody` is the sum of the three owners. `stage` is empty where it belongs to none."""

    stage: str
    label: str
    url: str
    cells: list[Cell]
    everybody: Cell


def open_items(today: date) -> QuerySet[WorkItem]:
    """What waits for somebody now: neither closed nor snoozed."""
    return WorkItem.objects.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today), closed_at__isnull=True)


def owned_by(user) -> dict[str, Q]:
    """Which items each column counts."""
    return {"me": Q(owner=user), "team": ~Q(owner=user) & Q(owner__isnull=False), "nobody": Q(owner__isnull=True)}


def load(user, today: date | None = None) -> list[Row]:
    """The grid of one user: one query."""
    today = today or clock.today()
    shown = [(queue, url) for queue in queues.every() if allows(user, queue.permission) and (url := _url(queue.list_url))]
    shown.sort(key=lambda each: queues.STAGES.index(each[0].stage) if each[0].stage else len(queues.STAGES))
    counted = _counts(user, [queue.key for queue, _ in shown], today)
    return [_row(queue, url, counted.get(queue.key, {}), today) for queue, url in shown]


def _counts(user, keys: Iterable[str], today: date) -> dict[str, dict]:
    measures = {}
    for owner, who in owned_by(user).items():
        measures |= {
            f"{owner}_count": Count("id", filter=who),
            f"{owner}_amount": Coalesce(Sum("amount", filter=who), ZERO, output_field=DecimalField()),
            f"{owner}_oldest": Min("opened_at", filter=who),
        }
    rows = open_items(today).filter(queue__in=list(keys)).values(key=F("queue")).annotate(**measures)
    return {row["key"]: row for row in rows}


def _row(queue: queues.Queue, url: str, counted: dict, today: date) -> Row:
    cells = [
        _cell(queue, url, owner, counted.get(f"{owner}_count", 0), counted.get(f"{owner}_amount", ZERO), counted.get(f"{owner}_oldest"), today)
        for owner in OWNERS
    ]
    oldest = min((cell.oldest for cell in cells if cell.oldest), default=None)
    total = sum((cell.amount for cell in cells), ZERO)
    everybody = _cell(queue, url, "", sum(cell.count for cell in cells), total, oldest, today)
    return Row(queue.stage, queue.label, everybody.url, cells, everybody)


def _cell(queue: queues.Queue, url: str, owner: str, count: int, amount: Decimal, oldest: datetime | None, today: date) -> Cell:
    query = QueryDict(mutable=True)
    query["queue"] = queue.key
    if owner:
        query["owner"] = owner
    old = days_since(oldest, today) if oldest else 0
    lateness = "over" if old > 2 * queue.service_days else "late" if old > queue.service_days else ""
    return Cell(owner, count, amount, oldest, lateness, f"{url}?{query.urlencode()}")


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
