"""Bill the next payer ourselves where the payer before said that it sent the claim on, and no answer came by its day (DOMAIN 0a.11).

Called by beat, and by posting where a new decision says that it was not sent on after all. Harmless when called again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Claim, ClaimStatus
from claims.selectors.claims import locked
from claims.services.move_claims import Move, move_claims
from claims.services.rebuild_claims import rebuild_claims
from config.shared import clock
from config.shared.services.record_event import Evidence

AT_A_TIME = 200
REASON = "not sent on by the payer before"


def bill_overdue_crossovers(*, at: datetime, actor: Any = None) -> int:
    """Bill what waited past its day; return how many claims."""
    overdue = Claim.objects.filter(status=ClaimStatus.CROSSED_OVER, crossover_due_date__lt=clock.day_of(at))
    ids = list(overdue.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_A_TIME):
        _bill(ids[start : start + AT_A_TIME], actor=actor, at=at)
    return len(ids)


@transaction.atomic
def _bill(claim_ids: Sequence[int], *, actor: Any, at: datetime) -> None:
    still = [claim for claim in locked(claim_ids).values() if claim.status == ClaimStatus.CROSSED_OVER]
    bill_ourselves(still, actor=actor, at=at)


def bill_ourselves(claims: Sequence[Claim], *, actor: Any, at: datetime) -> None:
    """Build these claims again and scrub them, to be sent by us. The caller holds their locks."""
    moves = [
        Move(
            claim=claim, kind="crossover_given_up", status=ClaimStatus.HELD,
            evidence=Evidence(at, detail={"due": str(claim.crossover_due_date)}),
        )
        for claim in claims
    ]
    move_claims(moves, actor=actor)
    rebuild_claims([claim.pk for claim in claims], at=at, actor=actor, reason=REASON)
