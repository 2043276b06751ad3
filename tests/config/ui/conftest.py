"""For tests of the frame: the routes are the frame's own, and anybody who is signed in may enter them."""

import pytest

from config.shared import permissions
from config.shared.access import matrix

OPEN_TO_ALL = {"account_login", "account_reset_password", "broken"}


@pytest.fixture
def frame_routes(settings, monkeypatch):
    """The frame without any app; the permission matrix itself has tests of its own."""
    settings.ROOT_URLCONF = "tests.config.ui.frame_urls"
    monkeypatch.setattr(
        matrix, "permission_for", lambda route, method: permissions.PUBLIC if route in OPEN_TO_ALL else permissions.SIGNED_IN
    )
