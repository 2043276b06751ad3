"""Claims follow the visits: entered, corrected, voided."""

import pytest

from billing.services.correct_encounter import Correction, correct_encounter
from claims.models import Claim
from claims.services.guard_encounters import guard_encounters
from config.shared.registries import encounters
from tests.factories.claims import NOW, Cast, make_claim, make_visit, put_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def test_an_entered_visit_has_its_claim(cast):
    encounter = make_visit(cast)

    encounters.entered([encounter.pk], actor=cast.biller, at=NOW)

    assert Claim.objects.get(encounter=encounter).status == "ready"


def test_a_corrected_diagnosis_mends_a_held_claim(cast):
    claim = make_claim(cast, diagnoses=("ZZZ", "I10"))
    assert claim.status == "held"

    correct_encounter(claim.encounter_id, Correction(diagnoses=["M25561", "I10"]), actor=cast.biller, at=NOW)

    claim.refresh_from_db()
    assert (claim.status, claim.version) == ("ready", 2)


def test_a_rejected_claim_waits_for_a_person_to_resend_it(cast):
    claim = make_claim(cast)
    put_in(claim, "rejected")

    correct_encounter(claim.encounter_id, Correction(fields={"authorization_number": "A1234567"}), actor=cast.biller, at=NOW)

    claim.refresh_from_db()
    assert (claim.status, claim.version) == ("rejected", 1)


@pytest.mark.parametrize(("status", "guarded"), [("ready", False), ("rejected", False), ("closed", False), ("sent", True), ("paid", True), ("denied", True)])
def test_lines_of_a_visit_can_not_change_while_its_claim_is_with_the_payer(cast, status, guarded):
    claim = make_claim(cast)
    put_in(claim, status)

    found = guard_encounters([claim.encounter_id])

    assert bool(found) is guarded
    assert not guarded or claim.number in found[claim.encounter_id]
