"""Build claims from encounters: freeze what is true now, price what the contract expects, and scrub. Called when encounters are entered.

Bulk by nature: the number of queries does not depend on the number of encounters. Calling it twice builds nothing twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from django.db import connection, transaction

from billing.models import Encounter
from billing.selectors import ledger
from claims.models import Claim, ClaimLine, ClaimStatus, ClaimSubmission, RemittanceClaim
from claims.rules import next_steps
from claims.rules.timely_filing import filing_deadline, filing_limit_days
from claims.selectors import claim_sources, expected_amounts
from claims.selectors.claim_sources import Source
from claims.selectors.claims import Version
from claims.services.scrub_claims import scrub_versions
from claims.snapshot import SCHEMA_VERSION, Snapshot, to_json
from config.shared import clock, ids
from config.shared.ids import next_numbers
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import NextStep, put_next_steps
from payers.models import Payer

PRIMARY = 1
CROSSOVER_DAYS = 30  # how long another payer's forwarding is trusted without an answer (DOMAIN 0a.11)
SAME_DAY, PLACES = 18, 256  # the advisory locks of `_one_at_a_time`


@transaction.atomic
def build_claims(
    encounter_ids: Iterable[int], *, at: datetime, actor: Any = None, rank: int = PRIMARY, forwarded: Mapping[int, RemittanceClaim] | None = None,
) -> list[Claim]:
    """Claims to the payers of `rank`, scrubbed. Encounters that bill no insurance, have no such payer, or have their claim are left out.

    `forwarded`: by encounter, the decision of a payer before that sent the claim on itself. Such a claim waits for its answer and is not sent.
    """
    forwarded = forwarded or {}
    wanted = sorted(set(encounter_ids))
    list(Encounter.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))
    built = set(Claim.objects.filter(encounter_id__in=wanted, rank=rank).exclude(status=ClaimStatus.VOIDED).values_list("encounter_id", flat=True))
    sources = [source for source in claim_sources.load(set(wanted) - built) if source.encounter.bills_insurance and source.payer_of(rank)]
    if not sources:
        return []
    _one_at_a_time(sources)
    held = _create([(source, claim_sources.freeze(source, rank)) for source in sources], rank=rank, at=at, forwarded=forwarded)
    record_events(_built(version, actor, at) for version in held)
    put_next_steps(_waits(version.claim) for version in held if version.claim.forwarded_by)
    scrub_versions([version for version in held if not version.claim.forwarded_by], at=at, actor=actor)
    return [version.claim for version in held]


def _one_at_a_time(sources: Iterable[Source]) -> None:
    """Two who enter visits of one patient and day wait for each other, so that the later claim is held against the earlier one.

    Patients and days share a few locks, which a load of any size can hold; they are taken in order and end with the transaction.
    """
    days = {f"{source.encounter.patient_id}:{source.encounter.service_date}" for source in sources}
    places = sorted({crc32(day.encode()) % PLACES for day in days})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, place) FROM unnest(%s::int[]) AS place", [SAME_DAY, places])


def _create(
    frozen: Sequence[tuple[Source, Snapshot]], *, rank: int, at: datetime, forwarded: Mapping[int, RemittanceClaim],
) -> list[Version]:
    """Rows of claims, lines and first submissions."""
    numbers = _numbers(len(frozen))
    claims = [_claim(source, snapshot, number, rank, at) for (source, snapshot), number in zip(frozen, numbers, strict=True)]
    _mark(claims, forwarded, at)
    _open_by_ledger(claims, [snapshot for _, snapshot in frozen])
    Claim.objects.bulk_create(claims)
    pairs = list(zip(claims, [snapshot for _, snapshot in frozen], strict=True))
    expected = expected_amounts.load(pairs, known_at=at)
    ClaimLine.objects.bulk_create([row for claim, snapshot in pairs for row in lines(claim, snapshot, expected)])
    submissions = [submission(claim, snapshot, code=ids.new_control_code(), at=at) for claim, snapshot in pairs]
    ClaimSubmission.objects.bulk_create(submissions)
    return [Version(claim, row, snapshot) for (claim, snapshot), row in zip(pairs, submissions, strict=True)]


def _numbers(count: int) -> list[str]:
    return next_numbers("claims_claim_number", "C-", count)


def _claim(source: Source, snapshot: Snapshot, number: str, rank: int, at: datetime) -> Claim:
    asked = source.payer_of(rank)
    return Claim(
        number=number, encounter=source.encounter, patient=source.encounter.patient, payer=asked.coverage.payer, coverage=asked.coverage,
        rank=rank, status=ClaimStatus.HELD, service_date=snapshot.service_date, billed_amount=snapshot.billed_amount,
        open_amount=snapshot.billed_amount, filing_deadline_date=deadline(asked.coverage.payer, snapshot, rank), created_at=at,
    )


def _mark(claims: Iterable[Claim], forwarded: Mapping[int, RemittanceClaim], at: datetime) -> None:
    """What another payer sent on is not ours to send until its day has passed."""
    for claim in claims:
        if row := forwarded.get(claim.encounter_id):
            claim.status, claim.forwarded_by = ClaimStatus.CROSSED_OVER, row
            claim.crossover_due_date = clock.day_of(at) + timedelta(days=CROSSOVER_DAYS)


def _open_by_ledger(claims: Sequence[Claim], snapshots: Sequence[Snapshot]) -> None:
    """A later payer owes what the payers before left to it."""
    later = [(claim, snapshot) for claim, snapshot in zip(claims, snapshots, strict=True) if claim.rank != PRIMARY]
    buckets = ledger.by_charge({line.charge_id for _, snapshot in later for line in snapshot.lines}) if later else {}
    for claim, snapshot in later:
        held = (buckets[line.charge_id].owed_by_rank.get(claim.rank, ZERO) for line in snapshot.lines if line.charge_id in buckets)
        claim.open_amount = sum(held, ZERO)


def _waits(claim: Claim) -> NextStep:
    step = next_steps.crossed_over(claim.payer.name, claim.crossover_due_date)
    return NextStep(Claim.SUBJECT_KIND, claim.pk, step.queue, step.day, step.text, amount=claim.open_amount)


def deadline(payer: Payer, snapshot: Snapshot, rank: int):
    """The claim's filing deadline by the payer's row; None where no limit is known."""
    days = filing_limit_days(rank, primary_days=payer.filing_limit_days, later_days=payer.secondary_filing_limit_days)
    return filing_deadline(snapshot.service_date, days)


def lines(claim: Claim, snapshot: Snapshot, expected: expected_amounts.Expected) -> list[ClaimLine]:
    """The rows of a claim's lines."""
    return [
        ClaimLine(
            claim=claim, charge_id=line.charge_id, ordinal=line.ordinal, control_number=line.control_number, procedure_code=line.procedure_code,
            modifiers=list(line.modifiers), units=line.units, billed_amount=line.amount, expected_amount=expected.get((claim.pk, line.ordinal)),
        )
        for line in snapshot.lines
    ]


def submission(
    claim: Claim, snapshot: Snapshot, *, code: str, at: datetime, frequency: str = "1", original_reference: str = "",
) -> ClaimSubmission:
    """The row of the claim's present version; `code` is the claim's part of the patient control number."""
    return ClaimSubmission(
        claim=claim, ordinal=claim.version, patient_control_number=f"{code}{claim.version:02d}", snapshot=to_json(snapshot),
        schema_version=SCHEMA_VERSION, billed_amount=snapshot.billed_amount, frozen_at=at, frequency=frequency, original_reference=original_reference,
    )


def _built(version: Version, actor: Any, at: datetime) -> NewEvent:
    claim = version.claim
    evidence = Evidence(at, detail={"version": claim.version, "billed": str(claim.billed_amount), "lines": len(version.snapshot.lines)})
    return NewEvent(Claim.SUBJECT_KIND, claim.pk, "claim_built", evidence, "", claim.status, actor)
