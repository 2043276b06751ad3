"""Checks of `verify` on claims: their amounts are the ledger's, one batch at a time, states have their evidence, everything open has a next step."""

from django.db.models import Count, DecimalField, Exists, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from billing.models import Account, LedgerEntry
from claims.models import ADJUDICATED, ENDED, Claim, ClaimStatus, ClaimSubmission
from config.shared.models import Event, WorkItem
from config.shared.money import ZERO
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result
from payers.models import InterchangeState

MOST = 1000
UNANSWERED = (InterchangeState.FROZEN, InterchangeState.DELIVERED, InterchangeState.WAITING, InterchangeState.LOST)


class _LinesTotal(Func):
    """The sum of the lines' amounts in a snapshot."""

    template = "(SELECT coalesce(sum((line ->> 'amount')::numeric), 0) FROM jsonb_array_elements(%(expressions)s -> 'lines') AS line)"
    output_field = DecimalField()


def register() -> None:
    """Called when the app is ready."""
    invariants.register(1, "what a claim says is open is what the ledger says its payer owes", open_amounts_agree)
    invariants.register(2, "no claim is in two batches without an answer", claims_are_in_one_batch)
    invariants.register(4, "each claim's state is the one its last event led to", states_have_evidence)
    invariants.register(5, "each open claim has a next step", claims_have_next_steps)
    invariants.register(7, "each version bills the sum of its frozen lines", versions_keep_their_amounts)


def open_amounts_agree() -> Result:
    """Invariant 1: Claim.open_amount repeats the ledger's bucket of its payer and rank, for the visit's charges."""
    claims = Claim.objects.exclude(status=ClaimStatus.VOIDED)
    entries = LedgerEntry.objects.filter(
        account=Account.OWED_BY_PAYER, rank=OuterRef("rank"), charge__encounter=OuterRef("encounter"), charge__claim_lines__claim=OuterRef("pk")
    ).order_by()
    owed = Subquery(entries.values("rank").annotate(net=Sum(F("debit") - F("credit"))).values("net"), output_field=DecimalField())
    broken = claims.annotate(owed=Coalesce(owed, ZERO)).exclude(owed=F("open_amount")).values_list("number", "open_amount", "owed")[:MOST]
    return Result(claims.count(), [Broken(f"claim {number}", f"says {said} is open, the ledger {owed}") for number, said, owed in broken])


def claims_are_in_one_batch() -> Result:
    """Invariant 2: at most one version of a claim is in a batch that nobody answered."""
    sent = ClaimSubmission.objects.filter(interchange__isnull=False)
    twice = sent.filter(interchange__status__in=UNANSWERED).values("claim__number").annotate(held=Count("pk")).filter(held__gt=1).order_by()[:MOST]
    broken = [Broken(f"claim {row['claim__number']}", f"is in {row['held']} batches without an answer") for row in twice]
    return Result(sent.count(), broken)


def states_have_evidence() -> Result:
    """Invariant 4: the last event that names a state names the present one."""
    events = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=OuterRef("pk")).exclude(to_state="").order_by("-seq")
    claims = Claim.objects.annotate(proved=Subquery(events.values("to_state")[:1]))
    broken = claims.filter(Q(proved__isnull=True) | ~Q(proved=F("status"))).values_list("number", "status", "proved")[:MOST]
    return Result(Claim.objects.count(), [Broken(f"claim {number}", f"is {status}, its events led to {proved}") for number, status, proved in broken])


def claims_have_next_steps() -> Result:
    """Invariant 5: a claim that waits for somebody has an open work item."""
    waiting = Q(status__in=set(ClaimStatus.values) - {*ENDED, *ADJUDICATED})
    claims = Claim.objects.filter(waiting)
    items = WorkItem.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=OuterRef("pk"), closed_at__isnull=True)
    broken = claims.filter(~Exists(items)).values_list("number", "status")[:MOST]
    return Result(claims.count(), [Broken(f"claim {number}", f"is {status} without a next step") for number, status in broken])


def versions_keep_their_amounts() -> Result:
    """Invariant 7: what a version billed is the sum of the lines that were frozen with it."""
    rows = ClaimSubmission.objects.annotate(total=_LinesTotal("snapshot"))
    broken = rows.exclude(total=F("billed_amount")).values_list("patient_control_number", "billed_amount", "total")[:MOST]
    found = [Broken(f"version {number}", f"bills {billed}, its lines {total}") for number, billed, total in broken]
    return Result(ClaimSubmission.objects.count(), found)
