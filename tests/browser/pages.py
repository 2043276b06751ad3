"""Every page of the system, as the pictures take it: which route, on which record, by whom, and over which page it floats.

`test_pages.py` draws what stands here, and proves that no page route of routes.csv is missing. Pages of the way in (login, passwords, second
step) are drawn by `test_account.py` as one walks them: `WALKED`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims.models import AdjustmentRule, Claim, ScrubFinding
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
    Shot("denials", "claims:denial_list", main=True),
    Shot("denial-panel", "claims:denial_panel", on(lambda lark: lark.denial), over="denials"),
    Shot("denial", "claims:denial", on(lambda lark: lark.denial), main=True),
    Shot("denial-note", "claims:denial_note", on(lambda lark: lark.denial), over="denial"),
    Shot("denial-assign", "claims:denial_assign", on(lambda lark: lark.denial), over="denial"),
    Shot("denial-snooze", "claims:denial_snooze", on(lambda lark: lark.denial), over="denial"),
    Shot("denial-route", "claims:denial_route", on(lambda lark: lark.denial), over="denial"),
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
    Shot("fee-version-new", "payers:fee_version_new", on(lambda lark: lark.charge_master), who="admin"),
    Shot("fee-item-new", "payers:fee_item", on(lambda lark: lark.charge_master), who="admin"),
    Shot("fee-item", "payers:fee_item", on(lambda lark: lark.charge_master), query=lambda lark: "?code=99214", who="admin"),
]
WORKPLACES = {"front office": FRONT, "claims": CLAIMS, "money": MONEY, "setup": SETUP}
"""The full pages, by workplace."""

BEFORE_PATIENTS = [
    Shot("today-empty", "home"),
    Shot("home-clerk-empty", "patients:list", who="clerk"),
    Shot("patients-empty", "patients:list"),
    Shot("encounters-empty", "billing:encounter_list"),
    Shot("claims-empty", "claims:claim_list"),
    Shot("remittances-empty", "claims:remittance_list"),
    Shot("suspense-empty", "claims:remittance_exception_list"),
    Shot("denials-empty", "claims:denial_list"),
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
    Shot("patient-register-empty", "patients:register", who="clerk"),
    Shot("home-admin-empty", "home", who="admin"),
]
"""A database with staff and nothing else."""

BARE = [
    Shot("patient-bare", "patients:detail", on(lambda lark: lark.patient)),
    Shot("encounter-new-bare", "billing:encounter_new", query=lambda lark: f"?patient={lark.patient.public_id}"),
    Shot("fee-schedule-empty", "payers:fee_schedule", on(lambda lark: lark.charge_master), who="admin"),
    Shot("fee-version-first", "payers:fee_version_new", on(lambda lark: lark.charge_master), who="admin"),
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
    "mfa_download_recovery_codes": "gives a file",
    "account_signup": "open to nobody: accounts are made by an admin",
    "account_email": "open to nobody",
    "account_email_verification_sent": "open to nobody",
    "account_set_password": "open to nobody",
    "account_confirm_login_code": "open to nobody",
    "account_confirm_email": "open to nobody",
    "home_side": "a part of the home page, drawn with it",
    "patients:notes": "a part of the patient's page, drawn with it",
    "billing:patient_balance": "a part of the patient's page, drawn with it",
    "billing:patient_encounters": "a part of the patient's page, drawn with it",
    "claims:patient_claims": "a part of the patient's page, drawn with it",
    "billing:encounter_ledger": "a part of the encounter's page, drawn with it",
    "claims:encounter_claims": "a part of the encounter's page, drawn with it",
    "billing:suggest_diagnosis": "the suggestions under a field, drawn by test_front_office.py",
    "billing:suggest_code": "the suggestions under a field, drawn by test_front_office.py",
}
"""GET routes that are no page of their own, each with why."""
