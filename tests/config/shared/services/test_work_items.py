"""The next step of everything open: one open item a subject and kind, put in one query for any number (invariant 5)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.shared.models import WorkItem
from config.shared.services.work_items import NextStep, assign, close_items, put_next_step, put_next_steps, snooze
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def step(subject_id: int = 1, queue: str = "rejected", text: str = "Mend it", **facts) -> NextStep:
    return NextStep("claim", subject_id, queue, facts.pop("day", DAY), text, **facts)


def test_a_step_opens_an_item():
    put_next_step(step(amount=Decimal("180.00")))

    item = WorkItem.objects.get()
    assert (item.subject_kind, item.subject_id, item.kind, item.queue, item.next_date) == ("claim", 1, "next", "rejected", DAY)
    assert (item.next_step, item.amount, item.owner, item.closed_at, item.closed_reason) == ("Mend it", Decimal("180.00"), None, None, "")
    assert item.opened_at is not None
    assert item.public_id.version == 7


def test_the_next_step_updates_the_open_item_and_keeps_its_owner():
    biller = BillerFactory()
    put_next_step(step(owner_id=biller.pk))
    before = WorkItem.objects.get()

    put_next_step(step(queue="follow_up", text="Call the payer", day=date(2026, 12, 1), amount=Decimal("5.25")))

    item = WorkItem.objects.get()
    assert (item.queue, item.next_step, item.next_date, item.amount, item.owner) == (
        "follow_up", "Call the payer", date(2026, 12, 1), Decimal("5.25"), biller,
    )
    assert (item.public_id, item.opened_at) == (before.public_id, before.opened_at)


def test_a_step_that_names_an_owner_changes_it():
    put_next_step(step(owner_id=BillerFactory().pk))
    other = BillerFactory()

    put_next_step(step(owner_id=other.pk))

    assert WorkItem.objects.get().owner == other


def test_a_snooze_ends_only_when_the_queue_changes():
    put_next_step(step())
    snooze(WorkItem.objects.all(), until=date(2026, 12, 24))

    put_next_step(step(text="Mend it soon"))
    assert WorkItem.objects.get().snoozed_until == date(2026, 12, 24)

    put_next_step(step(queue="follow_up"))
    assert WorkItem.objects.get().snoozed_until is None


def test_the_last_of_several_steps_for_one_subject_counts():
    put_next_steps([step(text="first"), step(text="second")])

    assert WorkItem.objects.get().next_step == "second"


def test_kinds_of_one_subject_are_apart_and_closed_items_stay_as_history():
    put_next_steps([step(), step(kind="trouble")])
    assert close_items("claim", [1], kind="trouble", reason="works again") == 1

    put_next_step(step(kind="trouble", text="again"))

    rows = WorkItem.objects.order_by("pk").values_list("kind", "next_step", "closed_reason")
    assert list(rows) == [("next", "Mend it", ""), ("trouble", "Mend it", "works again"), ("trouble", "again", "")]


def test_any_number_of_steps_is_one_query():
    for count in (1, 300):
        with CaptureQueriesContext(connection) as queries:
            put_next_steps(step(number) for number in range(count))
        assert len(queries) == 1
    assert WorkItem.objects.count() == 300


def test_no_step_asks_nothing():
    with CaptureQueriesContext(connection) as queries:
        put_next_steps([])

    assert len(queries) == 0


def test_an_item_is_given_to_somebody_and_taken_back():
    put_next_step(step())
    biller = BillerFactory()

    assert assign(WorkItem.objects.all(), owner=biller) == 1
    assert WorkItem.objects.get().owner == biller
    assert assign(WorkItem.objects.all(), owner=None) == 1
    assert WorkItem.objects.get().owner is None
