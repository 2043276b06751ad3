"""Checks of `verify` on remittances and denials: the check's money is in the ledger, nothing posts twice, everything that waits has a next step."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from billing.models import Account, LedgerEntry, Purpose
from claims.ledger_keys import SOURCE
from claims.models import ADJUDICATED, Appeal, Claim, Denial, DenialStatus, Remittance, RemittanceClaim, RemittanceClaimFate, RemittanceStatus
from claims.selectors.appeals import has_open_item
from config.shared.models import WorkItem
from config.shared.money import ZERO
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result

MOST = 1000


def register() -> None:
    """Called when the app is ready."""
    invariants.register(1, "each posted remittance is wholly in the ledger", payments_are_whole)
    invariants.register(1, "suspense is what waiting claims hold", suspense_is_explained)
    invariants.register(2, "no payment posts twice", nothing_posts_twice)
    invariants.register(2, "no payer's decision counts twice on a charge", decisions_count_once)
    invariants.register(2, "an unbalanced remittance posts nothing", exceptions_post_nothing)
    invariants.register(5, "each open denial has a next step", denials_have_steps)
    invariants.register(5, "each waiting remittance or claim of one has a next step", waiting_has_steps)
    invariants.register(5, "each decided claim with money open has a next step, or its denial has", decided_claims_have_steps)


def _paid(**where) -> Subquery:
    """What the ledger holds as paid by a payer for a remittance."""
    entries = LedgerEntry.objects.filter(transaction__source_kind=SOURCE, transaction__source_id=OuterRef("pk"), **where).order_by()
    return Coalesce(Subquery(entries.values("transaction__source_id").annotate(net=Sum(F("debit") - F("credit"))).values("net")), ZERO)


def payments_are_whole() -> Result:
    """Invariant 1: what a posted remittance paid is what the ledger holds as paid for it, claims, suspense and provider adjustments together."""
    posted = Remittance.objects.filter(status=RemittanceStatus.POSTED)
    sums = posted.annotate(held=_paid(account=Account.PAID_BY_PAYER))
    broken = sums.exclude(held=F("payment_amount")).values_list("pk", "payment_amount", "held")[:MOST]
    return Result(posted.count(), [Broken(f"remittance {pk}", f"paid {should}, the ledger holds {held}") for pk, should, held in broken])


def suspense_is_explained() -> Result:
    """Invariant 1: what a remittance has in suspense is the sum of its claims that wait, and what its check pays beside its claims."""
    posted = Remittance.objects.filter(status=RemittanceStatus.POSTED)
    waiting = RemittanceClaim.objects.filter(remittance=OuterRef("pk"), fate=RemittanceClaimFate.SUSPENSE).order_by()
    sums = posted.annotate(
        held=_paid(account=Account.UNAPPLIED, patient__isnull=True),
        waits=Coalesce(Subquery(waiting.values("remittance").annotate(total=Sum("paid_amount")).values("total")), ZERO),
    )
    difference = F("payment_amount") - F("claim_paid_amount") + F("provider_adjustment_amount")
    broken = sums.exclude(held=-F("waits") - difference).values_list("pk", "waits", "held")[:MOST]
    return Result(posted.count(), [Broken(f"remittance {pk}", f"its claims wait with {waits}, suspense holds {-held}") for pk, waits, held in broken])


def nothing_posts_twice() -> Result:
    """Invariant 2: two posted remittances never have the same payer, trace, amount and day, unless they pay nothing."""
    posted = Remittance.objects.filter(status=RemittanceStatus.POSTED).exclude(payment_amount=0)
    four = ("payer_trace_id", "trace_number", "payment_amount", "payment_date")
    twice = posted.values(*four).annotate(held=Count("pk")).filter(held__gt=1).order_by()[:MOST]
    return Result(posted.count(), [Broken(f"payment {row['trace_number']}", f"was posted {row['held']} times") for row in twice])


def decisions_count_once() -> Result:
    """Invariant 2: on a charge, a payer's decision (payment or contract) stands once; another one needs a reversal of the first."""
    standing = LedgerEntry.objects.filter(
        charge__isnull=False, rank__isnull=False, transaction__source_kind=SOURCE, transaction__purpose__in=[Purpose.PAYMENT, Purpose.CONTRACT],
        transaction__reverses__isnull=True, transaction__reversed_by__isnull=True,
    ).order_by()
    place = Concat(F("transaction__source_id"), Value(":"), Cast(F("transaction__evidence__clp"), TextField()), output_field=TextField())
    rows = standing.values("charge_id", "rank").annotate(decisions=Count(place, distinct=True))
    broken = rows.filter(decisions__gt=1).values_list("charge_id", "rank", "decisions")[:MOST]
    return Result(rows.count(), [Broken(f"charge {charge}", f"{times} decisions of payer {rank} stand on it") for charge, rank, times in broken])


