"""What the edits need to know beyond the snapshots: codes in force, limits, the ledger's amounts, other claims. In bulk: five queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from billing.selectors import ledger
from claims.models import ClaimLine, ClaimStatus
from claims.rules.scrub import DiagnosisFact, Facts
from claims.selectors.claims import Version
from payers.models import DiagnosisCode, Payer, PlaceOfService

Service = tuple[str, tuple[str, ...]]


def load(versions: Sequence[Version], *, today: date) -> dict[int, Facts]:
    """The facts of each claim, by claim id."""
    codes = _diagnosis_rows({code for version in versions for code in version.snapshot.diagnoses})
    places = frozenset(PlaceOfService.objects.values_list("code", flat=True))
    can_send = _can_send({version.claim.payer_id for version in versions})
    charged = _charged({line.charge_id for version in versions for line in version.snapshot.lines})
    services = _same_services(versions)
    return {
        version.claim.pk: Facts(
            today=today, places_of_service=places, charged=charged, same_services=services.get(version.claim.pk, {}),
            diagnoses=_in_force(codes, version.snapshot.diagnoses, version.snapshot.service_date),
            filing_deadline=version.claim.filing_deadline_date, can_send=can_send[version.claim.payer_id],
            filing_limit_days=_limit_days(version),
        )
        for version in versions
    }


def _limit_days(version: Version) -> int:
    deadline = version.claim.filing_deadline_date
    return (deadline - version.claim.service_date).days if deadline else 0


def _diagnosis_rows(codes: set[str]) -> dict[str, list[DiagnosisCode]]:
    found = defaultdict(list)
    for row in DiagnosisCode.objects.filter(code__in=codes):
        found[row.code].append(row)
    return found


def _in_force(rows: dict[str, list[DiagnosisCode]], codes: Iterable[str], day: date) -> dict[str, DiagnosisFact]:
    facts = {}
    for code in codes:
        if held := rows.get(code):
            valid = next((row for row in held if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)), None)
            facts[code] = DiagnosisFact(billable=(valid or held[0]).billable, in_force=valid is not None)
    return facts


def _can_send(ids: set[int]) -> dict[int, bool]:
    """Whether there is a way to send to each payer."""
    rows = Payer.objects.filter(pk__in=ids).values_list("pk", "connection__is_active")
    return {pk: bool(active) for pk, active in rows}


def _charged(charge_ids: set[int]) -> dict[int, Decimal]:
    return {pk: buckets.charge for pk, buckets in ledger.by_charge(charge_ids).items()}


def _same_services(versions: Sequence[Version]) -> dict[int, dict[Service, str]]:
    """By claim: what older live claims bill for the same patient, rendering provider and day."""
    lines = ClaimLine.objects.filter(
        claim__patient_id__in={version.claim.patient_id for version in versions},
        claim__service_date__in={version.claim.service_date for version in versions},
    ).exclude(claim__status=ClaimStatus.VOIDED)
    columns = (
        "claim_id", "claim__number", "claim__encounter_id", "claim__patient_id", "claim__service_date",
        "claim__encounter__rendering_provider__npi", "procedure_code", "modifiers",
    )
    by_visit = defaultdict(list)
    for claim_id, number, encounter_id, patient_id, day, npi, code, modifiers in lines.order_by("-claim_id").values_list(*columns):
        by_visit[(patient_id, day, npi)].append((claim_id, encounter_id, number, (code, tuple(sorted(modifiers)))))
    found = {}
    for version in versions:
        claim = version.claim
        others = by_visit[(claim.patient_id, claim.service_date, version.snapshot.rendering_provider.npi)]
        found[claim.pk] = {
            service: number for pk, encounter_id, number, service in others if pk < claim.pk and encounter_id != claim.encounter_id
        }
    return found
