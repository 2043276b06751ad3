"""The one dialog in a real browser: content that comes and goes, refusals, focus, on the sample site."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dialog_that_opens_before_the_last_one_is_told_closed_keeps_its_content(at):
    page = at("/records/LF-10001/")
    page.keyboard.press("w")
    expect(page.get_by_role("dialog")).to_be_visible()

    page.evaluate("""() => {
      const dialog = document.getElementById("dialog");
      dialog.close();
      dialog.replaceChildren(dialog.firstElementChild.cloneNode(true));
      dialog.showModal();
      return new Promise((done) => dialog.addEventListener("close", () => setTimeout(done)));
    }""")

    expect(page.get_by_role("dialog")).to_contain_text("Line 1 closes at 0.00.")


def test_a_key_pressed_before_the_closed_dialogs_field_lost_the_focus_is_heard(at):
    page = at("/records/LF-10001/")
    page.keyboard.press("w")
    expect(page.get_by_role("dialog").get_by_label("Amount")).to_be_focused()

    page.evaluate("""() => {
      const field = document.activeElement;
      document.getElementById("dialog").close();
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "w", code: "KeyW", bubbles: true, cancelable: true }));
    }""")

    expect(page.get_by_role("dialog").get_by_label("Amount")).to_be_focused()


def test_a_dialog_says_what_is_wrong_and_stays(at, draw, troubles):
    page = at("/records/LF-10001/")
    page.keyboard.press("w")
    expect(page.get_by_role("dialog")).to_be_visible()

    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("dialog").locator(".err")).to_have_text("This field is required.")
    expect(page.get_by_role("dialog").get_by_label("Amount")).to_be_focused()
    troubles[:] = [each for each in troubles if "422" not in each]
    draw(page, "dialog-error")


def test_a_conflict_is_said_in_the_dialog_with_its_reason_and_nothing_typed_is_lost(at, draw, troubles):
    page = at("/records/LF-10001/")
    page.keyboard.press("w")
    page.get_by_role("dialog").get_by_label("Amount").fill("600.00")

    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("dialog")).to_contain_text("The payer decided the line meanwhile.")
    expect(page.get_by_role("dialog").get_by_label("Amount")).to_have_value("600.00")
    expect(page.locator("#toasts .failed")).to_have_count(0)
    troubles[:] = [each for each in troubles if "409" not in each]
    draw(page, "dialog-conflict")


def test_a_dialog_that_succeeds_leads_on_and_can_be_undone_with_z(at):
    page = at("/list/")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Panel of LF-10000")).to_be_visible()
    page.keyboard.press("c")
    page.get_by_role("dialog").get_by_label("Amount").fill("12.00")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/records/LF-10001/")
    expect(page.locator("#toasts")).to_contain_text("Wrote off 12.00")

    page.keyboard.press("z")

    expect(page.locator("#toasts")).to_contain_text("Asked 1 payer")


def test_a_refusal_is_said_and_nothing_is_swapped(at, troubles):
    page = at("/records/LF-10001/")

    page.keyboard.press("r")

    expect(page.locator("#toasts .failed")).to_have_text("Over your limit.")
    expect(page.locator("dialog[open]")).to_have_count(0)
    troubles[:] = [each for each in troubles if "409" not in each]
