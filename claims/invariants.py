"""A check of `verify` on the evidence of claims' states: what a payer or clearinghouse caused names the file that says so."""

from django.db.models import F

from claims.models import ClaimStatus
from config.shared.models import Event
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result

MOST = 1000
CAUSED_BY_OTHERS = (
    ClaimStatus.RECEIVED, ClaimStatus.ACCEPTED, ClaimStatus.REJECTED, ClaimStatus.PENDING, ClaimStatus.RECORDS_ASKED, ClaimStatus.FINALIZED,
    ClaimStatus.PAID, ClaimStatus.PARTLY_PAID, ClaimStatus.DENIED,
)


def register() -> None:
    """Called when the app is ready."""
    invariants.register(4, "each state that others cause has their file as evidence", states_have_evidence)


def states_have_evidence() -> Result:
    """Invariant 4: what a payer or clearinghouse caused names the inbound transaction that says so."""
    events = Event.objects.filter(subject_kind="claim", to_state__in=CAUSED_BY_OTHERS).exclude(from_state=F("to_state"))
    broken = events.filter(inbound_transaction_id__isnull=True, actor__isnull=True).values_list("subject_id", "to_state")[:MOST]
    return Result(events.count(), [Broken(f"claim {pk}", f"became {state} without evidence") for pk, state in broken])
