"""The filters "Queue" and "Owner" of every list whose rows have work items. Called by list views.

They count what the home grid counts, so that each of its numbers opens exactly the list it counted.
"""

from django.db.models import Q, QuerySet
from django.http import QueryDict

from config.shared import clock
from config.shared.registries import queues
from config.shared.ui.listing import Choice, Filter
from config.shared.ui.queue_grid import open_items, owned_by

OWNER_CHOICES = [Choice("me", "Me"), Choice("team", "Team"), Choice("nobody", "Nobody")]


def work_filters(subject_kind: str, list_url: str, user, params: QueryDict) -> list[Filter]:
    """Filters for rows whose pk is the subject of a work item; `list_url` names the queues that this list shows."""
    here = [queue for queue in queues.every() if queue.list_url == list_url]
    known = {queue.key for queue in here}
    wanted = [key for key in params.getlist("queue") if key in known]

    def in_queues(queryset: QuerySet, keys: list[str]) -> QuerySet:
        return _with_items(queryset, subject_kind, Q(queue__in=keys))

    def with_owner(queryset: QuerySet, names: list[str]) -> QuerySet:
        who = Q()
        for name in names:
            who |= owned_by(user)[name]
        return _with_items(queryset, subject_kind, who & Q(queue__in=wanted or known))

    return [
        Filter("queue", "Queue", [Choice(queue.key, queue.label) for queue in here], apply=in_queues),
        Filter("owner", "Owner", OWNER_CHOICES, apply=with_owner),
    ]


def item_filters(list_url: str, user) -> list[Filter]:
    """The same filters for a list whose rows are the work items themselves."""
    here = [queue for queue in queues.every() if queue.list_url == list_url]

    def in_queues(items: QuerySet, keys: list[str]) -> QuerySet:
        return items.filter(pk__in=open_items(clock.today()).filter(queue__in=keys).values("pk"))

    def with_owner(items: QuerySet, names: list[str]) -> QuerySet:
        who = Q()
        for name in names:
            who |= owned_by(user)[name]
        return items.filter(who)

    return [
        Filter("queue", "Queue", [Choice(queue.key, queue.label) for queue in here], apply=in_queues),
        Filter("owner", "Owner", OWNER_CHOICES, apply=with_owner),
    ]


def _with_items(queryset: QuerySet, subject_kind: str, which: Q) -> QuerySet:
    items = open_items(clock.today()).filter(which, subject_kind=subject_kind)
    return queryset.filter(pk__in=items.values("subject_id"))
