"""Asking other payers for a visit, or in another order."""

from datetime import date
from decimal import Decimal

import pytest

from billing.models import Encounter, LedgerTransaction
from billing.selectors import ledger
from billing.selectors.payer_orders import payers_of
from billing.services.change_payers import CoverageNotActive, change_payers
from billing.services.correct_encounter import ChargeHasMoved, ClaimInTheWay
from config.shared.errors import ReasonMissing
from tests.billing.services.test_correct_encounter import pay
from tests.billing.visits import AT, enter, visit
from tests.factories.patients import CoverageFactory, PatientFactory
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def encounter(cast) -> Encounter:
    return enter(visit(cast))


def change(encounter, coverages, reason="card came late", **options):
    return change_payers(encounter.pk, coverages, reason=reason, actor=BillerFactory(), at=AT, **options)


def test_a_card_that_came_late_takes_over_from_the_patient(cast, ear):
    encounter = enter(visit(cast, patient=PatientFactory()))
    late = CoverageFactory(patient=encounter.patient)

    change(encounter, [late])

    buckets = ledger.by_encounter([encounter.pk])[encounter.pk]
    assert (buckets.owed_by_rank, buckets.owed_by_patient) == ({1: Decimal("440.00")}, 0)
    assert ledger.owed_by_payers(encounter.patient_id) == [(late.payer_id, late.payer.name, Decimal("440.00"))]
    assert ear.heard[-1] == ("corrected", [encounter.pk])


def test_the_order_is_a_new_version_with_its_reason(encounter, cast):
    second = CoverageFactory(patient=cast.patient, rank=2)

    change(encounter, [second, cast.coverage], reason="Medicare is secondary")

    rows = payers_of([encounter.pk])[encounter.pk]
    assert [(row.version, row.rank, row.coverage, row.reason) for row in rows] == [
        (2, 1, second, "Medicare is secondary"), (2, 2, cast.coverage, "Medicare is secondary"),
    ]
    assert encounter.payers.filter(version=1).count() == 1


def test_the_first_posting_is_reversed_with_the_reason(encounter, cast):
    change(encounter, [CoverageFactory(patient=cast.patient, rank=2)])

    assert set(LedgerTransaction.objects.filter(reverses__isnull=False).values_list("reason", flat=True)) == {"card came late"}


def test_it_may_change_again_and_back(encounter, cast):
    second = CoverageFactory(patient=cast.patient, rank=2)

    change(encounter, [second])
    change(encounter, [cast.coverage])

    assert ledger.owed_by_payers(encounter.patient_id) == [(cast.coverage.payer_id, "Blue Plan", Decimal("440.00"))]


def test_a_patient_may_forbid_billing_later(encounter):
    change(encounter, [], reason="paid in full, 45 CFR 164.522")

    held = Encounter.objects.get(pk=encounter.pk)
    assert not held.bills_insurance
    assert ledger.by_encounter([encounter.pk])[encounter.pk].owed_by_patient == Decimal("440.00")


def test_a_coverage_must_be_in_force_on_the_day(encounter, cast):
    later = CoverageFactory(patient=cast.patient, rank=2, valid_from=date(2026, 10, 13))

    with pytest.raises(CoverageNotActive):
        change(encounter, [later])


def test_a_coverage_must_be_the_patients_own(encounter):
    with pytest.raises(CoverageNotActive):
        change(encounter, [CoverageFactory()])


def test_it_needs_a_reason(encounter, cast):
    with pytest.raises(ReasonMissing):
        change(encounter, [cast.coverage], reason=" ")


def test_what_was_paid_on_stays(encounter, cast):
    pay(encounter.charges.get(ordinal=1))

    with pytest.raises(ChargeHasMoved):
        change(encounter, [CoverageFactory(patient=cast.patient, rank=2)])


def test_a_claim_with_the_payer_is_in_the_way(encounter, ear):
    ear.why = {encounter.pk: "Claim C-1 is sent."}

    with pytest.raises(ClaimInTheWay):
        change(encounter, [])
