"""Checks of `verify` on claims that go out: the amounts they repeat, one batch at a time, evidence of each state, a next step for what is open."""

from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from billing.models import Account, LedgerEntry
from claims.models import Claim, ClaimStatus, ClaimSubmission
from config.shared.models import Event, WorkItem
from config.shared.money import ZERO
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result
from payers.models import InterchangeState

MOST = 1000
MONEY = DecimalField(max_digits=12, decimal_places=2)
UNANSWERED = (InterchangeState.FROZEN, InterchangeState.DELIVERED, InterchangeState.WAITING)
CAUSED_BY_OTHERS = (
    ClaimStatus.RECEIVED, ClaimStatus.ACCEPTED, ClaimStatus.REJECTED, ClaimStatus.PENDING, ClaimStatus.RECORDS_ASKED, ClaimStatus.FINALIZED,
    ClaimStatus.PAID, ClaimStatus.PARTLY_PAID, ClaimStatus.DENIED,
)
AT_REST = (ClaimStatus.PAID, ClaimStatus.CLOSED, ClaimStatus.VOIDED)


def register() -> None:
    """Called when the app is ready."""
    invariants.register(1, "each claim shows what the ledger says its payer owes", open_amounts_agree)
    invariants.register(2, "no claim is in two unanswered batches", claims_are_in_one_batch)
    invariants.register(4, "each claim's state is the one of its last event", states_have_events)
    invariants.register(4, "each state that others cause has their file as evidence", states_have_evidence)
    invariants.register(5, "each open claim has a next step", claims_have_next_steps)


def open_amounts_agree() -> Result:
    """Invariant 1: `open_amount` equals the payer's bucket of the claim's rank over its lines."""
    owed = LedgerEntry.objects.filter(
        account=Account.OWED_BY_PAYER, rank=OuterRef("rank"), charge__claim_lines__claim=OuterRef("pk")
    ).order_by().values("account").annotate(net=Sum(F("debit") - F("credit"))).values("net")
    claims = Claim.objects.exclude(status=ClaimStatus.VOIDED).annotate(owed=Coalesce(Subquery(owed, output_field=MONEY), ZERO, output_field=MONEY))
    broken = claims.exclude(open_amount=F("owed")).values_list("pk", "open_amount", "owed")[:MOST]
    return Result(claims.count(), [Broken(f"claim {pk}", f"shows {shown} open, the ledger says {owes}") for pk, shown, owes in broken])


def claims_are_in_one_batch() -> Result:
    """Invariant 2: at most one submission of a claim waits for an answer on its batch."""
    claims = Claim.objects.annotate(batches=Count("submissions", filter=Q(submissions__interchange__status__in=UNANSWERED)))
    broken = claims.filter(batches__gt=1).values_list("pk", "batches")[:MOST]
    return Result(ClaimSubmission.objects.filter(interchange__isnull=False).count(), [
        Broken(f"claim {pk}", f"is in {batches} batches without answer") for pk, batches in broken
    ])


def states_have_events() -> Result:
    """Invariant 4: the last event that changed a claim's state led to the state it has."""
    moved = Event.objects.filter(subject_kind="claim", subject_id=OuterRef("pk")).exclude(to_state="").order_by("-seq").values("to_state")
    claims = Claim.objects.annotate(said=Subquery(moved[:1]))
    broken = claims.filter(~Q(status=F("said")) | Q(said__isnull=True)).values_list("pk", "status", "said")[:MOST]
    return Result(Claim.objects.count(), [Broken(f"claim {pk}", f"is {status}, its events say {said}") for pk, status, said in broken])


def states_have_evidence() -> Result:
    """Invariant 4: what a payer or clearinghouse caused names the inbound transaction that says so."""
    events = Event.objects.filter(subject_kind="claim", to_state__in=CAUSED_BY_OTHERS).exclude(from_state=F("to_state"))
    broken = events.filter(inbound_transaction_id__isnull=True, actor__isnull=True).values_list("subject_id", "to_state")[:MOST]
    return Result(events.count(), [Broken(f"claim {pk}", f"became {state} without evidence") for pk, state in broken])


def claims_have_next_steps() -> Result:
    """Invariant 5: a claim that is not at rest has an open work item, so that nobody has to remember it."""
    items = WorkItem.objects.filter(subject_kind="claim", subject_id=OuterRef("pk"), closed_at__isnull=True)
    open_claims = Claim.objects.exclude(status__in=AT_REST).exclude(status__in=[ClaimStatus.DENIED, ClaimStatus.PARTLY_PAID])
    broken = open_claims.filter(~Exists(items)).values_list("pk", "status")[:MOST]
    return Result(open_claims.count(), [Broken(f"claim {pk}", f"is {status} and has no next step") for pk, status in broken])
