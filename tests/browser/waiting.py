"""Waiting for a page without guessing: its script runs, and no fragment is on its way."""

from playwright.sync_api import Page

SETTLED = "html[data-ready]:not(:has(.htmx-request))"


def settle(page: Page) -> None:
    """Wait until the page is ready and the fragments that it asks for at its start are there."""
    page.wait_for_selector(SETTLED, state="attached")
