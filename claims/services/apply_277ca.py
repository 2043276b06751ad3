"""The handler of the 277CA: the clearinghouse's, then the payer's acknowledgement of each claim in a batch.

Claims are found by their patient control number (2200D TRN02). A rejection of the batch (2200B, by BHT03) or of a provider (2200C) covers every
claim below it that has no word of its own. Source: X12 005010X214.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from claims.models import ClaimSubmission
from claims.rules import status_answers
from claims.rules.status_entries import decisive, more_said, said_in
from claims.selectors.batches import by_batch_reference, by_control_number
from claims.services.apply_answers import Answer, apply_answers, outcome
from config.shared import clock
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence
from payers.selectors.transactions import StoredTransaction
from payers.x12.claim_status import StatusEntry, StatusReport


@dataclass(frozen=True, slots=True)
class _Level:
    """A batch or a provider in it that was rejected as a whole."""

    entry: StatusEntry
    reference: str
    npi: str = ""

    def covers(self, submission: ClaimSubmission) -> bool:
        return not self.npi or submission.snapshot["billing_provider"]["npi"] == self.npi


def apply_277ca(transaction: StoredTransaction, evidence: Evidence, at: datetime) -> Outcome:
    """Apply every entry. Where no claim is ours, or some are not, the transaction is an exception that says so; the others are applied."""
    report: StatusReport = transaction.model
    day = report.date or clock.day_of(at)
    entries = [entry for entry in report.entries if entry.level == "claim"]
    held = by_control_number(entry.patient_control_number for entry in entries)
    levels = list(_rejected_levels(report))
    covered = by_batch_reference(level.reference for level in levels)
    answers = [_answer(entry, held[entry.patient_control_number], day) for entry in entries if entry.patient_control_number in held]
    answers += _of_levels(levels, covered, named={answer.submission.pk for answer in answers}, day=day)
    apply_answers([answer for answer in answers if answer], set_type="277CA", inbound_transaction_id=transaction.row.pk, at=at)
    unknown = [entry for entry in entries if entry.patient_control_number not in held]
    lost = [level for level in levels if not covered.get(level.reference)]
    if lost and not unknown:
        return Outcome("exception", "unknown_batch", "It rejects a batch that was not sent from here.")
    return outcome(len(entries), len(unknown))


def _answer(entry: StatusEntry, submission: ClaimSubmission, day: date) -> Answer | None:
    said = decisive(entry, day=day, acknowledgement=True)
    if said is None:
        return None
    return Answer(
        submission=submission, said=said, source=entry.sent_by, sender_id=entry.source.id, payer_control_number=entry.payer_control_number,
        clearinghouse_number=entry.clearinghouse_number, first_segment=entry.first_segment, last_segment=entry.last_segment,
        detail=more_said(entry, said),
    )


def _rejected_levels(report: StatusReport) -> Iterable[_Level]:
    reference = ""
    for entry in report.entries:
        if entry.level == "receiver":
            reference = entry.trace
        rejected = any(status_answers.meaning(each.category) == status_answers.REJECTED for each in said_in(entry))
        if rejected and entry.level in ("receiver", "provider"):
            yield _Level(entry, reference, entry.provider.id if entry.level == "provider" and entry.provider else "")


def _of_levels(levels: list[_Level], covered: dict[str, list[ClaimSubmission]], *, named: set[int], day: date) -> list[Answer | None]:
    """An answer for each claim below a rejected level that has none of its own."""
    found = {}
    for level in levels:
        for submission in covered.get(level.reference, []):
            if submission.pk not in named and level.covers(submission):
                found[submission.pk] = _answer(level.entry, submission, day)
    return list(found.values())
