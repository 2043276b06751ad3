"""Build claims again from the corrected records: a new frozen version, scrubbed. The fix of a held or rejected claim.

Only claims that wait for us (held, ready, rejected) are built again; what was sent stays as it was. A claim whose visit was voided, or that no
longer has a payer of its rank, is voided. Bulk by nature.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from billing.selectors import ledger
from claims.models import UNSENT, Claim, ClaimLine, ClaimStatus, ClaimSubmission
from claims.rules.frequency import ORIGINAL, VOID
from claims.selectors import claim_sources, expected_amounts
from claims.selectors.claim_sources import Source
from claims.selectors.claims import Version, locked, versions
from claims.services.build_claims import deadline, lines, submission
from claims.services.move_claims import Move, move_claims
from claims.services.scrub_claims import scrub_versions
from claims.snapshot import Snapshot, to_json
from claims.snapshot_difference import difference
from config.shared.errors import DomainError
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events

REBUILT = (*UNSENT, ClaimStatus.REJECTED)
MOST_VERSIONS = 99
COLUMNS = [
    "payer", "coverage", "service_date", "billed_amount", "open_amount", "filing_deadline_date", "version", "answer_source", "last_answer_at",
    "payer_control_number", "sent_at", "filing_proof_date", "filing_proof_number",
]
LINE_COLUMNS = ["control_number", "procedure_code", "modifiers", "units", "billed_amount", "expected_amount"]


class LinesInUse(DomainError):
    """A line that a payer has answered about can't be replaced."""

    code = "lines_in_use"
    message = "A remittance names lines of this claim that the visit no longer has. Send a corrected claim instead."
    conflict = True


class TooManyVersions(DomainError):
    """The patient control number has two digits for the version."""

    code = "too_many_versions"
    message = "Claim {claim} has {most} versions already. Void it and enter the visit again."


@dataclass(frozen=True, slots=True)
class Renewal:
    """A claim with its old and its new content, and as what it goes out: 1 new, 7 in place of the one that the payer knows by its own number."""

    old: Version
    source: Source | None
    snapshot: Snapshot
    frequency: str = ORIGINAL
    original_reference: str = ""

    @property
    def is_needed(self) -> bool:
        """A rejected version never goes out again; an unsent one is kept where nothing changed."""
        return self.old.claim.status == ClaimStatus.REJECTED or self.snapshot != self.old.snapshot


@transaction.atomic
def rebuild_claims(claim_ids: Iterable[int], *, at: datetime, actor: Any, reason: str = "") -> list[Claim]:
    """New versions of the claims that wait for us, scrubbed. Returns the claims that were looked at. Raises LinesInUse, TooManyVersions."""
    found = versions(claim for claim in locked(claim_ids).values() if claim.status in REBUILT)
    voids = [_again(version, at, actor, reason) for version in found if version.claim.is_being_voided]
    held = [version for version in found if not version.claim.is_being_voided]
    sources = {source.encounter.pk: source for source in claim_sources.load({version.claim.encounter_id for version in held})}
    gone = [version for version in held if not may_bill(sources.get(version.claim.encounter_id), version.claim.rank)]
    renewals = [
        Renewal(
            version, sources[version.claim.encounter_id], claim_sources.freeze(sources[version.claim.encounter_id], version.claim.rank),
            version.submission.frequency, version.submission.original_reference,
        )
        for version in held if version not in gone
    ]
    void_claims([version.claim for version in gone], at=at, actor=actor)
    fresh = renew([renewal for renewal in renewals if renewal.is_needed], actor, at, reason)
    kept = [renewal.old for renewal in renewals if not renewal.is_needed]
    scrub_versions([*fresh, *kept, *voids], at=at, actor=actor)
    return [version.claim for version in found]


def _again(version: Version, at: datetime, actor: Any, reason: str) -> Version:
    """A void repeats what the payer has, whatever the visit says now; one that was refused goes out under a new number."""
    if version.claim.status != ClaimStatus.REJECTED:
        return version
    return renew_void(version, version.submission.original_reference, at=at, actor=actor, reason=reason)


def renew_void(old: Version, reference: str, *, at: datetime, actor: Any, reason: str) -> Version:
    """The version that voids what the payer knows as `reference`: the same content, frequency 8; not scrubbed yet. Raises TooManyVersions."""
    claim = old.claim
    _next_version(claim)
    Claim.objects.bulk_update([claim], [*COLUMNS, "void_outcome"])
    row = submission(
        claim, old.snapshot, code=old.submission.patient_control_number[:12], at=at, frequency=VOID, original_reference=reference,
    )
    row.save()
    record_events([_rebuilt(Renewal(old, None, old.snapshot, VOID, reference), actor, at, reason)])
    return Version(claim, row, old.snapshot)


def may_bill(source: Source | None, rank: int) -> bool:
    """Whether the visit has something to bill to a payer of this rank."""
    return bool(source and source.encounter.bills_insurance and source.payer_of(rank) and source.charges)


