"""The page of a schedule: the prices in force, those of other versions, and what was known until when."""

from datetime import UTC, date, datetime

import pytest

from payers.services.apply_fee_draft import apply_fee_draft
from tests.factories.fees import AT, make_draft, make_schedule
from tests.factories.payers import FeeScheduleFactory
from tests.factories.practice import OrganisationFactory
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    OrganisationFactory()
    client.force_login(BillerFactory())
    return client


def page(client, schedule, query=""):
    return " ".join(client.get(f"/payers/fees/{schedule.public_id}/{query}").text.split())


def test_the_prices_in_force_are_shown_and_each_version_can_be_looked_at(reader):
    schedule = make_schedule({"99213": "92.60", "20610": "84.00"})
    draft = make_draft(schedule, valid_from=date(2026, 6, 1))
    draft.items.filter(procedure_code="99213").update(unit_price="95.00")
    apply_fee_draft(draft_id=draft.pk, expected_version=None, actor=AdminFactory(), at=AT)
    replaced = schedule.versions.get(known_to__isnull=False)

    assert "95.00" in page(reader, schedule)
    assert "+2.6 %" in page(reader, schedule)
    assert "95.00" not in page(reader, schedule, f"?version={replaced.public_id}")
    assert "as known until 11/25/2026" in page(reader, schedule, f"?version={replaced.public_id}")
    assert "99213" not in page(reader, schedule, "?q=206")


def test_a_schedule_without_prices_says_how_it_begins(client, reader):
    schedule = FeeScheduleFactory()

    assert "Begin a draft" not in page(reader, schedule)
    client.force_login(AdminFactory())
    assert "Begin a draft" in page(client, schedule)


def test_an_open_draft_is_named_and_the_prices_can_be_taken_as_a_file(reader):
    draft = make_draft(make_schedule({"99213": "92.60"}, known_from=datetime(2025, 1, 1, tzinfo=UTC)))

    assert "The rates of 2027, from 01/01/2027" in page(reader, draft.schedule)
    text = b"".join(reader.get(f"/payers/fees/{draft.schedule.public_id}/?format=csv").streaming_content).decode()
    assert text.splitlines() == ["code,modifier,description,price", "99213,,Our words for 99213,92.60"]


def test_the_list_counts_versions_that_are_known_and_leads_to_an_open_draft(reader):
    draft = make_draft(make_schedule())
    schedule = draft.schedule
    apply_fee_draft(draft_id=draft.pk, expected_version=None, actor=AdminFactory(), at=AT)
    again = make_draft(schedule, valid_from=date(2027, 7, 1))

    text = " ".join(reader.get("/payers/fees/").text.split())

    assert '<td class="n">2</td><td>01/01/2027</td>' in text
    assert f"/payers/fees/drafts/{again.public_id}/" in text


def test_a_first_version_is_compared_with_nothing(reader):
    schedule = make_schedule({"99213": "92.60"}, valid_from=date(2025, 1, 1))
    assert "Before" not in page(reader, schedule)
    draft = make_draft(schedule, valid_from=date(2026, 6, 1))
    apply_fee_draft(draft_id=draft.pk, expected_version=None, actor=AdminFactory(), at=AT)

    assert "Before" in page(reader, schedule)


def test_only_who_may_add_a_schedule_is_offered_it(client, reader):
    assert "/payers/fees/new/" not in reader.get("/payers/fees/").text

    client.force_login(AdminFactory())
    assert "/payers/fees/new/" in client.get("/payers/fees/").text
