"""The handler of the 277: the payer's answer to a status request (276), in real time or in a file. It never posts money.

An entry is matched by the request's trace (TRN02), else by the patient control number, else by the payer's claim number. The questions that it
answers are closed; a payer that says it is down leaves them open, to be asked again. Source: X12 005010X212.
"""

from collections.abc import Sequence
from datetime import date, datetime

from claims.models import Claim, ClaimSubmission, StatusInquiry
from claims.rules import status_answers
from claims.rules.status_answers import SYSTEM_DOWN, Said
from claims.rules.status_entries import decisive, more_said
from claims.selectors.batches import by_control_number
from claims.selectors.claims import current
from claims.services.apply_answers import Answer, apply_answers, outcome
from config.shared import clock
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence
from payers.selectors.transactions import StoredTransaction
from payers.x12.claim_status import StatusEntry, StatusReport

Told = tuple[StatusEntry, Said]


def apply_277(transaction: StoredTransaction, evidence: Evidence, at: datetime) -> Outcome:
    """Apply every entry that says something; entries about claims that are not ours make the transaction an exception."""
    report: StatusReport = transaction.model
    day = report.date or clock.day_of(at)
    told = [(entry, said) for entry in report.entries if (said := decisive(entry, day=day, acknowledgement=False))]
    inquiries = {row.trace: row for row in StatusInquiry.objects.filter(trace__in={_trace(entry, report) for entry, _ in told})}
    submissions = _submissions(told, inquiries, report)
    _close(told, inquiries, report, at)
    answers = [
        _answer(entry, said, submissions[index], day)
        for index, (entry, said) in enumerate(told)
        if index in submissions and status_answers.meaning(said.category) != SYSTEM_DOWN
    ]
    apply_answers(answers, set_type="277", inbound_transaction_id=transaction.row.pk, at=at)
    return outcome(len(told), len(told) - len(submissions))


def _trace(entry: StatusEntry, report: StatusReport) -> str:
    """What ties an entry to a question: its own trace, or for a refusal above the claims the request's reference."""
    return entry.trace if entry.level == "claim" else report.reference


def _submissions(told: Sequence[Told], inquiries: dict[str, StatusInquiry], report: StatusReport) -> dict[int, ClaimSubmission]:
    """The version each entry is about, by the entry's place: three queries."""
    by_number = by_control_number(entry.patient_control_number for entry, _ in told)
    asked = {trace: inquiry.claim_id for trace, inquiry in inquiries.items()}
    numbered = dict(
        Claim.objects.filter(payer_control_number__in={entry.payer_control_number for entry, _ in told} - {""})
        .order_by("pk").values_list("payer_control_number", "pk")
    )
    versions = current([Claim(pk=pk) for pk in {*asked.values(), *numbered.values()}])
    found = {}
    for index, (entry, _) in enumerate(told):
        claim_id = asked.get(_trace(entry, report)) or numbered.get(entry.payer_control_number)
        submission = by_number.get(entry.patient_control_number) or versions.get(claim_id)
        if submission is not None:
            found[index] = submission
    return found


def _close(told: Sequence[Told], inquiries: dict[str, StatusInquiry], report: StatusReport, at: datetime) -> None:
    """Keep what was answered on the question; a payer that is down has not answered it."""
    touched = []
    for entry, said in told:
        inquiry = inquiries.get(_trace(entry, report))
        if inquiry is None:
            continue
        inquiry.category, inquiry.code = said.category[:4], said.code[:6]
        down = status_answers.meaning(said.category) == SYSTEM_DOWN
        inquiry.answered_at, inquiry.error = (None, "payer_down") if down else (at, "")
        touched.append(inquiry)
    StatusInquiry.objects.bulk_update(touched, ["category", "code", "answered_at", "error"], batch_size=1000)


def _answer(entry: StatusEntry, said: Said, submission: ClaimSubmission, day: date) -> Answer:
    """A status answer is dated by the day it was given: it says how things stand then, whenever they came to."""
    return Answer(
        submission=submission, said=Said(said.category, said.code, said.entity, day), source=status_answers.PAYER, first_segment=entry.first_segment,
        last_segment=entry.last_segment, payer_control_number=entry.payer_control_number, detail=_dated(said, day) | more_said(entry, said),
    )


def _dated(said: Said, day: date) -> dict:
    return {"effective": said.day.isoformat()} if said.day and said.day != day else {}
