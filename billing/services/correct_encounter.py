"""Correct a visit: what is no money is changed in place; a wrong charge is voided by a reversing entry and entered again (invariant 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Charge, Encounter, EncounterDiagnosis, EncounterPayer, LedgerTransaction
from billing.services.enter_encounter import NewCharge, charge_posting, make_charge, price_lines
from billing.services.post_transaction import post_transactions
from billing.services.reverse_transaction import ReasonMissing, reverse_transaction
from config.shared.errors import DomainError
from config.shared.registries import encounters as listeners
from config.shared.services.record_event import Evidence, NewEvent, record_event

FIELDS = frozenset({
    "facility", "place_of_service", "rendering_provider", "referring_provider", "authorization_number", "referral_number", "clia_number",
    "accident_kind", "accident_date", "accident_state", "onset_date",
})


class ChargeHasMoved(DomainError):
    """Money moved on the charge already; only a correction to the payer can change it."""

    code = "charge_has_moved"
    message = "A payer or the patient has paid on line {ordinal}. Send a corrected claim instead."
    conflict = True


@dataclass(frozen=True, slots=True)
class Correction:
    """What changes. None leaves a part as it is. `lines`: pointers and modifiers by the charge's id."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    diagnoses: Sequence[str] | None = None
    pointers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    modifiers: Mapping[int, Sequence[str]] = field(default_factory=dict)
    drugs: Mapping[int, tuple[str, Any, str]] = field(default_factory=dict)
    void: Sequence[int] = ()
    add: Sequence[NewCharge] = ()
    reason: str = ""


@transaction.atomic
def correct_encounter(
    encounter_id: int, change: Correction, *, actor: Any, at: datetime, expected_version: int | None = None,
) -> Encounter:
    """Apply a correction and tell the rooms above, which build the claim's next version. Raises StaleVersion, ChargeHasMoved, NoPrice."""
    encounter = Encounter.objects.select_for_update().get(pk=encounter_id)
    for name in FIELDS & change.fields.keys():
        setattr(encounter, name, change.fields[name])
    encounter.save_version(expected_version)
    if change.diagnoses is not None:
        _replace_diagnoses(encounter, change.diagnoses)
    _change_lines(encounter, change)
    _void_charges(encounter, change, actor, at)
    _add_charges(encounter, change.add, actor, at)
    detail = {"fields": sorted(change.fields), "voided": len(change.void), "added": len(change.add)}
    record_event(NewEvent("encounter", encounter.pk, "encounter_corrected", Evidence(at, detail=detail), actor=actor))
    listeners.corrected([encounter.pk], actor=actor, at=at)
    return encounter


def _replace_diagnoses(encounter: Encounter, codes: Sequence[str]) -> None:
    """The list as it now is; claims that were sent keep theirs in their snapshot."""
    encounter.diagnoses.all().delete()
    EncounterDiagnosis.objects.bulk_create([
        EncounterDiagnosis(encounter=encounter, ordinal=ordinal, code=code) for ordinal, code in enumerate(codes, start=1)
    ])


def _change_lines(encounter: Encounter, change: Correction) -> None:
    touched = change.pointers.keys() | change.modifiers.keys() | change.drugs.keys()
    for charge in Charge.objects.select_for_update().filter(encounter=encounter, pk__in=touched, voided_at__isnull=True):
        charge.pointers = list(change.pointers.get(charge.pk, charge.pointers))
        charge.modifiers = list(change.modifiers.get(charge.pk, charge.modifiers))
        charge.ndc, charge.ndc_quantity, charge.ndc_unit = change.drugs.get(charge.pk, (charge.ndc, charge.ndc_quantity, charge.ndc_unit))
        charge.save(update_fields=["pointers", "modifiers", "ndc", "ndc_quantity", "ndc_unit"])


def _void_charges(encounter: Encounter, change: Correction, actor: Any, at: datetime) -> None:
    if not change.void:
        return
    if not change.reason.strip():
        raise ReasonMissing()
    for charge in Charge.objects.select_for_update().filter(encounter=encounter, pk__in=change.void, voided_at__isnull=True).order_by("pk"):
        postings = LedgerTransaction.objects.filter(entries__charge=charge, reverses__isnull=True, reversed_by__isnull=True).distinct()
        if postings.count() != 1:
            raise ChargeHasMoved(ordinal=charge.ordinal)
        reverse_transaction(postings.get(), actor=actor, at=at, reason=change.reason)
        charge.voided_at, charge.voided_by, charge.void_reason = at, actor, change.reason.strip()
        charge.save(update_fields=["voided_at", "voided_by", "void_reason"])


def _add_charges(encounter: Encounter, lines: Sequence[NewCharge], actor: Any, at: datetime) -> None:
    if not lines:
        return
    first = (encounter.charges.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0) + 1
    found = price_lines(lines, encounter.service_date)
    charges = Charge.objects.bulk_create([
        make_charge(encounter, ordinal, line, price) for ordinal, (line, price) in enumerate(zip(lines, found, strict=True), start=first)
    ])
    version = EncounterPayer.objects.filter(encounter=encounter).order_by("-version").values_list("version", flat=True).first()
    payers = list(EncounterPayer.objects.filter(encounter=encounter, version=version or 1).select_related("coverage").order_by("rank"))
    post_transactions([charge_posting(charge, encounter, payers) for charge in charges], actor=actor, at=at)
