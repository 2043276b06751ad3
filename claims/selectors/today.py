"""What the home page says of claims, denials and remittances: deadlines, what arrived, payers that do not answer. One query each."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from claims.models import Claim, ClaimStatus, Denial, DenialStatus, Overpayment, OverpaymentStatus, Remittance
from claims.models.claim import ADJUDICATED, ENDED
from claims.rules import next_steps
from config.shared import clock
from config.shared.models import Event, WorkItem
from config.shared.money import ZERO
from config.shared.registries.today import Days, Deadline, Line
from config.shared.ui.queue_grid import open_items
from config.shared.ui.since import WORKING_DAY
from config.shared.ui.text import days, days_since
from payers.models import InboundTransaction

PAYERS_SHOWN = 5


def denial_days(first: date, last: date, user) -> dict[date, Days]:
    """Deadlines of open denials, by day."""
    return _days(_denials(first, last), "deadline_date", "denied_amount", Denial.SUBJECT_KIND, user)


def denial_rows(first: date, last: date, owner, limit: int) -> list[Deadline]:
    """Open denials with a deadline in these days."""
    rows = _of(_denials(first, last), Denial.SUBJECT_KIND, owner).select_related("claim__patient", "claim__payer")
    rows = rows.defer("claim__patient__sealed_ssn").order_by("deadline_date", "-denied_amount", "pk")
    return [
        Deadline(
            row.deadline_date, f"{row.get_route_display()} {row.number}", f"{row.claim.patient.sorted_name} · {row.claim.payer}",
            reverse("claims:denial", args=[row.public_id]), row.denied_amount, (Denial.SUBJECT_KIND, row.pk), row.claim.patient_id,
        )
        for row in rows[:limit]
    ]


def claim_days(first: date, last: date, user) -> dict[date, Days]:
    """Filing deadlines of claims that nothing proves as filed, by day."""
    return _days(_claims(first, last), "filing_deadline_date", "open_amount", Claim.SUBJECT_KIND, user)


def claim_rows(first: date, last: date, owner, limit: int) -> list[Deadline]:
    """Claims whose time to be filed ends in these days."""
    rows = _of(_claims(first, last), Claim.SUBJECT_KIND, owner).select_related("patient", "payer").defer("patient__sealed_ssn")
    rows = rows.order_by("filing_deadline_date", "-open_amount", "pk")
    return [
        Deadline(
            row.filing_deadline_date, f"File {row.number}", f"{row.patient.sorted_name} · {row.payer}", reverse("claims:claim", args=[row.public_id]),
            row.open_amount, (Claim.SUBJECT_KIND, row.pk), row.patient_id,
        )
        for row in rows[:limit]
    ]


def overpayment_days(first: date, last: date, user) -> dict[date, Days]:
    """Days by which letters and takebacks have to be answered."""
    return _days(_overpayments(first, last), "due_date", "amount", Overpayment.SUBJECT_KIND, user)


def overpayment_rows(first: date, last: date, owner, limit: int) -> list[Deadline]:
    """Overpayments that have to be answered in these days."""
    rows = _of(_overpayments(first, last), Overpayment.SUBJECT_KIND, owner).select_related("payer", "claim").order_by("due_date", "-amount", "pk")
    return [
        Deadline(
            row.due_date, f"Answer {row.number}", str(row.payer), reverse("claims:overpayment", args=[row.public_id]), row.amount,
            (Overpayment.SUBJECT_KIND, row.pk), row.claim.patient_id if row.claim else None,
        )
        for row in rows[:limit]
    ]


def remittances_since(since: datetime) -> list[Line]:
    """Payments that were announced, with their claims."""
    held = Remittance.objects.filter(received_at__gte=since).aggregate(
        count=Count("pk"), claims=Sum("claim_count"), amount=Coalesce(Sum("payment_amount"), ZERO),
    )
    if not held["count"]:
        return []
    url = f"{reverse('claims:remittance_list')}?since={WORKING_DAY}"
    return [Line(_counted(held["count"], "remittance"), _counted(held["claims"], "claim"), held["amount"], "open", url)]


def acknowledgements_since(since: datetime) -> list[Line]:
    """Claims that a 277CA spoke of."""
    spoken = InboundTransaction.objects.filter(type="277CA", handled_at__gte=since).values("pk")
    held = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, inbound_transaction_id__in=spoken).aggregate(
        count=Count("subject_id", distinct=True), rejected=Count("subject_id", distinct=True, filter=Q(to_state=ClaimStatus.REJECTED)),
    )
    if not held["count"]:
        return []
    rejected = held["rejected"]
    words = f"{held['count'] - rejected} accepted, {rejected} rejected"
    query = f"queue={next_steps.REJECTED}" if rejected else f"status={ClaimStatus.ACCEPTED}&status={ClaimStatus.RECEIVED}"
    link = "to fix" if rejected else "claims"
    return [Line(_counted(held["count"], "acknowledgement"), words, link=link, url=f"{reverse('claims:claim_list')}?{query}")]


def denials_since(since: datetime) -> list[Line]:
    """Denials that were opened."""
    held = Denial.objects.filter(opened_at__gte=since).aggregate(count=Count("pk"), amount=Coalesce(Sum("denied_amount"), ZERO))
    if not held["count"]:
        return []
    return [Line(_counted(held["count"], "denial"), "", held["amount"], "open", f"{reverse('claims:denial_list')}?since={WORKING_DAY}")]


def silent_payers(now: datetime) -> list[Line]:
    """Payers that acknowledged nothing of claims sent days ago: those claims are in the queue "sent without answer"."""
    waiting = open_items(clock.day_of(now)).filter(subject_kind=Claim.SUBJECT_KIND, queue=next_steps.UNANSWERED).values("subject_id")
    rows = Claim.objects.filter(pk__in=waiting).values("payer_id", "payer__name").annotate(count=Count("pk"), oldest=Min("sent_at"))
    return [
        Line(
            row["payer__name"], f"no 277CA{_for_days(row['oldest'], now)}, {_counted(row['count'], 'claim')}", link="claims", tone="risk",
            url=f"{reverse('claims:claim_list')}?queue={next_steps.UNANSWERED}&payer={row['payer_id']}",
        )
        for row in rows.order_by("-count", "payer__name")[:PAYERS_SHOWN]
    ]


def _denials(first: date, last: date) -> QuerySet[Denial]:
    return Denial.objects.filter(status=DenialStatus.OPEN, deadline_date__range=(first, last))


def _claims(first: date, last: date) -> QuerySet[Claim]:
    return Claim.objects.filter(filing_deadline_date__range=(first, last), filing_proof_date__isnull=True).exclude(status__in=ADJUDICATED | ENDED)


def _overpayments(first: date, last: date) -> QuerySet[Overpayment]:
    return Overpayment.objects.filter(status__in=[OverpaymentStatus.OPEN, OverpaymentStatus.REFUND], due_date__range=(first, last))


def _items(kind: str, owner) -> Exists:
    return Exists(WorkItem.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"), owner=owner, closed_at__isnull=True))


def _of(rows: QuerySet, kind: str, owner) -> QuerySet:
    """Those of one owner, or all where there is none."""
    return rows if owner is None else rows.filter(_items(kind, owner))


def _days(rows: QuerySet, day: str, amount: str, kind: str, user) -> dict[date, Days]:
    counted = rows.annotate(own=_items(kind, user)).order_by().values(day=F(day)).annotate(
        count=Count("pk"), amount=Sum(amount), mine=Count("pk", filter=Q(own=True)),
    )
    return {row["day"]: Days(row["count"], row["amount"], row["mine"]) for row in counted}


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _for_days(since: datetime | None, now: datetime) -> str:
    return f" for {days(days_since(since, clock.day_of(now)))}" if since else ""


DEADLINES: tuple[tuple[str, Callable, Callable], ...] = (
    ("denials", denial_days, denial_rows), ("claims", claim_days, claim_rows), ("overpayments", overpayment_days, overpayment_rows),
)
