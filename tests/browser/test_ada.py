"""The first way of a claim as people see it: the clerk registers Ada, the biller keys the visit, time passes, the denial stands on its queue."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from billing.selectors import ledger
from claims.models import Claim, Denial
from claims.services.send_ready_claims import send_ready_claims
from config.practice.models import Provider
from config.shared.services import jobs
from patients.models import Patient
from payers.models import Payer
from tests.browser.waiting import settle
from tests.factories.shared import BillerFactory, FrontDeskFactory
from tests.scenarios.world import SEEN, days_pass, everything_adds_up, own_time, practice, sandbox

__all__ = ["own_time", "practice", "sandbox"]
pytestmark = pytest.mark.django_db(transaction=True)


def opened(page, live_server, path):
    page.goto(live_server.url + path)
    settle(page)


def register(page, live_server, also=lambda page: None):
    """`also` fills in more before it is saved."""
    opened(page, live_server, "/patients/new/")
    for name, text in {
        "last_name": "Marlow", "first_name": "Ada", "birth_date": "05/14/1961", "street": "14 Quarry Road", "city": "Fairhope", "state": "AL",
        "zip_code": "36532", "phone": "(251) 555-0177",
    }.items():
        page.fill(f"[name=patient-{name}]", text)
    page.select_option("[name=patient-sex]", "F")
    page.select_option("[name=primary-payer]", str(Payer.objects.get(electronic_id="RVM01").pk))
    page.fill("[name=primary-member_id]", "RVM551990")
    page.fill("[name=primary-valid_from]", "01/01/2025")
    also(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/patients/*-*/")


def key_visit(page, live_server, ada: Patient):
    opened(page, live_server, f"/billing/encounters/new/?patient={ada.public_id}")
    page.fill("[name=service_date]", "11/02/2026")
    page.select_option("[name=rendering_provider]", str(Provider.objects.get(last_name="Ellison").pk))
    page.fill("[name=dx0-code]", "M25.561")
    for number, (code, modifier) in enumerate([("99214", "25"), ("20610", "RT")], start=1):
        page.fill(f"[name=line{number - 1}-procedure_code]", code)
        page.fill(f"[name=line{number - 1}-modifiers]", modifier)
        page.fill(f"[name=line{number - 1}-pointers]", "A")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/billing/encounters/*-*/")


def test_ada_as_people_see_it(page, live_server, sign_in, draw, sandbox, practice, own_time):
    sandbox.set_clock(SEEN)
    sign_in(FrontDeskFactory())
    register(page, live_server)
    ada = Patient.objects.get(last_name="Marlow")

    sign_in(BillerFactory())
    key_visit(page, live_server, ada)
    claim = Claim.objects.get()
    assert (claim.status, claim.billed_amount) == ("ready", Decimal("330.00"))
    everything_adds_up()

    send_ready_claims(at=SEEN)
    jobs.run_due()
    for moment in (datetime(2026, 11, 2, 18, tzinfo=UTC), datetime(2026, 11, 4, 16, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC)):
        days_pass(sandbox, moment)
        everything_adds_up()

    denial = Denial.objects.get()
    opened(page, live_server, "/claims/denials/")
    page.wait_for_selector(f"text={denial.number}")
    draw(page, "denials")
    opened(page, live_server, f"/claims/denials/{denial.public_id}/")
    page.wait_for_selector(f"text={denial.deadline_date:%m/%d/%Y}")
    draw(page, "denial")
    opened(page, live_server, f"/claims/remittances/{denial.remittance_claim.remittance.public_id}/")
    draw(page, "remittance")
    opened(page, live_server, f"/claims/{claim.public_id}/")
    page.wait_for_selector("text=Denied in part")
    draw(page, "claim")
    for name, path in {
        "today": "/", "claims": "/claims/", "remittances": "/claims/remittances/", "patient-after": f"/patients/{ada.public_id}/",
        "files-in": "/payers/files/", "files-out": "/payers/batches/",
    }.items():
        opened(page, live_server, path)
        draw(page, name)
    places = ledger.by_patient([ada.pk])[ada.pk]
    assert (places.paid_by_payer, places.adjusted, places.owed_by_payer) == (Decimal("120.00"), Decimal("30.00"), Decimal("150.00"))
    assert places.owed_by_patient == Decimal("30.00")