def void_claims(gone: Sequence[Claim], *, at: datetime, actor: Any) -> None:
    """End claims whose visits have nothing to bill. The caller holds their locks."""
    facts = {
        "status": ClaimStatus.VOIDED, "kind": "claim_voided", "evidence": Evidence(at, detail={"why": "nothing_to_bill"}), "closes": "voided",
        "changes": {"open_amount": ZERO},
    }
    move_claims([Move(claim=claim, **facts) for claim in gone], actor=actor)


def renew(renewals: Sequence[Renewal], actor: Any, at: datetime, reason: str) -> list[Version]:
    """Rows of the new versions, their claims and lines; not scrubbed yet. The caller holds the claims' locks. Raises LinesInUse, TooManyVersions."""
    if not renewals:
        return []
    owed = ledger.by_charge({line.charge_id for renewal in renewals for line in renewal.snapshot.lines})
    for renewal in renewals:
        _take(renewal, owed)
    Claim.objects.bulk_update([renewal.old.claim for renewal in renewals], COLUMNS, batch_size=1000)
    _replace_lines(renewals, at)
    rows = [
        submission(
            renewal.old.claim, renewal.snapshot, code=renewal.old.submission.patient_control_number[:12], at=at, frequency=renewal.frequency,
            original_reference=renewal.original_reference,
        )
        for renewal in renewals
    ]
    ClaimSubmission.objects.bulk_create(rows)
    record_events(_rebuilt(renewal, actor, at, reason) for renewal in renewals)
    return [Version(renewal.old.claim, row, renewal.snapshot) for renewal, row in zip(renewals, rows, strict=True)]


def _take(renewal: Renewal, owed: dict) -> None:
    """The claim's columns as the new version has them; what was said of the old one no longer counts."""
    claim, snapshot = renewal.old.claim, renewal.snapshot
    asked = renewal.source.payer_of(claim.rank)
    _next_version(claim)
    claim.payer, claim.coverage, claim.service_date = asked.coverage.payer, asked.coverage, snapshot.service_date
    claim.billed_amount = snapshot.billed_amount
    claim.open_amount = sum((owed[line.charge_id].owed_by_rank.get(claim.rank, ZERO) for line in snapshot.lines if line.charge_id in owed), ZERO)
    claim.filing_deadline_date = deadline(claim.payer, snapshot, claim.rank)
    if renewal.frequency == ORIGINAL:
        claim.payer_control_number = ""


def _next_version(claim: Claim) -> None:
    """Nobody has said anything of it yet. Raises TooManyVersions."""
    if claim.version >= MOST_VERSIONS:
        raise TooManyVersions(claim=claim.number, most=MOST_VERSIONS)
    claim.version += 1
    claim.answer_source, claim.last_answer_at, claim.sent_at = "", None, None


def _replace_lines(renewals: Sequence[Renewal], at: datetime) -> None:
    """Lines of the same charges keep their rows, to which remittances point; others are written anew. Raises LinesInUse."""
    pairs = [(renewal.old.claim, renewal.snapshot) for renewal in renewals]
    expected = expected_amounts.load(pairs, known_at=at)
    held: dict[int, dict[tuple[int, int], ClaimLine]] = {}
    for row in ClaimLine.objects.filter(claim__in=[claim for claim, _ in pairs]):
        held.setdefault(row.claim_id, {})[(row.ordinal, row.charge_id)] = row
    kept, fresh, gone = [], [], []
    for claim, snapshot in pairs:
        rows = {(row.ordinal, row.charge_id): row for row in lines(claim, snapshot, expected)}
        if rows.keys() == held.get(claim.pk, {}).keys():
            kept += [_same_row(row, held[claim.pk][place]) for place, row in rows.items()]
        else:
            gone.append(claim)
            fresh += rows.values()
    _delete_lines(gone)
    ClaimLine.objects.bulk_update(kept, LINE_COLUMNS, batch_size=1000)
    ClaimLine.objects.bulk_create(fresh)


def _same_row(row: ClaimLine, held: ClaimLine) -> ClaimLine:
    row.pk = held.pk
    return row


def _delete_lines(claims: Sequence[Claim]) -> None:
    try:
        with transaction.atomic():
            ClaimLine.objects.filter(claim__in=claims).delete()
    except ProtectedError:
        raise LinesInUse() from None


def _rebuilt(renewal: Renewal, actor: Any, at: datetime, reason: str) -> NewEvent:
    """The event names the fields that changed, never their values."""
    claim, old = renewal.old.claim, renewal.old.submission.snapshot
    changed = [each.path for each in difference(old, to_json(renewal.snapshot))]
    detail = {"version": claim.version, "changed": changed, "frequency": renewal.frequency} | ({"reason": reason} if reason else {})
    return NewEvent(Claim.SUBJECT_KIND, claim.pk, "claim_rebuilt", Evidence(at, detail=detail), claim.status, claim.status, actor)
