"""Patients' money in a browser: the desk takes a payment, a biller makes and sends statements, an admin approves a refund; each page is drawn."""

import pytest

from billing.models import PatientPayment, Refund, Statement
from billing.services.take_payment import NewPayment, take_payment
from config.shared import clock
from config.shared.services import jobs
from tests.factories.claims import Cast, make_coverage, make_patient
from tests.factories.patients import GuarantorFactory
from tests.factories.practice import OrganisationFactory
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory
from tests.scenarios.money import dollars

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = [("Delgado", "Rosa"), ("Ferris", "Hugh"), ("Sutter", "Glenn"), ("Ames", "Priscilla"), ("Baird", "Otto")]


@pytest.fixture
def people():
    """Five patients whose payer has decided and left 49.60 to each; one has paid before."""
    cast = Cast()
    OrganisationFactory(phone="(205) 555-0100", billing_contact="Dana Whitlow", billing_email="billing@larkfield.example")
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    found = []
    for last_name, first_name in PEOPLE:
        patient = make_patient(last_name=last_name, first_name=first_name)
        GuarantorFactory(patient=patient)
        claim = sent_claim(cast, patient=patient, coverages=[make_coverage(patient, cast.payer)])
        visit, injection = claim.lines.order_by("ordinal")
        received(check_of(cast.payer, answers(
            claim, pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")),
            pays(injection, "78.40", ("CO", "45", "52.00"), ("PR", "1", "12.10"), ("PR", "2", "7.50")),
        )))
        found.append(patient)
    take_payment(NewPayment(found[1].pk, dollars("75.00"), "check", reference="1077"), actor=FrontDeskFactory(), at=clock.now())
    return found


def opened(page, live_server, path):
    page.goto(live_server.url + path)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_load_state("networkidle")
    return page


def made(page) -> None:
    """The documents worker runs, and the page that waits for it sees that."""
    jobs.run_due()
    page.wait_for_selector("text=(PDF)")


def test_the_desk_takes_a_payment_from_the_patients_page(page, live_server, sign_in, draw, people):
    sign_in(FrontDeskFactory())
    opened(page, live_server, f"/patients/{people[0].public_id}/")
    page.wait_for_selector("text=Take a payment")
    draw(page, "patient-money")
    page.keyboard.press("t")
    page.wait_for_url("**/pay/")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.type("60.00")
    page.get_by_label("Reference").fill("AUTH 88213")
    draw(page, "payment-take")

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/payments/**")
    page.wait_for_selector("text=60.00 taken.")
    page.wait_for_selector("text=PDF is being made")
    made(page)
    draw(page, "payment")

    payment = PatientPayment.objects.order_by("-pk").first()
    assert (payment.amount, payment.patient) == (dollars("60.00"), people[0])
    opened(page, live_server, "/billing/payments/")
    draw(page, "payments")


def test_a_biller_makes_statements_and_marks_one_as_mailed(page, live_server, sign_in, draw, people):
    sign_in(BillerFactory())
    opened(page, live_server, "/billing/accounts/")
    page.keyboard.press("j")
    page.wait_for_selector("#side .panel-head")
    draw(page, "patient-billing")
    opened(page, live_server, f"/billing/accounts/{people[0].public_id}/")
    draw(page, "account")

    opened(page, live_server, "/billing/accounts/")
    page.keyboard.press("m")
    page.wait_for_url("**/billing/statements/?status=made")
    page.wait_for_selector("text=4 statements made.")
    draw(page, "statements")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=What it says")
    made(page)
    draw(page, "statement")
    page.keyboard.press("o")
    page.wait_for_selector("dialog[open] >> text=How it went out")
    draw(page, "statement-send")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=is sent.")

    assert sorted(Statement.objects.values_list("status", flat=True)) == ["made", "made", "made", "sent"]


def test_a_refund_is_asked_for_by_one_and_approved_by_another(page, live_server, sign_in, draw, people):
    sign_in(BillerFactory())
    opened(page, live_server, f"/billing/accounts/{people[1].public_id}/")
    page.keyboard.press("r")
    page.wait_for_selector("dialog[open] >> text=Ask for approval")
    page.get_by_label("Why").fill("Paid more than was owed")
    draw(page, "refund-ask")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=waits for approval.")

    sign_in(AdminFactory())
    opened(page, live_server, "/billing/refunds/")
    draw(page, "refunds")
    page.get_by_text("Approve", exact=True).click()
    page.wait_for_selector("dialog[open] >> text=Approve the refund")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=is approved.")

    assert Refund.objects.get().status == "approved"


def test_empty_pages_say_what_would_be_there(page, live_server, sign_in, draw):
    sign_in(AdminFactory())
    for name in ("accounts", "statements", "payments", "refunds"):
        opened(page, live_server, f"/billing/{name}/")
        draw(page, f"{name}-empty")
