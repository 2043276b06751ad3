"""Ada's claim from the denial to nothing owed, as people see it: appeal, letter, approval, the corrected decision, her second payer, her statement, her payment.

Fees and shares are the plan book's: River Valley allows 150.00 and 98.00 and pays 80 per cent; Gulf States allows 128.40 and 84.00, pays up to that
after River Valley, and leaves the rest to Ada. The expected cents are worked out here by hand.
"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from billing.models import PatientPayment, Statement
from billing.selectors import ledger
from claims.models import Appeal, Claim, Denial
from claims.services.load_letter_templates import load_letter_templates
from claims.services.send_ready_claims import send_ready_claims
from config.shared import blobs, clock
from config.shared.services import jobs
from patients.models import Patient
from payers.models import Payer
from tests.browser.test_ada import key_visit, opened, register
from tests.browser.waiting import settle
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory
from tests.scenarios.world import SEEN, days_pass, everything_adds_up, own_time, practice, sandbox
from tests.support.pyx12_oracle import pyx12_errors

__all__ = ["own_time", "practice", "sandbox"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.full]


def dollars(text: str) -> Decimal:
    return Decimal(text)


def stands(ada: Patient, **expected: str) -> None:
    """The ledger, place by place; what is not named is zero. It holds the 330.00 that were charged, and `verify` finds nothing."""
    held = ledger.by_patient([ada.pk])[ada.pk]
    names = ("owed_by_payer", "owed_by_patient", "paid_by_payer", "paid_by_patient", "adjusted", "written_off")
    places = {name: getattr(held, name) for name in names}
    assert places == {name: dollars(expected.get(name, "0.00")) for name in names}
    assert sum(places.values()) == held.charge == dollars("330.00")
    everything_adds_up()


def press(page, key: str, dialog: str) -> None:
    """A verb's key, and its dialog."""
    page.keyboard.press(key)
    page.wait_for_selector(f"dialog[open] >> text={dialog}")


def said(page, text: str) -> None:
    page.wait_for_selector(f"text={text}")
    settle(page)


def second_coverage(page) -> None:
    page.select_option("[name=secondary-payer]", str(Payer.objects.get(electronic_id="GSH01").pk))
    page.fill("[name=secondary-member_id]", "GSH771204")
    page.fill("[name=secondary-valid_from]", "01/01/2025")


def appeal_the_denial(page, live_server, draw) -> Appeal:
    """From the queue by keyboard: the letter of the denial's reason, its gaps filled in, and a second person asked."""
    opened(page, live_server, "/claims/denials/")
    page.keyboard.press("j")
    page.wait_for_selector("#side .panel-head")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/denials/*-*/")
    settle(page)
    page.keyboard.press("v")
    page.wait_for_url("**/claims/denials/appeals/*-*/")
    settle(page)
    draw(page, "ada-appeal-drafted")
    page.keyboard.press("e")
    page.wait_for_url("**/letter/")
    settle(page)
    for name in ("subject", "body"):
        text = page.input_value(f"[name={name}]")
        while "[fill in:" in text:
            start = text.index("[fill in:")
            text = f"{text[:start]}as the enclosed record of 11/02/2026 shows{text[text.index(']', start) + 1:]}"
        page.fill(f"[name={name}]", text)
    draw(page, "ada-appeal-letter")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/claims/denials/appeals/*-*/")
    settle(page)
    page.keyboard.press("o")
    said(page, "waits for approval")
    return Appeal.objects.get()


def approve_it(page, live_server, draw, appeal: Appeal) -> None:
    opened(page, live_server, f"/claims/denials/appeals/{appeal.public_id}/")
    press(page, "y", "Approve")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("dialog[open]", state="detached")
    jobs.run_due()
    opened(page, live_server, f"/claims/denials/appeals/{appeal.public_id}/")
    draw(page, "ada-appeal-approved")


def send_it(page, live_server, draw, appeal: Appeal) -> None:
    opened(page, live_server, f"/claims/denials/appeals/{appeal.public_id}/")
    press(page, "o", "Mark sent")
    page.select_option("[name=sent_by]", "fax")
    page.fill("[name=proof]", "Fax confirmation 20931")
    draw(page, "ada-appeal-sent")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("dialog[open]", state="detached")


def bill(sandbox, at: datetime) -> None:
    send_ready_claims(at=at)
    jobs.run_due()


