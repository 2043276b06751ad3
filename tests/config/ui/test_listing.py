"""A list from its URL: what the view allows counts, the rest is ignored."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from config.shared import clock
from config.shared.models import WorkItem
from config.shared.ui import listing as module
from config.shared.ui.listing import Choice, Filter, Listing, Sort

pytestmark = pytest.mark.django_db
QUEUES = [Choice("denied", "Denied"), Choice("rejected", "Rejected"), Choice("waiting", "Waiting")]


@pytest.fixture(autouse=True)
def items():
    queues = ["denied"] * 4 + ["rejected"] * 2 + ["waiting"]
    WorkItem.objects.bulk_create(
        WorkItem(kind="next", subject_kind="test", subject_id=n, queue=queue, next_date=clock.today(), next_step=f"Step {n}", amount=Decimal(n), opened_at=clock.now())
        for n, queue in enumerate(queues)
    )


def listing(query="", **options):
    given = {
        "path": "/claims/", "sorts": {"open": Sort("amount"), "step": Sort("next_step")}, "default_sort": "open", "page_size": 3,
        "filters": [Filter("queue", "Queue", QUEUES, "queue__in"), Filter("one", "One", QUEUES, "queue", single=True)],
    }
    return Listing(QueryDict(query), WorkItem.objects.all(), **(given | options))


def amounts(found):
    return [int(row.amount) for row in found.rows]


def query_of(url):
    return QueryDict(url.partition("?")[2])


def test_without_a_query_the_list_stands_in_its_default_order():
    assert amounts(listing()) == [0, 1, 2]


def test_the_url_of_the_next_page_leads_to_the_next_rows_and_back():
    second = listing(listing().next_url.partition("?")[2])

    assert amounts(second) == [3, 4, 5]
    assert amounts(listing(second.previous_url.partition("?")[2])) == [0, 1, 2]


def test_a_filter_takes_several_values():
    assert amounts(listing("queue=rejected&queue=waiting")) == [4, 5, 6]


def test_a_single_filter_takes_the_first_value():
    assert amounts(listing("one=waiting&one=denied")) == [6]


@pytest.mark.parametrize("query", ["queue=nothing", "sort=secret", "sort=", "after=forged", "before=forged", "nonsense=1", "sort=--open"])
def test_what_the_view_does_not_know_is_ignored(query):
    assert amounts(listing(query)) == [0, 1, 2]


def test_a_sort_can_be_turned_round():
    assert amounts(listing("sort=-open")) == [6, 5, 4]


def test_the_head_of_the_present_column_turns_the_order_round_and_keeps_the_filters():
    link = listing("queue=denied").sort_link("open")

    assert link.direction == "ascending"
    assert query_of(link.url).dict() == {"queue": "denied", "sort": "-open"}


def test_the_head_of_another_column_starts_ascending_on_the_first_page():
    link = listing("sort=-open").sort_link("step")

    assert (link.direction, link.url) == ("", "/claims/?sort=step")


def test_paging_keeps_filters_and_order():
    url = listing("queue=denied&queue=rejected&sort=-open").next_url

    assert query_of(url).getlist("queue") == ["denied", "rejected"]
    assert query_of(url)["sort"] == "-open"


def test_a_chip_says_its_values_and_leads_to_the_list_without_it():
    chip = listing("queue=denied&queue=waiting&sort=step").in_use[0]

    assert (chip.label, chip.value, chip.remove_url) == ("Queue", "Denied, Waiting", "/claims/?sort=step")
    assert [option.value for option in chip.options if option.chosen] == ["denied", "waiting"]


def test_a_chip_with_many_values_says_how_many():
    assert listing("queue=denied&queue=rejected&queue=waiting").in_use[0].value == "any of 3"


def test_a_filter_can_be_the_views_own():
    own = Filter("big", "Open", [Choice("yes", "over 4.00")], apply=lambda rows, values: rows.filter(amount__gt=4))

    assert amounts(listing("big=yes", filters=[own])) == [5, 6]


def test_the_count_stops_where_counting_would_be_slow(monkeypatch):
    assert listing().count == "7"
    monkeypatch.setattr(module, "COUNT_LIMIT", 5)
    assert listing().count == "5+"


def test_the_csv_keeps_the_filters():
    found = listing("queue=denied")

    assert query_of(found.csv_url).dict() == {"queue": "denied", "format": "csv"}
    assert not found.wants_csv
    assert listing("format=csv").wants_csv


def test_rows_cost_one_query_and_the_count_another(django_assert_num_queries):
    found = listing("queue=denied")

    with django_assert_num_queries(2):
        assert len(found.rows) == 3
        assert found.has_next
        assert found.count == "4"


@pytest.mark.parametrize("size", [0, 201])
def test_a_page_has_a_bounded_size(size):
    with pytest.raises(ValueError, match="1 to 200"):
        listing(page_size=size)
