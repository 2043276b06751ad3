"""Correcting a visit: in place what is no money, by a reversing entry what is (invariant 7)."""

from datetime import date
from decimal import Decimal

import pytest

from billing.models import Account, Charge, Encounter, EncounterDiagnosis, LedgerTransaction, Purpose
from billing.selectors import ledger
from billing.services.correct_encounter import ChargeHasMoved, ClaimInTheWay, Correction, EncounterVoided, ModifierChangesPrice, correct_encounter
from billing.services.enter_encounter import DiagnosisTwice, NewCharge, NoPrice, NothingToBill, PointsNowhere, TooManyDiagnoses
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from billing.services.void_encounter import void_encounter
from config.shared.errors import ReasonMissing, StaleVersion
from config.shared.models import Event
from tests.billing.visits import AT, enter, visit
from tests.factories.payers import FeeScheduleItemFactory
from tests.factories.practice import FacilityFactory
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def encounter(cast) -> Encounter:
    return enter(visit(cast))


def correct(encounter, expected_version=None, **change) -> Encounter:
    return correct_encounter(encounter.pk, Correction(**change), actor=BillerFactory(), at=AT, expected_version=expected_version)


def line(encounter, ordinal) -> Charge:
    return encounter.charges.get(ordinal=ordinal)


def pay(charge, amount="50.00") -> None:
    """A payer pays a part of a charge."""
    owed = Entry(Account.OWED_BY_PAYER, -Decimal(amount), charge.pk, charge.encounter.patient_id, None, 1)
    paid = Entry(Account.PAID_BY_PAYER, Decimal(amount), charge.pk, charge.encounter.patient_id)
    post_transaction(
        NewTransaction(purpose=Purpose.PAYMENT, key=f"pay:{charge.pk}", source_kind="remittance", source_id=1, entries=[owed, paid]),
        actor=None, at=AT,
    )


def test_what_a_scrub_finds_is_fixed_in_place(encounter, ear):
    first, second = line(encounter, 1), line(encounter, 2)

    correct(
        encounter, fields={"authorization_number": "A7781203"}, diagnoses=["M1712", "M1711", "I10"], pointers={first.pk: [2, 3]},
        modifiers={second.pk: ["LT"]}, drugs={second.pk: ("00003089421", Decimal("2.5"), "ML")},
    )

    held = Encounter.objects.get(pk=encounter.pk)
    assert (held.authorization_number, held.version) == ("A7781203", 2)
    assert list(held.diagnoses.values_list("ordinal", "code")) == [(1, "M1712"), (2, "M1711"), (3, "I10")]
    assert (line(held, 1).pointers, line(held, 2).modifiers, line(held, 2).ndc_quantity) == ([2, 3], ["LT"], Decimal("2.5"))
    assert ear.heard[-1] == ("corrected", [encounter.pk])


def test_a_correction_in_place_moves_no_cent(encounter):
    before = ledger.by_encounter([encounter.pk])

    correct(encounter, diagnoses=["M1711"], pointers={line(encounter, 2).pk: [1]})

    assert ledger.by_encounter([encounter.pk]) == before


def test_what_it_was_is_kept_as_history(encounter):
    first = line(encounter, 1)

    correct(encounter, diagnoses=["M1711", "E119"], modifiers={first.pk: []})

    assert first.events.get().modifiers == ["25"]
    assert set(EncounterDiagnosis.pgh_event_model.objects.values_list("code", flat=True)) == {"M1711", "I10"}


def test_the_facility_brings_its_billing_provider(encounter):
    other = FacilityFactory(name="South office")

    held = correct(encounter, fields={"facility": other})

    assert held.billing_provider == other.billing_provider


def test_a_stale_form_changes_nothing(encounter):
    correct(encounter, fields={"clia_number": "11D2030855"})

    with pytest.raises(StaleVersion):
        correct(encounter, expected_version=1, fields={"clia_number": ""})

    assert Encounter.objects.get(pk=encounter.pk).clia_number == "11D2030855"


def test_the_date_and_who_is_billed_are_no_corrections(encounter):
    held = correct(encounter, fields={"service_date": date(2020, 1, 1), "bills_insurance": False, "number": "X"})

    assert (held.service_date, held.bills_insurance, held.number) == (encounter.service_date, True, encounter.number)


def test_a_shorter_list_of_diagnoses_leaves_no_line_pointing_nowhere(encounter):
    with pytest.raises(PointsNowhere):
        correct(encounter, diagnoses=["M1711"])

    assert encounter.diagnoses.count() == 2


