"""The handler of the TA1: our interchange as such was taken or refused.

A refusal rejects every claim in it, but for note 025: "received before" means that the first copy arrived, so nothing was lost.
"""

from datetime import datetime

from claims.models import Claim, ClaimStatus, ClaimSubmission
from claims.rules import next_steps
from claims.rules.status_answers import CLEARINGHOUSE
from claims.selectors.batches import UnknownBatch, answered_interchange, submissions_in
from claims.selectors.claims import locked
from claims.services.acknowledge_question import acknowledge_question
from claims.services.move_claims import Move, move_claims
from config.shared import clock
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence
from payers.selectors.transactions import StoredTransaction
from payers.services.acknowledge_interchange import acknowledge_interchange
from payers.services.deliver_interchange import mark_delivered
from payers.x12.ta1 import InterchangeAcknowledgement

RECEIVED_BEFORE = "025"
WAITING = (ClaimStatus.QUEUED, ClaimStatus.SENT)


def apply_ta1(transaction: StoredTransaction, evidence: Evidence, at: datetime) -> Outcome:
    """Acknowledge or refuse the batch, or the status question. Raises UnknownBatch (an exception somebody sees)."""
    answer: InterchangeAcknowledgement = transaction.model
    try:
        interchange = answered_interchange(transaction.row, isa13=answer.control)
    except UnknownBatch as unknown:
        said = f"TA1 {answer.note}: {answer.meaning}"
        return acknowledge_question(unknown, transaction.row, accepted=answer.accepted, said=said, at=at, isa13=answer.control)
    if answer.note == RECEIVED_BEFORE and not answer.accepted:
        mark_delivered(interchange.pk, at=at)
        return Outcome("processed", "received_before", "A second copy was refused; the first one had arrived, and its own answer counts.")
    acknowledge_interchange(
        interchange_id=interchange.pk, accepted=answer.accepted, at=at, code=f"TA1 {answer.note}", message=answer.meaning,
        inbound_transaction_id=transaction.row.pk,
    )
    if not answer.accepted:
        _reject(list(submissions_in(interchange)), answer, transaction.row.pk, at)
    return Outcome()


def _reject(submissions: list[ClaimSubmission], answer: InterchangeAcknowledgement, inbound_id: int, at: datetime) -> None:
    claims = locked(submission.claim_id for submission in submissions)
    move_claims([_move(claims[each.claim_id], each, answer, inbound_id, at) for each in submissions], actor=None)


def _move(claim: Claim, submission: ClaimSubmission, answer: InterchangeAcknowledgement, inbound_id: int, at: datetime) -> Move:
    detail = {"set": "TA1", "code": answer.note, "reason": answer.meaning, "version": submission.ordinal}
    key = f"inbound:{inbound_id}:{submission.pk}"
    if submission.ordinal != claim.version or claim.status not in WAITING:
        why = "outranked" if submission.ordinal == claim.version else "older_version"
        return Move(claim=claim, kind="claim_answer", evidence=Evidence(at, inbound_id, detail=detail | {"why": why}, key=key))
    return Move(
        claim=claim, status=ClaimStatus.REJECTED, kind="claim_rejected", evidence=Evidence(at, inbound_id, detail=detail, key=key),
        step=next_steps.rejected(f"the file was refused (TA1 {answer.note}): {answer.meaning}", clock.day_of(at)),
        changes={"last_answer_at": at, "answer_source": CLEARINGHOUSE},
    )
