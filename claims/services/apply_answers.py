"""Apply what clearinghouse and payer said to the claims they name: the common part of the 277CA's and the 277's handler.

Bulk by nature: the number of queries does not depend on the number of answers. Every answer becomes an event; `claims.rules.status_answers`
decides which of them move a claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from claims.models import Claim, ClaimSubmission
from claims.rules import next_steps, polling, status_answers, status_words, timely_filing
from claims.rules.next_steps import Step
from claims.rules.status_answers import FINALIZED, NOT_FOUND, RECEIVED, RECORDS_ASKED, REJECTED, REQUEST_REFUSED, Said, Standing, Verdict
from claims.selectors.claims import locked
from claims.selectors.poll_policy import policy_of
from claims.services.move_claims import Move, move_claims
from config.shared import clock
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one entry said of one version of a claim. `source` is "" where the file does not say who speaks; `sender_id` may tell."""

    submission: ClaimSubmission
    said: Said
    source: str
    sender_id: str = ""
    payer_control_number: str = ""
    clearinghouse_number: str = ""
    first_segment: int | None = None
    last_segment: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def apply_answers(answers: Sequence[Answer], *, set_type: str, inbound_transaction_id: int, at: datetime) -> None:
    """Record every answer and move the claims that it moves. Later answers of the same file see what earlier ones did.

    An answer dated after its receipt counts as given on that day, so that it outweighs no true answer after it (invariant 4).
    """
    answers = [_not_in_future(answer, clock.day_of(at)) for answer in answers]
    claims = locked({answer.submission.claim_id for answer in answers}, with_connection=True)
    standings = {pk: _standing(claim) for pk, claim in claims.items()}
    moves = []
    for answer in answers:
        claim = claims[answer.submission.claim_id]
        move = _move(answer, claim, standings[claim.pk], set_type, inbound_transaction_id, at)
        moves.append(move)
        if move.status or "answer_source" in move.changes:
            standings[claim.pk] = Standing(move.status or standings[claim.pk].status, move.changes["answer_source"], answer.said.day)
    move_claims(moves, actor=None)


def _not_in_future(answer: Answer, today: date) -> Answer:
    said = answer.said
    if said.day <= today:
        return answer
    return replace(answer, said=replace(said, day=today), detail=answer.detail | {"dated": said.day.isoformat()})


def start_of(day: date) -> datetime:
    """A day of the practice's calendar as a moment: evidence that is dated, not timed."""
    return datetime.combine(day, time(), tzinfo=clock.practice_zone())


def _standing(claim: Claim) -> Standing:
    return Standing(claim.status, claim.answer_source, clock.day_of(claim.last_answer_at) if claim.last_answer_at else None)


def _move(answer: Answer, claim: Claim, standing: Standing, set_type: str, inbound_id: int, at: datetime) -> Move:
    said, source = answer.said, _source(answer, claim)
    means = status_answers.meaning(said.category)
    present = answer.submission.ordinal == claim.version
    verdict = status_answers.decide(standing, means=means, source=source, day=said.day) if present else Verdict("", "older_version")
    detail = {"set": set_type, "source": source, "category": said.category, "code": said.code, "entity": said.entity}
    detail |= {"version": answer.submission.ordinal} | answer.detail | ({"why": verdict.why} if verdict.why else {})
    key = f"inbound:{inbound_id}:{answer.first_segment}:{answer.submission.pk}"
    evidence = Evidence(start_of(said.day), inbound_id, answer.first_segment, answer.last_segment, detail, key)
    return Move(
        claim=claim, status=verdict.status, kind=f"claim_{verdict.status}" if verdict.status else "claim_answer", evidence=evidence,
        step=_step(verdict, means, said, claim, source, at), changes=_changes(answer, claim, standing, verdict, source, present),
    )


def _source(answer: Answer, claim: Claim) -> str:
    """Who speaks: as the file names it (AY, PR); where it does not, the claim's payer by its id, else a clearinghouse."""
    if answer.source:
        return answer.source
    return status_answers.PAYER if answer.sender_id == claim.payer.electronic_id else status_answers.CLEARINGHOUSE


def _changes(answer: Answer, claim: Claim, standing: Standing, verdict: Verdict, source: str, present: bool) -> dict[str, Any]:
    """What else the answer leaves on the claim: who spoke last, the payer's number, the proof of timely filing."""
    found: dict[str, Any] = {}
    stronger = status_answers.SOURCES[source] > status_answers.SOURCES[standing.source]
    if verdict.status or (verdict.why == "repeated" and stronger):
        found |= {"last_answer_at": start_of(answer.said.day), "answer_source": source}
    if present and source == status_answers.PAYER and answer.payer_control_number:
        found["payer_control_number"] = answer.payer_control_number[:50]
    return found | _proof(answer, claim, source)


def _proof(answer: Answer, claim: Claim, source: str) -> dict[str, Any]:
    """The earliest proof that the claim was filed; that of an older version is proof too."""
    proves = timely_filing.is_proof(source=source, category=answer.said.category, filing_proof=claim.payer.filing_proof)
    if not proves or (claim.filing_proof_date and claim.filing_proof_date <= answer.said.day):
        return {}
    number = answer.payer_control_number or answer.clearinghouse_number
    return {"filing_proof_date": answer.said.day, "filing_proof_number": number[:50]}


def _step(verdict: Verdict, means: str, said: Said, claim: Claim, source: str, at: datetime) -> Step | None:
    """What somebody does next; answers that move nothing leave it, but for those that ask for help."""
    today, words = clock.day_of(at), status_words.sentence(said.category, said.code, said.entity)
    if verdict.status == REJECTED:
        return next_steps.rejected(words, today)
    if verdict.status == RECORDS_ASKED or (verdict.status and means == RECORDS_ASKED):
        return next_steps.send_records(words, today)
    if verdict.status == FINALIZED:
        return next_steps.remittance_due(today, claim.payer.usual_payment_days)
    if verdict.status:
        return _wait(verdict.status, claim, source, today)
    return _help_wanted(verdict, words, claim, today)


def _wait(status: str, claim: Claim, source: str, today: date) -> Step:
    """In the payer's hands; received by the clearinghouse alone still waits for the payer's own acknowledgement."""
    if status == RECEIVED and source == status_answers.CLEARINGHOUSE and claim.payer.sends_277ca:
        return next_steps.sent(today)
    return next_steps.in_process(polling.next_poll(policy_of(claim.payer), heard_on=today, asked=0, last_asked=None))


def _help_wanted(verdict: Verdict, words: str, claim: Claim, today: date) -> Step | None:
    if claim.status not in status_answers.AWAITING or claim.status == REJECTED:
        return None
    if verdict.why == NOT_FOUND:
        return next_steps.call_payer(words, today) if claim.filing_proof_date else next_steps.find_claim(words, today)
    return next_steps.mend_request(words, today) if verdict.why == REQUEST_REFUSED else None


def outcome(entries: int, unknown: int) -> Outcome:
    """Processed; an exception that counts what is not ours, where something is not."""
    if not unknown:
        return Outcome()
    return Outcome("exception", "unknown_claims", f"{unknown} of {entries} claims named here are not ours; {entries - unknown} were applied.")
