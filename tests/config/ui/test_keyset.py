"""Keyset pages: every row once in each direction, whatever the column holds, and an opaque cursor."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from config.shared import clock
from config.shared.models import WorkItem
from config.shared.ui.keyset import BadCursor, Order, page

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def items():
    """Eleven items with ties in the amount and with and without a snooze."""
    rows = [
        WorkItem(
            kind="next", subject_kind="test", subject_id=n, queue="denied", next_date=DAY, next_step=f"Step {n % 3}", amount=Decimal(n % 4),
            snoozed_until=DAY + timedelta(n % 2) if n % 3 else None, opened_at=clock.now(),
        )
        for n in range(11)
    ]
    return WorkItem.objects.bulk_create(rows)


def walk_forward(order, size):
    pages, cursor = [], None
    while True:
        found = page(WorkItem.objects.all(), order, size=size, after=cursor)
        pages.append([row.pk for row in found.rows])
        cursor = found.next_cursor
        if cursor is None:
            return pages, found


def expected(order):
    rows = list(WorkItem.objects.all())
    valued = sorted((row for row in rows if getattr(row, order.field) is not None), key=lambda row: (getattr(row, order.field), row.pk))
    empty = sorted((row for row in rows if getattr(row, order.field) is None), key=lambda row: row.pk)
    if order.descending:
        valued.reverse()
        empty.reverse()
    return [row.pk for row in valued + empty]


ORDERS = [
    Order("amount"), Order("amount", descending=True), Order("next_step"), Order("snoozed_until", nullable=True),
    Order("snoozed_until", descending=True, nullable=True), Order("id"),
]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 11, 20])
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
def test_walking_forward_meets_every_row_once_in_order(items, order, size):
    pages, _ = walk_forward(order, size)

    assert [pk for rows in pages for pk in rows] == expected(order)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 10])
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
def test_walking_back_meets_the_same_rows(items, order, size):
    pages, last = walk_forward(order, size)
    back, cursor = list(reversed(pages[-1])), last.previous_cursor

    while cursor is not None:
        found = page(WorkItem.objects.all(), order, size=size, before=cursor)
        back += [row.pk for row in reversed(found.rows)]
        cursor = found.previous_cursor

    assert list(reversed(back)) == expected(order)


def test_the_first_page_has_no_previous_and_the_last_no_next(items):
    first = page(WorkItem.objects.all(), Order("amount"), size=6)
    last = page(WorkItem.objects.all(), Order("amount"), size=6, after=first.next_cursor)

    assert (first.previous_cursor, last.next_cursor) == (None, None)
    assert last.previous_cursor is not None


def test_an_empty_list_is_one_empty_page():
    found = page(WorkItem.objects.all(), Order("amount"), size=6)

    assert (found.rows, found.next_cursor, found.previous_cursor) == ([], None, None)


def test_a_row_that_goes_away_does_not_make_another_be_skipped(items):
    order = Order("amount")
    first = page(WorkItem.objects.all(), order, size=4)
    WorkItem.objects.filter(pk=first.rows[-1].pk).delete()

    second = page(WorkItem.objects.all(), order, size=4, after=first.next_cursor)

    assert [row.pk for row in second.rows] == expected(order)[3:7]


def test_a_page_costs_one_query_and_a_nullable_column_at_most_two(items, django_assert_num_queries):
    with django_assert_num_queries(1):
        page(WorkItem.objects.all(), Order("amount"), size=3)
    with django_assert_num_queries(2):
        page(WorkItem.objects.all(), Order("snoozed_until", nullable=True), size=20)


def test_the_cursor_does_not_show_the_value_it_holds(items):
    cursor = page(WorkItem.objects.all(), Order("next_step"), size=3).next_cursor

    assert "Step" not in cursor


@pytest.mark.parametrize("forged", ["x", "gAAAAA", "", "é", "a" * 300])
def test_a_cursor_that_is_not_ours_is_refused(items, forged):
    if not forged:
        assert len(page(WorkItem.objects.all(), Order("amount"), size=3, after=forged).rows) == 3
        return
    with pytest.raises(BadCursor):
        page(WorkItem.objects.all(), Order("amount"), size=3, after=forged)


def test_a_cursor_of_another_order_is_refused(items):
    cursor = page(WorkItem.objects.all(), Order("amount"), size=3).next_cursor

    with pytest.raises(BadCursor):
        page(WorkItem.objects.all(), Order("amount", descending=True), size=3, after=cursor)
