"""Hold a claim that is ready, with a reason and a day to look again; and let it go, which scrubs it anew."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from claims.models import UNSENT, Claim, ClaimStatus
from claims.rules import next_steps
from claims.selectors.claims import locked
from claims.services.move_claims import Move, move_claim
from claims.services.scrub_claims import scrub_claims
from config.shared.errors import DomainError, require_reason
from config.shared.services.record_event import Evidence


class NotUnsent(DomainError):
    """Only a claim that has not been sent can be held."""

    code = "not_unsent"
    message = "Claim {claim} is {status} and can't be held."
    conflict = True


@transaction.atomic
def hold_claim(claim_id: int, *, reason: str, until: date, actor: Any, at: datetime) -> Claim:
    """Keep the claim from being sent. Raises ReasonMissing, NotUnsent."""
    reason = require_reason(reason)
    claim = _unsent(claim_id)
    evidence = Evidence(at, detail={"until": until.isoformat()})
    move_claim(
        Move(claim=claim, status=ClaimStatus.HELD, kind="claim_put_on_hold", evidence=evidence, step=next_steps.held_by_person(reason, until),
             changes={"hold_reason": reason[:200]}),
        actor=actor,
    )
    return claim


@transaction.atomic
def release_claim(claim_id: int, *, actor: Any, at: datetime) -> Claim:
    """End the hold and scrub: ready where nothing else holds it. Raises NotUnsent."""
    claim = _unsent(claim_id)
    move_claim(Move(claim=claim, kind="claim_released", evidence=Evidence(at), changes={"hold_reason": ""}), actor=actor)
    scrub_claims([claim.pk], at=at, actor=actor)
    claim.refresh_from_db()
    return claim


def _unsent(claim_id: int) -> Claim:
    claim = locked([claim_id])[claim_id]
    if claim.status not in UNSENT:
        raise NotUnsent(claim=claim.number, status=claim.get_status_display().lower())
    return claim
