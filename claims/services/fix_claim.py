"""Mend one field of a claim where the finding stands: the field of the record it came from is changed by that record's own door, then the
claim is built again and scrubbed. A rejected claim is so made ready to be sent anew.

Called by the claim page. `field` is a finding's path; what kind of value it takes is checked by `claims.forms.fixes`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Encounter
from billing.services.correct_encounter import Correction, correct_encounter
from claims.models import Claim, ClaimLine, ClaimStatus
from claims.selectors.claims import locked
from claims.selectors.fixable_fields import open_fields
from claims.services.rebuild_claims import REBUILT, rebuild_claims
from config.shared.errors import DomainError
from patients.models import Coverage, Patient
from patients.services.change_patient import change_patient
from patients.services.save_coverage import save_coverage

ENCOUNTER_FIELDS = frozenset({
    "authorization_number", "referral_number", "clia_number", "accident_date", "accident_state", "onset_date", "place_of_service",
})
PATIENT_FIELDS = frozenset({"last_name", "first_name", "birth_date", "sex"})
COVERAGE_FIELDS = frozenset({"member_id", "group_number", "valid_from", "valid_to", "msp_code"})
SUBSCRIBER_FIELDS = frozenset({"last_name", "first_name", "birth_date"})
ADDRESS_FIELDS = frozenset({"street", "city", "state", "zip_code"})

Fix = Callable[[Claim, Any, Any, datetime], None]


class NotFixableHere(DomainError):
    """The field belongs to a record that has its own page."""

    code = "not_fixable_here"
    message = "{field} can't be changed here. Open the record it comes from."


class NothingToFix(DomainError):
    """No finding and no rejection names the field, or somebody has mended it already."""

    code = "nothing_to_fix"
    message = "Nothing is wrong with {field} on claim {claim} now. Other changes are made on the record it comes from."
    conflict = True


class NotOurs(DomainError):
    """The payer has the claim: what was sent stays as it was."""

    code = "not_ours_to_fix"
    message = "Claim {claim} is {status}. What was sent stays as it was."
    conflict = True


@transaction.atomic
def fix_claim(claim_id: int, *, field: str, value: Any, actor: Any, at: datetime) -> Claim:
    """Change the field, build the claim again, scrub. Locks patient, visit and claim in this order, as every verb does.

    Raises NotFixableHere, NotOurs, NothingToFix, and what the record's own service raises.
    """
    fix = _fix_of(field)
    claim = _locked_with_records(claim_id)
    if claim.status not in REBUILT:
        raise NotOurs(claim=claim.number, status=claim.get_status_display().lower())
    if field not in open_fields(claim):
        raise NothingToFix(field=field, claim=claim.number)
    fix(claim, value, actor, at)
    if claim.status == ClaimStatus.REJECTED:
        rebuild_claims([claim.pk], at=at, actor=actor, reason=f"{field} corrected")
    claim.refresh_from_db()
    return claim


def _locked_with_records(claim_id: int) -> Claim:
    """The claim, locked after the patient and the visit whose fields may change."""
    patient_id, encounter_id = Claim.objects.values_list("patient_id", "encounter_id").get(pk=claim_id)
    Patient.objects.select_for_update(no_key=True).get(pk=patient_id)
    Encounter.objects.select_for_update(no_key=True).get(pk=encounter_id)
    return locked([claim_id])[claim_id]


def is_fixable(field: str) -> bool:
    """Whether this field can be mended on the claim's page."""
    return _find(field) is not None


def _fix_of(field: str) -> Fix:
    found = _find(field)
    if found is None:
        raise NotFixableHere(field=field)
    return found


def _find(field: str) -> Fix | None:
    parts = field.split(".")
    if field in ENCOUNTER_FIELDS:
        return lambda claim, value, actor, at: _correct(claim, Correction(fields={field: value}), actor, at)
    if parts[0] == "diagnoses" and len(parts) == 2:
        return lambda claim, value, actor, at: _diagnosis(claim, int(parts[1]), value, actor, at)
    if parts[0] == "lines" and len(parts) == 3 and parts[2] in ("pointers", "modifiers", "ndc", "ndc_quantity"):
        return lambda claim, value, actor, at: _line(claim, int(parts[1]), parts[2], value, actor, at)
    if parts[0] == "patient" and (parts[-1] in PATIENT_FIELDS or (parts[1] == "address" and parts[-1] in ADDRESS_FIELDS)):
        return lambda claim, value, actor, at: _patient(claim, parts[-1], value, actor, at)
    if parts[0] == "coverage" and len(parts) == 2 and parts[1] in COVERAGE_FIELDS:
        return lambda claim, value, actor, at: _coverage(claim, parts[1], value, actor, at)
    if parts[:2] == ["coverage", "subscriber"] and parts[2:] and parts[2] in SUBSCRIBER_FIELDS:
        return lambda claim, value, actor, at: _coverage(claim, f"subscriber_{parts[2]}", value, actor, at)
    return None


def _correct(claim: Claim, change: Correction, actor: Any, at: datetime) -> None:
    correct_encounter(claim.encounter_id, change, actor=actor, at=at)


def _diagnosis(claim: Claim, place: int, code: str, actor: Any, at: datetime) -> None:
    codes = list(claim.encounter.diagnoses.order_by("ordinal").values_list("code", flat=True))
    codes[place - 1 : place] = [code]
    _correct(claim, Correction(diagnoses=codes), actor, at)


def _line(claim: Claim, ordinal: int, name: str, value: Any, actor: Any, at: datetime) -> None:
    charge = ClaimLine.objects.select_related("charge").get(claim=claim, ordinal=ordinal).charge
    if name == "pointers":
        change = Correction(pointers={charge.pk: value})
    elif name == "modifiers":
        change = Correction(modifiers={charge.pk: value})
    else:
        drug = (value, charge.ndc_quantity, charge.ndc_unit) if name == "ndc" else (charge.ndc, *value)
        change = Correction(drugs={charge.pk: drug})
    _correct(claim, change, actor, at)


def _patient(claim: Claim, name: str, value: Any, actor: Any, at: datetime) -> None:
    patient = Patient.objects.get(pk=claim.patient_id)
    setattr(patient, name, value)
    change_patient(patient, actor=actor, at=at)


def _coverage(claim: Claim, name: str, value: Any, actor: Any, at: datetime) -> None:
    coverage = Coverage.objects.get(pk=claim.coverage_id)
    setattr(coverage, name, value)
    save_coverage(coverage, actor=actor, at=at)
