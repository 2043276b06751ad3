"""The handler of the 999: the syntax of our batch was accepted or refused, a whole ST at a time.

An accepted ST is noted on its claims; in a refused one every claim is rejected, with the segment that was wrong where the 999 tells it.
Source: X12 005010X231A1; DOMAIN 10: A and E accept, P accepts some, all else refuses.
"""

from collections.abc import Iterable
from datetime import datetime

from claims.models import Claim, ClaimStatus, ClaimSubmission
from claims.rules import next_steps
from claims.rules.status_answers import CLEARINGHOUSE
from claims.selectors.batches import answered_interchange, submissions_in
from claims.selectors.claims import locked
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
    """Acknowledge the batch and move its refused claims. Raises UnknownBatch (an exception somebody sees)."""
    answer: Acknowledgement = transaction.model
    interchange = answered_interchange(transaction.row, gs06=answer.group_control)
    accepted = answer.code in ACCEPTING
    acknowledge_interchange(
        interchange_id=interchange.pk, accepted=accepted, at=at, code=f"999 {answer.code}", inbound_transaction_id=transaction.row.pk,
    )
    submissions = list(submissions_in(interchange))
    claims = locked(submission.claim_id for submission in submissions)
    told = {each.control: each for each in answer.sets}
    move_claims(
        [
            _move(claims[submission.claim_id], submission, told.get(submission.st02), answer, transaction.row.pk, at)
            for submission in submissions
        ],
        actor=None,
    )
    return Outcome()


def _move(
    claim: Claim, submission: ClaimSubmission, told: SetAcknowledgement | None, answer: Acknowledgement, inbound_id: int, at: datetime
) -> Move:
    accepted = answer.code in ACCEPTING and (told is None or told.accepted)
    present = submission.ordinal == claim.version
    detail = {"set": "999", "code": told.code if told else answer.code, "st02": submission.st02, "version": submission.ordinal}
    first, last = (told.first_segment, told.last_segment) if told else (1, None)
    if accepted or not present or claim.status not in WAITING:
        why = {} if accepted else {"why": "outranked" if present else "older_version"}
        return Move(claim=claim, kind="claim_syntax_accepted" if accepted else "claim_answer", evidence=_evidence(inbound_id, first, last, detail | why, submission, at))
    detail |= _errors(told, submission)
    return Move(
        claim=claim, status=ClaimStatus.REJECTED, kind="claim_rejected", evidence=_evidence(inbound_id, first, last, detail, submission, at),
        step=next_steps.rejected(_reason(detail), clock.day_of(at)), changes={"last_answer_at": at, "answer_source": CLEARINGHOUSE},
    )


def _evidence(inbound_id: int, first: int | None, last: int | None, detail: dict, submission: ClaimSubmission, at: datetime) -> Evidence:
    return Evidence(at, inbound_id, first, last, detail, f"inbound:{inbound_id}:{submission.st02}:{submission.pk}")


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
