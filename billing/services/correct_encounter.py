"""Correct a visit: what is no money is changed in place; a wrong charge is voided by a reversing entry and entered again (invariant 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Charge, Encounter, EncounterDiagnosis
from billing.selectors.payer_orders import payers_of
from billing.services.enter_encounter import NewCharge, NothingToBill, charge_posting, check_diagnoses, check_pointers, make_charge, price_lines
from billing.services.follow_accounts import follow_accounts
from billing.services.post_transaction import post_transactions
from billing.services.void_charges import ChargeHasMoved, ClaimInTheWay, ask_guards, void_charges
from config.shared.errors import DomainError
from config.shared.registries import encounters as listeners
from config.shared.services.record_event import Evidence, NewEvent, record_event
from payers.selectors.prices import PriceQuestion, charge_master_id, prices

__all__ = ["FIELDS", "ChargeHasMoved", "ClaimInTheWay", "Correction", "EncounterVoided", "ModifierChangesPrice", "correct_encounter"]

FIELDS = frozenset({
    "facility", "place_of_service", "rendering_provider", "referring_provider", "authorization_number", "referral_number", "clia_number",
    "accident_kind", "accident_date", "accident_state", "onset_date",
})


class EncounterVoided(DomainError):
    """The visit was taken back."""

    code = "encounter_voided"
    message = "Encounter {number} was taken back."
    conflict = True


class ModifierChangesPrice(DomainError):
    """With these modifiers the charge master has another price, and a posted amount never changes."""

    code = "modifier_changes_price"
    message = "{code} has another price with these modifiers. Take the line back and enter it again."


@dataclass(frozen=True, slots=True)
class Correction:
    """What changes. None leaves a part as it is. `pointers`, `modifiers`, `drugs`, `void`: by the charge's id."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    diagnoses: Sequence[str] | None = None
    pointers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    modifiers: Mapping[int, Sequence[str]] = field(default_factory=dict)
    drugs: Mapping[int, tuple[str, Any, str]] = field(default_factory=dict)
    void: Sequence[int] = ()
    add: Sequence[NewCharge] = ()
    reason: str = ""

    @property
    def moves_money(self) -> bool:
        """Whether the ledger is touched."""
        return bool(self.void or self.add)


@transaction.atomic
def correct_encounter(
    encounter_id: int, change: Correction, *, actor: Any, at: datetime, expected_version: int | None = None,
) -> Encounter:
    """Apply a correction and tell the rooms above, which build the claim's next version.

    Locks the encounter. Raises StaleVersion, EncounterVoided, NothingToBill, PointsNowhere, DiagnosisTwice, TooManyDiagnoses,
    ModifierChangesPrice; where lines are taken back or added also ClaimInTheWay, ChargeHasMoved, ReasonMissing, NoPrice.
    """
    encounter = Encounter.objects.select_for_update(no_key=True).get(pk=encounter_id)
    if encounter.voided_at is not None:
        raise EncounterVoided(number=encounter.number)
    _set_fields(encounter, change.fields)
    encounter.save_version(expected_version)
    if change.diagnoses is not None:
        _replace_diagnoses(encounter, change.diagnoses)
    _change_lines(encounter, change)
    if change.moves_money:
        ask_guards(encounter.pk)
        _move_money(encounter, change, actor, at)
        follow_accounts([encounter.patient_id], actor=actor, at=at)
    _check_whole(encounter)
    _note(encounter, change, actor, at)
    listeners.corrected([encounter.pk], actor=actor, at=at)
    return encounter


def _set_fields(encounter: Encounter, fields: Mapping[str, Any]) -> None:
    """The facility brings its billing provider along."""
    for name in FIELDS & fields.keys():
        setattr(encounter, name, fields[name])
    if "facility" in fields:
        encounter.billing_provider = encounter.facility.billing_provider


