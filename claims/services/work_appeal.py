"""Who works an appeal, and when it is looked at again."""

from datetime import date

from claims.models import NOT_SENT, Appeal
from claims.services.work_denial import DayPassed
from config.shared import clock
from config.shared.models import User, WorkItem
from config.shared.services import work_items


def assign_appeal(*, appeal: Appeal, owner: User | None) -> int:
    """Give its open work an owner, or nobody; return how many items were open."""
    return work_items.assign(_items(appeal), owner=owner)


def snooze_appeal(*, appeal: Appeal, until: date) -> int:
    """Hide it from its queue until a day that comes, and an unsent one not past its deadline. Raises DayPassed."""
    unsent = appeal.status in NOT_SENT
    if until <= clock.today() or (unsent and appeal.deadline_date is not None and until > appeal.deadline_date):
        raise DayPassed()
    return work_items.snooze(_items(appeal), until=until)


def _items(appeal: Appeal) -> list[WorkItem]:
    return list(WorkItem.objects.filter(subject_kind=Appeal.SUBJECT_KIND, subject_id=appeal.pk, closed_at__isnull=True))
