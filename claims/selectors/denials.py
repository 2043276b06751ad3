"""Reads of denials: the queue in its rank, why a denial ranks so, and what its page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, F, Func, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from claims.models import Denial, DenialStatus
from claims.rules.deadlines import SOON_DAYS
from config.shared.models import WorkItem
from config.shared.money import ZERO

URGENT_BAND = Decimal(1_000_000_000)
DECIDED = (DenialStatus.OVERTURNED, DenialStatus.UPHELD)
ENDED = (DenialStatus.OVERTURNED, DenialStatus.WRITTEN_OFF, DenialStatus.CLOSED)


class _Days(Func):
    """Days from the second date to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = DecimalField()


@dataclass(frozen=True, slots=True)
class Alike:
    """Other denials of this payer for the same reason: how many are open, for how much, and how the decided ones ended."""

    open: int
    amount: Decimal
    overturned: int
    upheld: int

    @property
    def decided(self) -> int:
        """How many have an outcome."""
        return self.overturned + self.upheld


def ranked(today: date) -> QuerySet[Denial]:
    """Denials with `rank_key`, lowest first: deadlines within two weeks by their day, then the others by expected dollars, highest first."""
    soon = Q(deadline_date__lt=today + timedelta(days=SOON_DAYS))
    return Denial.objects.select_related("claim__patient", "claim__payer", "line").annotate(
        rank_key=Case(
            When(soon, then=_Days(F("deadline_date"), Value(today)) - Value(URGENT_BAND)),
            default=-Coalesce(F("expected_amount"), F("denied_amount")),
            output_field=DecimalField(max_digits=14, decimal_places=2),
        )
    )


def why_here(denial: Denial, today: date) -> str:
    """Why it ranks where it does, in three words."""
    if denial.deadline_date is not None and (denial.deadline_date - today).days < SOON_DAYS:
        days = (denial.deadline_date - today).days
        return "deadline passed" if days < 0 else f"deadline in {days} d"
    amount = denial.denied_amount if denial.expected_amount is None else denial.expected_amount
    return f"{amount:,.2f} {'denied' if denial.expected_amount is None else 'expected'}"


def items(denials: Iterable[Denial]) -> dict[int, WorkItem]:
    """The open work item of each denial, with its owner, in one query."""
    rows = WorkItem.objects.filter(subject_kind=Denial.SUBJECT_KIND, subject_id__in=[denial.pk for denial in denials], closed_at__isnull=True)
    return {item.subject_id: item for item in rows.select_related("owner")}


def alike(denial: Denial) -> Alike:
    """The others with the same payer and reason, in one query."""
    same = Denial.objects.filter(claim__payer_id=denial.claim.payer_id, reason=denial.reason).exclude(pk=denial.pk)
    is_open = ~Q(status__in=[*ENDED, DenialStatus.UPHELD])
    return Alike(**same.aggregate(
        open=Count("pk", filter=is_open), amount=Coalesce(Sum("denied_amount", filter=is_open), ZERO),
        overturned=Count("pk", filter=Q(status=DenialStatus.OVERTURNED)), upheld=Count("pk", filter=Q(status=DenialStatus.UPHELD)),
    ))
