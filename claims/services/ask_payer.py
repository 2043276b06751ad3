"""Exchange one question with the payer over CORE HTTP: 276 out, 277 in, stored and handled like any other file. Run by a job.

A payer that is down is asked again in 1, 5, 15, 60 minutes, which counts as no question; after that the next day's slot is used.
"""

from datetime import datetime

from django.db.models import F

from claims import render_276
from claims.envelope import envelope
from claims.models import Claim, StatusInquiry
from claims.render_276 import Question
from claims.rules import next_steps, polling
from claims.selectors.claims import current
from claims.selectors.poll_policy import ASKABLE
from claims.selectors.senders import sender_of
from claims.snapshot import from_json
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.work_items import NextStep, put_next_step
from payers import x12
from payers.models import Connection
from payers.services.freeze_interchange import ControlNumbers, take_control_numbers
from payers.services.receive_bytes import receive_bytes
from payers.transports.core_http import CoreHttp

PAYLOAD_TYPE = "X12_276_Request_005010X212"


def ask_payer(inquiry_id: int, *, at: datetime) -> datetime | None:
    """Ask, and return when to ask again, or None. Nothing is asked of a claim that has left the payer's hands meanwhile."""
    inquiry = StatusInquiry.objects.select_related("claim__payer__connection__secret").get(pk=inquiry_id)
    if inquiry.answered_at or inquiry.claim.status not in ASKABLE:
        return None
    connection = inquiry.claim.payer.connection
    numbers = take_control_numbers(connection)
    StatusInquiry.objects.filter(pk=inquiry.pk).update(attempts=F("attempts") + 1, isa13s=[*inquiry.isa13s, numbers.isa13])
    try:
        answer = CoreHttp().ask(connection=connection, payload_type=PAYLOAD_TYPE, payload=_payload(inquiry, connection, numbers, at), at=at)
    except DomainError as error:
        return _failed(inquiry, error, at)
    receive_bytes(data=answer, name=f"277-{inquiry.trace}.x12", source="core", connection=connection, at=at)
    return _later(inquiry, at)


def _payload(inquiry: StatusInquiry, connection: Connection, numbers: ControlNumbers, at: datetime) -> bytes:
    claim = inquiry.claim
    submission = current([claim])[claim.pk]
    snapshot, local = from_json(submission.snapshot), at.astimezone(clock.practice_zone())
    question = Question(snapshot, submission.patient_control_number, claim.payer_control_number, inquiry.trace)
    sender = sender_of(connection, snapshot.billing_provider)
    return x12.write(envelope(connection, numbers, local), [render_276.request(question, sender=sender, at=local)])


def _failed(inquiry: StatusInquiry, error: DomainError, at: datetime) -> datetime | None:
    """Keep the reason; a refusal that another try can't help goes before a person."""
    StatusInquiry.objects.filter(pk=inquiry.pk).update(error=error.code[:80])
    if error.retryable:
        return _later(inquiry, at)
    _put_step(inquiry, next_steps.mend_request(str(error), clock.day_of(at)))
    return None


def give_up_asking(inquiry_id: int, code: str, *, at: datetime) -> None:
    """The inquiry's job failed: its claim goes before a person. `code` is the last error."""
    inquiry = StatusInquiry.objects.select_related("claim").get(pk=inquiry_id)
    _put_step(inquiry, next_steps.inquiry_failed(code, clock.day_of(at)))


def _put_step(inquiry: StatusInquiry, step: next_steps.Step) -> None:
    put_next_step(NextStep(Claim.SUBJECT_KIND, inquiry.claim_id, step.queue, step.day, step.text, amount=inquiry.claim.open_amount))


def _later(inquiry: StatusInquiry, at: datetime) -> datetime | None:
    """None once the answer has closed the question, or the day's tries are used up; else when to try again."""
    inquiry.refresh_from_db(fields=["attempts", "answered_at"])
    wait = None if inquiry.answered_at else polling.retry_after(inquiry.attempts)
    return at + wait if wait else None
