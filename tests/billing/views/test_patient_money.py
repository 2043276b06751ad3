"""Pages of patients' money: the desk takes a payment, a biller sends statements, an admin approves a refund."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from billing.models import PatientPayment, Refund, Statement
from billing.services.make_statements import make_statements
from billing.services.refund_patient import request_refund
from config.shared import clock
from config.shared.models import AccessEntry, WorkItem
from config.shared.services import jobs
from tests.billing.cast import Cast
from tests.billing.money import open_by_line, owes, with_guarantor
from tests.billing.services.test_take_payment import pay
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return with_guarantor(Cast())


@pytest.fixture
def desk(client):
    client.force_login(FrontDeskFactory())
    return client


@pytest.fixture
def biller(client):
    client.user = BillerFactory()
    client.force_login(client.user)
    return client


def url(name: str, row) -> str:
    return reverse(f"billing:{name}", args=[row.public_id])


def typed(**changes) -> dict:
    return {"key": "one", "amount": "100.00", "method": "card", "reference": "AUTH 1", "memo": "", "received_date": f"{clock.today():%m/%d/%Y}"} | changes


def test_the_desk_sees_what_is_owed_and_takes_a_payment_once(desk, cast):
    visit = owes(cast, "30.00", "45.00")
    page = desk.get(url("payment_take", cast.patient))
    assert "75.00" in page.content.decode()

    for _ in range(2):
        answer = desk.post(url("payment_take", cast.patient), typed())

    payment = PatientPayment.objects.get()
    assert answer.url == url("payment", payment)
    assert open_by_line(visit) == ["0.00", "0.00"]


def test_a_line_may_be_named(desk, cast):
    visit = owes(cast, "30.00", "45.00")
    second = visit.charges.get(ordinal=2)

    desk.post(url("payment_take", cast.patient), typed(amount="45.00", **{f"line_{second.pk}": "45.00"}))

    assert open_by_line(visit) == ["30.00", "0.00"]


@pytest.mark.parametrize(("changes", "words"), [
    ({"amount": "0.00"}, "greater than or equal to 0.01"), ({"amount": "ten"}, "Enter a number"), ({"reference": "4111 1111 1111 1111"}, "card number"),
    ({"received_date": "12/31/2099"}, "still to come"), ({"method": "gold"}, "Select a valid choice"),
])
def test_what_is_no_payment_is_refused_at_its_field(desk, cast, changes, words):
    answer = desk.post(url("payment_take", cast.patient), typed(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PatientPayment.objects.exists()


def test_more_than_a_line_owes_is_refused_with_its_sentence(desk, cast):
    charge = owes(cast, "30.00").charges.get(ordinal=1)

    answer = desk.post(url("payment_take", cast.patient), typed(**{f"line_{charge.pk}": "31.00"}))

    assert answer.status_code == 422
    assert "30.00 on this line" in answer.content.decode()


def test_the_receipt_is_being_made_and_then_it_is_there(desk, cast):
    payment = pay(cast, "20.00")
    assert "PDF is being made" in desk.get(url("payment", payment)).content.decode()

    jobs.run_due()

    fragment = desk.get(url("receipt_state", payment), headers={"HX-Request": "true"}).content.decode()
    assert f"Receipt {payment.number} (PDF)" in fragment


def test_the_payments_of_the_day_have_their_total_by_method(desk, cast):
    pay(cast, "20.00", received_date=clock.today())
    pay(cast, "5.00", method="cash", received_date=clock.today())
    pay(cast, "7.00", received_date=clock.today() - timedelta(days=1))

    page = desk.get(reverse("billing:payment_list")).content.decode()

    assert "25.00" in page
    assert "7.00" not in page.replace("27.00", "")


def test_a_day_without_payments_leads_to_the_days_before_and_has_no_total(desk, cast):
    page = desk.get(reverse("billing:payment_list")).content.decode()

    assert "?when=month" in page
    assert "Total" not in page


def test_the_account_says_who_owes_and_why_and_leaves_a_row_in_the_log(desk, cast):
    owes(cast, "30.00")

    page = desk.get(url("account", cast.patient)).content.decode()

    assert "Coinsurance" in page
    assert "30.00" in page
    assert AccessEntry.objects.filter(patient_id=cast.patient.pk, route="billing:account").count() == 1


def test_the_patients_page_shows_the_panel(desk, cast):
    owes(cast, "30.00")

    assert "Take a payment" in desk.get(url("patient_money", cast.patient)).content.decode()
    assert "money" in desk.get(reverse("patients:detail", args=[cast.patient.public_id])).content.decode()


def test_the_worklist_shows_what_its_queue_counts(biller, cast):
    owes(cast, "30.00")

    due = biller.get(reverse("billing:account_list") + "?queue=patient_due&owner=nobody").content.decode()
    free = biller.get(reverse("billing:account_list") + "?queue=unapplied_cash").content.decode()

    assert cast.patient.account_number in due
    assert "Make the first statement" in due
    assert "No account here" in free


def test_all_statements_due_are_made_and_those_ticked(biller, cast):
    owes(cast, "30.00")

    answer = biller.post(reverse("billing:statements_make"))

    assert answer.url == reverse("billing:statement_list") + "?status=made"
    assert Statement.objects.get().made_by == biller.user
    item = WorkItem.objects.get(queue="patient_due", closed_at__isnull=True)
    biller.post(reverse("billing:statements_make"), {"ids": [str(item.public_id)]})
    assert Statement.objects.count() == 1


def test_a_statement_is_shown_as_it_was_frozen_and_marked_as_sent(biller, cast):
    owes(cast, "30.00")
    (statement,) = make_statements(actor=None, at=clock.now())
    assert "Coinsurance" in biller.get(url("statement", statement)).content.decode()
    assert biller.post(url("statement_send", statement), {"key": "k", "delivery": "mail"}).status_code == 409

    jobs.run_due()
    biller.post(url("statement_send", statement), {"key": "k", "delivery": "desk"})

    statement.refresh_from_db()
    assert (statement.status, statement.delivery) == ("sent", "desk")


def test_many_are_marked_as_mailed(biller, cast):
    owes(cast, "30.00")
    (statement,) = make_statements(actor=None, at=clock.now())
    jobs.run_due()

    biller.post(reverse("billing:statements_sent"), {"ids": [str(statement.public_id)]})

    statement.refresh_from_db()
    assert statement.status == "sent"


def test_what_is_to_be_sent_is_printed_as_one_file(biller, cast):
    assert biller.get(reverse("billing:statements_print")).url == reverse("billing:statement_list")
    owes(cast, "30.00")
    make_statements(actor=None, at=clock.now())
    jobs.run_due()

    answer = biller.get(reverse("billing:statements_print"))

    assert len(PdfReader(BytesIO(answer.content)).pages) == 1
    assert AccessEntry.objects.filter(route="billing:statements_print").get().patient_ids == [cast.patient.pk]


def test_a_returned_payment_wants_its_reason(biller, cast):
    visit = owes(cast, "30.00")
    payment = pay(cast, "30.00")
    assert biller.post(url("payment_return", payment), {"key": "k", "kind": "nsf", "reason": ""}).status_code == 422

    biller.post(url("payment_return", payment), {"key": "k", "kind": "nsf", "reason": "Not enough money"})

    assert open_by_line(visit)[0] == "30.00"


def test_the_desk_may_not_return_a_payment(desk, cast):
    payment = pay(cast, "30.00")

    assert desk.post(url("payment_return", payment), {"key": "k", "kind": "nsf", "reason": "x"}).status_code == 403


def test_a_refund_goes_from_the_account_to_an_admin_and_out(client, cast):
    pay(cast, "25.00")
    client.force_login(BillerFactory())
    client.post(url("refund_request", cast.patient), {"key": "k", "amount": "25.00", "reason": "Paid twice"})
    refund = Refund.objects.get()
    assert client.post(url("refund_approve", refund), {"key": "k", "reason": ""}).status_code == 403
    client.force_login(AdminFactory())
    assert refund.number in client.get(reverse("billing:refund_list") + "?queue=refund_to_approve").content.decode()
    client.post(url("refund_approve", refund), {"key": "k", "reason": ""})
    client.post(url("refund_pay", refund), {"key": "p", "method": "check", "reference": "1077"})

    refund.refresh_from_db()
    assert (refund.status, refund.reference) == ("paid", "1077")


def test_too_large_a_refund_stands_again_with_its_sentence(biller, cast):
    pay(cast, "25.00")

    answer = biller.post(url("refund_request", cast.patient), {"key": "k", "amount": "25.01", "reason": "x"})

    assert answer.status_code == 422
    assert "25.00 may be refunded" in answer.content.decode()


def test_money_is_set_free_and_applied_again(biller, cast):
    visit = owes(cast, "30.00")
    pay(cast, "30.00")
    charge = visit.charges.get(ordinal=1)

    biller.post(url("charge_unapply", charge), {"key": "k", "reason": "Wrong visit"})
    assert open_by_line(visit)[0] == "30.00"
    biller.post(url("money_apply", cast.patient))

    assert open_by_line(visit)[0] == "0.00"


def test_the_lists_come_as_files(biller, cast):
    owes(cast, "30.00")
    make_statements(actor=None, at=clock.now())
    pay(cast, "10.00", received_date=clock.today())

    for name in ("account_list", "statement_list", "payment_list"):
        answer = biller.get(reverse(f"billing:{name}") + "?format=csv&queue=patient_due")
        assert cast.patient.account_number in b"".join(answer.streaming_content).decode()


def test_numbers_are_found_by_the_search_box(cast):
    from billing.selectors.money_links import find_hits

    payment = pay(cast, "20.00")
    request_refund(cast.patient.pk, amount=Decimal("5.00"), reason="x", actor=None, at=clock.now())

    assert [hit.title for hit in find_hits(payment.number.lower(), None, 5)] == [payment.number]
    assert find_hits("S-999999", None, 5) == []
