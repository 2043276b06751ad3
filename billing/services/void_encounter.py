"""Take a whole visit back: it was keyed for the wrong patient, or never happened. Every charge is reversed with the reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Charge, Encounter
from billing.services.ask_for_coverage import coverage_is_settled
from billing.services.correct_encounter import EncounterVoided
from billing.services.follow_accounts import follow_accounts
from billing.services.void_charges import ask_guards, void_charges
from config.shared.registries import encounters as listeners
from config.shared.services.record_event import Evidence, NewEvent, record_event


@transaction.atomic
def void_encounter(encounter_id: int, *, reason: str, actor: Any, at: datetime, expected_version: int | None = None) -> Encounter:
    """Reverse every charge and void the encounter; unsent claims of it are voided by the rooms above.

    Locks the encounter. Raises StaleVersion, EncounterVoided, ReasonMissing, ClaimInTheWay, ChargeHasMoved.
    """
    encounter = Encounter.objects.select_for_update(no_key=True).get(pk=encounter_id)
    if encounter.voided_at is not None:
        raise EncounterVoided(number=encounter.number)
    ask_guards(encounter.pk)
    void_charges(
        Charge.objects.select_for_update().filter(encounter=encounter, voided_at__isnull=True).order_by("pk"), reason=reason, actor=actor, at=at
    )
    encounter.voided_at, encounter.voided_by, encounter.void_reason = at, actor, reason.strip()
    encounter.save_version(expected_version)
    coverage_is_settled(encounter, reason="voided")
    record_event(NewEvent("encounter", encounter.pk, "encounter_voided", Evidence(at, detail={"reason": reason.strip()}), actor=actor))
    follow_accounts([encounter.patient_id], actor=actor, at=at)
    listeners.corrected([encounter.pk], actor=actor, at=at)
    return encounter
