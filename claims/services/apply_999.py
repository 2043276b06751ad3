"""The handler of the 999: the syntax of our batch was accepted or refused, a whole ST at a time.

An accepted ST is noted on its claims; in a refused one every claim is rejected, with the segment that was wrong where the 999 tells it.
Source: X12 005010X231A1; DOMAIN 10: A and E accept, P accepts some, all else refuses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
from payers.x12.set_999 import Acknowledgement, SetAcknowledgement

WAITING = (ClaimStatus.QUEUED, ClaimStatus.SENT)
ACCEPTING = frozenset("AEP")


def apply_999(transaction: StoredTransaction, evidence: Evidence, at: datetime) -> Outcome:
    """Acknowledge the batch and move its refused claims, or the status question. Raises UnknownBatch (an exception somebody sees)."""
    answer: Acknowledgement = transaction.model
    accepted = answer.code in ACCEPTING
    try:
        interchange = answered_interchange(transaction.row, gs06=answer.group_control)
    except UnknownBatch as unknown:
        said = f"999 {answer.code}"
        return acknowledge_question(unknown, transaction.row, accepted=accepted, said=said, at=at, gs06=answer.group_control)
    acknowledge_interchange(
        interchange_id=interchange.pk, accepted=accepted, at=at, code=f"999 {answer.code}", inbound_transaction_id=transaction.row.pk,
    )
    submissions = list(submissions_in(interchange))
    claims = locked(submission.claim_id for submission in submissions)
    told = {each.control: each for each in answer.sets}
    context = _Context(answer, transaction.row.pk, at)
    move_claims(
        [_move(claims[submission.claim_id], submission, told.get(submission.st02), context) for submission in submissions], actor=None
    )
    return Outcome()


@dataclass(frozen=True, slots=True)
class _Context:
    """The 999 as a whole, the transaction that carried it, and when it came."""

    answer: Acknowledgement
    inbound_id: int
    at: datetime

    def accepts(self, told: SetAcknowledgement | None) -> bool:
        """A set counts as its group does, unless it was refused by itself."""
        return self.answer.code in ACCEPTING and (told is None or told.accepted)

    def evidence(self, submission: ClaimSubmission, told: SetAcknowledgement | None, **detail: Any) -> Evidence:
        """Points to the verdict on the set; without one, to the whole 999."""
        first, last = (told.first_segment, told.last_segment) if told else (1, None)
        facts = {"set": "999", "code": told.code if told else self.answer.code, "st02": submission.st02, "version": submission.ordinal}
        return Evidence(self.at, self.inbound_id, first, last, facts | detail, f"inbound:{self.inbound_id}:{submission.st02}:{submission.pk}")


def _move(claim: Claim, submission: ClaimSubmission, told: SetAcknowledgement | None, context: _Context) -> Move:
    present = submission.ordinal == claim.version
    if context.accepts(told):
        return Move(claim=claim, kind="claim_syntax_accepted", evidence=context.evidence(submission, told))
    if not present or claim.status not in WAITING:
        why = "outranked" if present else "older_version"
        return Move(claim=claim, kind="claim_answer", evidence=context.evidence(submission, told, why=why))
    errors = _errors(told, submission)
    return Move(
        claim=claim, status=ClaimStatus.REJECTED, kind="claim_rejected", evidence=context.evidence(submission, told, **errors),
        step=next_steps.rejected(_reason(errors), clock.day_of(context.at)),
        changes={"last_answer_at": context.at, "answer_source": CLEARINGHOUSE},
    )


def _errors(told: SetAcknowledgement | None, submission: ClaimSubmission) -> dict:
    """What was wrong, and whether this claim or a neighbour in the same ST is the culprit."""
    errors = told.errors if told else ()
    named = {error.claim for error in errors if error.claim}
    culprit = submission.patient_control_number in named
    shown = [error for error in errors if error.claim in ("", submission.patient_control_number)] if culprit or not named else []
    return {"errors": [_words(error) for error in shown[:5]], "with_neighbour": bool(named) and not culprit}


def _words(error) -> str:
    """CLM in loop 2300: CLM05 (7)."""
    place = f"{error.segment} in loop {error.loop}" if error.loop else error.segment
    elements = ", ".join(f"{error.segment}{element.position:02d} ({element.code})" for element in error.elements)
    return f"{place}: {elements or error.code}"


def _reason(detail: dict) -> str:
    if detail["with_neighbour"]:
        return "the batch was refused for another claim in it (999)"
    errors: Iterable[str] = detail["errors"]
    return f"the batch was refused for its syntax (999): {'; '.join(errors)}" if errors else "the batch was refused for its syntax (999)"