def exceptions_post_nothing() -> Result:
    """Invariant 2: a remittance that is not posted has nothing in the ledger."""
    others = Remittance.objects.exclude(status=RemittanceStatus.POSTED)
    entries = LedgerEntry.objects.filter(transaction__source_kind=SOURCE, transaction__source_id=OuterRef("pk"))
    broken = others.filter(Exists(entries)).values_list("pk", "status")[:MOST]
    return Result(others.count(), [Broken(f"remittance {pk}", f"is {status} and has ledger entries") for pk, status in broken])


def denials_have_steps() -> Result:
    """Invariant 5: a denial that is not ended has an open work item, its own or its appeal's."""
    ended = (DenialStatus.CLOSED, DenialStatus.WRITTEN_OFF, DenialStatus.OVERTURNED)
    denials = Denial.objects.exclude(status__in=ended)
    broken = denials.filter(~Exists(_items(Denial.SUBJECT_KIND)) & ~has_open_item()).values_list("pk", "status")[:MOST]
    return Result(denials.count(), [Broken(f"denial {pk}", f"is {status} without a next step") for pk, status in broken])


def waiting_has_steps() -> Result:
    """Invariant 5: a remittance that is not posted, and a claim in suspense, have an open work item."""
    remittances = Remittance.objects.filter(status__in=[RemittanceStatus.PLANNED, RemittanceStatus.EXCEPTION])
    claims = RemittanceClaim.objects.filter(fate=RemittanceClaimFate.SUSPENSE)
    broken = [
        Broken(f"{kind} {pk}", "waits without a next step")
        for kind, rows in ((Remittance.SUBJECT_KIND, remittances), (RemittanceClaim.SUBJECT_KIND, claims))
        for pk in rows.filter(~Exists(_items(kind))).values_list("pk", flat=True)[:MOST]
    ]
    return Result(remittances.count() + claims.count(), broken)


def decided_claims_have_steps() -> Result:
    """Invariant 5: what a payer still owes on a claim it decided is somebody's work: the claim's own, its denial's or its appeal's."""
    claims = Claim.objects.filter(status__in=ADJUDICATED, open_amount__gt=0)
    denied = Denial.objects.filter(claim=OuterRef(OuterRef("pk"))).values("pk")
    appealed = Appeal.objects.filter(denial__claim=OuterRef(OuterRef("pk"))).values("pk")
    denials = WorkItem.objects.filter(
        Q(subject_kind=Denial.SUBJECT_KIND, subject_id__in=denied) | Q(subject_kind=Appeal.SUBJECT_KIND, subject_id__in=appealed),
        closed_at__isnull=True,
    )
    broken = claims.filter(~Exists(_items(Claim.SUBJECT_KIND)) & ~Exists(denials)).values_list("number", "open_amount")[:MOST]
    return Result(claims.count(), [Broken(f"claim {number}", f"{amount} is open and nobody has it") for number, amount in broken])


def _items(kind: str):
    return WorkItem.objects.filter(Q(closed_at__isnull=True), subject_kind=kind, subject_id=OuterRef("pk"))
