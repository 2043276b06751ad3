"""A TA1 or 999 about a status question (276) instead of about a batch of claims. Called by the handlers of both.

An acceptance says only that the question arrived; the 277 answers it. A refusal ends the question, and somebody has to mend the request.
"""

from datetime import datetime

from claims.models import StatusInquiry
from claims.rules import next_steps
from claims.selectors.batches import UnknownBatch, answered_question
from claims.selectors.claims import locked
from claims.selectors.poll_policy import ASKABLE
from claims.services.move_claims import Move, move_claim
from config.shared import clock
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence
from payers.models import InboundTransaction


def acknowledge_question(unknown: UnknownBatch, row: InboundTransaction, *, accepted: bool, said: str, at: datetime, **number: str) -> Outcome:
    """Apply the verdict to the question that carried the number. `said` names it ("999 R"). Raises `unknown` where no question did."""
    inquiry = answered_question(row, **number)
    if inquiry is None:
        raise unknown
    if not accepted:
        _refuse(inquiry, row, said, at)
    verdict = "arrived" if accepted else "was refused"
    return Outcome("processed", "status_question", f"It is about a status question (276), not about claims: the question {verdict} ({said}).")


def _refuse(inquiry: StatusInquiry, row: InboundTransaction, said: str, at: datetime) -> None:
    """The question gets no answer any more; a claim that is still in the payer's hands gets a next step."""
    claim = locked([inquiry.claim_id])[inquiry.claim_id]
    StatusInquiry.objects.filter(pk=inquiry.pk, answered_at__isnull=True).update(answered_at=at, error=said[:80])
    evidence = Evidence(at, row.pk, detail={"trace": inquiry.trace, "said": said}, key=f"inbound:{row.pk}:question:{inquiry.pk}")
    step = next_steps.mend_request(said, clock.day_of(at)) if claim.status in ASKABLE else None
    move_claim(Move(claim=claim, kind="claim_question_refused", evidence=evidence, step=step), actor=None)
