"""Checks of `verify` on appeals: each has a next step, and each write-off of a denial is in the ledger."""

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from billing.models import Account, LedgerEntry, Purpose
from claims.models import UNDECIDED, Appeal, AppealStatus, Denial, DenialStatus
from config.shared.models import WorkItem
from config.shared.money import ZERO
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result

MOST = 1000
AWAITED = Q(status__in=[AppealStatus.OVERTURNED, AppealStatus.PARTLY], denial__status=DenialStatus.APPEALED)


def register() -> None:
    """Called when the app is ready."""
    invariants.register(1, "each denial written off is in the ledger", write_offs_are_posted)
    invariants.register(5, "each open appeal has a next step", appeals_have_steps)


def write_offs_are_posted() -> Result:
    """Invariant 1: a denial that is written off has its write-off, and no other denial has one."""
    posted = LedgerEntry.objects.filter(
        account=Account.WRITTEN_OFF, transaction__purpose=Purpose.WRITE_OFF, transaction__source_kind=Denial.SUBJECT_KIND,
        transaction__source_id=OuterRef("pk"),
    ).order_by()
    total = posted.values("transaction__source_id").annotate(total=Sum(F("debit") - F("credit"))).values("total")
    rows = Denial.objects.annotate(held=Coalesce(Subquery(total), ZERO))
    is_off = Q(status=DenialStatus.WRITTEN_OFF)
    broken = rows.filter((is_off & Q(held__lte=0)) | (~is_off & Q(held__gt=0))).values_list("number", "status", "held")[:MOST]
    found = [Broken(f"denial {number}", f"is {status}, written off {held}") for number, status, held in broken]
    return Result(Denial.objects.filter(is_off).count(), found)


def appeals_have_steps() -> Result:
    """Invariant 5: an appeal that is not decided, or whose payment is awaited, has an open work item."""
    items = WorkItem.objects.filter(closed_at__isnull=True, subject_kind=Appeal.SUBJECT_KIND, subject_id=OuterRef("pk"))
    appeals = Appeal.objects.filter(Q(status__in=UNDECIDED) | AWAITED)
    broken = appeals.filter(~Exists(items)).values_list("number", "status")[:MOST]
    return Result(appeals.count(), [Broken(f"appeal {number}", f"is {status} without a next step") for number, status in broken])
