"""Post a later payer's answer that came before the payer ahead of it had decided: the claim is there now. Run by a job; harmless twice."""

from datetime import datetime

from django.db import transaction

from claims.models import Claim, RemittanceClaim, RemittanceClaimFate
from claims.services.match_remittance import BY_VISIT, CROSSOVER_FIRST, claims_of_visits
from claims.services.resolve_exception import DoesNotFit, locked_row, match_waiting
from config.shared import clock
from config.shared.services.work_items import NextStep, put_next_step

QUEUE = "remittance_exception"
REASON = "The payer ahead of it has decided"


def post_crossover(remittance_claim_id: int, *, at: datetime) -> None:
    """Post it to the visit's claim of its payer. What does not fit stays in suspense, and a person sees why."""
    if not _waits(remittance_claim_id):
        return
    try:
        with transaction.atomic():
            row = locked_row(remittance_claim_id)
            claim = _claim_of(row)
            if claim is not None:
                match_waiting(row, claim, how=BY_VISIT, kind="matched_by_visit", reason=REASON, actor=None, at=at)
    except DoesNotFit as error:
        _put_before_a_person(remittance_claim_id, str(error), at)


def give_up_crossover(remittance_claim_id: int, code: str, *, at: datetime) -> None:
    """It could not be tried: a person matches it."""
    if _waits(remittance_claim_id):
        _put_before_a_person(remittance_claim_id, f"It could not be posted by itself ({code}): match it", at)


def _waits(remittance_claim_id: int) -> bool:
    waiting = RemittanceClaim.objects.filter(pk=remittance_claim_id, fate=RemittanceClaimFate.SUSPENSE, code=CROSSOVER_FIRST)
    return waiting.exists()


def _claim_of(row: RemittanceClaim) -> Claim | None:
    """The visit's claim of the payer that answered."""
    row.claim = Claim.objects.get(pk=row.claim_id)
    return claims_of_visits([row]).get((row.claim.encounter_id, row.remittance.payer_id))


def _put_before_a_person(remittance_claim_id: int, why: str, at: datetime) -> None:
    row = RemittanceClaim.objects.get(pk=remittance_claim_id)
    put_next_step(NextStep(row.SUBJECT_KIND, row.pk, QUEUE, clock.day_of(at), why[:120], amount=row.paid_amount))
