"""The front office in a browser: a clerk registers, a biller keys a visit without a mouse, every page is drawn, full and empty."""

import pytest

from billing.models import Encounter
from patients.models import Patient
from tests.billing.cast import Cast
from tests.browser.waiting import settle
from tests.factories.patients import CoverageFactory, GuarantorFactory
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db(transaction=True)


def opened(page, live_server, path):
    page.goto(live_server.url + path)
    settle(page)
    return page


def test_a_clerk_registers_a_patient_with_a_coverage(page, live_server, sign_in, draw):
    cast = Cast()
    sign_in(FrontDeskFactory())
    opened(page, live_server, "/patients/new/")
    draw(page, "register-empty")
    for name, text in {
        "last_name": "Okafor", "first_name": "Ngozi", "birth_date": "02/11/1959", "street": "118 Juniper Ln", "city": "Fairhope", "state": "AL",
        "zip_code": "36532", "phone": "(205) 555-0148",
    }.items():
        page.fill(f"[name=patient-{name}]", text)
    page.select_option("[name=patient-sex]", "F")
    page.select_option("[name=primary-payer]", str(cast.coverage.payer_id))
    page.fill("[name=primary-member_id]", "BPA7740019")
    page.fill("[name=primary-valid_from]", "01/01/2026")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/patients/*-*/")

    assert Patient.objects.get(last_name="Okafor").coverages.get().member_id == "BPA7740019"
    page.wait_for_selector("text=No visit was entered yet.")
    draw(page, "patient-new")


def test_a_biller_keys_a_visit_without_a_mouse(page, live_server, sign_in, draw):
    cast = Cast()
    GuarantorFactory(patient=cast.patient)
    CoverageFactory(patient=cast.patient, rank=2, payer__name="Medicare Part B", relationship="01", subscriber_last_name="Marlow", subscriber_first_name="Erik")
    sign_in(BillerFactory())
    opened(page, live_server, f"/billing/encounters/new/?patient={cast.patient.public_id}")
    draw(page, "encounter-new-empty")
    keys = page.keyboard
    page.focus("[name=service_date]")
    keys.type("10/12/2026")
    keys.press("Alt+1")
    keys.type("right knee")
    page.wait_for_selector("#suggest [role=option]")
    page.wait_for_load_state("networkidle")  # the answer to the last letter is there
    keys.press("Enter")
    keys.press("Alt+2")
    keys.type("99213")
    page.wait_for_selector("#suggest [role=option]")
    page.wait_for_load_state("networkidle")  # the answer to the last letter is there
    keys.press("Tab")
    keys.type("25")
    keys.press("Tab")
    keys.type("A")
    page.fill("[name=line1-procedure_code]", "20610")
    page.fill("[name=line1-modifiers]", "RT")
    page.focus("[name=line1-units]")
    page.wait_for_selector("#amount-2 .amt")
    page.wait_for_load_state("networkidle")
    draw(page, "encounter-new")
    keys.press("Control+Enter")
    page.wait_for_url("**/billing/encounters/*-*/")

    encounter = Encounter.objects.get()
    assert [(line.procedure_code, line.modifiers) for line in encounter.charges.all()] == [("99213", ["25"]), ("20610", ["RT"])]
    draw(page, "encounter")
    opened(page, live_server, f"/patients/{cast.patient.public_id}/")
    page.wait_for_selector("text=99213 25, 20610 RT")
    draw(page, "patient")
    for name, path in {
        "patients": "/patients/", "patient-change": f"/patients/{cast.patient.public_id}/change/", "encounters": "/billing/encounters/",
        "coverage": f"/patients/coverages/{cast.coverage.public_id}/", "encounter-correct": f"/billing/encounters/{encounter.public_id}/correct/",
        "encounter-lines": f"/billing/encounters/{encounter.public_id}/lines/", "encounter-payers": f"/billing/encounters/{encounter.public_id}/payers/",
        "note-page": f"/patients/{cast.patient.public_id}/notes/new/",
    }.items():
        opened(page, live_server, path)
        draw(page, name)


def test_empty_lists_say_what_would_be_there(page, live_server, sign_in, draw):
    sign_in(BillerFactory())
    for name, path in {"patients-empty": "/patients/", "encounters-empty": "/billing/encounters/"}.items():
        opened(page, live_server, path)
        draw(page, name)
