"""Bring claims that are not built again into line with their corrected visits: a rejected claim with nothing to bill is voided, and what a
claim says is open is what the ledger says (invariant 1). Bulk by nature; calling it twice changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.selectors import ledger
from claims.models import Claim, ClaimLine, ClaimStatus
from claims.rules import next_steps
from claims.selectors import claim_sources
from claims.services.move_claims import Move, move_claims
from claims.services.rebuild_claims import may_bill, void_claims
from config.shared import clock
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence


@transaction.atomic
def settle_claims(claims: Sequence[Claim], *, at: datetime, actor: Any) -> None:
    """Settle claims that the caller has locked; unsent ones are built again instead (`rebuild_claims`)."""
    gone = _with_nothing_to_bill([claim for claim in claims if claim.status == ClaimStatus.REJECTED])
    void_claims(gone, at=at, actor=actor)
    kept = [claim for claim in claims if claim.status != ClaimStatus.VOIDED]
    owed = _owed(kept)
    move_claims([_amount_moved(claim, owed[claim.pk], at) for claim in kept if owed[claim.pk] != claim.open_amount], actor=actor)


def _with_nothing_to_bill(claims: Sequence[Claim]) -> list[Claim]:
    sources = {source.encounter.pk: source for source in claim_sources.load({claim.encounter_id for claim in claims})}
    return [claim for claim in claims if not may_bill(sources.get(claim.encounter_id), claim.rank)]


def _owed(claims: Sequence[Claim]) -> dict[int, Decimal]:
    """What the payer of each claim's rank owes for its lines."""
    lines = list(ClaimLine.objects.filter(claim__in=claims).values_list("claim_id", "charge_id"))
    buckets = ledger.by_charge({charge_id for _, charge_id in lines})
    ranks = {claim.pk: claim.rank for claim in claims}
    found = dict.fromkeys(ranks, ZERO)
    for claim_id, charge_id in lines:
        if charge_id in buckets:
            found[claim_id] += buckets[charge_id].owed_by_rank.get(ranks[claim_id], ZERO)
    return found


def _amount_moved(claim: Claim, owed: Decimal, at: datetime) -> Move:
    """The claim's amount follows the ledger; a rejected one has lines that the visit no longer has."""
    evidence = Evidence(at, detail={"from": str(claim.open_amount), "to": str(owed)})
    step = next_steps.resend(clock.day_of(at)) if claim.status == ClaimStatus.REJECTED else None
    return Move(claim=claim, kind="claim_open_amount_changed", evidence=evidence, changes={"open_amount": owed}, step=step)
