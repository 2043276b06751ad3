"""Claims follow the visits: entered, corrected, voided."""

from decimal import Decimal
from threading import Event as Signal
from threading import Thread

import pytest
from django.db import connections

from billing.models import Charge
from billing.services import correct_encounter as correcting
from billing.services.correct_encounter import ClaimInTheWay, Correction, correct_encounter
from billing.services.void_encounter import void_encounter
from claims.invariants_claims_out import open_amounts_agree
from claims.models import Claim, ClaimStatus
from claims.services import fix_claim as fixing
from claims.services.fix_claim import fix_claim
from claims.services.guard_encounters import guard_encounters
from claims.services.send_ready_claims import send_ready_claims
from config.shared.models import Event, WorkItem
from config.shared.registries import encounters
from tests.claims.answers import next_step
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


def take_back(claim, cast, **changes):
    """Void the claim's first line."""
    line = claim.encounter.charges.order_by("ordinal").first()
    correct_encounter(claim.encounter_id, Correction(void=[line.pk], reason="wrong code", **changes), actor=cast.biller, at=NOW)


def test_what_is_open_on_a_rejected_claim_follows_the_corrected_visit(cast):
    claim = put_in(make_claim(cast), ClaimStatus.REJECTED)

    take_back(claim, cast)

    claim.refresh_from_db()
    assert (claim.status, claim.open_amount) == ("rejected", Decimal("150.00"))
    assert Event.objects.get(subject_kind="claim", subject_id=claim.pk, kind="claim_open_amount_changed").detail == {"from": "330.00", "to": "150.00"}
    assert (next_step(claim).queue, next_step(claim).amount) == ("rejected", Decimal("150.00"))
    assert open_amounts_agree().broken == []


def test_a_rejected_claim_of_a_voided_visit_is_voided(cast):
    claim = put_in(make_claim(cast), ClaimStatus.REJECTED)

    void_encounter(claim.encounter_id, reason="wrong patient", actor=cast.biller, at=NOW)

    claim.refresh_from_db()
    assert (claim.status, claim.open_amount) == ("voided", Decimal(0))
    assert not WorkItem.objects.filter(subject_kind="claim", subject_id=claim.pk, closed_at=None).exists()
    assert open_amounts_agree().broken == []


def test_a_line_of_a_claim_that_the_payer_has_is_never_taken_back_behind_the_guard(cast, monkeypatch):
    claim = put_in(make_claim(cast), ClaimStatus.SENT)
    monkeypatch.setattr(correcting, "ask_guards", lambda _encounter_id: None)

    with pytest.raises(ClaimInTheWay, match=claim.number):
        take_back(claim, cast)

    assert not Charge.objects.filter(voided_at__isnull=False).exists()


def apart(run) -> Thread:
    """Run in another thread, with its own connection to the database."""
    def work():
        try:
            run()
        finally:
            connections.close_all()

    thread = Thread(target=work)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_claim_whose_lines_are_being_corrected_enters_no_batch(cast, monkeypatch):
    claim, ask = make_claim(cast), correcting.ask_guards

    def ask_and_let_the_clock_send(encounter_id):
        ask(encounter_id)
        apart(lambda: send_ready_claims(at=NOW)).join()

    monkeypatch.setattr(correcting, "ask_guards", ask_and_let_the_clock_send)
    take_back(claim, cast)

    claim.refresh_from_db()
    assert (claim.status, claim.version, claim.open_amount) == ("ready", 2, Decimal("150.00"))
    assert not claim.lines.filter(charge__voided_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_a_fix_and_a_correction_at_once_wait_for_each_other(cast, monkeypatch):
    claim, correct, errors = make_claim(cast, place_of_service="99"), correct_encounter, []
    held, begun = Signal(), Signal()

    def correct_later(*args, **options):
        held.set()
        begun.wait(timeout=10)
        return correct(*args, **options)

    def safely(run):
        try:
            run()
        except Exception as error:
            errors.append(error)

    monkeypatch.setattr(fixing, "correct_encounter", correct_later)
    fix = apart(lambda: safely(lambda: fix_claim(claim.pk, field="place_of_service", value="11", actor=cast.biller, at=NOW)))
    held.wait(timeout=10)
    other = apart(lambda: safely(lambda: correct(claim.encounter_id, Correction(fields={"referral_number": "R1"}), actor=cast.biller, at=NOW)))
    other.join(timeout=1)  # it waits for the visit, which the fix holds
    begun.set()
    fix.join()
    other.join()

    claim.refresh_from_db()
    assert errors == []
    assert (claim.status, claim.encounter.place_of_service, claim.encounter.referral_number) == ("ready", "11", "R1")