def test_a_modifier_with_a_price_of_its_own_is_a_new_line(encounter, cast):
    FeeScheduleItemFactory(version=cast.prices, procedure_code="20610", modifier="50", unit_price=Decimal("225.0000"))

    with pytest.raises(ModifierChangesPrice):
        correct(encounter, modifiers={line(encounter, 2).pk: ["50"]})


def test_a_wrong_line_is_reversed_and_entered_again(encounter):
    wrong = line(encounter, 1)

    correct(encounter, void=[wrong.pk], add=[NewCharge("36415")], reason="wrong code")

    wrong.refresh_from_db()
    buckets = ledger.by_charge([wrong.pk])[wrong.pk]
    reversal = LedgerTransaction.objects.get(reverses__isnull=False)
    assert (wrong.void_reason, wrong.amount, buckets.charge, buckets.open) == ("wrong code", Decimal("140.00"), 0, 0)
    assert (reversal.reason, reversal.reverses.key) == ("wrong code", f"charge:{wrong.pk}")
    assert line(encounter, 3).procedure_code == "36415"
    assert ledger.by_encounter([encounter.pk])[encounter.pk].owed_by_rank == {1: Decimal("312.00")}


def test_taking_a_line_back_needs_a_reason(encounter):
    with pytest.raises(ReasonMissing):
        correct(encounter, void=[line(encounter, 1).pk], reason=" ")


def test_a_line_that_was_paid_on_stays(encounter):
    pay(line(encounter, 1))

    with pytest.raises(ChargeHasMoved):
        correct(encounter, void=[line(encounter, 1).pk], reason="wrong code")

    assert line(encounter, 1).voided_at is None


def test_lines_stay_while_a_payer_has_the_claim(encounter, ear):
    ear.why = {encounter.pk: "Claim C-1 is sent."}

    with pytest.raises(ClaimInTheWay, match=r"Claim C-1 is sent\."):
        correct(encounter, add=[NewCharge("36415")])

    assert encounter.charges.count() == 2


def test_what_is_no_money_may_be_corrected_meanwhile(encounter, ear):
    ear.why = {encounter.pk: "Claim C-1 is sent."}

    assert correct(encounter, fields={"referral_number": "R1"}).referral_number == "R1"


@pytest.mark.parametrize(("change", "error"), [
    ({"diagnoses": []}, NothingToBill), ({"add": [NewCharge("99999")]}, NoPrice), ({"add": [NewCharge("36415", pointers=(9,))]}, PointsNowhere),
])
def test_what_is_left_is_still_a_visit(encounter, change, error):
    with pytest.raises(error):
        correct(encounter, **change)

    assert (encounter.charges.count(), encounter.diagnoses.count()) == (2, 2)


def test_a_visit_without_lines_is_taken_back_as_a_whole(encounter):
    with pytest.raises(NothingToBill):
        correct(encounter, void=list(encounter.charges.values_list("pk", flat=True)), reason="wrong patient")


def test_a_line_of_another_visit_is_not_touched(encounter, cast):
    other = enter(visit(cast))

    correct(encounter, void=[line(other, 1).pk], reason="wrong code", pointers={line(other, 2).pk: [1]})

    assert (line(other, 1).voided_at, line(other, 2).pointers) == (None, [1, 2])


def test_a_visit_that_was_taken_back_is_not_corrected(encounter):
    void_encounter(encounter.pk, reason="wrong patient", actor=BillerFactory(), at=AT)

    with pytest.raises(EncounterVoided):
        correct(encounter, fields={"clia_number": ""})


def test_the_event_says_what_was_corrected(encounter):
    wrong = line(encounter, 1)

    correct(encounter, fields={"clia_number": "1"}, void=[wrong.pk], reason="wrong code")

    event = Event.objects.get(kind="encounter_corrected")
    assert event.detail == {"fields": ["clia_number"], "diagnoses": False, "voided": [wrong.pk], "added": 0, "reason": "wrong code"}


def test_a_diagnosis_stands_once(encounter):
    (first, *_) = encounter.diagnoses.values_list("code", flat=True)

    with pytest.raises(DiagnosisTwice, match=first):
        correct(encounter, diagnoses=[first, "E119", first])


def test_a_visit_takes_twelve_diagnoses(encounter):
    with pytest.raises(TooManyDiagnoses):
        correct(encounter, diagnoses=[f"A{number:02d}" for number in range(13)])
