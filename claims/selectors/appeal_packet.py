"""The packet of an appeal: its checklist (present, missing, left out), its version, and the content of each part as plain text for the PDF.

What is in it is what the letter's reason needs, of this claim alone: no other patient of the same remittance or batch is shown.
"""

from dataclasses import dataclass
from typing import Any

from claims.models import Appeal, AppealEnclosure, Claim, RemittanceAdjustment
from claims.rules.packets import Part
from claims.selectors.appeal_facts import authorization_of, denied_lines, facts_of, reason_words, remark_words, submission_of
from claims.selectors.claim_form import claim_form
from config.shared import clock
from config.shared.models import Event, Note
from config.shared.ui.text import day, moment, usd
from payers.models import InboundTransaction
from payers.selectors.explained import explained

PACKET = "packet"
CHANGES = ("appeal_opened", "appeal_letter_written", "appeal_enclosures_chosen", "appeal_approved")
PRESENT, MISSING, LEFT_OUT = "present", "missing", "left_out"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist. `words` says what it is, or why it is not in."""

    enclosure: AppealEnclosure
    state: str
    words: str

    @property
    def state_words(self) -> str:
        """The state as the page says it."""
        return self.state.replace("_", " ")


def packet_version(appeal_id: int) -> int:
    """How often the packet changed: one job, and one title, for each."""
    return Event.objects.filter(subject_kind=Appeal.SUBJECT_KIND, subject_id=appeal_id, kind__in=CHANGES).count()


def packet_title(appeal: Appeal) -> str:
    """What the document is called; it names the version, so that an older one is never taken for it."""
    return f"Packet {appeal.number}, version {packet_version(appeal.pk)}"


def checklist(appeal: Appeal) -> list[Item]:
    """Every part with whether it is in the packet."""
    return [_item(enclosure, appeal) for enclosure in appeal.enclosures.order_by("ordinal")]


def content(appeal: Appeal) -> dict[str, Any]:
    """Everything the PDF says: the letter, and each part that is present and not left out."""
    parts = [item.enclosure.part for item in checklist(appeal) if item.state == PRESENT]
    letter = appeal.letters.order_by("-version").first()
    makers = {
        Part.REMITTANCE: _remittance, Part.CLAIM: _claim, Part.FILING_PROOF: _proof, Part.AUTHORIZATION: _authorization, Part.CALLS: _calls,
    }
    return {
        "number": appeal.number, "facts": facts_of(appeal, clock.today()), "subject": letter.subject, "body": letter.body.split("\n\n"),
        "date": day(letter.written_at), "approved": f"{appeal.approver}, {day(appeal.approved_at)}" if appeal.approver else "",
        "parts": [{"part": part, **makers[part](appeal)} for part in parts if part in makers],
    }


def proof_event(claim: Claim) -> Event | None:
    """The acknowledgement that proves the filing: the first one of the day that the claim names."""
    events = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=claim.pk, inbound_transaction_id__isnull=False, detail__set="277CA")
    events = events.filter(detail__category__in=["A1", "A2"]).order_by("-detail__category", "seq")
    return next((event for event in events if clock.day_of(event.evidence_at) == claim.filing_proof_date), None)


def _item(enclosure: AppealEnclosure, appeal: Appeal) -> Item:
    has, words = _on_file(enclosure.part, appeal)
    if enclosure.is_left_out:
        return Item(enclosure, LEFT_OUT, enclosure.note or ("left out" if has else words))
    return Item(enclosure, PRESENT if has else MISSING, words)


def _on_file(part: str, appeal: Appeal) -> tuple[bool, str]:
    """Whether the part can be made, and what it is."""
    denial, claim = appeal.denial, appeal.denial.claim
    if part == Part.FILING_PROOF:
        found = claim.filing_proof_date
        return bool(found), f"277CA of {day(found)}" if found else "no payer's acceptance on file"
    if part == Part.AUTHORIZATION:
        number = authorization_of(denial)
        return bool(number), number or "no number on file"
    if part == Part.CALLS:
        count = _called(claim).count()
        return bool(count), f"{count} noted" if count else "no call noted"
    return True, f"{denial.group}-{denial.reason}" if part == Part.REMITTANCE else ""


def _called(claim: Claim):
    return Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=claim.pk, kind="claim_called").order_by("seq")


def _remittance(appeal: Appeal) -> dict[str, Any]:
    row = appeal.denial.remittance_claim
    remittance = row.remittance
    lines = [
        {
            "code": " ".join([line.procedure_code, *line.modifiers]), "billed": usd(line.charge_amount), "paid": usd(line.paid_amount),
            "said": _adjusted(row.adjustments.filter(line=line)) + remark_words(line.remarks),
        }
        for line in row.lines.order_by("ordinal")
    ]
    return {
        "title": "Remittance page", "facts": [
            ["Payment", remittance.trace_number], ["Date", day(appeal.denial.denied_date)], ["Our claim number", row.patient_control_number],
            ["Payer's claim number", row.payer_control_number], ["Billed", usd(row.charge_amount)], ["Paid", usd(row.paid_amount)],
            ["Denied, in dispute", usd(appeal.denial.denied_amount)],
        ],
        "lines": lines, "claim_said": _adjusted(row.adjustments.filter(line__isnull=True)) + remark_words(row.remarks),
        "segments": _segments(remittance.inbound_transaction, row.first_segment, row.last_segment),
    }


def _adjusted(rows) -> list[str]:
    found: list[RemittanceAdjustment] = list(rows.order_by("ordinal"))
    return [f"{reason_words(each.group, [each.reason])[0]}: {usd(each.amount)}" for each in found]


def _segments(transaction: InboundTransaction, first: int, last: int) -> list[list[str]]:
    return [[each.raw, each.say] for each in explained(transaction, first=first, last=last)]


def _claim(appeal: Appeal) -> dict[str, Any]:
    submission = submission_of(appeal.denial)
    disputed = [line.ordinal for line in denied_lines(appeal.denial)]
    return {"title": "Claim as sent", "form": claim_form(submission, appeal.denial.claim.payer), "disputed": disputed}


def _proof(appeal: Appeal) -> dict[str, Any]:
    claim = appeal.denial.claim
    event = proof_event(claim)
    transaction = InboundTransaction.objects.select_related("file").filter(pk=event.inbound_transaction_id).first() if event else None
    facts = [
        ["Accepted on", day(claim.filing_proof_date)], ["Number", claim.filing_proof_number or "none given"],
        ["Service", day(claim.service_date)], ["Filing limit", day(claim.filing_deadline_date) if claim.filing_deadline_date else "none on file"],
    ]
    if event:
        facts.append(["Status", f"{event.detail.get('category', '')} {event.detail.get('code', '')}".strip()])
    if transaction:
        facts.append(["File", f"277CA {transaction.st02}, SHA-256 {transaction.file.sha256}"])
    segments = _segments(transaction, event.first_segment, event.last_segment) if transaction else []
    return {"title": "Proof of filing", "facts": facts, "segments": segments}


def _authorization(appeal: Appeal) -> dict[str, Any]:
    denial = appeal.denial
    sent = submission_of(denial).snapshot["authorization_number"]
    return {"title": "Authorization", "facts": [
        ["Authorization number", authorization_of(denial)], ["On the claim as sent", sent or "no"], ["Service", day(denial.claim.service_date)],
        ["Codes", ", ".join(line.procedure_code for line in denied_lines(denial))],
    ]}


def _calls(appeal: Appeal) -> dict[str, Any]:
    events = list(_called(appeal.denial.claim))
    notes = Note.objects.in_bulk([event.detail.get("note") for event in events])
    return {"title": "Calls to the payer", "calls": [
        {
            "at": moment(event.evidence_at), "spoken_to": event.detail.get("spoken_to", ""), "reference": event.detail.get("reference", ""),
            "said": notes[event.detail["note"]].text if event.detail.get("note") in notes else "",
        }
        for event in events
    ]}
