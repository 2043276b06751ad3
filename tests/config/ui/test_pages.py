"""The frame's pages as a server answers them."""

import pytest
from django.test import Client

from config.shared.ui.recent import remember
from config.shared.ui.toasts import toast, waiting
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frame_routes")]


@pytest.fixture
def biller(client):
    user = BillerFactory(first_name="Dana", last_name="Whitlow")
    client.force_login(user)
    return user


def test_the_login_page_asks_for_name_and_password(client):
    html = client.get("/accounts/login/").content.decode()

    assert 'name="login"' in html
    assert 'name="password"' in html


def test_a_wrong_password_is_said_at_the_field_without_saying_which_was_wrong(client):
    BillerFactory(username="dana")

    html = client.post("/accounts/login/", {"login": "dana", "password": "wrong"}).content.decode()

    assert 'id="login-error"' in html
    assert 'value="dana"' in html


def test_the_login_page_keeps_where_one_wanted_to_go(client):
    assert 'name="next" value="/style/"' in client.get("/accounts/login/?next=/style/").content.decode()


@pytest.mark.parametrize(
    "path", ["/accounts/logout/", "/accounts/password/change/", "/accounts/mfa/", "/accounts/password/reset/done/", "/accounts/inactive/"]
)
def test_the_account_pages_stand_in_our_frame(client, biller, path):
    response = client.get(path)

    assert response.status_code == 200
    assert 'class="login"' in response.content.decode()


def test_the_frame_names_the_user_and_the_role(client, biller):
    html = client.get("/style/").content.decode()

    assert "Dana Whitlow" in html
    assert "Biller" in html


def test_a_page_that_is_not_there_is_calm_and_in_the_frame(client, biller):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()
    assert 'class="rail"' in response.content.decode()


def test_a_failing_page_says_that_nothing_is_half_done(client, biller):
    client.raise_request_exception = False

    response = client.get("/broken/")

    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert "broken on purpose" not in response.content.decode()


@pytest.mark.parametrize(("path", "status", "words"), [("/stale/", 409, "Somebody else changed this record"), ("/over-limit/", 422, "over your limit")])
def test_a_refusal_says_why_on_a_page(client, biller, path, status, words):
    response = client.get(path)

    assert response.status_code == status
    assert words in response.content.decode()


def test_a_refusal_in_a_fragment_is_one_sentence_that_swaps_nothing(client, biller):
    response = client.get("/over-limit/", headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Reswap"], response.content) == (409, "none", b"The write-off is over your limit.")


def test_a_form_from_before_the_login_is_refused_in_words():
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/accounts/login/", {"login": "dana", "password": "x"})

    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()


def test_a_dialog_is_a_fragment_for_htmx_and_a_page_without(client, biller):
    assert "<html" not in client.get("/dialog/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" in client.get("/dialog/").content.decode()


def test_the_csp_allows_no_inline_script_or_style(client, biller):
    policy = client.get("/style/")["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


def test_a_user_without_queues_goes_to_their_first_workplace_or_sees_an_empty_home(client):
    client.force_login(AdminFactory())

    assert client.get("/").status_code in {200, 302}


def test_a_toast_is_shown_once_and_carries_its_undo(client, biller, rf):
    request = rf.get("/")
    request.session = client.session
    from django.contrib.messages.storage.session import SessionStorage

    request._messages = SessionStorage(request)
    toast(request, "Snoozed to 12/01/2026", undo_url="/undo/1/")
    toast(request, "Not possible", failed=True)

    first, second = waiting(request)
    assert (first.text, first.undo_url, first.failed) == ("Snoozed to 12/01/2026", "/undo/1/", False)
    assert (second.undo_url, second.failed) == ("", True)


def test_recent_records_are_five_the_newest_first_and_each_once(client, biller, rf):
    request = rf.get("/")
    request.session = client.session
    for number in [1, 2, 3, 4, 5, 6, 2]:
        remember(request, label=f"LF-{number}", url=f"/claims/{number}/")

    assert [entry[0] for entry in request.session["recent"]] == ["LF-2", "LF-6", "LF-5", "LF-4", "LF-3"]
