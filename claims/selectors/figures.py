"""Five figures of the practice, by month, from the ledger, the claims and the payers' first decisions. Called through config.shared.registries.today.

They are reckoned anew when something was posted or happened since, and every ten minutes. Only the quotient is rounded.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from billing.models import Account, LedgerEntry, LedgerTransaction
from claims.models import Claim, Denial, RemittanceClaim, RemittanceClaimFate
from claims.rules.reversal import REVERSAL
from config.shared import clock
from config.shared.models import Event
from config.shared.money import ZERO
from config.shared.registries.today import Month
from config.shared.ui.since import begin_of

MONTHS = 10
CHARGE_DAYS = 90
MATURE_MONTHS = 3
KEPT_SECONDS = 600
OWED = (Account.OWED_BY_PAYER, Account.OWED_BY_PATIENT)
CASH = (Account.PAID_BY_PAYER, Account.PAID_BY_PATIENT)
ONE_PLACE = Decimal("0.1")
NET = Sum(F("debit") - F("credit"))
Spans = list[tuple[date, date]]


def load(day: date) -> dict[str, list[Month]]:
    """The months of each figure, oldest first, the last up to `day`."""
    spans = spans_until(day)
    key = f"figures:{connection.settings_dict['NAME']}:{day}:{_latest()}"
    found = cache.get(key)
    if found is None:
        found = _reckon(spans)
        cache.set(key, found, KEPT_SECONDS)
    return found


def spans_until(day: date) -> Spans:
    """First and last day of the last ten months; the present one ends today."""
    spans, last = [], day
    for _ in range(MONTHS):
        first = last.replace(day=1)
        spans.append((first, last))
        last = first - timedelta(days=1)
    return spans[::-1]


def cohort(first: date) -> tuple[date, date]:
    """The month of service whose money is looked at in the month that begins on `first`: three months before."""
    for _ in range(MATURE_MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def created(first: date, last: date) -> QuerySet[Claim]:
    """Claims that were built in these days, each with `is_clean`: neither held by the scrub nor rejected by anybody."""
    touched = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=OuterRef("pk"), kind__in=["claim_held", "claim_rejected"])
    return _within(Claim.objects.annotate(is_clean=~Exists(touched)), "created_at", first, last)


def first_decisions(first: date, last: date) -> QuerySet[RemittanceClaim]:
    """The first decision on each claim, of the payments posted in these days, each with `is_denied`."""
    posted = RemittanceClaim.objects.filter(fate=RemittanceClaimFate.POSTED, claim__isnull=False).exclude(status_code=REVERSAL)
    earlier = posted.filter(claim=OuterRef("claim"), pk__lt=OuterRef("pk"))
    denied = Denial.objects.filter(remittance_claim=OuterRef("pk"))
    return _within(posted.filter(~Exists(earlier)).annotate(is_denied=Exists(denied)), "remittance__posted_at", first, last)


def _reckon(spans: Spans) -> dict[str, list[Month]]:
    by_day = _ledger_by_day(spans[-1][1])
    return {
        "days-in-ar": [_days_in_ar(by_day, *span) for span in spans],
        "clean-claims": _shares(created(spans[0][0], spans[-1][1]), "created_at", Q(is_clean=True), spans),
        "initial-denials": _shares(first_decisions(spans[0][0], spans[-1][1]), "remittance__posted_at", Q(is_denied=True), spans),
        "net-collection": _collected(spans),
        "cash": [_cash(by_day, *span) for span in spans],
    }


def _ledger_by_day(last: date) -> dict[date, dict[str, Decimal]]:
    """Net debits of each day, by account."""
    rows = (
        LedgerEntry.objects.filter(transaction__accounting_date__lte=last, account__in=[*OWED, *CASH, Account.CHARGES])
        .values("account", day=F("transaction__accounting_date")).annotate(net=NET)
    )
    found: dict[date, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        found[row["day"]][row["account"]] = row["net"]
    return found


def _sum(by_day: dict[date, dict[str, Decimal]], accounts: Iterable[str], first: date, last: date) -> Decimal:
    accounts = tuple(accounts)
    return sum((held.get(account, ZERO) for day, held in by_day.items() if first <= day <= last for account in accounts), ZERO)


def _days_in_ar(by_day: dict[date, dict[str, Decimal]], first: date, last: date) -> Month:
    """What is owed at the end, by the charges of an average day of the last ninety."""
    owed = _sum(by_day, OWED, date.min, last)
    charged = -_sum(by_day, [Account.CHARGES], last - timedelta(days=CHARGE_DAYS - 1), last)
    return Month(first, last, owed, charged, (owed * CHARGE_DAYS / charged).quantize(ONE_PLACE) if charged > 0 else None)


def _cash(by_day: dict[date, dict[str, Decimal]], first: date, last: date) -> Month:
    """Received in the month; against it, the month before: all of it, or up to the same day where the month still runs."""
    before = first - timedelta(days=1)
    whole = last.day == monthrange(last.year, last.month)[1]
    until = before if whole else before.replace(day=min(last.day, before.day))
    received = _sum(by_day, CASH, first, last)
    return Month(first, last, received, _sum(by_day, CASH, before.replace(day=1), until), received)


def _shares(rows: QuerySet, moment: str, which: Q, spans: Spans) -> list[Month]:
    """Which part of the rows of each month `which` is true of, in percent."""
    counted = rows.order_by().values(month=TruncMonth(moment, tzinfo=clock.practice_zone())).annotate(part=Count("pk", filter=which), all=Count("pk"))
    held = {row["month"].date(): (row["part"], row["all"]) for row in counted}
    return [_percent(first, last, *(Decimal(count) for count in held.get(first, (0, 0)))) for first, last in spans]


def _collected(spans: Spans) -> list[Month]:
    """Of the visits three months before each month: received, by charges less what contracts take off."""
    first, last = cohort(spans[0][0])[0], cohort(spans[-1][0])[1]
    rows = (
        LedgerEntry.objects.filter(charge__encounter__service_date__range=(first, last), account__in=[*CASH, Account.CHARGES, Account.ADJUSTED])
        .values("account", month=TruncMonth("charge__encounter__service_date")).annotate(net=NET)
    )
    held: dict[date, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        held[row["month"]][row["account"]] = row["net"]
    months = []
    for first, last in spans:
        part = held.get(cohort(first)[0], {})
        due = -part.get(Account.CHARGES, ZERO) - part.get(Account.ADJUSTED, ZERO)
        months.append(_percent(first, last, sum((part.get(account, ZERO) for account in CASH), ZERO), due))
    return months


def _percent(first: date, last: date, part: Decimal, whole: Decimal) -> Month:
    return Month(first, last, part, whole, (part * 100 / whole).quantize(ONE_PLACE) if whole > 0 else None)


def _within(rows: QuerySet, moment: str, first: date, last: date) -> QuerySet:
    return rows.filter(**{f"{moment}__gte": begin_of(first), f"{moment}__lt": begin_of(last + timedelta(days=1))})


def _latest() -> str:
    """The last posting and the last event, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT max(id) FROM {LedgerTransaction._meta.db_table}), (SELECT max(id) FROM {Event._meta.db_table})")  # noqa: S608
        return ":".join(str(latest or 0) for latest in cursor.fetchone())
