"""A schedule begins with a version; prices are shown and keyed with two to four decimals."""

from datetime import date
from decimal import Decimal

import pytest

from payers.models import FeeScheduleItem
from tests.factories.payers import FeeScheduleFactory, FeeScheduleItemFactory, FeeScheduleVersionFactory
from tests.factories.shared import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client):
    client.force_login(AdminFactory())
    return lambda schedule, path="": client.get(f"/payers/fees/{schedule.public_id}/{path}")


def test_without_a_version_a_price_leads_to_the_first_version(visit):
    schedule = FeeScheduleFactory()

    assert visit(schedule, "price/").url == f"/payers/fees/{schedule.public_id}/versions/new/"
    assert "Begin a version" in visit(schedule).text
    assert "Add a price" not in visit(schedule).text


def test_a_price_keeps_its_fraction_of_a_cent_and_shows_no_other_zeros(visit):
    version = FeeScheduleVersionFactory()
    FeeScheduleItemFactory(version=version, procedure_code="99213", unit_price=Decimal("1450.0000"))
    FeeScheduleItemFactory(version=version, procedure_code="J1885", unit_price=Decimal("0.9425"))

    html = visit(version.schedule).text

    assert ">1,450.00<" in html
    assert ">0.9425<" in html
    assert 'value="1450.00"' in visit(version.schedule, "price/?code=99213").text


def test_a_price_is_saved_as_keyed(client, visit):
    version = FeeScheduleVersionFactory(valid_from=date(2099, 1, 1))
    visit(version.schedule)

    client.post(f"/payers/fees/{version.schedule.public_id}/price/", {"procedure_code": "j1885", "modifier": "", "description": "Ketorolac", "unit_price": "0.9425"})

    assert FeeScheduleItem.objects.get().unit_price == Decimal("0.9425")
