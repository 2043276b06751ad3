"""The home grid: each number counts what its list shows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict

from config.shared import clock, permissions
from config.shared.models import WorkItem
from config.shared.registries import links, queues
from config.shared.registries.links import Link
from config.shared.registries.queues import Queue
from config.shared.ui import queue_grid
from config.shared.ui.listing import Listing, Sort
from config.shared.ui.work_filters import work_filters
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.ui.frame_urls")]


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Two queues of one list, one that nobody built; links of one kind of record."""
    monkeypatch.setattr(queues, "_queues", {})
    monkeypatch.setattr(links, "_resolvers", {})
    queues.register(Queue("denied", "Denied", permissions.VIEW_DENIALS, "style", service_days=3))
    queues.register(Queue("rejected", "Rejected", permissions.VIEW_DENIALS, "style", service_days=3))
    queues.register(Queue("appeals", "Appeal open", permissions.VIEW_DENIALS, "not-built"))
    links.register("user", lambda ids: {each: Link(f"Record {each}", f"/r/{each}/") for each in ids})


@pytest.fixture
def biller():
    return BillerFactory()


def item(owner=None, queue="denied", amount="10.00", old=0, subject=None, kind="next", **given):
    count = WorkItem.objects.count()
    return WorkItem.objects.create(
        kind=kind, subject_kind="user", subject_id=subject or 1000 + count, queue=queue, owner=owner, next_date=clock.today() + timedelta(count),
        next_step=f"Step {count}", amount=Decimal(amount), opened_at=clock.now() - timedelta(old), **given,
    )


def counts(user):
    return {row.label: [cell.count for cell in (*row.cells, row.everybody)] for row in queue_grid.load(user)}


def test_items_are_counted_by_queue_and_owner(biller):
    item(biller)
    item(BillerFactory(), amount="20.00")
    item(queue="rejected")

    assert counts(biller) == {"Denied": [1, 1, 0, 2], "Rejected": [0, 0, 1, 1]}
    assert queue_grid.load(biller)[0].everybody.amount == Decimal("30.00")


def test_what_is_closed_or_snoozed_is_not_counted(biller):
    item(biller, closed_at=clock.now())
    item(biller, snoozed_until=clock.today() + timedelta(1))
    item(biller, snoozed_until=clock.today())

    assert counts(biller)["Denied"] == [1, 0, 0, 1]


def test_a_queue_of_another_role_or_without_a_list_is_absent(biller):
    assert counts(FrontDeskFactory()) == {}
    assert "Appeal open" not in counts(biller)


@pytest.mark.parametrize(("old", "lateness"), [(3, ""), (4, "late"), (6, "late"), (7, "over")])
def test_a_cell_is_late_past_its_service_level_and_over_past_twice_its_days(biller, old, lateness):
    item(biller, old=old)

    assert queue_grid.load(biller)[0].cells[0].lateness == lateness


def test_each_cell_opens_exactly_the_list_it_counted(biller):
    users = [BillerFactory() for _ in range(6)]
    owners = [biller, biller, users[0], None, None, None]
    for user, owner in zip(users, owners, strict=True):
        item(owner, subject=user.pk)
    item(biller, queue="rejected", subject=users[3].pk, kind="other")

    for row in queue_grid.load(biller):
        for cell in (*row.cells, row.everybody):
            params = QueryDict(cell.url.partition("?")[2])
            filters = work_filters("user", "style", biller, params)
            shown = Listing(params, type(biller).objects.all(), sorts={"id": Sort("id")}, default_sort="id", filters=filters)
            assert len(shown.rows) == cell.count, cell


def test_the_grid_costs_one_query(biller, django_assert_num_queries):
    item(biller)

    with django_assert_num_queries(1):
        assert len(queue_grid.load(biller)) == 2


def test_queues_stand_by_the_stage_of_the_work(biller):
    queues.register(Queue("held", "Held", permissions.VIEW_DENIALS, "style", stage=queues.BEFORE_SENDING))
    queues.register(Queue("due", "Patient due", permissions.VIEW_DENIALS, "style", stage=queues.PATIENT))

    assert [(row.stage, row.label) for row in queue_grid.load(biller)] == [
        ("Before sending", "Held"), ("Patient", "Patient due"), ("", "Denied"), ("", "Rejected"),
    ]
