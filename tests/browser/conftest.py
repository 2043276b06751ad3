"""For tests that drive the pages in Chromium: a watched page, a session without the login form, axe, and pictures.

`page` fails its test on a console error, a CSP violation, a failed request or a page that scrolls sideways. What a test provokes on
purpose it takes out of `troubles`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.browser.sample import at as at
from tests.browser.sample import site as site
from tests.browser.waiting import settle

WIDTH, HEIGHT = 1280, 800
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: tests say `live_server.url`. Here because pytest-playwright's own fixture is a method, which pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """The size at home, without motion."""
    return {**browser_context_args, "viewport": {"width": WIDTH, "height": HEIGHT}, "reduced_motion": "reduce", "locale": "en-US"}


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained about so far."""
    return []


@pytest.fixture
def page(page: Page, troubles: list[str]) -> Iterator[Page]:
    """A page that must stay quiet."""
    page.on("console", lambda message: _note_message(message, troubles))
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("requestfailed", lambda request: _note_failure(request, troubles))
    page.on("response", lambda response: troubles.append(f"{response.status} {response.url}") if response.status >= 500 else None)
    yield page
    if page.url != "about:blank":
        _scrolls_sideways(page, troubles)
    assert troubles == []


def _note_message(message, troubles: list[str]) -> None:
    """A fragment that was on its way when the page was left is no trouble; a failed one is named by htmx in a message of its own."""
    if message.type in {"error", "warning"} and not message.text.startswith(("htmx:sendAbort", "htmx:afterRequest")):
        troubles.append(f"console: {message.text}")


def _note_failure(request, troubles: list[str]) -> None:
    """A request that a newer one replaced is no failure."""
    if "ERR_ABORTED" not in (request.failure or ""):
        troubles.append(f"{request.failure} {request.url}")


def _scrolls_sideways(page: Page, troubles: list[str]) -> None:
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if wide > window:
        troubles.append(f"{page.url} is {wide} px wide in a window of {window}")


@pytest.fixture
def sign_in(page: Page, live_server) -> Callable:
    """`sign_in(user)` gives the page that user's session."""

    def enter(user) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.clear_cookies()
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return enter


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` asserts that nothing serious or critical keeps anybody from using the page."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Page) -> None:
        found = [each for each in Axe().run(page).response["violations"] if each["impact"] in SERIOUS]
        assert [(each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found] == []

    return check


@pytest.fixture
def draw(axe: Callable[[Page], None], troubles: list[str], screens: Path, pytestconfig: pytest.Config) -> Callable[[Page, str], None]:
    """`draw(page, "claims")` writes claims-light.png and claims-dark.png, each looked at by axe, and checks the width.

    The plain run is content with the width of the light one.
    """
    closely = pytestconfig.getoption("full") or pytestconfig.getoption("screens")

    def picture(page: Page, name: str) -> None:
        for scheme in ("light", "dark") if closely else ("light",):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            settle(page)
            if closely:
                page.wait_for_load_state("networkidle")
                axe(page)
                page.screenshot(path=screens / f"{name}-{scheme}.png")
            _scrolls_sideways(page, troubles)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")

    return picture
