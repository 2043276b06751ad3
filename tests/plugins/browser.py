"""Chromium for the tests marked `browser` (and for whatever uses a page): Debian's, never a downloaded one.

Without it they are skipped with their reason; `--require-browser` or REQUIRE_BROWSER=1 stops the run instead.
"""

import os
import shutil
from collections.abc import Iterator

import pytest

BROWSER_FIXTURES = {"page", "context", "new_context", "browser"}
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first has no window to draw and takes a third less time
ABSENT = "Chromium is not installed (Debian: apt-get install chromium-headless-shell)"
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("practice billing").addoption(
        "--require-browser", action="store_true", default=os.environ.get("REQUIRE_BROWSER") == "1",
        help="fail where Chromium is missing instead of skipping its tests",
    )


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("require_browser") and _chromium() is None:
        raise pytest.UsageError(ABSENT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = _chromium() is None
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if absent and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=ABSENT))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's binary; root has no sandbox for it."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": _chromium(), "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def playwright() -> Iterator[object]:
    """Playwright's synchronous interface, whose event loop stays behind this thread: Django is told that this is meant."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as environment, sync_playwright() as running:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield running
