"""What is left in a hurry, or looked at on a phone, stays quiet."""

import pytest

from billing.models import Encounter
from config.shared import clock
from config.shared.services.work_items import NextStep, put_next_step
from tests.billing.cast import Cast
from tests.browser.waiting import settle
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_saving_while_a_preview_is_on_its_way_says_nothing_on_the_console(page, live_server, sign_in):
    cast, said = Cast(), []
    page.on("console", lambda message: said.append(message.text))
    sign_in(BillerFactory())
    page.goto(f"{live_server.url}/billing/encounters/new/?patient={cast.patient.public_id}")
    settle(page)
    page.fill("[name=service_date]", "10/12/2026")
    page.select_option("[name=rendering_provider]", str(cast.provider.pk))
    page.fill("[name=dx0-code]", "I10")
    page.fill("[name=line0-pointers]", "A")
    page.route("**/billing/encounters/preview/", lambda _route: None)  # it is never answered
    page.fill("[name=line0-procedure_code]", "99213")
    with page.expect_request("**/billing/encounters/preview/"):
        page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/billing/encounters/*-*/")

    assert Encounter.objects.count() == 1
    assert said == []


def test_the_home_page_fits_a_phone(page, live_server, sign_in):
    admin = AdminFactory()
    put_next_step(NextStep("connection", 1, "connection_trouble", clock.today(), "No files", amount=12_345_678, owner_id=admin.pk))
    sign_in(admin)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url)
    settle(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
