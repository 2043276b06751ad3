"""The way in as people walk it: password, second step with real codes of an authenticator, recovery codes, a forgotten password; each page is drawn."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.urls import resolve

from tests.browser import pages
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery"
PERIOD = 30


def code_now(page, secret: str) -> str:
    """What the authenticator shows, with seconds left to give it."""
    left = PERIOD - time.time() % PERIOD
    if left < 4:
        page.wait_for_timeout(left * 1000 + 50)
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))


@pytest.fixture
def walk(page, live_server, draw):
    """Opens, draws and remembers the routes of the way in."""

    class Walk:
        routes: set[str] = set()

        def open(self, path: str) -> None:
            page.goto(live_server.url + path)

        def here(self, route: str, name: str) -> None:
            """The page of this route is open; draw it."""
            page.wait_for_selector("html[data-ready]")
            path = page.evaluate("location.pathname")
            assert resolve(path).view_name == route
            draw(page, name)
            self.routes.add(route)

        def sign_in(self, password: str = PASSWORD) -> None:
            self.open("/accounts/login/")
            page.fill("[name=login]", "dana")
            page.fill("[name=password]", password)
            page.keyboard.press("Enter")

        def sign_out(self) -> None:
            self.open("/accounts/logout/")
            page.wait_for_selector("button:focus")  # focus comes with the first drawing, after the page has loaded
            page.keyboard.press("Enter")
            page.wait_for_url("**/accounts/login/**")

        def give(self, code: str) -> None:
            page.fill("[name=code]", code)
            page.keyboard.press("Enter")

        def prove(self) -> None:
            """What protects the account is opened with the password only."""
            page.wait_for_url("**/reauthenticate/**")
            page.fill("[name=password]", PASSWORD)
            page.keyboard.press("Enter")

        def at_work(self) -> None:
            page.wait_for_selector(".frame")

    Walk.routes = set()
    return Walk()


@pytest.mark.full
def test_the_way_in_with_its_second_step(page, walk, settings):
    BillerFactory(username="dana", first_name="Dana", last_name="Whitlow", email="dana@larkfield.example")
    walk.open("/accounts/login/")
    walk.here("account_login", "login")
    walk.sign_in("not this one")
    page.wait_for_selector("#login-error")
    walk.here("account_login", "login-wrong")
    walk.sign_in()
    walk.at_work()

    secret, recovery = turn_on_the_authenticator(page, walk)
    walk.open("/accounts/logout/")
    walk.here("account_logout", "logout")
    walk.sign_out()
    walk.sign_in()
    page.wait_for_url("**/mfa/authenticate/")
    walk.here("mfa_authenticate", "mfa-code")
    walk.give("000000")
    page.wait_for_selector(".err")
    walk.here("mfa_authenticate", "mfa-code-wrong")
    walk.give(code_now(page, secret))
    walk.at_work()
    walk.sign_out()
    walk.sign_in()
    page.wait_for_url("**/mfa/authenticate/")
    walk.give(recovery[0])
    walk.at_work()
    walk.open("/accounts/mfa/recovery-codes/")
    walk.prove()
    page.wait_for_selector(f"text={len(recovery) - 1} of {len(recovery)} are left")
    walk.open("/accounts/mfa/recovery-codes/generate/")
    walk.here("mfa_generate_recovery_codes", "mfa-recovery-new")

    confirm_it_is_you(page, walk, settings, recovery[1])
    walk.here("mfa_deactivate_totp", "mfa-remove")
    page.click("text=Remove it")
    page.wait_for_selector("text=Add an authenticator")
    walk.sign_out()
    walk.sign_in()
    walk.at_work()
    change_and_forget_the_password(page, walk)

    assert walk.routes == pages.WALKED


def turn_on_the_authenticator(page, walk) -> tuple[str, list[str]]:
    """The secret and the recovery codes."""
    walk.open("/accounts/mfa/")
    walk.here("mfa_index", "mfa-off")
    page.click("text=Add an authenticator")
    walk.prove()
    page.wait_for_url("**/totp/activate/")
    walk.here("mfa_activate_totp", "mfa-add")
    walk.give("000000")
    page.wait_for_selector(".err")
    walk.here("mfa_activate_totp", "mfa-add-wrong")
    secret = page.input_value("#authenticator_secret")
    walk.give(code_now(page, secret))
    page.wait_for_url("**/recovery-codes/")
    walk.here("mfa_view_recovery_codes", "mfa-recovery")
    recovery = page.locator(".codes li").all_inner_texts()
    page.click("text=Done")
    page.wait_for_url("**/accounts/mfa/")
    walk.here("mfa_index", "mfa-on")
    return secret, recovery


def confirm_it_is_you(page, walk, settings, code: str) -> None:
    """Some minutes later, what protects the account is changed only by who proves again to be its owner."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    walk.open("/accounts/reauthenticate/")
    walk.here("account_reauthenticate", "confirm-password")
    walk.open("/accounts/mfa/totp/deactivate/")
    page.wait_for_url(re.compile("reauthenticate"))
    walk.open("/accounts/mfa/reauthenticate/?next=/accounts/mfa/totp/deactivate/")
    walk.here("mfa_reauthenticate", "confirm-code")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    walk.give(code)
    page.wait_for_url("**/totp/deactivate/")


def change_and_forget_the_password(page, walk) -> None:
    walk.open("/accounts/password/change/")
    walk.here("account_change_password", "password-change")
    walk.sign_out()
    walk.open("/accounts/inactive/")
    walk.here("account_inactive", "account-closed")
    walk.open("/accounts/password/reset/")
    walk.here("account_reset_password", "password-forgotten")
    page.fill("[name=email]", "dana@larkfield.example")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reset/done/")
    walk.here("account_reset_password_done", "password-mailed")
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body).group()
    walk.open(link)
    page.wait_for_selector("[name=password1]")
    walk.here("account_reset_password_from_key", "password-new")
    page.fill("[name=password1]", "a longer sentence, and new")
    page.fill("[name=password2]", "a longer sentence, and new")
    page.keyboard.press("Enter")
    page.wait_for_url("**/key/done/")
    walk.here("account_reset_password_from_key_done", "password-set")
    walk.open(link)
    page.wait_for_selector("text=This link no longer works")
    walk.here("account_reset_password_from_key", "password-link-dead")
    walk.sign_in("a longer sentence, and new")
    walk.at_work()
