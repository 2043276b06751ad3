"""Building claims from entered visits."""

import threading
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from claims.models import Claim, ClaimLine, ClaimStatus, ClaimSubmission
from claims.services.build_claims import build_claims
from claims.snapshot import from_json
from config.shared.models import Event, WorkItem
from tests.factories.claims import NOW, Cast, make_coverage, make_patient, make_visit
from tests.factories.payers import FeeScheduleFactory, FeeScheduleItemFactory, FeeScheduleVersionFactory, PayerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def build(*encounters, cast):
    return build_claims([encounter.pk for encounter in encounters], at=NOW, actor=cast.biller)


def test_a_visit_becomes_a_claim_that_is_ready(cast):
    (claim,) = build(make_visit(cast), cast=cast)

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.READY
    assert claim.billed_amount == claim.open_amount == Decimal("330.00")
    assert (claim.payer, claim.rank, claim.version) == (cast.payer, 1, 1)


def test_its_lines_name_their_charges(cast):
    encounter = make_visit(cast)

    (claim,) = build(encounter, cast=cast)

    first, second = encounter.charges.order_by("ordinal")
    rows = ClaimLine.objects.filter(claim=claim).values_list("ordinal", "charge", "control_number", "procedure_code", "modifiers", "billed_amount")
    assert list(rows) == [
        (1, first.pk, f"L{first.pk}", "99214", ["25"], Decimal("180.00")), (2, second.pk, f"L{second.pk}", "20610", ["RT"], Decimal("150.00")),
    ]


def test_the_version_is_frozen_as_it_was(cast):
    patient = make_patient(last_name="Before")
    (claim,) = build(make_visit(cast, patient=patient), cast=cast)

    patient.last_name = "After"
    patient.save()

    frozen = from_json(claim.submissions.get().snapshot)
    assert frozen.patient.last_name == "Before"
    assert frozen.billed_amount == Decimal("330.00")


def test_nobody_can_change_what_was_frozen(cast):
    (claim,) = build(make_visit(cast), cast=cast)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ClaimSubmission.objects.filter(claim=claim).update(snapshot={})


def test_the_patient_control_number_is_twelve_random_characters_and_the_version(cast):
    first, second = build(make_visit(cast), make_visit(cast), cast=cast)

    numbers = [claim.submissions.get().patient_control_number for claim in (first, second)]
    assert all(len(number) == 14 and number.endswith("01") for number in numbers)
    assert numbers[0][:12] != numbers[1][:12]


def test_building_twice_builds_once(cast):
    encounter = make_visit(cast)

    build(encounter, cast=cast)

    assert build(encounter, cast=cast) == []
    assert Claim.objects.count() == 1


def test_no_claim_where_the_patient_forbade_it(cast):
    assert build(make_visit(cast, bills_insurance=False), cast=cast) == []


def test_no_claim_without_a_coverage(cast):
    assert build(make_visit(cast, coverages=[]), cast=cast) == []


def test_no_claim_of_a_voided_visit(cast):
    assert build(make_visit(cast, voided_at=NOW), cast=cast) == []


def test_a_voided_charge_is_not_billed(cast):
    encounter = make_visit(cast)
    encounter.charges.filter(procedure_code="99214").update(voided_at=NOW)

    (claim,) = build(encounter, cast=cast)

    assert claim.billed_amount == Decimal("150.00")


def test_the_order_of_payers_in_force_decides(cast):
    patient, other = make_patient(), PayerFactory()
    old, new = make_coverage(patient, cast.payer), make_coverage(patient, other, rank=2)
    encounter = make_visit(cast, patient=patient, coverages=[old])
    encounter.payers.create(version=2, rank=1, coverage=new, reason="retroactive", created_at=NOW)
    encounter.payers.create(version=2, rank=2, coverage=old, reason="retroactive", created_at=NOW)

    (claim,) = build(encounter, cast=cast)

    assert claim.payer == other
    assert [coverage.rank for coverage in from_json(claim.submissions.get().snapshot).other_coverages] == [2]


def test_the_deadline_is_the_payers_limit_after_the_service(cast):
    cast.payer.filing_limit_days = 90
    cast.payer.save()

    (claim,) = build(make_visit(cast, service_date=date(2026, 11, 1)), cast=cast)

    assert claim.filing_deadline_date == date(2027, 1, 30)


def test_each_line_knows_what_the_contract_expects(cast):
    contract = FeeScheduleFactory(kind="contract")
    version = FeeScheduleVersionFactory(schedule=contract)
    FeeScheduleItemFactory(version=version, procedure_code="20610", modifier="", unit_price=Decimal("84.0000"))
    cast.payer.contract = contract
    cast.payer.save()

    (claim,) = build(make_visit(cast), cast=cast)

    assert list(claim.lines.order_by("ordinal").values_list("expected_amount", flat=True)) == [None, Decimal("84.00")]


def test_a_price_that_became_known_later_is_not_used(cast):
    contract = FeeScheduleFactory(kind="contract")
    version = FeeScheduleVersionFactory(schedule=contract, known_from=datetime(2026, 12, 1, tzinfo=UTC))
    FeeScheduleItemFactory(version=version, procedure_code="20610", unit_price=Decimal("84.0000"))
    cast.payer.contract = contract
    cast.payer.save()

    (claim,) = build(make_visit(cast), cast=cast)

    assert set(claim.lines.values_list("expected_amount", flat=True)) == {None}


def test_the_events_say_that_it_was_built_and_scrubbed(cast):
    (claim,) = build(make_visit(cast), cast=cast)

    events = Event.objects.filter(subject_kind="claim", subject_id=claim.pk).order_by("seq").values_list("kind", "from_state", "to_state", "actor")
    assert list(events) == [("claim_built", "", "held", cast.biller.pk), ("claim_ready", "held", "ready", cast.biller.pk)]


def test_a_claim_that_is_ready_has_a_next_step(cast):
    (claim,) = build(make_visit(cast), cast=cast)

    item = WorkItem.objects.get(subject_kind="claim", subject_id=claim.pk, closed_at=None)
    assert (item.queue, item.next_step, item.amount) == ("ready", "Send", Decimal("330.00"))


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast, django_assert_num_queries):
    few, many = [make_visit(cast).pk for _ in range(2)], [make_visit(cast).pk for _ in range(12)]

    with django_assert_num_queries(32):
        build_claims(few, at=NOW, actor=cast.biller)
    with django_assert_num_queries(32):
        build_claims(many, at=NOW, actor=cast.biller)


@pytest.mark.django_db(transaction=True)
def test_the_same_visit_entered_by_two_at_once_is_held_once(cast):
    patient = make_patient()
    coverage = make_coverage(patient, cast.payer)
    visits = [make_visit(cast, patient=patient, coverages=[coverage]).pk for _ in range(2)]
    first_built = threading.Event()

    def enter_first():
        try:
            with transaction.atomic():
                build_claims([visits[0]], at=NOW, actor=cast.biller)
                first_built.set()
                time.sleep(0.5)  # the other one builds meanwhile, or waits
        finally:
            connection.close()

    thread = threading.Thread(target=enter_first)
    thread.start()
    first_built.wait(10)
    (claim,) = build_claims([visits[1]], at=NOW, actor=cast.biller)
    thread.join()

    found = list(claim.submissions.get().findings.values_list("rule", flat=True))
    assert (claim.status, found) == ("held", ["duplicate_claim", "duplicate_claim"])
