"""Ask other payers for a visit, or in another order: a card that came late, a wrong rank, a patient who forbids billing (45 CFR 164.522).

The order is versioned with its reason (DOMAIN 0a.10). Where nothing was paid yet, each charge's posting is reversed and made again for
the new first payer; what was paid stays, and then the change is refused.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Encounter, EncounterPayer
from billing.selectors.payer_orders import payers_of
from billing.services.ask_for_coverage import coverage_is_settled
from billing.services.correct_encounter import EncounterVoided
from billing.services.enter_encounter import charge_posting
from billing.services.follow_accounts import follow_accounts
from billing.services.post_transaction import NewTransaction, post_transactions
from billing.services.reverse_transaction import reverse_transaction
from billing.services.void_charges import ask_guards, the_posting
from config.shared.errors import DomainError, require_reason
from config.shared.registries import encounters as listeners
from config.shared.services.record_event import Evidence, NewEvent, record_event
from patients.models import Coverage


class CoverageNotActive(DomainError):
    """A coverage is another patient's, was taken back, or is not in force on the date of service."""

    code = "coverage_not_active"
    message = "{coverage} is not in force on {day}."


@transaction.atomic
def change_payers(
    encounter_id: int, coverages: Sequence[Coverage], *, reason: str, actor: Any, at: datetime, bills_insurance: bool = True,
    expected_version: int | None = None,
) -> Encounter:
    """Set who is asked, first to last; nobody means that the patient owes.

    Locks the encounter. Raises StaleVersion, EncounterVoided, ReasonMissing, CoverageNotActive, ClaimInTheWay, ChargeHasMoved.
    """
    encounter = Encounter.objects.select_for_update(no_key=True).get(pk=encounter_id)
    if encounter.voided_at is not None:
        raise EncounterVoided(number=encounter.number)
    reason = require_reason(reason)
    _check_active(encounter, coverages)
    ask_guards(encounter.pk)
    encounter.bills_insurance = bills_insurance and bool(coverages)
    encounter.save_version(expected_version)
    coverage_is_settled(encounter, reason="payers set")
    payers = _next_version(encounter, coverages, reason, at)
    _post_again(encounter, payers, reason, actor, at)
    detail = {"coverages": [coverage.pk for coverage in coverages], "reason": reason}
    record_event(NewEvent("encounter", encounter.pk, "payers_changed", Evidence(at, detail=detail), actor=actor))
    follow_accounts([encounter.patient_id], actor=actor, at=at)
    listeners.corrected([encounter.pk], actor=actor, at=at)
    return encounter


def _check_active(encounter: Encounter, coverages: Sequence[Coverage]) -> None:
    for coverage in coverages:
        if coverage.patient_id != encounter.patient_id or not coverage.is_active_on(encounter.service_date):
            raise CoverageNotActive(coverage=str(coverage), day=f"{encounter.service_date:%m/%d/%Y}")


def _next_version(encounter: Encounter, coverages: Sequence[Coverage], reason: str, at: datetime) -> list[EncounterPayer]:
    held = payers_of([encounter.pk])[encounter.pk]
    version = held[0].version + 1 if held else 1
    return EncounterPayer.objects.bulk_create([
        EncounterPayer(encounter=encounter, version=version, rank=rank, coverage=coverage, reason=reason, created_at=at)
        for rank, coverage in enumerate(coverages, start=1)
    ])


def _post_again(encounter: Encounter, payers: Sequence[EncounterPayer], reason: str, actor: Any, at: datetime) -> None:
    """Reverse each charge's posting and post it for the new first payer."""
    fresh: list[NewTransaction] = []
    for charge in encounter.charges.select_for_update().filter(voided_at__isnull=True).order_by("pk"):
        posting = the_posting(charge)
        if posting is None:
            continue
        reverse_transaction(posting, actor=actor, at=at, reason=reason)
        again = charge_posting(charge, encounter, payers)
        fresh.append(NewTransaction(
            purpose=again.purpose, key=f"{again.key}:after:{posting.pk}", source_kind=again.source_kind, source_id=again.source_id,
            entries=again.entries, evidence=again.evidence,
        ))
    post_transactions(fresh, actor=actor, at=at)
