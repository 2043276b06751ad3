"""One real object for each route that names one: what the permission matrix is tried against."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import uuid4

from tests.factories import fees, money
from tests.factories import remittances as payer_says
from tests.factories.billing import ChargeFactory, EncounterFactory
from tests.factories.claims import Cast, make_claim
from tests.factories.documents import make_pdf
from tests.factories.patients import CoverageFactory, PatientFactory
from tests.factories.payers import ConnectionFactory, FeeScheduleVersionFactory, PayerFactory
from tests.factories.practice import BillingProviderFactory, FacilityFactory, OrganisationFactory, ProviderFactory
from tests.factories.shared import make_view
from tests.payers.exchange import AT, freeze


@cache
def _public(make: Callable[[], Any]) -> Callable[[], dict[str, Any]]:
    """The same for the same object, so that its routes are tried together."""
    return lambda: {"public_id": make().public_id}


def _inbound_file():
    from payers.services.receive_bytes import receive_bytes

    isa = "ISA*00*          *00*          *ZZ*CLEARING       *ZZ*LARKFIELD      *261123*0900*^*00501*000000001*0*T*:~"
    data = f"{isa}GS*ZZ*A*B*20261123*0900*1*X*005010~ST*XX*0001~N1*OK~SE*3*0001~GE*1*1~IEA*1*000000001~".encode()
    return receive_bytes(data=data, name="a.x12", source="upload", connection=None, at=AT)


def _fee_cell():
    draft = fees.make_draft()
    return {"public_id": draft.public_id, "item": draft.items.first().pk}


def _claim():
    return make_claim(Cast())


def _rule():
    from claims.models import AdjustmentRule

    payer_says.make_table()
    return AdjustmentRule.objects.order_by("priority").first()


def _denial():
    from claims.models import Denial

    cast = Cast()
    payer_says.make_table()
    payer_says.make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    claim = payer_says.sent_claim(cast)
    visit, injection = claim.lines.order_by("ordinal")
    payer_says.received(payer_says.check_of(cast.payer, payer_says.answers(
        claim, payer_says.pays(visit, "150.00", ("CO", "45", "30.00")), payer_says.pays(injection, "0.00", ("CO", "50", "150.00")),
    )))
    return Denial.objects.get()


def _overpayment():
    from claims.services.open_overpayments import open_letter

    return open_letter(
        payer=PayerFactory(), claim=None, reference="RL-1", amount=Decimal("10.00"), letter_date=AT.date(), reason="Paid twice", actor=None, at=AT,
    )


def _appeal():
    from tests.factories.appeals import make_appeal

    return make_appeal()


def _letter():
    from claims.models import LetterTemplate
    from claims.services.load_letter_templates import load_letter_templates

    load_letter_templates()
    return LetterTemplate.objects.first()


APPEAL_ROUTES = ["appeal", "appeal_letter", "appeal_packet", "appeal_ask", "appeal_next", "appeal_approve", "appeal_send_back", "appeal_sent", "appeal_decision", "appeal_withdraw", "appeal_assign", "appeal_snooze"]
CLAIM_ROUTES = ["claim", "claim_panel", "claim_preview", "claim_versions", "claim_ledger", "claim_scrub", "claim_resend", "claim_send", "claim_release", "claim_ask", "claim_hold", "claim_note", "claim_call", "claim_assign", "claim_snooze", "claim_correct", "claim_void", "claim_void_confirm"]
DENIAL_ROUTES = ["denial", "denial_panel", "denial_note", "denial_assign", "denial_snooze", "denial_route", "denial_write_off", "denial_appeal", "denial_correct"]
OF_CLAIMS = {
    **{f"claims:{name}": _public(_claim) for name in CLAIM_ROUTES},
    **{f"claims:{name}": _public(_denial) for name in DENIAL_ROUTES},
    **{f"claims:{name}": _public(lambda: _denial().remittance_claim.remittance) for name in ("remittance", "remittance_post", "remittance_post_part", "remittance_replan")},
    **{f"claims:{name}": _public(lambda: _denial().remittance_claim) for name in ("remittance_claim", "remittance_match")},
    **{f"claims:{name}": _public(_overpayment) for name in ("overpayment", "overpayment_assign", "overpayment_refund", "overpayment_decide")},
    **{f"claims:{name}": _public(_appeal) for name in APPEAL_ROUTES},
    "claims:appeal_enclosure": lambda: {"public_id": _appeal().public_id, "part": "calls"},
    "claims:letter_template": _public(_letter),
    "claims:claim_evidence": lambda: {"public_id": _claim().public_id, "seq": 1},
    "claims:claim_fix": lambda: {"public_id": _claim().public_id, "path": "authorization_number"},
    "claims:claim_waive": lambda: {"public_id": _claim().public_id, "ordinal": 1},
    "claims:adjustment_rule": lambda: {"public_id": _rule().pk},
    "claims:encounter_claims": _public(EncounterFactory),
    "claims:patient_claims": _public(PatientFactory),
}
ACCOUNT_ROUTES = ["account", "account_panel", "payment_take", "money_apply", "statement_make", "refund_request", "patient_money"]
OBJECTS: dict[str, Callable[[], dict[str, Any]]] = {
    "practice:billing_provider": _public(BillingProviderFactory),
    "practice:provider": _public(ProviderFactory),
    "practice:facility": _public(FacilityFactory),
    "payers:payer": _public(PayerFactory),
    "payers:connection": _public(ConnectionFactory),
    "payers:connection_test": _public(ConnectionFactory),
    "payers:fee_schedule": _public(lambda: FeeScheduleVersionFactory().schedule),
    "payers:fee_draft_new": _public(lambda: FeeScheduleVersionFactory().schedule),
    "payers:fee_file_new": _public(lambda: FeeScheduleVersionFactory().schedule),
    **{f"payers:fee_draft{name}": _public(fees.make_draft) for name in ("", "_undo", "_adjust", "_code", "_apply", "_discard")},
    "payers:fee_draft_cell": _fee_cell,
    "payers:fee_file": _public(fees.make_file),
    "payers:inbound_file": _public(_inbound_file),
    "payers:inbound_raw": _public(_inbound_file),
    "payers:inbound_file_retry": _public(_inbound_file),
    "payers:inbound_file_set_aside": _public(_inbound_file),
    "payers:inbound_retry": _public(lambda: _inbound_file().transactions.get()),
    "payers:inbound_set_aside": _public(lambda: _inbound_file().transactions.get()),
    "payers:batch": _public(lambda: freeze(ConnectionFactory())),
    "patients:detail": _public(PatientFactory),
    "patients:change": _public(PatientFactory),
    "patients:notes": _public(PatientFactory),
    "patients:note_new": _public(PatientFactory),
    "patients:coverage_new": lambda: {"patient_id": PatientFactory().public_id},
    "patients:coverage": _public(CoverageFactory),
    "patients:coverage_end": _public(CoverageFactory),
    "patients:coverage_void": _public(CoverageFactory),
    "patients:billing_document": _public(lambda: make_pdf("statement")),
    "patients:case_document": _public(lambda: make_pdf("letter")),
    "billing:encounter": _public(EncounterFactory),
    "billing:encounter_correct": _public(lambda: ChargeFactory().encounter),
    "billing:encounter_lines": _public(lambda: ChargeFactory().encounter),
    "billing:encounter_payers": _public(EncounterFactory),
    "billing:encounter_ledger": _public(EncounterFactory),
    "billing:encounter_void": _public(EncounterFactory),
    "billing:patient_balance": _public(PatientFactory),
    "billing:patient_encounters": _public(PatientFactory),
    **{f"billing:{name}": _public(PatientFactory) for name in ACCOUNT_ROUTES},
    **{f"billing:{name}": _public(money.make_payment) for name in ("payment", "receipt_state", "payment_return")},
    **{f"billing:{name}": _public(money.make_statement) for name in ("statement", "statement_state", "statement_send", "statement_void")},
    **{f"billing:{name}": _public(money.make_refund) for name in ("refund_approve", "refund_refuse", "refund_pay")},
    "billing:charge_unapply": _public(ChargeFactory),
    **OF_CLAIMS,
    "saved_view": _public(make_view),
    "saved_view_restore": _public(make_view),
    "undo_work": lambda: {"token": uuid4()},
    "figure": lambda: {"key": "cash"},
    "account_confirm_email": lambda: {"key": "x"},
    "account_reset_password_from_key": lambda: {"uidb36": "1", "key": "x"},
}


def base() -> None:
    """What every page may count on."""
    OrganisationFactory()
