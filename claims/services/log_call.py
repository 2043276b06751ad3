"""Log a call to the payer: who was spoken to, the reference, what was said. A promise with a day becomes the claim's next step.

Plain notes are written by `patients.services.write_note`, which this uses too.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from claims.models import ENDED, Claim
from claims.rules import next_steps
from claims.selectors.claims import locked
from claims.services.move_claims import Move, move_claim
from config.shared.models import Note
from config.shared.services.record_event import Evidence
from patients.services.write_note import write_note


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the payer. `promised` is the day they named; `next_step` what to do then."""

    spoken_to: str
    reference: str
    said: str
    promised: date | None = None


@transaction.atomic
def log_call(claim_id: int, call: Call, *, actor: Any, at: datetime) -> Note:
    """Note the call, and put the claim back on the list for the day that was promised. Raises NoteIsEmpty, CardNumberInText."""
    claim = locked([claim_id])[claim_id]
    note = write_note(Claim.SUBJECT_KIND, claim_id, call.said, actor=actor, at=at)
    detail = {"note": note.pk, "reference": call.reference, "spoken_to": call.spoken_to}
    step = None
    if call.promised and claim.status not in ENDED:
        detail["promised"] = call.promised.isoformat()
        step = next_steps.promised(call.reference, call.promised)
    move_claim(Move(claim=claim, kind="claim_called", evidence=Evidence(at, detail=detail), step=step), actor=actor)
    return note
