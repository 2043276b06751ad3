"""Saved views: filters under a name, the list that opens with them, who may keep them."""

import re
from html import unescape

import pytest
from django.urls import reverse

from config.shared.models import SavedView
from tests.factories.claims import Cast, make_claim
from tests.factories.practice import OrganisationFactory
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory, make_view

pytestmark = pytest.mark.django_db
LISTS = ["claims:claim_list", "claims:denial_list", "claims:remittance_list", "billing:account_list"]
NEW = "/views/new/"


@pytest.fixture
def biller(client):
    OrganisationFactory()
    user = BillerFactory()
    client.force_login(user)
    return user


def keep(client, route="claims:claim_list", query="queue=rejected", name="To fix", **given):
    return client.post(NEW, {"route": route, "query": query, "name": name, **given})


@pytest.mark.parametrize("route", LISTS)
def test_the_filters_of_each_worklist_can_be_kept_and_stand_over_it(client, biller, route):
    page = client.get(reverse(route), {"owner": "me", "after": "x"}).content.decode()
    dialog = client.get(unescape(re.search(rf'href="({NEW}[^"]+)"', page).group(1))).content.decode()
    asked = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(route|query)" value="([^"]*)"', dialog)}
    assert asked["route"] == route
    assert "owner=me" in asked["query"]

    url = keep(client, **asked, name="Mine").url
    assert url == f"{reverse(route)}?{asked['query']}"
    assert 'aria-current="page">Mine</a>' in client.get(url).content.decode()
    assert 'aria-current="page">Mine</a>' not in client.get(reverse(route), {"owner": "team"}).content.decode()


def test_where_one_stood_in_the_list_is_not_kept(client, biller):
    assert keep(client, query="owner=me&after=x&before=y&format=csv").url == "/claims/?owner=me"


def test_a_list_opens_with_its_default_view_and_all_of_it_is_one_click_away(client, biller):
    keep(client, is_default="on")

    answer = client.get("/claims/")
    assert (answer.status_code, answer.url) == (302, "/claims/?queue=rejected")
    assert client.get("/claims/?all=1").status_code == 200
    assert client.get("/claims/", headers={"HX-Request": "true"}).status_code == 200


def test_ones_own_default_goes_before_everybodys(client, biller):
    make_view(is_default=True)
    make_view(biller, query="queue=ready", name="Mine", is_default=True)

    assert client.get("/claims/").url == "/claims/?queue=ready"


def test_one_list_has_one_default(client, biller):
    keep(client, is_default="on")
    keep(client, query="queue=ready", name="Ready", is_default="on")

    assert [view.name for view in SavedView.objects.filter(is_default=True)] == ["Ready"]


def test_a_view_is_its_owners_alone(client, biller):
    view = make_view(BillerFactory(), name="Hers")

    assert "Hers" not in client.get("/claims/?all=1").content.decode()
    assert client.get(reverse("saved_view", args=[view.public_id])).status_code == 404
    assert client.post(reverse("saved_view", args=[view.public_id]), {"remove": "1"}).status_code == 404


def test_everybody_sees_what_an_admin_keeps_for_everybody(client, biller):
    client.force_login(AdminFactory())
    keep(client, everybody="on", name="House")
    client.force_login(biller)
    view = SavedView.objects.get()

    assert view.owner is None
    assert "House" in client.get("/claims/?all=1").content.decode()
    assert client.post(reverse("saved_view", args=[view.public_id]), {"remove": "1"}).status_code == 422
    assert "an admin" in client.get(reverse("saved_view", args=[view.public_id])).content.decode()


def test_a_biller_who_asks_for_everybody_keeps_it_for_oneself(client, biller):
    keep(client, everybody="on")

    assert SavedView.objects.get().owner == biller


@pytest.mark.parametrize("route", ["claims:denial_list", "no_such_list", "practice:nothing"])
def test_a_list_that_one_may_not_enter_has_no_views_of_ones_own(client, route):
    client.force_login(FrontDeskFactory())

    answer = keep(client, route)
    assert answer.status_code == 422
    assert "These filters belong to no list of yours" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_two_views_of_a_list_have_two_names(client, biller):
    keep(client)

    assert keep(client).status_code == 422
    assert keep(client, "claims:denial_list").status_code == 302


def test_a_removed_view_comes_back_by_undo(client, biller):
    keep(client, is_default="on")
    view = SavedView.objects.get()
    page = client.post(reverse("saved_view", args=[view.public_id]), {"remove": "1"}, follow=True).content.decode()

    undo = reverse("saved_view_restore", args=[view.public_id])
    assert f'action="{undo}"' in page
    assert ">To fix</a>" not in page
    client.post(undo)
    assert ">To fix</a>" in client.get("/claims/?all=1").content.decode()
    assert client.get("/claims/").status_code == 200


def test_a_view_gets_another_name(client, biller):
    keep(client)
    view = SavedView.objects.get()

    assert client.post(reverse("saved_view", args=[view.public_id]), {"name": "Fix first", "is_default": "on"}).url == "/claims/?queue=rejected"
    view.refresh_from_db()
    assert (view.name, view.is_default) == ("Fix first", True)


def test_views_cost_a_list_one_query(client, biller, django_assert_max_num_queries):
    make_claim(Cast())
    for number in range(5):
        make_view(biller, name=f"View {number}")

    with django_assert_max_num_queries(15):
        client.get("/claims/?all=1")
