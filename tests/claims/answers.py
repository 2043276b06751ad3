"""Answers of a clearinghouse and its payers, written by the codec and taken in as files, for the tests of their handlers."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import count

from claims.models import Claim, ClaimSubmission
from claims.services.mark_claims_sent import mark_claims_sent
from claims.services.send_ready_claims import send_ready_claims
from config.shared import clock
from config.shared.models import Event, WorkItem
from payers import x12
from payers.models import InboundFile, Interchange
from payers.services.receive_bytes import receive_bytes
from payers.x12 import set_999, ta1
from payers.x12.claim_status import Status, StatusCode, StatusEntry, StatusReport
from payers.x12.model import Reference, organisation, person
from tests.factories.claims import NOW

CLEARINGHOUSE = organisation("SANDBOX", role="AY", id_qualifier="46", id="SANDBOX")
_controls = count(500)
MONDAY = date(2026, 11, 23)


def send_off(*, at: datetime = NOW) -> list[Interchange]:
    """Batch what is ready and deliver it."""
    interchanges = send_ready_claims(at=at)
    for interchange in interchanges:
        mark_claims_sent(interchange_id=interchange.pk, at=at)
    return interchanges


def receive(connection, models=(), *, acknowledgements=(), at: datetime = NOW, name: str = "answer.x12") -> InboundFile:
    """Write a file as the other side would, and take it in."""
    local, control = at.astimezone(clock.practice_zone()), next(_controls)
    envelope = x12.Envelope(
        sender=connection.isa08, receiver=connection.isa06, control=control, group_control=control, usage=connection.usage, at=local.replace(tzinfo=None),
    )
    data = x12.write(envelope, list(models), list(acknowledgements))
    return receive_bytes(data=data, name=name, source="connection", connection=connection, at=at)


def submission_of(claim: Claim) -> ClaimSubmission:
    return claim.submissions.order_by("-ordinal").first()


def payer_party(claim: Claim):
    return organisation(claim.payer.name, role="PR", id_qualifier="PI", id=claim.payer.electronic_id)


def acknowledged(claim: Claim, category: str, code: str = "20", entity: str = "PR", *, by=None, day: date = MONDAY, icn: str = "", number: str = "") -> StatusEntry:
    """A claim's entry in a 277CA; `by` is the clearinghouse or, by default, the claim's payer."""
    submission = submission_of(claim)
    references = ((Reference("1K", icn),) if icn else ()) + ((Reference("D9", number),) if number else ())
    provider = submission.snapshot["billing_provider"]
    return StatusEntry(
        level="claim", source=by or payer_party(claim), receiver=organisation("LARKFIELD", id_qualifier="46", id="LARKFIELD"),
        provider=organisation(provider["name"], id_qualifier="XX", id=provider["npi"]), subscriber=person("MARLOW", "ADA", id_qualifier="MI", id="X1"),
        trace=submission.patient_control_number, patient_control_number=submission.patient_control_number, references=references,
        statuses=(Status(codes=(StatusCode(category, code, entity),), date=day, action="U" if category in ("A3", "A6", "A7", "A8") else "WQ",
                         amount=claim.billed_amount),),
    )


def report_277ca(*entries: StatusEntry, batch: str = "0000000000001", day: date = MONDAY, batch_status: str = "A1", levels: tuple[StatusEntry, ...] = ()) -> StatusReport:
    """A 277CA: source, the batch's own status, then the entries."""
    source = entries[0].source if entries else CLEARINGHOUSE
    receiver = organisation("LARKFIELD", id_qualifier="46", id="LARKFIELD")
    top = (
        StatusEntry(level="source", source=source, trace="T1", received_date=day, processed_date=day),
        StatusEntry(level="receiver", source=source, receiver=receiver, trace=batch,
                    statuses=(Status(codes=(StatusCode(batch_status, "19", "PR"),), date=day, action="WQ", amount=Decimal(0)),)),
    )
    return StatusReport(reference=f"CA{next(_controls)}", date=day, time="0900", version="005010X214", entries=(*top, *levels, *entries))


def report_277(*entries: StatusEntry, day: date = MONDAY, reference: str = "") -> StatusReport:
    """A 277 that answers a 276."""
    return StatusReport(reference=reference or f"ST{next(_controls)}", date=day, time="0900", version="005010X212", entries=entries)


def status_entry(claim: Claim, category: str, code: str = "20", entity: str = "PR", *, trace: str = "", day: date = MONDAY, icn: str = "", known: bool = True) -> StatusEntry:
    """A claim's entry in a 277; `known` False leaves its numbers out."""
    submission = submission_of(claim)
    numbers = (Reference("EJ", submission.patient_control_number),) if known else ()
    numbers += (Reference("1K", icn),) if icn else ()
    entry = acknowledged(claim, category, code, entity, day=day)
    return replace(entry, trace=trace or "NONE", references=numbers, patient_control_number=submission.patient_control_number if known else "",
                   statuses=(replace(entry.statuses[0], action=""),))


def answer_999(interchange: Interchange, findings=None, **changes):
    """The 999 to our batch; `findings` by ST02 refuse sets, `changes` replace its fields."""
    from config.shared import blobs

    (group,) = x12.read(blobs.read(interchange.sha256)).interchanges[0].groups
    return replace(set_999.acknowledge(group, findings), **changes)


def answer_ta1(interchange: Interchange, code: str = "A", note: str = "000"):
    from config.shared import blobs

    (read,) = x12.read(blobs.read(interchange.sha256)).interchanges
    return ta1.acknowledge(read, code=code, note=note)


def last_event(claim: Claim) -> Event:
    return Event.objects.filter(subject_kind="claim", subject_id=claim.pk).order_by("-seq").first()


def next_step(claim: Claim) -> WorkItem:
    return WorkItem.objects.get(subject_kind="claim", subject_id=claim.pk, closed_at=None)
