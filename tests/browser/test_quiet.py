"""What is left in a hurry, or looked at on a phone, stays quiet."""

import time

import pytest

from billing.models import Encounter
from billing.views import new_encounter
from config.shared import clock
from config.shared.services.work_items import NextStep, put_next_step
from tests.billing.cast import Cast
from tests.browser.waiting import settle
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_preview(monkeypatch):
    """The preview takes its time, so that it is on its way when the next key comes."""
    draw = new_encounter.render

    def later(request, template, *args, **options):
        if template.endswith("_encounter_preview.html"):
            time.sleep(1.5)
        return draw(request, template, *args, **options)

    monkeypatch.setattr(new_encounter, "render", later)


def test_fast_keys_and_a_save_while_a_preview_is_on_its_way_say_nothing_on_the_console(page, live_server, sign_in, slow_preview):
    cast, said = Cast(), []
    page.on("console", lambda message: said.append(message.text))
    sign_in(BillerFactory())
    page.goto(f"{live_server.url}/billing/encounters/new/?patient={cast.patient.public_id}")
    settle(page)
    page.fill("[name=service_date]", "10/12/2026")
    page.select_option("[name=rendering_provider]", str(cast.provider.pk))
    page.fill("[name=dx0-code]", "I10")
    page.fill("[name=line0-pointers]", "A")
    page.fill("[name=line0-procedure_code]", "99213")
    page.keyboard.press("Tab")
    page.wait_for_selector("form .htmx-request", state="attached")
    page.fill("[name=line0-modifiers]", "25")
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)  # the preview waits 150 ms for another key
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/billing/encounters/*-*/")

    assert Encounter.objects.get().charges.get().modifiers == ["25"]
    assert said == []


def test_the_home_page_fits_a_phone(page, live_server, sign_in):
    admin = AdminFactory()
    put_next_step(NextStep("connection", 1, "connection_trouble", clock.today(), "No files", amount=12_345_678, owner_id=admin.pk))
    sign_in(admin)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url)
    settle(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