def _replace_diagnoses(encounter: Encounter, codes: Sequence[str]) -> None:
    """The list as it now is; its history is kept by triggers, and claims that were sent keep theirs in their snapshot."""
    held = list(encounter.diagnoses.order_by("ordinal").values_list("code", flat=True))
    if held == list(codes):
        return
    check_diagnoses(codes)
    encounter.diagnoses.all().delete()
    EncounterDiagnosis.objects.bulk_create([
        EncounterDiagnosis(encounter=encounter, ordinal=ordinal, code=code) for ordinal, code in enumerate(codes, start=1)
    ])


def _change_lines(encounter: Encounter, change: Correction) -> None:
    touched = change.pointers.keys() | change.modifiers.keys() | change.drugs.keys()
    charges = list(Charge.objects.select_for_update().filter(encounter=encounter, pk__in=touched, voided_at__isnull=True).order_by("pk"))
    remodified = [charge for charge in charges if list(change.modifiers.get(charge.pk, charge.modifiers)) != charge.modifiers]
    _refuse_other_prices(encounter, remodified, change)
    for charge in charges:
        charge.pointers = list(change.pointers.get(charge.pk, charge.pointers))
        charge.modifiers = list(change.modifiers.get(charge.pk, charge.modifiers))
        charge.ndc, charge.ndc_quantity, charge.ndc_unit = change.drugs.get(charge.pk, (charge.ndc, charge.ndc_quantity, charge.ndc_unit))
    Charge.objects.bulk_update(charges, ["pointers", "modifiers", "ndc", "ndc_quantity", "ndc_unit"])


def _refuse_other_prices(encounter: Encounter, charges: Sequence[Charge], change: Correction) -> None:
    """A modifier with a price of its own changes the amount: that is a new line."""
    schedule = charge_master_id() or 0
    for_line = {
        charge: [
            PriceQuestion(schedule, charge.procedure_code, tuple(modifiers), encounter.service_date)
            for modifiers in (charge.modifiers, change.modifiers[charge.pk])
        ]
        for charge in charges
    }
    found = prices([question for pair in for_line.values() for question in pair])
    for charge, (before, after) in for_line.items():
        if before in found and after in found and found[before].unit_price != found[after].unit_price:
            raise ModifierChangesPrice(code=charge.procedure_code)


def _move_money(encounter: Encounter, change: Correction, actor: Any, at: datetime) -> None:
    if change.void:
        wrong = Charge.objects.select_for_update().filter(encounter=encounter, pk__in=change.void, voided_at__isnull=True).order_by("pk")
        void_charges(wrong, reason=change.reason, actor=actor, at=at)
    if not change.add:
        return
    first = (encounter.charges.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0) + 1
    found = price_lines(change.add, encounter.service_date)
    charges = Charge.objects.bulk_create([
        make_charge(encounter, ordinal, line, price) for ordinal, (line, price) in enumerate(zip(change.add, found, strict=True), start=first)
    ])
    payers = payers_of([encounter.pk])[encounter.pk]
    post_transactions([charge_posting(charge, encounter, payers) for charge in charges if charge.amount], actor=actor, at=at)


def _check_whole(encounter: Encounter) -> None:
    """What is left is still a visit: a diagnosis, a line, and no line that points nowhere."""
    diagnoses = list(encounter.diagnoses.values_list("code", flat=True))
    lines = [NewCharge(each.procedure_code, pointers=tuple(each.pointers)) for each in encounter.charges.filter(voided_at__isnull=True)]
    if not diagnoses or not lines:
        raise NothingToBill()
    check_pointers(lines, diagnoses)


def _note(encounter: Encounter, change: Correction, actor: Any, at: datetime) -> None:
    detail = {
        "fields": sorted(FIELDS & change.fields.keys()), "diagnoses": change.diagnoses is not None, "voided": sorted(change.void),
        "added": len(change.add), "reason": change.reason.strip(),
    }
    record_event(NewEvent("encounter", encounter.pk, "encounter_corrected", Evidence(at, detail=detail), actor=actor))
