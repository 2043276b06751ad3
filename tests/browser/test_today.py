"""The biller's day from the home page: keys to what is most urgent, bars that open their list, ticked claims put off and taken back, a view kept."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from config.shared import clock
from config.shared.models import SavedView, WorkItem
from tests.browser.waiting import settle
from tests.factories.claims import Cast, make_claims
from tests.factories.practice import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practice(live_server, page, sign_in):
    """Four claims of the biller's, two of which have to be filed within the week."""
    OrganisationFactory()
    cast = Cast()
    claims = make_claims(cast, 4)
    for claim, days in zip(claims, (4, 2), strict=False):
        Claim.objects.filter(pk=claim.pk).update(filing_deadline_date=clock.today() + timedelta(days))
    WorkItem.objects.update(owner=cast.biller)
    sign_in(cast.biller)
    return claims


def opened(page, live_server, path: str):
    page.goto(live_server.url + path)
    settle(page)
    page.wait_for_load_state("networkidle")
    return page


def test_the_day_begins_with_what_is_most_urgent(practice, page, live_server, draw, axe):
    opened(page, live_server, "/")
    expect(page.get_by_role("heading", name="Five figures")).to_be_visible()
    axe(page)
    draw(page, "today-begins")
    assert page.get_by_role("img", name=re.compile("Deadlines per day")).is_visible()

    page.locator(".days-links a").first.click()
    settle(page)
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page.locator("tr[data-row]")).to_contain_text(practice[1].number)

    opened(page, live_server, "/")
    page.keyboard.press("2")
    page.wait_for_url(f"**/claims/{practice[0].public_id}/")


def test_ticked_claims_are_put_off_by_keyboard_and_taken_back(practice, page, live_server):
    opened(page, live_server, "/claims/?sort=due")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("2 selected")

    page.keyboard.press("s")
    expect(page.locator("dialog .notice")).to_contain_text("Skips 2:")
    page.fill("dialog [name=until]", f"{clock.today() + timedelta(3):%m/%d/%Y}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog .notice")).to_contain_text(f"Skips 1: {practice[1].number}, its last day is")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("1 skipped.")
    assert WorkItem.objects.filter(snoozed_until__isnull=False).count() == 1

    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Undone for 1.")
    assert not WorkItem.objects.filter(snoozed_until__isnull=False).exists()


def test_filters_are_kept_under_a_name_and_the_list_opens_with_them(practice, page, live_server, axe):
    opened(page, live_server, "/claims/?queue=ready&owner=me")
    page.get_by_label("Keep these filters as a view").click()
    page.get_by_label("Name").fill("Mine to send")
    page.get_by_label("The list opens with it").check()
    axe(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[aria-label='Saved views'] [aria-current]")).to_have_text("Mine to send")
    axe(page)

    opened(page, live_server, "/claims/")
    assert page.url.endswith("?queue=ready&owner=me")
    page.get_by_label("Change the view Mine to send").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#toasts")).to_contain_text("Mine to send removed.")
    assert not SavedView.objects.filter(removed_at__isnull=True).exists()
