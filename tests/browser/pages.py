"""Every page of the system, as the pictures take it: which route, on which record, by whom, and over which page it floats.

`test_pages.py` draws what stands here, and proves that no page route of routes.csv is missing. Pages of the way in (login, passwords, second
step) are drawn by `test_account.py` as one walks them: `WALKED`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from billing.models import Charge
from billing.selectors.patient_money import applied_by_payment
from claims.models import AdjustmentRule, Claim, LetterTemplate, ScrubFinding
from config.practice.models import BillingProvider, Facility, Provider
from config.shared.models import Event
from payers.models import Connection, Payer
from tests.browser.larkfield import Larkfield
from tests.factories.shared import make_view

NONE: Callable[[Larkfield], dict[str, Any]] = lambda lark: {}  # noqa: E731


@dataclass(frozen=True)
class Shot:
    """One picture. `over` is the name of the shot whose page it floats on: its link there is pressed. `main`: in each run, not only the long one."""

    name: str
    route: str
    on: Callable[[Larkfield], dict[str, Any]] = NONE
    who: str = "biller"
    over: str = ""
    query: Callable[[Larkfield], str] = lambda lark: ""
    main: bool = False


def on(find: Callable[[Larkfield], Any]) -> Callable[[Larkfield], dict[str, Any]]:
    """The arguments of a route that names one record."""
    return lambda lark: {"public_id": find(lark).public_id}


def claim(name: str) -> Callable[[Larkfield], dict[str, Any]]:
    return on(lambda lark: lark.claims[name])


def _evidence(lark: Larkfield) -> dict[str, Any]:
    """The remittance's entry on the denied claim's timeline."""
    denied = lark.claims["denied"]
    event = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=denied.pk, inbound_transaction_id__isnull=False).latest("seq")
    return {"public_id": denied.public_id, "seq": event.seq}


def _waivable(lark: Larkfield) -> dict[str, Any]:
    """The duplicate among the findings of the visit that was entered twice."""
    found = lark.claims["found"]
    finding = ScrubFinding.objects.filter(submission__claim=found, rule="duplicate_claim").earliest("ordinal")
    return {"public_id": found.public_id, "ordinal": finding.ordinal}


def _paid_charge(lark: Larkfield) -> Charge:
    """A line that the payment paid."""
    payment = lark.payments["full"]
    return Charge.objects.get(pk=min(applied_by_payment([payment.pk])[payment.pk]))


FRONT = [
    Shot("home-clerk", "patients:list", who="clerk"),
    Shot("patients", "patients:list", main=True),
    Shot("patient-register", "patients:register", who="clerk", main=True),
    Shot("patient", "patients:detail", on(lambda lark: lark.patient), main=True),
    Shot("patient-change", "patients:change", on(lambda lark: lark.patient)),
    Shot("patient-note", "patients:note_new", on(lambda lark: lark.patient), over="patient"),
    Shot("coverage-new", "patients:coverage_new", lambda lark: {"patient_id": lark.patient.public_id}),
    Shot("coverage", "patients:coverage", on(lambda lark: lark.patient.coverages.get(rank=2))),
    Shot("coverage-end", "patients:coverage_end", on(lambda lark: lark.patient.coverages.get(rank=1)), over="patient"),
    Shot("coverage-void", "patients:coverage_void", on(lambda lark: lark.patient.coverages.get(rank=1)), over="patient"),
    Shot("encounters", "billing:encounter_list", main=True),
    Shot("encounter-new", "billing:encounter_new", query=lambda lark: f"?patient={lark.patient.public_id}"),
    Shot("encounter", "billing:encounter", on(lambda lark: lark.encounter), main=True),
    Shot("encounter-correct", "billing:encounter_correct", on(lambda lark: lark.claims["ready"].encounter)),
    Shot("encounter-lines", "billing:encounter_lines", on(lambda lark: lark.claims["ready"].encounter)),
    Shot("encounter-payers", "billing:encounter_payers", on(lambda lark: lark.encounter)),
    Shot("encounter-void", "billing:encounter_void", on(lambda lark: lark.encounter), over="encounter"),
]
CLAIMS = [
    Shot("today", "home", main=True),
    Shot("deadlines", "deadlines"),
    Shot("figures", "figures"),
    Shot("figure", "figure", lambda lark: {"key": "days-in-ar"}),
    Shot("claims", "claims:claim_list", main=True),
    Shot("claims-view-new", "saved_view_new", over="claims"),
    Shot("claims-view", "saved_view", on(lambda lark: make_view(lark.biller, query="queue=rejected"))),
    Shot("claims-rejected", "claims:claim_list", query=lambda lark: "?queue=rejected"),
    Shot("claims-panel", "claims:claim_panel", claim("denied"), over="claims", main=True),
    Shot("claim", "claims:claim", claim("denied"), main=True),
    Shot("claim-rejected", "claims:claim", claim("rejected")),
    Shot("claim-found", "claims:claim", claim("found")),
    Shot("claim-corrected", "claims:claim", claim("corrected")),
    Shot("claim-held", "claims:claim", claim("held")),
    Shot("claim-ready", "claims:claim", claim("ready")),
    Shot("claim-accepted", "claims:claim", claim("accepted")),
    Shot("claim-paid", "claims:claim", claim("paid")),
    Shot("claim-preview", "claims:claim_preview", claim("denied")),
    Shot("claim-versions", "claims:claim_versions", claim("corrected")),
    Shot("claim-ledger", "claims:claim_ledger", claim("denied")),
    Shot("claim-evidence", "claims:claim_evidence", _evidence),
    Shot("claim-hold", "claims:claim_hold", claim("ready"), over="claim-ready"),
    Shot("claim-waive", "claims:claim_waive", _waivable, over="claim-found"),
    Shot("claim-correct", "claims:claim_correct", claim("denied"), over="claim"),
    Shot("claim-void", "claims:claim_void", claim("denied"), over="claim"),
    Shot("claim-voiding", "claims:claim", claim("voiding")),
    Shot("claim-void-confirm", "claims:claim_void_confirm", claim("voiding"), over="claim-voiding"),
    Shot("claim-note", "claims:claim_note", claim("denied"), over="claim"),
    Shot("claim-call", "claims:claim_call", claim("denied"), over="claim"),
    Shot("claim-assign", "claims:claim_assign", claim("accepted"), over="claim-accepted"),
    Shot("claim-snooze", "claims:claim_snooze", claim("accepted"), over="claim-accepted"),
]
MONEY = [
    Shot("remittances", "claims:remittance_list", main=True),
    Shot("suspense", "claims:remittance_exception_list"),
    Shot("remittance-planned", "claims:remittance", on(lambda lark: lark.remittances["planned"]), main=True),
    Shot("remittance-claim", "claims:remittance_claim", on(lambda lark: lark.remittances["planned"].claims.order_by("ordinal")[0]), over="remittance-planned"),
    Shot("remittance-match", "claims:remittance_match", on(lambda lark: lark.stray), over="remittance-planned"),
    Shot("remittance-posted", "claims:remittance", on(lambda lark: lark.remittances["posted"])),
    Shot("remittance-exception", "claims:remittance", on(lambda lark: lark.remittances["exception"])),
    Shot("remittance-part", "claims:remittance_post_part", on(lambda lark: lark.remittances["exception"]), over="remittance-exception"),
    Shot("overpayments", "claims:overpayment_list", main=True),
    Shot("overpayment-letter", "claims:overpayment_letter", over="overpayments"),
    Shot("overpayment", "claims:overpayment", on(lambda lark: lark.overpayments["letter"])),
    Shot("overpayment-refund", "claims:overpayment_refund", on(lambda lark: lark.overpayments["letter"]), over="overpayment"),
    Shot("overpayment-decide", "claims:overpayment_decide", on(lambda lark: lark.overpayments["letter"]), over="overpayment"),
    Shot("takeback", "claims:overpayment", on(lambda lark: lark.overpayments["takeback"])),
    Shot("overpayment-assign", "claims:overpayment_assign", on(lambda lark: lark.overpayments["takeback"]), over="takeback"),
    Shot("denials", "claims:denial_list", main=True),
    Shot("denial-panel", "claims:denial_panel", on(lambda lark: lark.denial), over="denials"),
    Shot("denial", "claims:denial", on(lambda lark: lark.denial), main=True),
    Shot("denial-note", "claims:denial_note", on(lambda lark: lark.denial), over="denial"),
    Shot("denial-assign", "claims:denial_assign", on(lambda lark: lark.denial), over="denial"),
    Shot("denial-snooze", "claims:denial_snooze", on(lambda lark: lark.denial), over="denial"),
    Shot("denial-route", "claims:denial_route", on(lambda lark: lark.denial), over="denial"),
    Shot("denial-appealed", "claims:denial", on(lambda lark: lark.appeals["sent"].denial)),
    Shot("denial-write-off", "claims:denial_write_off", on(lambda lark: lark.denial), over="denial"),
    Shot("appeals", "claims:appeal_list", main=True),
    Shot("appeal", "claims:appeal", on(lambda lark: lark.appeals["asked"]), who="admin", main=True),
    Shot("appeal-out", "claims:appeal", on(lambda lark: lark.appeals["sent"])),
    Shot("appeal-letter", "claims:appeal_letter", on(lambda lark: lark.appeals["asked"])),
    Shot("appeal-approve", "claims:appeal_approve", on(lambda lark: lark.appeals["asked"]), who="admin", over="appeal"),
    Shot("appeal-back", "claims:appeal_send_back", on(lambda lark: lark.appeals["asked"]), who="admin", over="appeal"),
    Shot("appeal-sent", "claims:appeal_sent", on(lambda lark: lark.appeals["asked"])),
    Shot("appeal-decision", "claims:appeal_decision", on(lambda lark: lark.appeals["sent"]), over="appeal-out"),
    Shot("appeal-withdraw", "claims:appeal_withdraw", on(lambda lark: lark.appeals["sent"]), over="appeal-out"),
    Shot("appeal-assign", "claims:appeal_assign", on(lambda lark: lark.appeals["sent"]), over="appeal-out"),
    Shot("appeal-snooze", "claims:appeal_snooze", on(lambda lark: lark.appeals["sent"]), over="appeal-out"),
    Shot("letter-templates", "claims:letter_template_list", who="admin"),
    Shot("letter-template-new", "claims:letter_template_new", who="admin"),
    Shot("letter-template", "claims:letter_template", on(lambda lark: LetterTemplate.objects.get(category="timely_filing")), who="admin"),
    Shot("denial-correct", "claims:denial_correct", on(lambda lark: lark.denial), over="denial"),
    Shot("adjustment-rules", "claims:adjustment_rule_list", who="admin"),
    Shot("adjustment-rule-new", "claims:adjustment_rule_new", who="admin"),
    Shot("adjustment-rule", "claims:adjustment_rule", lambda lark: {"public_id": AdjustmentRule.objects.order_by("priority")[0].pk}, who="admin"),
    Shot("files-in", "payers:inbound_list", main=True),
    Shot("file-in", "payers:inbound_file", on(lambda lark: lark.files["277CA"])),
    Shot("file-exception", "payers:inbound_file", on(lambda lark: lark.files["exception"])),
    Shot("files-exceptions", "payers:inbound_exception_list"),
    Shot("file-duplicate", "payers:inbound_file", on(lambda lark: lark.files["duplicate"])),
    Shot("file-unreadable", "payers:inbound_file", on(lambda lark: lark.files["unreadable"])),
    Shot("batches", "payers:batch_list", main=True),
    Shot("batch", "payers:batch", on(lambda lark: lark.batches["acknowledged"])),
    Shot("batch-lost", "payers:batch", on(lambda lark: lark.batches["lost"])),
]
PATIENT_BILLING = [
    Shot("accounts", "billing:account_list", main=True),
    Shot("account-panel", "billing:account_panel", on(lambda lark: lark.patients[1]), over="accounts"),
    Shot("account", "billing:account", on(lambda lark: lark.patients[1])),
    Shot("account-free", "billing:account", on(lambda lark: lark.patients[5])),
    Shot("refund-request", "billing:refund_request", on(lambda lark: lark.patients[5]), over="account-free"),
    Shot("payment-take", "billing:payment_take", on(lambda lark: lark.patients[1]), who="clerk"),
    Shot("patient-owes", "patients:detail", on(lambda lark: lark.patients[1]), who="clerk"),
    Shot("payments", "billing:payment_list", query=lambda lark: "?when=month"),
    Shot("payments-today", "billing:payment_list"),
    Shot("payment", "billing:payment", on(lambda lark: lark.payments["full"])),
    Shot("payment-return", "billing:payment_return", on(lambda lark: lark.payments["full"]), over="payment"),
    Shot("charge-unapply", "billing:charge_unapply", on(_paid_charge), over="payment"),
    Shot("payment-returned", "billing:payment", on(lambda lark: lark.payments["returned"])),
    Shot("statements", "billing:statement_list"),
    Shot("statement", "billing:statement", on(lambda lark: lark.statements["made"])),
    Shot("statement-send", "billing:statement_send", on(lambda lark: lark.statements["made"]), over="statement"),
    Shot("statement-void", "billing:statement_void", on(lambda lark: lark.statements["made"]), over="statement"),
    Shot("statement-sent", "billing:statement", on(lambda lark: lark.statements["sent"])),
    Shot("refunds", "billing:refund_list"),
    Shot("refund-pay", "billing:refund_pay", on(lambda lark: lark.refunds["approved"]), over="refunds"),
    Shot("refunds-admin", "billing:refund_list", who="admin"),
    Shot("refund-approve", "billing:refund_approve", on(lambda lark: lark.refunds["asked"]), over="refunds-admin"),
    Shot("refund-refuse", "billing:refund_refuse", on(lambda lark: lark.refunds["asked"]), over="refunds-admin"),
]
SETUP = [
    Shot("home-admin", "home", who="admin"),
    Shot("style", "style", who="admin"),
    Shot("settings", "practice:settings", who="admin", main=True),
    Shot("organisation", "practice:organisation", who="admin"),
    Shot("billing-provider-new", "practice:billing_provider_new", who="admin"),
    Shot("billing-provider", "practice:billing_provider", on(lambda lark: BillingProvider.objects.get()), who="admin"),
    Shot("provider-new", "practice:provider_new", who="admin"),
    Shot("provider", "practice:provider", on(lambda lark: Provider.objects.order_by("pk")[0]), who="admin"),
    Shot("facility-new", "practice:facility_new", who="admin"),
    Shot("facility", "practice:facility", on(lambda lark: Facility.objects.get()), who="admin"),
    Shot("payers", "payers:list", who="admin", main=True),
    Shot("payer-new", "payers:payer_new", who="admin"),
    Shot("payer", "payers:payer", on(lambda lark: Payer.objects.order_by("pk")[0]), who="admin"),
    Shot("connections", "payers:connection_list", who="admin"),
    Shot("connection-new", "payers:connection_new", who="admin"),
    Shot("connection", "payers:connection", on(lambda lark: Connection.objects.order_by("pk")[0]), who="admin"),
    Shot("fee-schedules", "payers:fee_schedule_list", who="admin"),
    Shot("fee-schedule-new", "payers:fee_schedule_new", who="admin"),
    Shot("fee-schedule", "payers:fee_schedule", on(lambda lark: lark.charge_master), who="admin", main=True),
    Shot("fee-schedule-biller", "payers:fee_schedule", on(lambda lark: lark.contract)),
    Shot("fee-contract", "payers:fee_schedule", on(lambda lark: lark.still_contract), who="admin"),
    Shot("fee-draft-new", "payers:fee_draft_new", on(lambda lark: lark.still_contract), over="fee-contract"),
    Shot("fee-file-first", "payers:fee_file_new", on(lambda lark: lark.still_contract), who="admin"),
    Shot("fee-draft", "payers:fee_draft", on(lambda lark: lark.drafts["open"]), who="admin"),
    Shot("fee-draft-changed", "payers:fee_draft", on(lambda lark: lark.drafts["open"]), query=lambda lark: "?show=changed", who="admin"),
    Shot("fee-draft-adjust", "payers:fee_draft_adjust", on(lambda lark: lark.drafts["open"]), over="fee-draft"),
    Shot("fee-draft-code", "payers:fee_draft_code", on(lambda lark: lark.drafts["open"]), over="fee-draft"),
    Shot("fee-draft-discard", "payers:fee_draft_discard", on(lambda lark: lark.drafts["open"]), over="fee-draft"),
    Shot("fee-draft-apply", "payers:fee_draft_apply", on(lambda lark: lark.drafts["open"]), who="admin"),
    Shot("fee-draft-biller", "payers:fee_draft", on(lambda lark: lark.drafts["open"])),
    Shot("fee-draft-applied", "payers:fee_draft", on(lambda lark: lark.drafts["applied"]), who="admin"),
    Shot("fee-file-new", "payers:fee_file_new", on(lambda lark: lark.charge_master), who="admin"),
    Shot("fee-file", "payers:fee_file", on(lambda lark: lark.fee_file), who="admin"),
    Shot("fee-file-all", "payers:fee_file", on(lambda lark: lark.fee_file), query=lambda lark: "?change=", who="admin"),
]
WORKPLACES = {"front office": FRONT, "claims": CLAIMS, "money": MONEY, "patient billing": PATIENT_BILLING, "setup": SETUP}
"""The full pages, by workplace."""

BEFORE_PATIENTS = [
    Shot("today-empty", "home"),
    Shot("home-clerk-empty", "patients:list", who="clerk"),
    Shot("patients-empty", "patients:list"),
    Shot("encounters-empty", "billing:encounter_list"),
    Shot("claims-empty", "claims:claim_list"),
    Shot("remittances-empty", "claims:remittance_list"),
    Shot("suspense-empty", "claims:remittance_exception_list"),
    Shot("overpayments-empty", "claims:overpayment_list"),
    Shot("denials-empty", "claims:denial_list"),
    Shot("appeals-empty", "claims:appeal_list"),
    Shot("accounts-empty", "billing:account_list"),
    Shot("payments-empty", "billing:payment_list"),
    Shot("statements-empty", "billing:statement_list"),
    Shot("refunds-empty", "billing:refund_list"),
    Shot("files-in-empty", "payers:inbound_list"),
    Shot("files-exceptions-empty", "payers:inbound_exception_list"),
    Shot("batches-empty", "payers:batch_list"),
]
"""A practice that has not begun: lists say what would be here."""

BEFORE_ANYTHING = [
    Shot("settings-empty", "practice:settings", who="admin"),
    Shot("organisation-empty", "practice:organisation", who="admin"),
    Shot("payers-empty", "payers:list", who="admin"),
    Shot("connections-empty", "payers:connection_list", who="admin"),
    Shot("fee-schedules-empty", "payers:fee_schedule_list", who="admin"),
    Shot("adjustment-rules-empty", "claims:adjustment_rule_list", who="admin"),
    Shot("letter-templates-empty", "claims:letter_template_list", who="admin"),
    Shot("patient-register-empty", "patients:register", who="clerk"),
    Shot("home-admin-empty", "home", who="admin"),
]
"""A database with staff and nothing else."""

BARE = [
    Shot("patient-bare", "patients:detail", on(lambda lark: lark.patient)),
    Shot("encounter-new-bare", "billing:encounter_new", query=lambda lark: f"?patient={lark.patient.public_id}"),
    Shot("fee-schedule-empty", "payers:fee_schedule", on(lambda lark: lark.charge_master), who="admin"),
    Shot("fee-draft-first", "payers:fee_draft_new", on(lambda lark: lark.charge_master), over="fee-schedule-empty"),
    Shot("fee-draft-empty", "payers:fee_draft", on(lambda lark: lark.drafts["open"]), who="admin"),
    Shot("fee-draft-apply-empty", "payers:fee_draft_apply", on(lambda lark: lark.drafts["open"]), who="admin"),
    Shot("account-bare", "billing:account", on(lambda lark: lark.patient)),
    Shot("payment-take-bare", "billing:payment_take", on(lambda lark: lark.patient)),
]
"""Records that have nothing in them yet."""

WALKED = {
    "account_login", "account_logout", "account_reauthenticate", "account_change_password", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_index", "mfa_authenticate",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}
"""Drawn by test_account.py."""

NOT_PAGES = {
    "healthz": "answers a machine, in JSON",
    "payers:inbound_raw": "gives the bytes of a file",
    "patients:billing_document": "gives a PDF",
    "patients:case_document": "gives a PDF",
    "billing:statements_print": "gives a PDF",
    "billing:statement_state": "a part of the statement's page, drawn with it",
    "billing:receipt_state": "a part of the payment's page, drawn with it",
    "mfa_download_recovery_codes": "gives a file",
    "account_signup": "open to nobody: accounts are made by an admin",
    "account_email": "open to nobody",
    "account_email_verification_sent": "open to nobody",
    "account_set_password": "open to nobody",
    "account_confirm_login_code": "open to nobody",
    "account_confirm_email": "open to nobody",
    "home_side": "a part of the home page, drawn with it",
    "notices": "a part of every page while the demo loads",
    "patients:notes": "a part of the patient's page, drawn with it",
    "billing:patient_balance": "a part of the patient's page, drawn with it",
    "billing:patient_money": "a part of the patient's page, drawn with it",
    "billing:patient_encounters": "a part of the patient's page, drawn with it",
    "claims:patient_claims": "a part of the patient's page, drawn with it",
    "billing:encounter_ledger": "a part of the encounter's page, drawn with it",
    "claims:encounter_claims": "a part of the encounter's page, drawn with it",
    "claims:appeal_packet": "a part of the appeal's page, drawn with it",
    "billing:suggest_diagnosis": "the suggestions under a field, drawn by test_front_office.py",
    "billing:suggest_code": "the suggestions under a field, drawn by test_front_office.py",
}
"""GET routes that are no page of their own, each with why."""
