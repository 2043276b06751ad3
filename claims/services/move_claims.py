"""The one door for a claim's state: checks the way, saves the rows, writes the events and the next steps. Bulk by nature.

The caller holds the lock of each claim (`claims.selectors.claims.locked`). The number of queries does not depend on the number of claims.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from claims.models import Claim
from claims.rules.next_steps import Step
from config.shared.errors import TransitionNotAllowed
from config.shared.models import Event
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import NextStep, close_items, put_next_steps

# What a move may change, with the type that PostgreSQL needs to read a list of it.
SAVED = {
    "status": "text", "hold_reason": "text", "open_amount": "numeric", "payer_control_number": "text", "filing_proof_date": "date",
    "filing_proof_number": "text", "sent_at": "timestamptz", "last_answer_at": "timestamptz", "answer_source": "text",
    "void_outcome": "text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What happened to a claim.

    `status` "" is evidence that moves nothing. `step`: the next step, or None to leave the work item. `closes`: why the work item ends.
    `changes`: other fields of SAVED.
    """

    claim: Claim
    kind: str
    evidence: Evidence
    status: str = ""
    step: Step | None = None
    closes: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def move_claims(moves: Iterable[Move], *, actor: Any) -> None:
    """Carry out the moves in order; several of one claim are allowed. A move whose evidence was recorded before (by its key) is left out.

    Raises TransitionNotAllowed before anything is saved.
    """
    moves = _new(list(moves))
    if not moves:
        return
    events = [_take(move, actor) for move in moves]
    _save({move.claim.pk: move.claim for move in moves if move.status or move.changes})
    record_events(events)
    put_next_steps(_next_step(move.claim, move.step) for move in moves if move.step)
    for reason in {move.closes for move in moves if move.closes}:
        close_items(Claim.SUBJECT_KIND, [move.claim.pk for move in moves if move.closes == reason], reason=reason)


def move_claim(move: Move, *, actor: Any) -> None:
    """Carry out one move."""
    move_claims([move], actor=actor)


def _new(moves: list[Move]) -> list[Move]:
    """The moves whose evidence is not on record yet: a file that is handled again moves nothing twice."""
    keys = {move.evidence.key for move in moves} - {None}
    known = set(Event.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    return [move for move in moves if move.evidence.key not in known]


def _take(move: Move, actor: Any) -> NewEvent:
    """Change the row in memory and say so as an event."""
    claim, before = move.claim, move.claim.status
    if move.status and not claim.may_move_to(move.status):
        raise TransitionNotAllowed(kind="claim", from_state=before, to_state=move.status)
    claim.status = move.status or before
    for name, value in move.changes.items():
        if name not in SAVED:
            raise ValueError(f"{name} is no field that a move changes")
        setattr(claim, name, value)
    return NewEvent(Claim.SUBJECT_KIND, claim.pk, move.kind, move.evidence, before, claim.status, actor)


def _save(claims: dict[int, Claim]) -> None:
    """All fields of all claims in one statement."""
    if not claims:
        return
    lists = ", ".join(["%s::bigint[]", *(f"%s::{kind}[]" for kind in SAVED.values())])
    sets = ", ".join(f"{name} = new.{name}" for name in SAVED)
    values = [list(claims), *([getattr(claim, name) for claim in claims.values()] for name in SAVED)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE claims_claim SET {sets} FROM unnest({lists}) AS new(id, {', '.join(SAVED)}) WHERE claims_claim.id = new.id",  # noqa: S608
            values,
        )


def _next_step(claim: Claim, step: Step) -> NextStep:
    return NextStep(Claim.SUBJECT_KIND, claim.pk, step.queue, step.day, step.text, amount=claim.open_amount)
