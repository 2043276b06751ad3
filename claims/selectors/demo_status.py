"""How far the demo is, and whether its practice looks as its book says: fates and shares beside their targets. Set-based, from events and rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from billing.models import Encounter, PatientPayment, Statement
from claims.demo.calendar import YEAR
from claims.demo.front_desk import COPAY
from claims.demo.practice_book import Targets, read_book
from claims.models import Appeal, AppealStatus, Claim, ClaimSubmission, DemoLoad, Denial, Remittance, RemittanceClaim, RemittanceClaimFate
from claims.rules.reversal import REVERSAL
from config.shared.models import Event
from config.shared.services import demo_hold
from payers.models import InboundTransaction, PayerKind

PAYER_KINDS = {
    "commercial": [PayerKind.COMMERCIAL], "medicare": [PayerKind.MEDICARE], "medicare_advantage": [PayerKind.MEDICARE_ADVANTAGE],
    "medicaid": [PayerKind.MEDICAID], "workers_comp_and_auto": [PayerKind.WORKERS_COMP, PayerKind.AUTO], "tricare": [PayerKind.TRICARE],
}


def demo_status() -> dict[str, Any]:
    """As `manage.py demo_status --json` prints it (DESIGN 9). A share that divides by nothing is null."""
    targets, load = read_book().targets, DemoLoad.objects.first()
    return {"progress": progress(load), "fates": fates(_target(targets, load)), "shares": _shares(targets)}


def progress(load: DemoLoad | None) -> dict[str, Any]:
    """`state`: none, loading (another process is at it), stopped (cut off: the next start goes on), or done."""
    if load is None:
        return {"state": "none", "day": None, "days_played": 0, "days": 0, "seconds": None}
    state = "done" if load.finished_at else "loading" if demo_hold.is_held() else "stopped"
    seconds = ((load.finished_at or datetime.now(UTC)) - load.started_at).total_seconds() if state != "stopped" else None
    return {
        "state": state, "day": load.played_to_date.isoformat() if load.played_to_date else None, "days_played": load.days_played,
        "days": load.days_in_all, "seconds": None if seconds is None else round(seconds),
    }


def fates(target: int) -> dict[str, dict[str, int]]:
    """Claims that ever reached each fate, beside how many there should be at least."""
    return {name: {"count": count(), "target": target} for name, count in FATES.items()}


def _target(targets: Targets, load: DemoLoad | None) -> int:
    """The book's number is for its own size; a smaller demo owes its part of it, rounded down."""
    size = load.patients * load.days_in_all if load else 0
    full = read_book().people.patients * YEAR
    return targets.fates if size >= full else targets.fates * size // full


def _reached(*states: str) -> QuerySet:
    """The claims that were ever in one of these states."""
    return Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, to_state__in=states).exclude(from_state=F("to_state")).values("subject_id")


def _count(rows: QuerySet, field: str) -> int:
    return rows.order_by().aggregate(found=Count(field, distinct=True))["found"]


def _ever(*states: str) -> Callable[[], int]:
    return lambda: _count(_reached(*states), "subject_id")


def _rejected_by(kind: str) -> Callable[[], int]:
    files = InboundTransaction.objects.filter(type=kind).values("pk")
    return lambda: _count(_reached("rejected").filter(inbound_transaction_id__in=files), "subject_id")


def _appealed(*outcomes: str) -> Callable[[], int]:
    decided = Event.objects.filter(subject_kind=Appeal.SUBJECT_KIND, to_state__in=outcomes).values("subject_id")
    return lambda: _count(Appeal.objects.filter(pk__in=decided), "denial__claim")


def _posted() -> QuerySet:
    return RemittanceClaim.objects.filter(fate=RemittanceClaimFate.POSTED, claim__isnull=False)


def _decided() -> QuerySet:
    """Posted decisions, reversals apart."""
    return _posted().exclude(status_code=REVERSAL)


def _exceptions() -> int:
    """Claims named by a decision that waited for a person, or that stands in a check that did."""
    checks = Event.objects.filter(subject_kind=Remittance.SUBJECT_KIND, to_state="exception").values("subject_id")
    waited = Q(remittance__in=checks) | Q(fate__in=(RemittanceClaimFate.SUSPENSE, RemittanceClaimFate.EXCEPTION))
    return _count(RemittanceClaim.objects.filter(waited), "patient_control_number")


def _waiting_on_the_patient() -> int:
    moved = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, kind="patient_share_moved")
    return _count(moved, "subject_id")


