"""Entering visits: priced, posted, with the order of payers, and told to the rooms above."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.models import Account, Encounter, EncounterPayer, LedgerEntry
from billing.selectors import ledger
from billing.services.change_payers import change_payers
from billing.services.enter_encounter import NewCharge, NoPrice, NothingToBill, PointsNowhere, enter_encounters
from config.shared.models import Event, WorkItem
from tests.billing.visits import AT, DAY, VISIT, enter, visit
from tests.factories.patients import CoverageFactory, PatientFactory
from tests.factories.payers import FeeScheduleItemFactory, FeeScheduleVersionFactory
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db


def test_a_visit_is_priced_and_owed_by_its_first_payer(cast):
    encounter = enter(visit(cast))

    buckets = ledger.by_encounter([encounter.pk])[encounter.pk]
    assert [charge.amount for charge in encounter.charges.order_by("ordinal")] == [Decimal("140.00"), Decimal("300.00")]
    assert (buckets.charge, buckets.owed_by_rank, buckets.owed_by_patient) == (Decimal("440.00"), {1: Decimal("440.00")}, 0)


def test_each_entry_names_patient_and_payer(cast):
    enter(visit(cast))

    assert set(LedgerEntry.objects.values_list("patient_id", "payer_id")) == {(cast.patient.pk, cast.coverage.payer_id)}


def test_the_price_is_that_of_the_date_of_service(cast):
    cast.prices.valid_to = date(2026, 10, 31)
    cast.prices.save()
    later = FeeScheduleVersionFactory(schedule=cast.prices.schedule, valid_from=date(2026, 11, 1))
    FeeScheduleItemFactory(version=later, procedure_code="99213", unit_price=Decimal("155.0000"))

    before, after = enter(visit(cast, VISIT[:1])), enter(visit(cast, VISIT[:1], service_date=date(2026, 11, 2)))

    assert [each.charges.get().amount for each in (before, after)] == [Decimal("140.00"), Decimal("155.00")]


def test_a_modifier_may_have_a_price_of_its_own(cast):
    FeeScheduleItemFactory(version=cast.prices, procedure_code="20610", modifier="50", unit_price=Decimal("225.0000"))

    encounter = enter(visit(cast, [NewCharge("20610", modifiers=("50",))]))

    assert encounter.charges.get().amount == Decimal("225.00")


def test_part_units_are_rounded_to_the_cent_once(cast):
    FeeScheduleItemFactory(version=cast.prices, procedure_code="J3301", unit_price=Decimal("2.3450"))

    encounter = enter(visit(cast, [NewCharge("J3301", units=Decimal("1.5"))]))

    assert encounter.charges.get().amount == Decimal("3.52")


@pytest.mark.parametrize(("new", "error"), [
    ({"charges": ()}, NothingToBill), ({"diagnoses": ()}, NothingToBill), ({"charges": [NewCharge("99999")]}, NoPrice),
    ({"charges": [NewCharge("99213", pointers=(3,))]}, PointsNowhere), ({"charges": [NewCharge("99213", pointers=())]}, PointsNowhere),
])
def test_what_is_no_visit_leaves_nothing_behind(cast, ear, new, error):
    with pytest.raises(error):
        enter(visit(cast, **new))

    assert (Encounter.objects.count(), LedgerEntry.objects.count(), ear.heard) == (0, 0, [])


def test_without_coverage_the_patient_owes(cast):
    encounter = enter(visit(cast, patient=PatientFactory()))

    assert ledger.by_encounter([encounter.pk])[encounter.pk].owed_by_patient == Decimal("440.00")
    assert not encounter.payers.exists()


def test_a_patient_who_forbids_billing_owes_alone(cast):
    encounter = enter(visit(cast, bills_insurance=False))

    assert ledger.by_encounter([encounter.pk])[encounter.pk].owed_by_patient == Decimal("440.00")


def test_coverages_of_the_day_are_asked_in_rank_order(cast):
    second = CoverageFactory(patient=cast.patient, rank=2)
    CoverageFactory(patient=cast.patient, rank=3, valid_from=date(2026, 10, 13))

    encounter = enter(visit(cast))

    assert list(encounter.payers.order_by("rank").values_list("rank", "coverage_id", "version")) == [(1, cast.coverage.pk, 1), (2, second.pk, 1)]


def test_where_the_first_payer_has_ended_the_second_is_first(cast):
    cast.coverage.valid_to = date(2026, 9, 30)
    cast.coverage.save()
    second = CoverageFactory(patient=cast.patient, rank=2)

    encounter = enter(visit(cast))

    assert encounter.payers.get().rank == 1
    assert LedgerEntry.objects.filter(account=Account.OWED_BY_PAYER).first().payer_id == second.payer_id


def test_an_injury_at_work_goes_to_the_employers_insurer(cast):
    work = CoverageFactory(patient=cast.patient, line_of_coverage="workers_comp")

    encounter = enter(visit(cast, accident_kind="EM", accident_date=DAY))

    assert encounter.payers.get().coverage == work


def test_a_charge_of_nothing_is_kept_without_a_posting(cast):
    FeeScheduleItemFactory(version=cast.prices, procedure_code="1111F", unit_price=Decimal(0))

    encounter = enter(visit(cast, [NewCharge("99213"), NewCharge("1111F")]))

    assert encounter.charges.count() == 2
    assert ledger.by_encounter([encounter.pk])[encounter.pk].charge == Decimal("140.00")


def test_the_rooms_above_hear_of_a_visit_that_is_complete(cast, ear):
    encounter = enter(visit(cast))

    assert ear.heard == [("entered", [encounter.pk], 2, 4)]


def test_the_event_counts_and_names_nobody(cast):
    encounter = enter(visit(cast))

    event = Event.objects.get(subject_kind="encounter", subject_id=encounter.pk)
    assert (event.kind, event.detail, event.evidence_at) == ("encounter_entered", {"charges": 2}, AT)


def test_many_visits_cost_the_queries_of_one(cast):
    biller = BillerFactory()
    with CaptureQueriesContext(connection) as one:
        enter_encounters([visit(cast)], actor=biller, at=AT)
    others = [CoverageFactory(payer=cast.coverage.payer).patient for _ in range(20)]

    with CaptureQueriesContext(connection) as many:
        made = enter_encounters([visit(cast, patient=patient) for patient in others], actor=biller, at=AT)

    assert len(many) == len(one) <= 25
    assert len({encounter.number for encounter in made}) == 20
    assert EncounterPayer.objects.filter(encounter__in=made).count() == 20


def test_one_bad_visit_keeps_all_out(cast):
    with pytest.raises(NoPrice):
        enter_encounters([visit(cast), visit(cast, [NewCharge("99999")])], actor=BillerFactory(), at=AT)

    assert not Encounter.objects.exists()


def waits_for(encounter) -> WorkItem | None:
    return WorkItem.objects.filter(subject_kind="encounter", subject_id=encounter.pk, kind="coverage", closed_at=None).first()


def test_an_insured_patient_without_coverage_on_that_day_is_put_before_a_person(cast):
    cast.coverage.valid_to = DAY - timedelta(days=1)
    cast.coverage.save()

    encounter = enter(visit(cast))

    item = waits_for(encounter)
    assert (item.queue, item.amount) == ("no_coverage", Decimal("440.00"))
    assert item.next_step == f"No coverage in force on {DAY:%m/%d/%Y}: say who pays"


def test_who_pays_settles_it(cast):
    cast.coverage.valid_to = DAY - timedelta(days=1)
    cast.coverage.save()
    encounter = enter(visit(cast))

    change_payers(encounter.pk, [], reason="pays by herself", actor=BillerFactory(), at=AT)

    assert waits_for(encounter) is None


@pytest.mark.parametrize("changes", [{}, {"bills_insurance": False}])
def test_nothing_is_asked_where_it_is_clear_who_pays(cast, changes):
    if changes:
        cast.coverage.valid_to = DAY - timedelta(days=1)
        cast.coverage.save()

    assert waits_for(enter(visit(cast, **changes))) is None


def test_a_patient_without_any_coverage_pays_by_themselves(cast):
    assert waits_for(enter(visit(cast, patient=PatientFactory()))) is None
