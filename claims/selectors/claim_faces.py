"""The other faces of a claim: the 837P explained, its versions with what changed, the postings of its charges."""

from dataclasses import dataclass
from decimal import Decimal

from billing.models import LedgerEntry, LedgerTransaction
from claims import render_837p
from claims.models import Claim, ClaimSubmission
from claims.render_837p import Numbered
from claims.selectors.senders import sender_of
from claims.snapshot import from_json
from claims.snapshot_difference import Difference, difference
from config.shared import clock
from config.shared.money import ZERO
from payers import x12
from payers.models import Connection

NOWHERE = Connection(isa06="SENDER", isa08="RECEIVER", gs02="SENDER", gs03="RECEIVER", receiver_name="RECEIVER")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of the preview: its text, its words, its loop."""

    raw: str
    say: str
    loop: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The claim's segments. `sent`: as they left in `file`; else as they would be sent now."""

    segments: list[Segment]
    sent: bool
    file: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version and the fields that differ from the one before it."""

    submission: ClaimSubmission
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Posting:
    """A ledger transaction on the claim's charges: where cents went, and what the payer owes after it."""

    transaction: LedgerTransaction
    entries: list[LedgerEntry]
    owed_after: Decimal


def preview(claim: Claim) -> Preview:
    """The claim alone, written from what was frozen: the same segments as in its batch, without the other patients' claims beside it."""
    submission = claim.submissions.select_related("interchange__connection").get(ordinal=claim.version)
    sent = submission.interchange
    segments = [Segment(each.raw, each.sentence, each.loop) for each in x12.explain(_written(claim, submission))]
    return Preview(segments, bool(sent), f"batch {sent.isa13}, set {submission.st02}" if sent else "")


def versions(claim: Claim) -> list[VersionRow]:
    """Newest first, in one query."""
    rows = list(claim.submissions.select_related("interchange").order_by("ordinal"))
    pairs = zip([None, *rows], rows, strict=False)
    return [VersionRow(row, difference(before.snapshot, row.snapshot) if before else []) for before, row in pairs][::-1]


def postings(claim: Claim) -> list[Posting]:
    """The transactions that touch the claim's charges, oldest first: two queries."""
    charges = list(claim.lines.values_list("charge_id", flat=True))
    entries = LedgerEntry.objects.filter(charge_id__in=charges).select_related("transaction__actor", "charge", "payer")
    entries = entries.order_by("transaction_id", "ordinal")
    grouped: dict[int, list[LedgerEntry]] = {}
    for entry in entries:
        grouped.setdefault(entry.transaction_id, []).append(entry)
    found, owed = [], ZERO
    for rows in grouped.values():
        owed += sum((entry.debit - entry.credit for entry in rows if entry.account == "owed_by_payer" and entry.rank == claim.rank), ZERO)
        found.append(Posting(rows[0].transaction, rows, owed))
    return found


def _written(claim: Claim, submission: ClaimSubmission) -> x12.Transaction:
    sent, snapshot = submission.interchange, from_json(submission.snapshot)
    connection = (sent.connection if sent else claim.payer.connection) or NOWHERE
    at = (sent.frozen_at if sent else clock.now()).astimezone(clock.practice_zone())
    numbered = Numbered(snapshot, submission.patient_control_number, submission.frequency, submission.original_reference)
    batch = render_837p.batch(
        [numbered], sender=sender_of(connection, snapshot.billing_provider), reference=f"{sent.isa13}{submission.st02}" if sent else "NOT SENT YET",
        control=submission.st02 or "0001", at=at,
    )
    envelope = x12.Envelope(sender=connection.isa06, receiver=connection.isa08, control=int(sent.isa13) if sent else 0, at=at, usage=connection.usage)
    (transaction,) = x12.read(x12.write(envelope, [batch])).transactions()
    return transaction
