"""A batch has left: its claims are sent. The listener of `config.shared.registries.outbound` for 837P, in the transaction of the delivery."""

from datetime import datetime

from django.db import transaction

from claims.models import Claim, ClaimStatus
from claims.rules import next_steps
from claims.selectors.claims import current_submissions
from claims.services.move_claims import Move, move_claims
from config.shared import clock
from config.shared.services.record_event import Evidence
from payers.models import Interchange


@transaction.atomic
def mark_claims_sent(*, interchange_id: int, at: datetime) -> None:
    """Move the queued claims of the batch to sent. Harmless when it is told twice, or after an answer came first."""
    interchange = Interchange.objects.get(pk=interchange_id)
    batch = current_submissions().filter(interchange=interchange)
    queued = Claim.objects.filter(status=ClaimStatus.QUEUED, pk__in=batch.values("claim_id"))
    claims = queued.select_for_update(of=("self",)).order_by("pk")
    evidence = Evidence(at, detail={"interchange": interchange.isa13})
    step = next_steps.sent(clock.day_of(at))
    move_claims(
        [Move(claim=claim, status=ClaimStatus.SENT, kind="claim_sent", evidence=evidence, step=step, changes={"sent_at": at}) for claim in claims],
        actor=None,
    )
