"""Expected amounts after a contract was corrected backwards: those of its lines alone, each claim told once, in as many queries for any number."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, ClaimLine
from claims.selectors.timeline_words import words
from claims.services.expect_again import ContractUses, expect_again
from config.shared.models import Event
from config.shared.registries.price_uses import Use
from tests.factories.claims import Cast, make_claim
from tests.factories.fees import AT, make_schedule
from tests.factories.shared import AdminFactory

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def cast():
    cast = Cast()
    cast.payer.contract = make_schedule({"99214": "128.40", "20610": "84.00"})
    cast.payer.save()
    return cast


def correct(schedule, code, price):
    schedule.versions.get().items.filter(procedure_code=code).update(unit_price=Decimal(price))


def again(schedule, first_day=LONG_AGO, last_day=None):
    return expect_again(schedule_id=schedule.pk, first_day=first_day, last_day=last_day, actor=AdminFactory(), at=AT)


def expected():
    return dict(ClaimLine.objects.values_list("procedure_code", "expected_amount"))


def test_a_line_whose_rate_changed_is_expected_anew_and_the_claim_says_so(cast):
    claim = make_claim(cast)
    correct(cast.payer.contract, "20610", "80.00")

    assert again(cast.payer.contract) == 1
    assert again(cast.payer.contract) == 0
    assert expected() == {"99214": Decimal("128.40"), "20610": Decimal("80.00")}
    event = Event.objects.get(subject_id=claim.pk, kind="expected_again")
    assert words(event).text == "The contract was corrected: 84.00 to 80.00 on 1 line. What was billed stays."


def test_a_code_that_lost_its_rate_is_expected_as_nothing_known(cast):
    make_claim(cast)
    cast.payer.contract.versions.get().items.filter(procedure_code="20610").delete()

    assert again(cast.payer.contract) == 1
    assert expected()["20610"] is None


def test_other_days_other_contracts_capitated_payers_and_void_claims_are_left(cast):
    claim = make_claim(cast)
    correct(cast.payer.contract, "20610", "80.00")
    day = claim.service_date

    assert again(cast.payer.contract, last_day=day - timedelta(days=1)) == 0
    assert again(cast.payer.contract, first_day=day + timedelta(days=1)) == 0
    assert again(make_schedule({"20610": "1.00"})) == 0
    Claim.objects.update(status="voided")
    assert again(cast.payer.contract) == 0
    Claim.objects.update(status="ready")
    cast.payer.is_capitated = True
    cast.payer.save()
    assert again(cast.payer.contract) == 0


def test_uses_are_the_contracts_lines_alike_ones_together(cast):
    make_claim(cast)
    make_claim(cast)

    found = ContractUses().uses(schedule_id=cast.payer.contract_id, first_day=LONG_AGO, last_day=date(2030, 1, 1))

    assert {(use.procedure_code, use.lines) for use in found} == {("99214", 2), ("20610", 2)}
    assert all(isinstance(use, Use) for use in found)


def test_many_claims_cost_as_many_queries_as_one(cast):
    counts = []
    for number, price in ((1, "80.00"), (4, "81.00")):
        for _ in range(number):
            make_claim(cast)
        correct(cast.payer.contract, "20610", price)
        with CaptureQueriesContext(connection) as queries:
            again(cast.payer.contract)
        counts.append(len(queries))

    assert counts[0] == counts[1]
