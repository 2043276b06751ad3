"""Prices in a browser: an admin changes a contract by keyboard alone, takes in a file with bad lines, and applies what was shown."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from config.shared import clock
from payers.models import FeeDraft, FeeImport
from tests.factories.billing import ChargeFactory, EncounterFactory
from tests.factories.fees import make_draft, make_schedule, prices_of
from tests.factories.payers import FeeScheduleItemFactory, FeeScheduleVersionFactory
from tests.factories.practice import OrganisationFactory
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {
    "20610": "Joint injection, large", "20611": "with ultrasound", "36415": "Blood draw", "93000": "ECG, complete", "93000 26": "ECG, reading only",
    "96372": "Injection, under skin", "97110": "Exercise, 15 min", "99202": "New visit, 15 min", "99203": "New visit, 30 min", "99204": "New visit, 45 min",
    "99212": "Office visit, 10 min", "99213": "Office visit, 20 min", "99214": "Office visit, 30 min", "99215": "Office visit, 40 min",
    "99397": "Yearly exam, 65+", "99406": "Tobacco advice", "G0439": "Yearly visit", "J1885": "Ketorolac, 15 mg", "J7325": "Hyaluronan 1 mg",
}
PRICES = dict(zip(WORDS, (
    "84.00", "104.80", "8.00", "22.00", "8.90", "17.00", "31.20", "74.60", "112.20", "168.30", "56.10", "92.60", "128.40", "183.00", "168.00", "15.10",
    "132.80", "1.10", "12.75",
), strict=True))
USED = {"99213": 214, "99214": 38, "20610": 7, "J7325": 3, "99490": 4}


@pytest.fixture
def schedule():
    OrganisationFactory()
    found = make_schedule({}, kind="charge_master", valid_from=clock.today().replace(year=2025, month=1, day=1))
    found.name = "Larkfield charge master"
    found.save()
    old = found.versions.get()
    old.valid_to = old.valid_from.replace(month=12, day=31)
    old.save()
    now = FeeScheduleVersionFactory(schedule=found, valid_from=old.valid_to + timedelta(days=1), note="The rates of 2026")
    for key, words in WORDS.items():
        code, _, modifier = key.partition(" ")
        values = {"procedure_code": code, "modifier": modifier, "description": words}
        FeeScheduleItemFactory(version=old, unit_price=round(Decimal(PRICES[key]) * Decimal("0.96"), 2), **values)
        FeeScheduleItemFactory(version=now, unit_price=Decimal(PRICES[key]), **values)
    visit = EncounterFactory(service_date=clock.today() - timedelta(days=30))
    for code, lines in USED.items():
        for _ in range(lines):
            ChargeFactory(encounter=visit, procedure_code=code)
    return found


def opened(page, url):
    page.goto(url)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_load_state("networkidle")
    return page


def value(page):
    return page.evaluate("document.activeElement.value")


def here(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def typed(page, text):
    page.keyboard.type(text)
    with page.expect_response(lambda answer: "/items/" in answer.url) as answer:
        page.keyboard.press("Enter")
    return answer.value.status


def test_an_admin_changes_prices_without_a_mouse(page, live_server, sign_in, draw, troubles, schedule):
    sign_in(AdminFactory())
    opened(page, f"{live_server.url}/payers/fees/{schedule.public_id}/")
    draw(page, "fees-schedule")
    page.keyboard.press("e")
    page.wait_for_selector("#dialog[open] input[name=note]")
    page.keyboard.press("Tab")
    page.keyboard.type("The rates of the new year")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    draw(page, "fees-begin")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/fees/drafts/**")
    page.wait_for_selector("html[data-ready]")
    draft = FeeDraft.objects.get()
    assert prices_of(draft)["99213"] == "94.45"

    page.keyboard.press("e")
    assert here(page) == "New price of 20610"
    assert typed(page, "88.20") == 200
    assert here(page) == "New price of 20611"
    assert typed(page, "110,00") == 422
    assert "110,00 is no price" in page.locator(".cell-err").inner_text()
    draw(page, "fees-bad-cell")
    page.keyboard.press("ArrowUp")
    assert value(page) == "110,00"
    page.keyboard.press("Escape")
    assert value(page) == "106.90"
    assert page.locator(".cell-err").count() == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    assert here(page) == "What 36415 is"
    page.keyboard.press("Shift+Enter")
    assert here(page) == "What 20611 is"
    assert prices_of(draft)["20610"] == "88.20"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert here(page) == "New price of 20611"

    troubles[:] = [each for each in troubles if "422" not in each]
    draw(page, "fees-draft")
    page.keyboard.press("Alt+z")
    page.wait_for_selector("text=Taken back: 20610 to 88.20")
    assert prices_of(draft)["20610"] == "85.68"


def test_a_cell_that_somebody_else_changed_says_so_and_keeps_theirs(page, live_server, sign_in, troubles, schedule):
    draft = make_draft(schedule)
    sign_in(AdminFactory())
    opened(page, f"{live_server.url}/payers/fees/drafts/{draft.public_id}/")
    draft.items.filter(procedure_code="20610").update(unit_price=Decimal("90.00"))

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert here(page) == "New price of 20610"
    assert typed(page, "88.20") == 409

    page.wait_for_selector("#toasts >> text=Somebody else changed 20610 to 90.00 meanwhile")
    assert page.locator("[aria-label='New price of 20610']").get_attribute("aria-invalid") == "true"
    assert prices_of(draft)["20610"] == "90.00"
    troubles[:] = [each for each in troubles if "409" not in each]


def test_a_file_with_bad_lines_is_looked_at_then_taken_in_and_applied(page, live_server, sign_in, draw, troubles, schedule, tmp_path):
    file = tmp_path / "rates-2027.csv"
    file.write_text("HCPCS;Mod;Fee;What\n99213;;94,50;x\n99214;;131.00;\n9921;;1.00;\n99490;;63.40;Care by month\n93000;26;8.90;\nJ7325;;11.90;\n", encoding="utf-8")
    sign_in(AdminFactory())
    opened(page, f"{live_server.url}/payers/fees/{schedule.public_id}/")
    page.keyboard.press("i")
    page.wait_for_url("**/file/")
    page.wait_for_selector("html[data-ready]")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("#id_note").fill("The payer's letter of November")
    draw(page, "fees-import")
    page.locator("#id_note").press("Control+Enter")
    page.wait_for_url("**/fees/files/**")
    page.wait_for_selector("html[data-ready]")
    draw(page, "fees-bad-lines")
    assert page.locator("tbody tr").all_inner_texts() == [
        "2\t99213\t\tprice\t94,50 is no price. Write 92.60 or 1,234.50.",
        "4\t9921\t\tcode\t9921 has 4 digits, a code five: a zero in front may be lost.",
    ]

    page.keyboard.press("o")
    page.wait_for_selector("text=2 lines can't be read")
    assert FeeImport.objects.get().status == "read"
    page.locator("#toggle-changed").press("Enter")
    page.wait_for_url("**change=changed")
    draw(page, "fees-difference")
    page.keyboard.press("x")
    page.keyboard.press("o")
    page.wait_for_url("**/fees/drafts/**")
    page.wait_for_selector("html[data-ready]")
    draft = FeeDraft.objects.get()
    assert {key: price for key, price in prices_of(draft).items() if key in ("99213", "99214", "99490", "J7325")} == {
        "99213": "92.60", "99214": "131.00", "99490": "63.40", "J7325": "11.90",
    }
    draw(page, "fees-taken-in")

    page.keyboard.press("o")
    page.wait_for_url("**/apply/")
    page.wait_for_selector("html[data-ready]")
    draw(page, "fees-apply")
    page.keyboard.press("o")
    page.wait_for_selector("text=Applied:")
    draft.refresh_from_db()
    assert draft.applied_version.items.count() == 20
    draw(page, "fees-applied")
    troubles[:] = [each for each in troubles if "422" not in each]


def test_codes_are_found_by_keyboard_and_a_biller_only_reads(page, live_server, sign_in, draw, schedule):
    draft = make_draft(schedule)
    sign_in(BillerFactory())
    opened(page, f"{live_server.url}/payers/fees/drafts/{draft.public_id}/")
    assert page.locator("[data-cell]").count() == 0
    page.keyboard.press("Shift+F")
    page.keyboard.type("ecg")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert value(page) == "ecg"
    draw(page, "fees-biller")
