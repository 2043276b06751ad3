"""From a frozen version to a 276: the question where a claim stands. Pure; called by ask_payer."""

from dataclasses import dataclass
from datetime import datetime

from claims.render_837p import Sender
from claims.rules.scrub.identifiers import plain_id
from claims.snapshot import Person, Snapshot
from payers import x12
from payers.x12.claim_status import Inquiry, StatusRequest


@dataclass(frozen=True, slots=True)
class Question:
    """A version, its numbers, and the trace that comes back with the answer."""

    snapshot: Snapshot
    patient_control_number: str
    payer_control_number: str
    trace: str


def request(question: Question, *, sender: Sender, at: datetime) -> StatusRequest:
    """One ST that asks about one claim; the trace is its reference too, so that a refusal of the whole names it. `at` in the practice's zone."""
    return StatusRequest(reference=question.trace, date=at.date(), time=f"{at:%H%M}", inquiries=(_inquiry(question, sender),))


def _inquiry(question: Question, sender: Sender) -> Inquiry:
    held = question.snapshot
    member = {"id_qualifier": "MI", "id": plain_id(held.coverage.member_id)}
    return Inquiry(
        source=x12.organisation(held.coverage.payer.name, id_qualifier="PI", id=held.coverage.payer.electronic_id),
        receiver=x12.organisation(sender.name, id_qualifier="46", id=sender.id),
        provider=x12.organisation(held.billing_provider.name, id_qualifier="XX", id=held.billing_provider.npi),
        subscriber=_person(held.subscriber, **member), dependent=_person(held.patient) if held.coverage.subscriber else None,
        trace=question.trace, patient_control_number=question.patient_control_number, payer_control_number=question.payer_control_number,
        amount=held.billed_amount, service_date=held.service_date,
    )


def _person(person: Person, **ids: str) -> x12.Party:
    return x12.person(person.last_name, person.first_name, birth_date=person.birth_date, sex=person.sex, **ids)
