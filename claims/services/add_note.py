"""Write a note on a claim, or log a call: who was spoken to, the reference, what was promised. A promise with a day becomes the next step."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from claims.models import ENDED, Claim
from claims.rules import next_steps
from claims.selectors.claims import locked
from claims.services.move_claims import Move, move_claim
from config.shared.errors import DomainError
from config.shared.models import Note
from config.shared.services.record_event import Evidence


class NoteEmpty(DomainError):
    """A note without words says nothing."""

    code = "note_empty"
    message = "Write something."


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the payer. `promised` is the day they named; `next_step` what to do then."""

    spoken_to: str
    reference: str
    said: str
    promised: date | None = None


@transaction.atomic
def add_note(claim_id: int, *, text: str, actor: Any, at: datetime) -> Note:
    """Append a note. Raises NoteEmpty."""
    if not text.strip():
        raise NoteEmpty()
    return Note.objects.create(subject_kind=Claim.SUBJECT_KIND, subject_id=claim_id, text=text.strip(), author=actor, written_at=at)


@transaction.atomic
def log_call(claim_id: int, call: Call, *, actor: Any, at: datetime) -> Note:
    """Note the call, and put the claim back on the list for the day that was promised. Raises NoteEmpty."""
    claim = locked([claim_id])[claim_id]
    note = add_note(claim_id, text=call.said, actor=actor, at=at)
    detail = {"note": note.pk, "reference": call.reference, "spoken_to": call.spoken_to}
    step = None
    if call.promised and claim.status not in ENDED:
        detail["promised"] = call.promised.isoformat()
        step = next_steps.promised(call.reference, call.promised)
    move_claim(Move(claim=claim, kind="claim_called", evidence=Evidence(at, detail=detail), step=step), actor=actor)
    return note
