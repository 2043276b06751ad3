"""The home page over real records: each line leads to exactly what it counted, and no page costs more than its queries."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Denial
from config.shared import clock
from config.shared.models import WorkItem
from config.shared.services.work_items import assign
from config.shared.ui import today
from tests.factories.claims import NOW, Cast, make_claim
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory
from tests.scenarios.test_queues import remitted

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def own_time():
    clock.set_own_time(NOW)
    yield
    clock.set_own_time(None)


@pytest.fixture
def biller(own_time, client):
    user = BillerFactory()
    client.force_login(user)
    return user


def rows_of(client: Client, url: str) -> int:
    return len(set(re.findall(r'data-row="([^"]+)"', client.get(url).content.decode())))


def test_the_denials_of_the_next_days_are_in_their_bars_and_in_the_list(client, biller):
    remitted()
    soon = clock.today() + timedelta(days=3)
    Denial.objects.filter(pk__in=Denial.objects.order_by("pk")[:2].values("pk")).update(deadline_date=soon)
    mine = Denial.objects.filter(deadline_date=soon).first()
    assign(WorkItem.objects.filter(subject_kind="denial", subject_id=mine.pk), owner=biller)

    chart = today.chart(biller, clock.today())
    bar = next(bar for bar in chart.bars if bar.day == soon)
    assert (bar.count, bar.own, bar.amount) == (2, 1, Decimal("300.00"))
    assert rows_of(client, f"/deadlines/?day={soon}") == 2
    assert today.start_here(biller)[0].url.endswith(f"{mine.public_id}/")


def test_a_claim_that_was_filed_has_no_deadline_any_more(client, biller):
    claim = make_claim(Cast())
    Claim.objects.filter(pk=claim.pk).update(filing_deadline_date=clock.today())
    assert today.chart(biller, clock.today()).count == 1

    Claim.objects.filter(pk=claim.pk).update(filing_proof_date=clock.today())
    assert today.chart(biller, clock.today()).count == 0


def test_what_arrived_leads_to_exactly_that_list(client, biller):
    remitted()
    lines = {line.text.split()[1]: line for line in today.arrived(biller, clock.today())}

    for noun in ("remittances", "denials"):
        count = int(lines[noun].text.split()[0])
        assert count == rows_of(client, lines[noun].url) > 0, noun
    assert lines["denials"].amount == sum(Denial.objects.values_list("denied_amount", flat=True))


def test_what_came_before_the_last_working_day_has_not_arrived(client, biller):
    remitted()
    clock.set_own_time(NOW + timedelta(days=7))

    assert today.arrived(biller, clock.today()) == []


def test_a_page_of_home_costs_few_queries_however_much_there_is(client, biller):
    remitted()
    for item in WorkItem.objects.all():
        assign([item], owner=biller)
    Denial.objects.update(deadline_date=clock.today() + timedelta(days=3))

    for path in ("/", "/today/", "/deadlines/", "/figures/", "/figures/days-in-ar/", "/figures/cash/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) < MOST_QUERIES, (path, [query["sql"][:120] for query in asked])


def test_a_figure_that_is_not_there_is_not_found(client, biller):
    assert client.get("/figures/guessed/").status_code == 404


@pytest.mark.parametrize("query", ["?day=2026-13-45", "?day=x", "?day=2020-01-01", "?month=1"])
def test_a_day_that_is_none_is_not_asked_for(client, biller, query):
    assert client.get(f"/deadlines/{query}").status_code == 200
    assert client.get(f"/figures/cash/{query}").status_code == 200


def test_the_keys_go_to_the_first_three(client, biller):
    remitted()
    for item in WorkItem.objects.all():
        assign([item], owner=biller)

    html = client.get("/").content.decode()
    assert re.findall(r'data-key="(\d)"', html) == ["1", "2", "3"]


def test_the_figures_come_alone_as_a_part_of_the_home_page(client, biller):
    part = client.get("/figures/", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith("<section")
    assert "<nav" not in part
    client.force_login(AdminFactory())
    assert "Cash this month" in client.get("/figures/").content.decode()


def test_what_a_role_may_not_see_is_absent_rather_than_empty(client, biller):
    assert "Deadlines, next 14 days" in client.get("/today/").content.decode()
    client.force_login(FrontDeskFactory())

    html = client.get("/today/").content.decode()
    assert "<section" not in html
