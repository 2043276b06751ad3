"""The one timeline of a claim: events and notes, newest first, each event with the stored segments that say so."""

from dataclasses import dataclass
from datetime import datetime

from claims.models import Claim
from claims.selectors import timeline_words
from config.shared.models import Event, Note
from payers.models import InboundTransaction
from payers.selectors.explained import Said as Segment
from payers.selectors.explained import explained

EXPLAINS = ("claim_received", "claim_accepted", "claim_rejected", "claim_pending", "claim_records_asked", "claim_finalized", "remittance_posted")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `seq` names the event for its evidence; None for a note."""

    at: datetime
    title: str
    text: str
    tone: str
    by: str
    seq: int | None = None
    evidence: str = ""
    explains: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceOf:
    """The segments behind an event, in plain words, and where they lie."""

    transaction: InboundTransaction
    segments: list[Segment]

    @property
    def source(self) -> str:
        """Which file."""
        return f"{self.transaction.file.name}, {self.transaction.type} {self.transaction.st02}, sha {self.transaction.file.sha256[:8]}"


def events_of(claim: Claim) -> list[Event]:
    """The claim's events, newest first, in one query."""
    return list(Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=claim.pk).select_related("actor").order_by("-seq"))


def entries(claim: Claim, events: list[Event]) -> list[Entry]:
    """Events and notes, newest first: one query. The newest answer that set the present state is marked as explaining it."""
    explains = next((event.pk for event in events if event.kind in EXPLAINS and event.inbound_transaction_id), None)
    found = [_of_event(event, explains=event.pk == explains) for event in events]
    notes = Note.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=claim.pk).select_related("author")
    found += [Entry(note.written_at, "Note", note.text, "wait", str(note.author)) for note in notes]
    return sorted(found, key=lambda entry: entry.at, reverse=True) if len(found) > len(events) else found


def evidence(claim: Claim, seq: int) -> EvidenceOf | None:
    """The segments of one event; None where it has none. Raises Event.DoesNotExist, BlobMissing."""
    event = Event.objects.get(subject_kind=Claim.SUBJECT_KIND, subject_id=claim.pk, seq=seq)
    transaction = InboundTransaction.objects.select_related("file").filter(pk=event.inbound_transaction_id).first()
    if transaction is None:
        return None
    return EvidenceOf(transaction, explained(transaction, first=event.first_segment, last=event.last_segment))


def _of_event(event: Event, *, explains: bool) -> Entry:
    said = timeline_words.words(event)
    has_evidence = event.inbound_transaction_id is not None
    return Entry(
        event.recorded_at, said.title, said.text, said.tone, str(event.actor) if event.actor else "", event.seq,
        _label(event) if has_evidence else "", explains,
    )


def _label(event: Event) -> str:
    name = event.detail.get("set") or ("835" if event.kind == "remittance_posted" else "evidence")
    if event.first_segment and event.last_segment:
        count = event.last_segment - event.first_segment + 1
        return f"{name}, {count} segment{'s' if count > 1 else ''}"
    return str(name)
