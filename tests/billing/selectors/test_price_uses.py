"""Charges that the charge master priced: alike ones together, void ones left out."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from billing.selectors.price_uses import ChargeMasterUses
from config.shared.registries.price_uses import Use
from tests.factories.billing import ChargeFactory, EncounterFactory
from tests.factories.fees import make_schedule
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db
DAYS = {"first_day": date(2026, 9, 1), "last_day": date(2026, 9, 30)}


def test_alike_charges_of_the_days_come_together_in_two_queries(django_assert_num_queries):
    master = make_schedule(kind="charge_master")
    visit = EncounterFactory(service_date=date(2026, 9, 21))
    for _ in range(3):
        ChargeFactory(encounter=visit)
    ChargeFactory(encounter=visit, modifiers=["25"], units=Decimal(2))
    ChargeFactory(encounter=visit, voided_at=timezone.now(), voided_by=BillerFactory())
    ChargeFactory(encounter=EncounterFactory(service_date=date(2026, 10, 1)))

    with django_assert_num_queries(2):
        found = ChargeMasterUses().uses(schedule_id=master.pk, **DAYS)

    assert sorted(found, key=lambda use: use.lines) == [Use("99213", ("25",), Decimal("2.0000"), 1), Use("99213", (), Decimal("1.0000"), 3)]


def test_a_charge_master_that_is_not_the_active_one_priced_nothing():
    make_schedule(kind="charge_master")
    other = make_schedule(kind="charge_master")
    ChargeFactory(encounter=EncounterFactory(service_date=date(2026, 9, 21)))

    assert ChargeMasterUses().uses(schedule_id=other.pk, **DAYS) == []
