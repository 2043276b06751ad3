"""The home page's right column: what is most urgent, deadlines by day, what arrived since the last working day."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from config.shared import clock, permissions
from config.shared.models import WorkItem
from config.shared.registries import links
from config.shared.registries import today as registry
from config.shared.registries.links import Link
from config.shared.registries.today import Days, Deadline, DeadlineSource, Line, Source
from config.shared.ui import since, today
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.ui.frame_urls")]
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Nothing but links of one kind of record."""
    for name in ("_arrivals", "_health", "_deadlines"):
        monkeypatch.setattr(registry, name, {})
    monkeypatch.setattr(registry, "_figures", [])
    monkeypatch.setattr(links, "_resolvers", {})
    links.register("user", lambda ids: {each: Link(f"Record {each}", f"/r/{each}/") for each in ids})


@pytest.fixture
def biller():
    return BillerFactory()


def item(owner=None, amount="10.00", day=0, subject=None):
    count = WorkItem.objects.count()
    return WorkItem.objects.create(
        kind="next", subject_kind="user", subject_id=subject or 1000 + count, queue="denied", owner=owner, next_date=MONDAY + timedelta(day),
        next_step=f"Step {count}", amount=Decimal(amount), opened_at=clock.now(),
    )


def with_deadlines(*rows: tuple[int, str, int], key="denials"):
    """Deadlines of (days from Monday, amount, record), which are everybody's."""
    made = [Deadline(MONDAY + timedelta(day), f"Dispute {pk}", "Marlow", f"/d/{pk}/", Decimal(amount), ("user", pk)) for day, amount, pk in rows]

    def count(first, last, user):
        within = [each for each in made if first <= each.day <= last]
        return {day: Days(sum(1 for each in within if each.day == day), sum(each.amount for each in within if each.day == day), 0) for day in
                {each.day for each in within}}

    registry.register_deadlines(DeadlineSource(
        key, permissions.VIEW_DENIALS, count, lambda first, last, owner, limit: [each for each in made if first <= each.day <= last][:limit],
    ))


def test_ones_deadlines_come_first_then_ones_steps_by_day_and_amount(biller):
    with_deadlines((8, "792.00", 1), (4, "390.00", 2), (20, "999.00", 3))
    item(biller, "10.00", day=-3)
    item(biller, "20.00", day=-3)
    item(None, "900.00", day=-9)

    start = today.start_here(biller, MONDAY)

    assert [(each.step, each.amount) for each in start] == [("Dispute 2", Decimal("390.00")), ("Dispute 1", Decimal("792.00")), ("Step 1", Decimal("20.00"))]


def test_of_two_deadlines_on_a_day_the_larger_amount_comes_first(biller):
    with_deadlines((4, "10.00", 1), (4, "30.00", 2), (4, "20.00", 3))

    assert [each.amount for each in today.start_here(biller, MONDAY)] == [Decimal("30.00"), Decimal("20.00"), Decimal("10.00")]


def test_a_record_whose_deadline_stands_there_is_not_named_twice(biller):
    with_deadlines((4, "390.00", 77))
    item(biller, subject=77)

    assert len(today.start_here(biller, MONDAY)) == 1


def test_a_step_of_a_record_without_a_page_is_left_out(biller):
    item(biller)
    links.register("user", lambda ids: {})

    assert today.start_here(biller, MONDAY) == []


def test_each_bar_has_the_numbers_of_the_list_it_opens(biller):
    with_deadlines((0, "1.00", 1), (4, "390.00", 2), (4, "10.00", 3), (13, "5.00", 4), (14, "9.00", 5))
    with_deadlines((4, "100.00", 6), key="claims")

    chart = today.chart(biller, MONDAY)

    assert (chart.count, chart.amount) == (5, Decimal("506.00"))
    for bar in chart.bars:
        rows = today.deadline_list(biller, bar.day, bar.day)
        assert (len(rows), sum((row.amount for row in rows), Decimal(0))) == (bar.count, bar.amount)
    assert chart.words == "Deadlines per day: Nov 23 1, Nov 27 3, Dec 6 1"


def test_deadlines_of_records_that_one_may_not_see_are_absent():
    with_deadlines((4, "390.00", 2))

    assert today.chart(FrontDeskFactory(), MONDAY).count == 0


def test_the_highest_bar_is_the_tallest_and_none_leaves_the_drawing(biller):
    with_deadlines(*((1, "1.00", pk) for pk in range(1, 40)), (2, "1.00", 50))

    bars = today.chart(biller, MONDAY).bars

    assert [bar.height for bar in bars[:3]] == [2, 36, 4]
    assert all(bar.y >= 0 and bar.x + 19 <= 380 for bar in bars)


@pytest.mark.parametrize(("day", "before"), [(MONDAY, date(2026, 11, 20)), (date(2026, 11, 24), MONDAY), (date(2026, 11, 22), date(2026, 11, 20))])
def test_the_last_working_day_is_no_day_of_the_weekend(day, before):
    assert since.last_working_day(day) == before


def test_arrivals_count_from_the_first_moment_of_the_last_working_day(biller):
    asked = []
    registry.register_arrivals(Source("files", permissions.VIEW_REMITTANCES, lambda moment: asked.append(moment) or [Line("3 files")]))

    assert [line.text for line in today.arrived(biller, MONDAY)] == ["3 files"]
    assert asked == [datetime(2026, 11, 20, tzinfo=clock.practice_zone())]
    assert today.arrived(FrontDeskFactory(), MONDAY) == []


def test_trouble_stands_before_what_works(biller):
    registry.register_health(Source("x", permissions.VIEW_CLAIMS, lambda moment: [Line("Fine", tone="done"), Line("Silent", tone="risk")]))

    assert [line.text for line in today.health(biller, clock.now())] == ["Silent", "Fine"]
