"""The design system in a real browser: looks, keyboard, lists, forms, on a site of its own."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def current(page):
    return page.locator("tr.current").get_attribute("data-row")


def test_the_style_page_is_drawn_and_usable_by_all(at, draw):
    draw(at("/style/"), "style")


def test_the_login_page_is_drawn_and_signs_in(page, site, draw):
    BillerFactory(username="dana")
    page.goto(site + "/accounts/login/")
    draw(page, "login")

    page.keyboard.type("dana")
    page.get_by_label("Password").fill("correct horse battery")
    page.keyboard.press("Enter")

    page.wait_for_url("**/list/")


def test_the_calm_pages_are_drawn(at, draw, troubles):
    draw(at("/nowhere/"), "not-found")
    assert [each for each in troubles if "404" not in each] == []
    troubles.clear()


def test_j_and_k_move_and_show_the_row_beside_the_list(at, draw):
    page = at("/list/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current(page) == "LF-10001"
    expect(page.get_by_role("heading", name="Panel of LF-10001")).to_be_visible()

    page.keyboard.press("k")

    expect(page.get_by_role("heading", name="Panel of LF-10000")).to_be_visible()
    draw(page, "list-with-panel")


def test_enter_opens_and_n_and_p_walk_the_list_one_came_from(at):
    page = at("/list/")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/records/LF-10001/")
    expect(page.locator(".walk")).to_contain_text("2 of 25")

    page.keyboard.press("n")
    page.wait_for_url("**/records/LF-10002/")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("p")
    page.wait_for_url("**/records/LF-10001/")


def test_escape_goes_back_to_the_list_and_its_row(at):
    page = at("/list/?sort=-claim")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/records/LF-10058/")
    page.wait_for_selector("html[data-ready]")

    page.keyboard.press("Escape")

    page.wait_for_url("**/list/?sort=-claim")
    page.wait_for_selector("tr.current")
    assert current(page) == "LF-10058"


def test_a_click_shows_the_row_and_a_click_on_its_number_opens_it(at):
    page = at("/list/")
    page.locator("tr[data-row='LF-10003'] td.clip").click()
    expect(page.get_by_role("heading", name="Panel of LF-10003")).to_be_visible()

    page.get_by_role("link", name="LF-10004").click()

    page.wait_for_url("**/records/LF-10004/")


def test_x_selects_and_the_bar_says_how_many_and_how_much(at, draw):
    page = at("/list/")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)

    expect(page.locator("[data-bulk-count]")).to_have_text("2 selected")
    expect(page.locator("[data-bulk-sum]")).to_have_text("1.20")
    expect(page.get_by_role("button", name="Assign 2")).to_be_visible()
    expect(page.locator("[data-bulk-preview]")).to_have_text("Skips none of 2.")
    draw(page, "list-selected")


def test_the_bulk_verbs_key_sends_the_selected_rows(at):
    page = at("/list/")
    page.locator("[data-select]").nth(0).click()
    page.locator("[data-select]").nth(3).click(modifiers=["Shift"])

    page.keyboard.press("a")

    expect(page.locator("#toasts")).to_contain_text("Assigned 4")


def test_escape_clears_the_selection(at):
    page = at("/list/")
    page.locator("[data-select-all]").click()
    expect(page.locator("[data-bulk-count]")).to_have_text("25 selected")

    page.locator("h1").click()
    page.keyboard.press("Escape")

    expect(page.locator(".bulk")).to_be_hidden()


def test_a_sort_swaps_the_list_and_goes_into_the_url(at):
    page = at("/list/")

    page.get_by_role("link", name="Open").click()

    page.wait_for_url("**/list/?sort=open")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Open")


def test_a_filter_is_chosen_by_keyboard_and_several_values_count(at, draw):
    page = at("/list/")
    page.keyboard.press("Shift+F")
    page.keyboard.press("Space")
    page.wait_for_url("**/list/?queue=denied")
    expect(page.locator(".listfoot")).to_contain_text("20 claims")

    page.get_by_label("Rejected").check()

    page.wait_for_url("**/list/?queue=denied&queue=rejected")
    expect(page.locator(".listfoot")).to_contain_text("40 claims")
    draw(page, "list-filter")


def test_a_chip_is_removed_and_back_returns_to_the_filtered_list(at):
    page = at("/list/?queue=denied")
    page.get_by_role("link", name="Remove the filter Queue").click()
    page.wait_for_url(re.compile(r"/list/\??$"))

    page.go_back()

    expect(page.locator(".listfoot")).to_contain_text("20 claims")


def test_pages_are_turned_by_their_keys(at):
    page = at("/list/")
    page.keyboard.press("]")
    expect(page.locator("tbody tr").first).to_have_attribute("data-row", "LF-10025")

    page.keyboard.press("[")

    expect(page.locator("tbody tr").first).to_have_attribute("data-row", "LF-10000")


def test_letters_belong_to_the_field_one_types_into(at):
    page = at("/records/LF-10001/")
    page.get_by_label("Amount").click()

    page.keyboard.type("qw")

    expect(page.get_by_label("Amount")).to_have_value("qw")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_g_and_a_letter_go_to_a_workplace(at):
    page = at("/list/")

    page.keyboard.press("g")
    page.keyboard.press("s")

    page.wait_for_url("**/style/")


def test_the_keys_of_the_page_are_read_off_the_page(at, draw):
    page = at("/records/LF-10001/")

    page.keyboard.press("?")

    sheet = page.locator("#keysheet")
    expect(sheet).to_contain_text("Write off")
    expect(sheet).to_contain_text("Ask status")
    draw(page, "keys")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_commands_are_found_by_word_and_run(at):
    page = at("/records/LF-10001/")
    page.keyboard.press("Control+k")
    page.keyboard.type("wri")

    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_contain_text("Line 1 closes at 0.00.")


def test_a_verbs_key_posts_and_the_toast_says_so(at):
    page = at("/records/LF-10001/")

    page.keyboard.press("q")

    expect(page.locator("#toasts")).to_contain_text("Asked 1 payer")


def test_a_code_is_found_by_word_and_chosen_without_a_mouse(at, draw):
    page = at("/records/LF-10001/")
    page.get_by_label("Code").click()
    page.keyboard.type("ult")
    expect(page.get_by_role("option", name=re.compile("20611"))).to_have_attribute("aria-selected", "true")
    draw(page, "combobox")

    page.keyboard.press("Enter")

    expect(page.get_by_label("Code")).to_have_value("20611")
    expect(page.locator("#what")).to_have_text("with ultrasound")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_what_nothing_matches_is_said(at):
    page = at("/records/LF-10001/")
    page.get_by_label("Code").click()

    page.keyboard.type("zzz")

    expect(page.locator("#suggest")).to_contain_text("No match")


def test_a_form_is_sent_from_any_of_its_fields_and_errors_stand_at_them(at, troubles):
    page = at("/records/LF-10001/")
    page.get_by_label("Amount").fill("twelve")

    page.keyboard.press("Control+Enter")

    expect(page.locator("#id_amount_error")).to_have_text("Enter a number.")
    expect(page.locator("#id_code_error")).to_have_text("This field is required.")
    troubles[:] = [each for each in troubles if "422" not in each]


def test_a_changed_form_is_not_left_by_accident(at):
    page = at("/records/LF-10001/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("Amount").fill("12")
    page.locator("h1").click()

    page.keyboard.press("g")
    page.keyboard.press("s")

    expect(page.get_by_label("Amount")).to_have_value("12")
    assert asked == ["beforeunload"]
    page.get_by_label("Code").fill("20610")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Saved")


def test_the_theme_is_chosen_and_kept(at):
    page = at("/style/")
    page.get_by_role("button", name="Dark").first.click()
    assert page.locator("html").get_attribute("data-theme") == "dark"

    page.reload()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.wait_for_selector("html[data-ready]")
    expect(page.get_by_role("button", name="Dark").first).to_have_attribute("aria-pressed", "true")


def test_without_script_lists_and_forms_still_work(browser, site, sign_in, page):
    sign_in(BillerFactory())
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    bare = plain.new_page()
    bare.goto(site + "/list/")

    bare.get_by_role("link", name="Next").click()
    assert bare.locator("tbody tr").first.get_attribute("data-row") == "LF-10025"
    bare.goto(site + "/write-off/")
    bare.get_by_label("Amount").fill("12.00")
    bare.get_by_role("button", name=re.compile("Write off")).click()

    assert bare.url.endswith("/records/LF-10001/")
    plain.close()


def test_a_phone_reads_a_record(at, draw):
    page = at("/records/LF-10001/")
    page.set_viewport_size({"width": 500, "height": 900})

    draw(page, "record-phone")