FATES: dict[str, Callable[[], int]] = {
    "paid": _ever("paid"),
    "partly_paid": _ever("partly_paid"),
    "denied": _ever("denied"),
    "rejected_by_999": _rejected_by("999"),
    "rejected_by_277ca": _rejected_by("277CA"),
    "pending": _ever("pending"),
    "crossed_over": lambda: Claim.objects.filter(forwarded_by__isnull=False).count(),
    "secondary_paid": lambda: _count(_decided().filter(claim__rank__gt=1, paid_amount__gt=0), "claim"),
    "appealed_and_overturned": _appealed(AppealStatus.OVERTURNED, AppealStatus.PARTLY),
    "appealed_and_upheld": _appealed(AppealStatus.UPHELD),
    "reversed": lambda: _count(_posted().filter(status_code=REVERSAL), "claim"),
    "waiting_on_the_patient": _waiting_on_the_patient,
    "exception": _exceptions,
}


def _shares(targets: Targets) -> dict[str, dict[str, float | None]]:
    values = {**_payer_shares(), **_outcome_shares(), **_money_shares()}
    return {name: {"value": values[name], "target": target} for name, target in targets.shares.items()}


def _ratio(part: float | Decimal, whole: float | Decimal) -> float | None:
    return round(float(part) / float(whole), 3) if whole else None


def _payer_shares() -> dict[str, float | None]:
    """Of visits: who is asked first, and how many have a second payer."""
    kinds = dict(Claim.objects.filter(rank=1).values_list("payer__kind").annotate(found=Count("encounter", distinct=True)))
    visits = Encounter.objects.filter(voided_at__isnull=True).count()
    second = Encounter.objects.filter(payers__rank=2).distinct().count()
    billed = sum(kinds.values())
    found = {name: sum(kinds.get(kind, 0) for kind in asked) for name, asked in PAYER_KINDS.items()}
    found |= {"self_pay": visits - billed, "second_payer": second}
    return {name: _ratio(count, visits) for name, count in found.items()}


def _outcome_shares() -> dict[str, float | None]:
    """`rejected`: of claims sent, those a 277CA refused. `denied`: of claims decided, those with a denied line in any decision. `overturned`: of
    appeals decided. `reversed`: of claims decided, those taken back where nobody had appealed or sent a correction."""
    sent = _ever("sent")()
    decided = _count(_decided(), "claim")
    outcomes = {status: _appealed_rows(status) for status in (AppealStatus.OVERTURNED, AppealStatus.PARTLY, AppealStatus.UPHELD)}
    appealed = Appeal.objects.values("denial__claim")
    corrected = ClaimSubmission.objects.filter(frequency__in=("7", "8")).values("claim")
    reversed_ = _count(_posted().filter(status_code=REVERSAL).exclude(claim__in=appealed).exclude(claim__in=corrected), "claim")
    won = outcomes[AppealStatus.OVERTURNED] + outcomes[AppealStatus.PARTLY]
    return {
        "rejected": _ratio(FATES["rejected_by_277ca"](), sent), "denied": _ratio(_count(Denial.objects.all(), "claim"), decided),
        "overturned": _ratio(won, won + outcomes[AppealStatus.UPHELD]), "reversed": _ratio(reversed_, decided),
    }


def _appealed_rows(status: str) -> int:
    return Appeal.objects.filter(status=status).count()


def _money_shares() -> dict[str, float | None]:
    """`patient_share`: of what first payers allowed (paid and the patient's). `copay_at_desk`: of visits with a copay on the card, those that
    paid it then. `balances_collected`: of what statements asked, what patients paid of those charges."""
    first = _decided().filter(claim__rank=1).aggregate(paid=Sum("paid_amount"), share=Sum("patient_responsibility_amount"))
    paid, share = first["paid"] or Decimal(0), first["share"] or Decimal(0)
    with_copay = Encounter.objects.filter(payers__rank=1, payers__coverage__copay_amount__gt=0).distinct().count()
    copays = PatientPayment.objects.filter(memo=COPAY).count()
    asked, collected = _statement_money()
    return {
        "patient_share": _ratio(share, paid + share), "copay_at_desk": _ratio(copays, with_copay), "balances_collected": _ratio(collected, asked),
    }


def _statement_money() -> tuple[Decimal, Decimal]:
    """What the first notices asked, and what was paid for statements."""
    asked = Statement.objects.filter(notice=1, sent_at__isnull=False).aggregate(total=Sum("total_amount"))["total"] or Decimal(0)
    paid = PatientPayment.objects.filter(memo__startswith="Statement ").aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return asked, paid
