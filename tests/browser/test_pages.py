"""Every page is drawn: full and empty, light and dark, looked at by axe. The plain run draws the main ones in light.

Completeness is proven twice: no GET route of routes.csv is missing in `pages.py`, and a picture is of the route that it claims.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from config.shared.access import matrix
from tests.browser import larkfield, larkfield_money, pages
from tests.browser.pages import Shot
from tests.browser.waiting import settle
from tests.factories.payers import FeeScheduleFactory

pytestmark = pytest.mark.django_db(transaction=True)
FULL = pytest.mark.full
LISTED = {**pages.WORKPLACES, "no patients": pages.BEFORE_PATIENTS, "nothing": pages.BEFORE_ANYTHING, "bare": pages.BARE}
EVERY = {shot.name: shot for shots in LISTED.values() for shot in shots}


class Photographer:
    """Opens pages as their people and has them drawn; what is wrong with one does not keep the others from being drawn."""

    def __init__(self, page, site: str, sign_in, draw, lark) -> None:
        self.page, self.site, self.sign_in, self.draw, self.lark = page, site, sign_in, draw, lark
        self.signed_in, self.wrong = None, []

    def take(self, shots: list[Shot]) -> None:
        for shot in shots:
            try:
                self.open(shot)
                self.draw(self.page, shot.name)
            except Exception as error:
                self.wrong.append(f"{shot.name}: {type(error).__name__}: {error}")
        assert self.wrong == []

    def open(self, shot: Shot) -> None:
        if shot.over:
            self.open(EVERY[shot.over])
            self.press(shot)
            return
        if self.signed_in != shot.who:
            self.sign_in(getattr(self.lark, shot.who))
            self.signed_in = shot.who
        answer = self.page.goto(self.site + self.url(shot) + shot.query(self.lark))
        settle(self.page)
        landed = resolve(urlsplit(self.page.url).path).view_name
        assert (answer.status, landed) == (200, shot.route), f"{answer.status}, {landed}"

    def press(self, shot: Shot) -> None:
        """Press what leads to the dialog or the side panel; both come from this route and no other."""
        url = self.url(shot)
        opener = self.page.locator(f'[hx-get^="{url}"], [data-panel="{url}"] td.clip').first
        with self.page.expect_response(lambda answer: urlsplit(answer.url).path == url) as answered:
            opener.click()
        assert answered.value.status == 200
        settle(self.page)

    def url(self, shot: Shot) -> str:
        return reverse(shot.route, kwargs=shot.on(self.lark))


@pytest.fixture
def photographer(page, live_server, sign_in, draw):
    return lambda lark: Photographer(page, live_server.url, sign_in, draw, lark)


def test_every_page_route_is_drawn_by_a_screen_test():
    listed = {route for route, method in matrix.load() if method == "GET"}
    drawn = {shot.route for shot in EVERY.values()} | pages.WALKED

    assert listed - drawn - pages.NOT_PAGES.keys() == set(), "pages that no test draws: give each a Shot in tests/browser/pages.py"
    assert drawn - listed == set(), "shots of routes that are not there"
    assert pages.NOT_PAGES.keys() - listed == set(), "exceptions for routes that are not there"
    assert drawn & pages.NOT_PAGES.keys() == set(), "exceptions for pages that are drawn"


def test_every_picture_has_a_name_of_its_own():
    names = [shot.name for shots in LISTED.values() for shot in shots]

    assert sorted(set(names)) == sorted(names)
    assert {shot.over for shot in EVERY.values() if shot.over} <= EVERY.keys()


def test_the_main_pages(photographer, monkeypatch, pytestconfig):
    if pytestconfig.getoption("full") or pytestconfig.getoption("screens"):
        pytest.skip("drawn with their workplaces by this run")

    photographer(larkfield.fill(monkeypatch)).take([shot for shot in EVERY.values() if shot.main])


@FULL
@pytest.mark.parametrize("workplace", pages.WORKPLACES)
def test_the_pages_of_a_workplace(photographer, monkeypatch, workplace):
    photographer(larkfield.fill(monkeypatch)).take(pages.WORKPLACES[workplace])


@FULL
def test_pages_before_the_first_patient(photographer, monkeypatch):
    photographer(larkfield.open_practice(monkeypatch)).take(pages.BEFORE_PATIENTS)


@FULL
def test_pages_of_an_empty_database(photographer):
    photographer(larkfield.Larkfield()).take(pages.BEFORE_ANYTHING)


@FULL
def test_pages_of_records_with_nothing_in_them(photographer, monkeypatch):
    lark = larkfield.open_practice(monkeypatch)
    lark.patients.append(larkfield.register_alone(lark))
    monkeypatch.setattr(larkfield.Larkfield, "charge_master", FeeScheduleFactory(name="New contract", kind="contract"))
    lark.drafts["open"] = larkfield_money.start_draft(lark, FeeScheduleFactory(name="Another contract", kind="contract"))

    photographer(lark).take(pages.BARE)


@FULL
def test_the_search_box_and_its_page(page, photographer, monkeypatch, draw):
    photographer(larkfield.fill(monkeypatch)).open(EVERY["patients"])
    page.fill("#search", "O")
    page.wait_for_selector("#suggest [role=option]")
    draw(page, "search")

    page.evaluate("document.querySelector('form.search').submit()")  # as without script
    page.wait_for_url("**/search/")
    draw(page, "search-page")
