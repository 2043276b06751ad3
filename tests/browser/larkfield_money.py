"""Larkfield's patients' money, money back and fee drafts, for the pictures: statements, payments, refunds, a letter, a takeback, changed prices.

Called by `larkfield.fill`, which enters the visits and moves the clock.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from billing.models import DeliveryMethod, PatientPayment, ReturnKind, Statement
from billing.services.make_statements import make_statements
from billing.services.refund_patient import decide_refund, pay_patient_refund, request_refund
from billing.services.return_payment import return_payment
from billing.services.send_statements import mark_statements_sent
from billing.services.take_payment import NewPayment, take_payment
from claims.models import Overpayment, OverpaymentSource
from claims.services.open_overpayments import open_letter
from config.shared import clock
from payers.models import FeeDraft
from payers.services.adjust_fee_draft import Rounding, adjust_fee_draft
from payers.services.apply_fee_draft import apply_fee_draft
from payers.services.change_fee_draft import add_code, set_cell
from payers.services.read_fee_file import read_fee_file
from payers.services.start_fee_draft import start_fee_draft
from payers.x12.set_835 import ClaimPayment, ProviderAdjustment
from tests.factories.documents import make_pdf
from tests.factories.remittances import check_of, received

if TYPE_CHECKING:
    from tests.browser.larkfield import Larkfield

DAY = timedelta(days=1)
FILE = (
    "HCPCS;Mod;Fee;Description\n99213;;141.50;\n99214;;188.00;\n9921;;1.00;\n20611;;194,75;\n99487;;130.00;Care by month, complex\n36415;;12.00;\n"
    "93000;TCX;22.00;\n83036;;27.10;\n80061;;free;\n73721;;1,410.00;\n"
)


def owe(lark: "Larkfield", answers: list[ClaimPayment]) -> None:
    """Last month's visits: their payers have decided, statements went out, some patients paid. Moves the clock."""
    *most, last = answers
    payers = [lark.patients[number].coverages.get(rank=1).payer for number in (1, 8)]
    at = lark.then(44)
    received(check_of(payers[0], *most, payment_date=clock.day_of(at), trace="7700391144"), at=at)
    takeback = ProviderAdjustment(reason="WO", reference="TB-990131", amount=Decimal("18.40"))
    received(check_of(payers[1], last, provider_adjustments=(takeback,), payment_date=clock.day_of(at), trace="7700391206"), at=at)
    at = lark.then(42)
    made = make_statements(actor=lark.biller, at=at, now=True, patient_ids=[patient.pk for patient in lark.patients[:10]])
    _printed(made)
    mark_statements_sent([row.pk for row in made], delivery=DeliveryMethod.MAIL, actor=lark.biller, at=at + timedelta(hours=3))
    _paid(lark)


def _printed(statements: list[Statement]) -> None:
    """Their PDFs are there."""
    for row in statements:
        Statement.objects.filter(pk=row.pk).update(document=make_pdf("statement", patient=row.patient, title=row.number))


def _paid(lark: "Larkfield") -> None:
    """One by check that comes back, one that is more than was owed."""
    bounced, generous = lark.patients[3].pk, lark.patients[5].pk
    at = lark.then(35)
    back = take_payment(NewPayment(bounced, Decimal("20.00"), "check", reference="1077"), actor=lark.clerk, at=at)
    return_payment(back.pk, kind=ReturnKind.NSF, reason="Returned by the bank, second attempt failed", actor=lark.biller, at=lark.then(28))
    full = take_payment(NewPayment(generous, Decimal("120.00"), "card", reference="AUTH 88213"), actor=lark.clerk, at=lark.then(27))
    lark.payments |= {"returned": back, "full": full}


def _at_the_desk(lark: "Larkfield") -> None:
    """Today's payment, and everybody's receipt."""
    lark.payments["part"] = take_payment(
        NewPayment(lark.patients[7].pk, Decimal("15.00"), "cash", memo="Brings the rest in December"), actor=lark.clerk, at=lark.now
    )
    for payment in lark.payments.values():
        PatientPayment.objects.filter(pk=payment.pk).update(receipt=make_pdf("receipt", patient=payment.patient, title=f"Receipt {payment.number}"))


def ask(lark: "Larkfield") -> None:
    """What is being done about it this week: second notices, refunds in each state, a payer's letter."""
    _at_the_desk(lark)
    made = make_statements(actor=lark.biller, at=lark.now - DAY, now=True, patient_ids=[lark.patients[number].pk for number in (1, 3)])
    _printed(made)
    lark.statements |= {"made": made[0], "sent": Statement.objects.order_by("pk")[0]}
    for status, amount, reason in (
        ("asked", "30.00", "Paid more than was owed"), ("approved", "12.50", "Charged twice at the desk"), ("paid", "20.00", "Patient asked for it"),
        ("refused", "10.00", "Another visit is due"),
    ):
        lark.refunds[status] = request_refund(
            lark.patients[5].pk, amount=Decimal(amount), reason=reason, actor=lark.biller, at=lark.now - 3 * DAY
        )
        if status != "asked":
            approve = status != "refused"
            decide_refund(lark.refunds[status].pk, approve=approve, reason="" if approve else "Wait for that visit", actor=lark.admin, at=lark.now - DAY)
    pay_patient_refund(lark.refunds["paid"].pk, method="check", reference="20418", actor=lark.biller, at=lark.now)
    paid = lark.claims["paid"]
    lark.overpayments["letter"] = open_letter(
        payer=paid.payer, claim=paid, reference="RL-2026-0417", amount=Decimal("41.20"), letter_date=lark.today - 12 * DAY,
        reason="Paid as the only coverage; another plan was primary on that day.", actor=lark.biller, at=lark.now - 9 * DAY,
    )
    lark.overpayments["takeback"] = Overpayment.objects.get(source=OverpaymentSource.TAKEBACK)


def out_of_balance(answer: ClaimPayment) -> ClaimPayment:
    """A claim of the payer's whose lines do not add up."""
    return replace(answer, paid=answer.paid + Decimal("7.30"))


def change_prices(lark: "Larkfield") -> None:
    """Next year's charges as a draft with changes and a file that was read for it; a contract that was changed before."""
    draft = start_draft(lark, lark.charge_master)
    adjust_fee_draft(draft_id=draft.pk, percent=Decimal("2.5"), rounding=Rounding.CENT, begins_with="99", expected_version=draft.version, actor=lark.admin, at=lark.now)
    for code, price in (("20610", "156.00"), ("11720", ""), ("83036", "31.00")):
        set_cell(draft_id=draft.pk, item_id=draft.items.get(procedure_code=code).pk, field="unit_price", value=price, seen=None)
    add_code(draft_id=draft.pk, procedure_code="99458", modifier="", description="Remote readings, 20 min more", unit_price=Decimal("65.00"))
    draft.refresh_from_db()
    lark.drafts["open"] = draft
    lark.fee_file, _ = read_fee_file(draft_id=draft.pk, name="rates-2027.csv", data=FILE.encode(), replaces=False, actor=lark.admin, at=lark.now)
    applied = start_draft(lark, lark.contract, percent=Decimal("1.8"))
    apply_fee_draft(draft_id=applied.pk, expected_version=applied.version, actor=lark.admin, at=lark.now)
    lark.drafts["applied"] = applied


def start_draft(lark: "Larkfield", schedule, **values) -> FeeDraft:
    """A draft from forty days on."""
    return start_fee_draft(schedule=schedule, valid_from=lark.today + 40 * DAY, note="Next year's prices", actor=lark.admin, at=lark.now, **values)

