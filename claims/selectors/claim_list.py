"""The worklist of claims: rows with their next step, sums of what the filters leave, and the counts of the queues."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from claims.models import Claim, ClaimStatus
from claims.rules import next_steps
from config.shared import clock
from config.shared.models import WorkItem
from config.shared.registries import queues
from config.shared.ui.listing import COUNT_LIMIT, Choice, Filter, Sort
from config.shared.ui.queue_grid import open_items
from payers.models import Payer

LIST_URL = "claims:claim_list"
NEEDS_SOMEBODY = (next_steps.HELD, next_steps.UNANSWERED, next_steps.REJECTED, next_steps.FOLLOW_UP)
SORTS = {
    "due": Sort("filing_deadline_date", nullable=True), "claim": Sort("id"), "service": Sort("service_date"), "open": Sort("open_amount"),
    "billed": Sort("billed_amount"), "status": Sort("status"),
}
OPEN_OVER = ("0.01", "10.00", "100.00", "1000.00")
AGES = (30, 60, 90, 120)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as the list shows it, with its open work item if it has one."""

    claim: Claim
    item: WorkItem | None


@dataclass(frozen=True, slots=True)
class View:
    """A saved list: its queue, how many claims are in it."""

    key: str
    label: str
    count: int


def claims() -> QuerySet[Claim]:
    """What the list is drawn from."""
    return Claim.objects.select_related("patient", "payer").defer("patient__sealed_ssn")


def rows(claims: Iterable[Claim]) -> list[Row]:
    """The rows of one page: one query for the work items."""
    claims = list(claims)
    items = {item.subject_id: item for item in _open_items([claim.pk for claim in claims])}
    return [Row(claim, items.get(claim.pk)) for claim in claims]


def work_item(claim: Claim) -> WorkItem | None:
    """The claim's open work item."""
    return _open_items([claim.pk]).first()


def filters() -> list[Filter]:
    """The filters that only claims have; queue and owner come from `work_filters`."""
    payers = [Choice(str(pk), name) for pk, name in Payer.objects.values_list("pk", "name")]
    return [
        Filter("status", "Status", [Choice(value, label) for value, label in ClaimStatus.choices], lookup="status__in"),
        Filter("payer", "Payer", payers, lookup="payer__in"),
        Filter("open", "Open", [Choice(amount, f"over {amount}") for amount in OPEN_OVER], single=True, apply=_open_over),
        Filter("age", "Age", [Choice(str(days), f"over {days} d") for days in AGES], single=True, apply=_older_than),
    ]


def sums(filtered: QuerySet[Claim]) -> tuple[int, list[tuple[str, Decimal]]]:
    """How many the filters leave (at most a thousand and one), with billed and open: nothing beyond a thousand, where it would be slow."""
    part = filtered.order_by()[: COUNT_LIMIT + 1].aggregate(held=Count("pk"), billed=Sum("billed_amount"), open=Sum("open_amount"))
    return part["held"], [("billed", part["billed"]), ("open", part["open"])] if 0 < part["held"] <= COUNT_LIMIT else []


def views() -> list[View]:
    """The queues of claims with their counts, in one query; an empty one is left out."""
    here = [queue for queue in queues.every() if queue.list_url == LIST_URL]
    counted = open_items(clock.today()).filter(subject_kind=Claim.SUBJECT_KIND, queue__in=[queue.key for queue in here])
    held = dict(counted.order_by().values_list("queue").annotate(held=Count("pk")))
    return [View(queue.key, queue.label, held[queue.key]) for queue in here if queue.key in held]


def waiting_for(user) -> int | None:
    """How many claims need this user or nobody yet: the number in the rail. One query."""
    mine = Q(owner=user) | Q(owner__isnull=True)
    held = open_items(clock.today()).filter(mine, subject_kind=Claim.SUBJECT_KIND, queue__in=NEEDS_SOMEBODY).count()
    return held or None


def _open_items(claim_ids: list[int]) -> QuerySet[WorkItem]:
    items = WorkItem.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id__in=claim_ids, kind="next", closed_at__isnull=True)
    return items.select_related("owner")


def _open_over(queryset: QuerySet, values: list[str]) -> QuerySet:
    return queryset.filter(open_amount__gte=Decimal(values[0]))


def _older_than(queryset: QuerySet, values: list[str]) -> QuerySet:
    before: date = clock.today() - timedelta(days=int(values[0]))
    return queryset.filter(service_date__lt=before)
