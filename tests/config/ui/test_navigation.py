"""The rail: what a role may enter, in order, with the present place marked."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines

from config.shared import permissions
from config.shared.access import matrix
from config.shared.ui import navigation
from config.shared.ui.navigation import Workplace
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.urls("tests.config.ui.frame_urls")
SETTINGS = Workplace("settings", "Settings", "settings", "style", "s", permissions.EDIT_SETTINGS, 100)
TODAY = Workplace("today", "Today", "today", "home", "t", permissions.SIGNED_IN, 10)


@pytest.fixture
def places(monkeypatch):
    """An empty register for this test."""
    held: dict[str, Workplace] = {}
    monkeypatch.setattr(navigation, "_workplaces", held)
    navigation.register(SETTINGS)
    navigation.register(TODAY)
    return held


def keys(items):
    return [item.key for item in items]


def test_the_rail_shows_what_the_role_may_enter_from_top_to_bottom(places):
    assert keys(navigation.rail(AdminFactory.build())) == ["today", "settings"]
    assert keys(navigation.rail(BillerFactory.build())) == ["today"]


def test_a_workplace_whose_page_is_not_built_is_absent(places):
    navigation.register(Workplace("insight", "Insight", "insight", "no-such-page", "i", permissions.SIGNED_IN, 90))

    assert keys(navigation.rail(FrontDeskFactory.build())) == ["today"]


def test_the_longest_url_that_fits_is_the_present_place(places):
    items = navigation.rail(AdminFactory.build(), path="/style/anything/")

    assert [item.key for item in items if item.current] == ["settings"]


def test_home_is_not_the_present_place_of_every_page(places):
    assert not any(item.current for item in navigation.rail(BillerFactory.build(), path="/claims/"))


def test_the_view_may_name_the_present_place(places):
    items = navigation.rail(AdminFactory.build(), path="/style/", current="today")

    assert [item.key for item in items if item.current] == ["today"]


def test_a_count_is_asked_for_the_user(places):
    navigation.register(Workplace("claims", "Claims", "claims", "home", "c", permissions.SIGNED_IN, 40, lambda user: 57))

    assert {item.key: item.count for item in navigation.rail(BillerFactory.build())} == {"today": None, "claims": 57}


def test_two_workplaces_can_not_share_a_letter(places):
    with pytest.raises(ValueError, match="letter t is taken"):
        navigation.register(Workplace("tasks", "Tasks", "today", "home", "t", permissions.SIGNED_IN))


def test_a_workplace_can_not_be_registered_differently(places):
    with pytest.raises(ValueError, match="registered differently"):
        navigation.register(Workplace("today", "Home", "today", "home", "t", permissions.SIGNED_IN))


def test_a_user_lands_on_the_first_workplace_they_may_enter(places):
    assert navigation.landing(BillerFactory.build()) == "/"


def open_way(rf, user, source):
    request = rf.get("/")
    request.user = user
    return engines["django"].from_string("{% load navigation %}" + source).render({}, request)


@pytest.fixture
def rights(monkeypatch):
    """Who may GET and POST the style page."""
    held = {("style", "GET"): permissions.VIEW_SETTINGS, ("style", "POST"): permissions.EDIT_SETTINGS, ("account_login", "GET"): permissions.PUBLIC}
    monkeypatch.setattr(matrix, "permission_for", lambda route, method: held.get((route, method)))


def test_a_way_that_would_be_refused_is_not_shown(rf, rights):
    assert open_way(rf, AdminFactory.build(), '{% open_url "style" %}') == "/style/"
    assert open_way(rf, FrontDeskFactory.build(), '{% open_url "style" %}') == ""
    assert open_way(rf, AdminFactory.build(), '{% open_url "home" %}') == ""


def test_a_way_to_post_asks_for_the_right_to_post(rf, rights):
    assert open_way(rf, BillerFactory.build(), '{% open_url "style" %}') == "/style/"
    assert open_way(rf, BillerFactory.build(), '{% open_url "style" method="POST" %}') == ""


def test_nobody_may_go_where_everybody_may(rf, rights):
    assert open_way(rf, AnonymousUser(), '{% open_url "account_login" %}') == "/accounts/login/"
