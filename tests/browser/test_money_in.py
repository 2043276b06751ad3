"""Money coming in, in a browser: a biller posts a remittance, names a stray claim, and works a denial by keyboard; each page is drawn, full and empty."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.models import Denial, RemittanceClaim, RemittanceStatus
from config.shared import clock
from config.shared.models import Note, WorkItem
from payers.services.load_reference import load_guides
from tests.browser.waiting import settle
from tests.factories.claims import Cast, make_coverage, make_patient
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = [("Delgado", "Rosa"), ("Ferris", "Hugh"), ("Sutter", "Glenn"), ("Ames", "Priscilla"), ("Baird", "Otto"), ("Castellano", "Rita"), ("Dorsey", "Wes")]


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    load_guides()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    cast.payer.posting_mode = "manual"
    cast.payer.save()
    return cast


def claims(cast, number):
    for last_name, first_name in PEOPLE[:number]:
        patient = make_patient(last_name=last_name, first_name=first_name)
        yield sent_claim(cast, patient=patient, coverages=[make_coverage(patient, cast.payer)])


def denied_in_part(claim):
    visit, injection = claim.lines.all()
    return answers(
        claim, pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")), pays(injection, "0", ("CO", "50", "150.00"), remarks=["N115"])
    )


def paid(claim):
    visit, injection = claim.lines.all()
    return answers(
        claim, pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")), pays(injection, "78.40", ("CO", "45", "52.00"), ("PR", "2", "19.60"))
    )


def stray(claim):
    return replace(paid(claim), patient_control_number="NOBODY0001", payer_control_number="X1")


def opened(page, live_server, path):
    page.goto(live_server.url + path)
    settle(page)
    return page


def test_a_biller_posts_a_remittance_and_names_a_stray_claim(page, live_server, sign_in, draw, cast):
    *known, unknown = claims(cast, 7)
    remittance = received(check_of(cast.payer, denied_in_part(known[0]), denied_in_part(known[1]), *map(paid, known[2:]), stray(unknown)))
    sign_in(BillerFactory())

    opened(page, live_server, "/claims/remittances/")
    draw(page, "remittances")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{remittance.public_id}/")
    page.wait_for_selector("html[data-ready]")
    draw(page, "remittance-plan")
    page.keyboard.press("j")
    page.wait_for_selector("#side .panel-head")
    draw(page, "remittance-claim")
    page.keyboard.press("o")
    page.wait_for_selector("text=Posted")
    remittance.refresh_from_db()
    assert remittance.status == RemittanceStatus.POSTED
    opened(page, live_server, "/claims/remittances/suspense/")
    draw(page, "suspense")
    page.click("text=Match")
    page.wait_for_selector("#dialog form")
    draw(page, "suspense-match")
    page.click("#dialog button.primary")
    page.wait_for_url(f"**/{remittance.public_id}/")

    assert RemittanceClaim.objects.get(patient_control_number="NOBODY0001").fate == "posted"
    draw(page, "remittance-posted")


def test_an_exception_says_why_it_posts_nothing(page, live_server, sign_in, draw, cast):
    (claim,) = claims(cast, 1)
    check = check_of(cast.payer, paid(claim))
    remittance = received(replace(check, payment_amount=check.payment_amount + 1))
    sign_in(BillerFactory())

    opened(page, live_server, f"/claims/remittances/{remittance.public_id}/")

    assert page.is_visible("text=This remittance posts nothing")
    draw(page, "remittance-exception")


def test_a_biller_works_a_denial_without_a_mouse(page, live_server, sign_in, draw, cast):
    cast.payer.posting_mode = "automatic"
    cast.payer.save()
    received(check_of(cast.payer, *map(denied_in_part, claims(cast, 4))))
    first = Denial.objects.order_by("pk")[2]
    Denial.objects.filter(pk=first.pk).update(deadline_date=clock.today() + timedelta(days=4))
    biller = BillerFactory()
    sign_in(biller)

    opened(page, live_server, "/claims/denials/")
    draw(page, "denials")
    page.keyboard.press("j")
    page.wait_for_selector("#side .panel-head")
    draw(page, "denial-panel")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.public_id}/")
    page.wait_for_selector("html[data-ready]")
    draw(page, "denial")
    page.keyboard.press("r")
    page.wait_for_selector("#dialog form")
    draw(page, "denial-route")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.wait_for_selector("#dialog textarea")
    page.keyboard.type("Called, ask for the policy.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Called, ask for the policy.")
    page.keyboard.press("a")
    page.wait_for_selector("#dialog select")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Assigned to")

    assert Note.objects.get().author == biller
    assert WorkItem.objects.get(subject_kind="denial", subject_id=first.pk).owner == biller


def test_empty_lists_say_what_would_be_there(page, live_server, sign_in, draw, cast):
    sign_in(BillerFactory())

    for path, name in (("/claims/remittances/", "remittances-empty"), ("/claims/remittances/suspense/", "suspense-empty"), ("/claims/denials/", "denials-empty")):
        opened(page, live_server, path)
        draw(page, name)


def test_the_adjustment_table_is_read_and_changed(page, live_server, sign_in, draw, cast):
    sign_in(AdminFactory())

    opened(page, live_server, "/claims/remittances/table/")
    draw(page, "adjustment-table")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#record")
    draw(page, "adjustment-row")
