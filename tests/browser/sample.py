"""The sample site as fixtures: what test modules of the design system drive."""

import pytest

from config.shared import permissions
from config.shared.access import matrix
from config.shared.ui import navigation
from config.shared.ui.navigation import Workplace
from tests.browser import sample_site
from tests.factories.shared import BillerFactory

PUBLIC = {"account_login"}


@pytest.fixture
def site(settings, monkeypatch, live_server):
    """The sample site with 60 rows; two workplaces."""
    settings.ROOT_URLCONF = "tests.browser.sample_site"
    monkeypatch.setattr(matrix, "permission_for", lambda route, method: permissions.PUBLIC if route in PUBLIC else permissions.SIGNED_IN)
    monkeypatch.setattr(navigation, "_workplaces", {})
    navigation.register(Workplace("claims", "Claims", "claims", "list", "c", permissions.SIGNED_IN, 40))
    navigation.register(Workplace("settings", "Settings", "settings", "style", "s", permissions.SIGNED_IN, 100))
    sample_site.fill()
    return live_server.url


@pytest.fixture
def at(page, site, sign_in):
    """`at(path)` opens a page as a biller, with its script running."""
    sign_in(BillerFactory(first_name="Dana", last_name="Whitlow"))

    def go(path):
        page.goto(site + path)
        page.wait_for_selector("html[data-ready]")
        return page

    return go
