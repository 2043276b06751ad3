"""The pages that say no, drawn where they really happen: a damaged request, a closed door, a lost page, a conflict, a failure of ours."""

import pytest

from claims.models import ClaimStatus
from config import views
from tests.factories.claims import Cast, make_claim, put_in
from tests.factories.practice import OrganisationFactory
from tests.factories.shared import FrontDeskFactory

pytestmark = pytest.mark.django_db(transaction=True)
SEND = """path => {
    const form = document.createElement("form");
    form.method = "post"; form.action = path;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").cloneNode();
    form.append(token); document.body.append(form); form.submit();
}"""


@pytest.fixture
def refuse(page, live_server, draw, troubles):
    """`refuse(path, 404, "not-found")` opens (or with post=True sends to) a path, expects its status, and draws what it says."""

    def attempt(path: str, status: int, name: str, *, post: bool = False) -> None:
        if post:
            page.goto(live_server.url + "/")
            page.wait_for_selector("html[data-ready]")
            with page.expect_navigation() as navigation:
                page.evaluate(SEND, path)
            answer = navigation.value
        else:
            answer = page.goto(live_server.url + path)
        assert answer.status == status
        page.wait_for_selector("h1")
        draw(page, name)
        troubles[:] = [each for each in troubles if str(status) not in each]

    return attempt


def test_each_refusal_is_calm_and_says_what_to_do(page, refuse, sign_in, monkeypatch):
    OrganisationFactory()
    cast = Cast()
    claim = put_in(make_claim(cast), ClaimStatus.ACCEPTED)
    refuse("/nowhere/", 404, "refused-404-signed-out")
    sign_in(FrontDeskFactory(first_name="Kemi", last_name="Oduya"))
    refuse("/claims/denials/", 403, "refused-403")
    refuse("/nowhere/", 404, "refused-404")
    refuse("/patients/?" + "a&" * 5001, 400, "refused-400")

    sign_in(cast.biller)
    refuse(f"/claims/{claim.public_id}/release/", 409, "refused-409", post=True)
    refuse(f"/claims/{claim.public_id}/fix/member_number/", 422, "refused-422", post=True)
    monkeypatch.setattr(views.queue_grid, "load", lambda user: 1 / 0)
    refuse("/", 500, "refused-500")


def test_a_form_of_another_session_is_refused_in_words(page, live_server, draw, troubles):
    page.goto(live_server.url + "/accounts/login/")
    page.fill("[name=login]", "dana")
    page.fill("[name=password]", "x")
    page.context.clear_cookies()

    page.click("button.primary")

    page.wait_for_selector("text=This form was opened before you signed in")
    draw(page, "refused-403-form")
    troubles[:] = [each for each in troubles if "403" not in each]