def make_her_statement(page, live_server, draw) -> None:
    opened(page, live_server, "/billing/accounts/")
    page.keyboard.press("m")
    page.wait_for_url("**/billing/statements/?status=made")
    said(page, "1 statement made")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=What it says")
    jobs.run_due()
    page.wait_for_selector("text=(PDF)")
    draw(page, "ada-statement")
    press(page, "o", "How it went out")
    page.keyboard.press("Control+Enter")
    said(page, "is sent.")


def take_her_payment(page, live_server, draw, ada: Patient) -> None:
    opened(page, live_server, f"/patients/{ada.public_id}/")
    page.wait_for_selector("text=Take a payment")
    page.keyboard.press("t")
    page.wait_for_url("**/pay/")
    settle(page)
    page.keyboard.type("35.60")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/payments/**")
    jobs.run_due()
    page.wait_for_selector("text=(PDF)")
    draw(page, "ada-receipt")


def test_adas_claim_to_a_zero_balance(page, live_server, sign_in, draw, sandbox, practice, own_time):
    biller, admin, desk = BillerFactory(), AdminFactory(), FrontDeskFactory()
    load_letter_templates()
    sandbox.set_clock(SEEN)
    sign_in(desk)
    register(page, live_server, second_coverage)
    ada = Patient.objects.get(last_name="Marlow")
    sign_in(biller)
    key_visit(page, live_server, ada)
    stands(ada, owed_by_payer="330.00")

    bill(sandbox, SEEN)
    for moment in (datetime(2026, 11, 2, 18, tzinfo=UTC), datetime(2026, 11, 4, 16, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC)):
        days_pass(sandbox, moment)
    first, denial = Claim.objects.get(rank=1), Denial.objects.get()
    stands(ada, owed_by_payer="180.00", paid_by_payer="120.00", adjusted="30.00")

    appeal = appeal_the_denial(page, live_server, draw)
    sign_in(admin)
    approve_it(page, live_server, draw, appeal)
    sign_in(biller)
    send_it(page, live_server, draw, appeal)
    appeal.refresh_from_db()
    denial.refresh_from_db()
    assert (appeal.status, appeal.sent_proof, denial.status) == ("sent", "Fax confirmation 20931", "appealed")
    assert blobs.read(appeal.packet.sha256).startswith(b"%PDF")
    stands(ada, owed_by_payer="180.00", paid_by_payer="120.00", adjusted="30.00")

    sandbox.control("/control/appeal", {"claim": first.payer_control_number, "overturned": True})
    days_pass(sandbox, datetime(2026, 12, 28, 16, tzinfo=UTC))
    denial.refresh_from_db()
    appeal.refresh_from_db()
    assert (denial.status, denial.recovered_amount, appeal.status, appeal.recovered_amount) == ("overturned", dollars("78.40"), "overturned", dollars("78.40"))
    stands(ada, owed_by_payer="49.60", paid_by_payer="198.40", adjusted="82.00")
    opened(page, live_server, f"/claims/denials/{denial.public_id}/")
    draw(page, "ada-overturned")

    second = Claim.objects.get(rank=2)
    assert (second.status, second.open_amount, second.payer.electronic_id) == ("ready", dollars("49.60"), "GSH01")
    bill(sandbox, clock.now())
    batch = second.submissions.latest("ordinal").interchange
    assert pyx12_errors(blobs.read(batch.sha256)) == []
    for moment in (datetime(2026, 12, 30, 16, tzinfo=UTC), datetime(2027, 1, 20, 16, tzinfo=UTC)):
        days_pass(sandbox, moment)
    stands(ada, owed_by_patient="35.60", paid_by_payer="212.40", adjusted="82.00")
    assert set(Claim.objects.values_list("status", flat=True)) == {"closed"}
    opened(page, live_server, f"/claims/{second.public_id}/")
    draw(page, "ada-second-claim")

    make_her_statement(page, live_server, draw)
    assert (Statement.objects.get().total_amount, Statement.objects.get().status) == (dollars("35.60"), "sent")
    sign_in(desk)
    take_her_payment(page, live_server, draw, ada)
    assert PatientPayment.objects.get().amount == dollars("35.60")
    stands(ada, paid_by_patient="35.60", paid_by_payer="212.40", adjusted="82.00")
    assert Statement.objects.get().status == "paid"
    opened(page, live_server, f"/patients/{ada.public_id}/")
    draw(page, "ada-patient-zero")
