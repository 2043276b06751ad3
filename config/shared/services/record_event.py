"""The one door to the event table (invariant 4).

Bulk by nature: any number of events costs two queries. The caller holds the lock of each subject, so that seq can't collide.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from config.shared import clock
from config.shared.models import Event


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact comes from: the time it happened, and the segments of a stored inbound transaction that say so.

    `key` makes the event unique over all time (a status answer, an acknowledgement); None where repeats are wanted.
    """

    at: datetime
    inbound_transaction_id: int | None = None
    first_segment: int | None = None
    last_segment: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NewEvent:
    subject_kind: str
    subject_id: int
    kind: str
    evidence: Evidence
    from_state: str = ""
    to_state: str = ""
    actor: Any = None


@transaction.atomic
def record_events(events: Iterable[NewEvent]) -> list[Event]:
    """Append events, numbering each within its subject. Ids and amounts only in `detail`, never names."""
    events = list(events)
    if not events:
        return []
    next_seq = _next_seq({(event.subject_kind, event.subject_id) for event in events})
    recorded_at = clock.now()
    rows = []
    for event in events:
        subject = (event.subject_kind, event.subject_id)
        rows.append(_row(event, seq=next_seq.get(subject, 1), recorded_at=recorded_at))
        next_seq[subject] = next_seq.get(subject, 1) + 1
    return Event.objects.bulk_create(rows)


def record_event(event: NewEvent) -> Event:
    """Append one event."""
    return record_events([event])[0]


def _row(event: NewEvent, *, seq: int, recorded_at: datetime) -> Event:
    evidence = event.evidence
    return Event(
        subject_kind=event.subject_kind, subject_id=event.subject_id, seq=seq, kind=event.kind, from_state=event.from_state,
        to_state=event.to_state, evidence_at=evidence.at, recorded_at=recorded_at, actor=event.actor,
        inbound_transaction_id=evidence.inbound_transaction_id, first_segment=evidence.first_segment,
        last_segment=evidence.last_segment, detail=evidence.detail, key=evidence.key,
    )


def _next_seq(subjects: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """The next free seq of each subject that has events already, in one query."""
    wanted = Q()
    for kind in {kind for kind, _ in subjects}:
        wanted |= Q(subject_kind=kind, subject_id__in=[pk for held, pk in subjects if held == kind])
    rows = Event.objects.filter(wanted).values_list("subject_kind", "subject_id").annotate(last=Max("seq"))
    return {(kind, pk): last + 1 for kind, pk, last in rows}
