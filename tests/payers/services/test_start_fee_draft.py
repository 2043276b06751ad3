"""A draft begins as a copy of the version that covers its first day, and ends where the next version begins."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.shared.models import Event
from payers.selectors.prices import price
from payers.services.start_fee_draft import DraftOpenAlready
from tests.factories.fees import NEW_YEAR, item_of, make_draft, make_schedule, prices_of
from tests.factories.payers import FeeScheduleItemFactory, FeeScheduleVersionFactory

pytestmark = pytest.mark.django_db


def test_a_draft_copies_the_prices_in_force_and_no_one_is_priced_with_it():
    schedule = make_schedule({"99213": "92.60", "93000 26": "8.90"})

    draft = make_draft(schedule, percent=Decimal(5))

    assert prices_of(draft) == {"99213": "97.23", "93000 26": "9.35"}
    assert item_of(draft, "93000", "26").base_price == Decimal("8.9000")
    assert price(schedule.pk, "99213", [], NEW_YEAR).unit_price == Decimal("92.6000")
    assert Event.objects.get(subject_kind="fee_draft", subject_id=draft.pk).kind == "fee_draft_started"


def test_one_draft_of_a_schedule_is_open_at_a_time():
    schedule = make_schedule()
    make_draft(schedule)

    with pytest.raises(DraftOpenAlready, match="01/01/2027"):
        make_draft(schedule, valid_from=date(2027, 7, 1))


def test_a_draft_within_an_older_version_ends_with_it():
    schedule = make_schedule({"99213": "90.00"}, valid_to=date(2026, 6, 30))
    later = FeeScheduleVersionFactory(schedule=schedule, valid_from=date(2026, 7, 1))
    FeeScheduleItemFactory(version=later, procedure_code="99213", unit_price=Decimal("92.60"))

    draft = make_draft(schedule, valid_from=date(2026, 3, 1))

    assert (prices_of(draft), draft.valid_to) == ({"99213": "90.00"}, date(2026, 6, 30))


def test_before_the_first_version_a_draft_is_empty_and_ends_the_day_before_it():
    draft = make_draft(make_schedule(valid_from=date(2026, 1, 1)), valid_from=date(2025, 1, 1))

    assert (draft.base, prices_of(draft), draft.valid_to) == (None, {}, date(2025, 12, 31))


def test_a_draft_costs_the_same_for_any_number_of_codes():
    counts = []
    for number in (2, 300):
        schedule = make_schedule({f"9{code:04d}": "10.00" for code in range(number)})
        with CaptureQueriesContext(connection) as queries:
            make_draft(schedule, percent=Decimal(3))
        counts.append(len(queries))

    assert counts[0] == counts[1]
