"""Shapes of the payers' settings: payers with their appeal levels, connections with a write-only secret, fee schedules."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms

from config.shared.ui.record_view import RecordForm
from payers.models import AppealLevel, Connection, FeeSchedule, Payer
from payers.rules.wire_values import filing_code_problem, id_problem, name_problem, qualifier_problem
from payers.transports.base import HostKeyUnusable
from payers.transports.sftp_keys import PinnedKey

LAST_PORT = 65_535


def _refuse(form: forms.Form, checks: dict[str, Callable[[str], str]]) -> None:
    """Put what each check finds at its field."""
    for name, check in checks.items():
        value = form.cleaned_data.get(name)
        if value and (problem := check(value)):
            form.add_error(name, problem)


def _at_least(form: forms.Form, least: int, *names: str) -> None:
    for name in names:
        value = form.cleaned_data.get(name)
        if value is not None and value < least:
            form.add_error(name, f"{least} or more.")


class PayerForm(RecordForm):
    spans: ClassVar = {
        "name": 5, "kind": 3, "electronic_id": 2, "claim_filing_code": 2, "connection": 3, "contract": 3, "posting_mode": 2, "filing_limit_days": 2,
        "secondary_filing_limit_days": 2, "filing_proof": 4, "sends_277ca": 4, "answers_276": 4, "first_poll_days": 3, "next_poll_days": 3,
        "last_poll_days": 3, "usual_payment_days": 3, "phone": 3, "portal_url": 4, "appeals_address": 5, "terms_source": 6, "is_capitated": 3,
        "is_active": 3,
    }

    class Meta:
        model = Payer
        fields = [
            "name", "kind", "electronic_id", "claim_filing_code", "connection", "contract", "posting_mode", "filing_limit_days",
            "secondary_filing_limit_days",
            "filing_proof", "sends_277ca", "answers_276", "first_poll_days", "next_poll_days", "last_poll_days", "usual_payment_days", "phone",
            "portal_url", "appeals_address", "terms_source", "is_capitated", "is_active",
        ]
        labels: ClassVar = {
            "electronic_id": "Electronic id", "claim_filing_code": "Filing code", "contract": "Contract (expected amounts)",
            "filing_limit_days": "Filing limit, days", "secondary_filing_limit_days": "As second payer",
            "first_poll_days": "First status request after",
            "next_poll_days": "Then every", "last_poll_days": "A person calls after", "usual_payment_days": "Usually pays after",
            "portal_url": "Portal", "terms_source": "Where these terms stand", "is_capitated": "Capitated", "is_active": "In use",
        }
        help_texts: ClassVar = {
            "secondary_filing_limit_days": "Days from the service. Empty: no limit known.", "first_poll_days": "Days of silence.",
            "next_poll_days": "Days.", "last_poll_days": "Days.", "usual_payment_days": "Days.", "electronic_id": "NM109 of the payer.",
            "claim_filing_code": "SBR09: CI, BL, MB, MC.", "contract": "What this payer allows.",
        }


    def clean_claim_filing_code(self) -> str:
        return self.cleaned_data["claim_filing_code"].upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        _refuse(self, {"name": name_problem, "electronic_id": id_problem, "claim_filing_code": filing_code_problem})
        _at_least(self, 1, "first_poll_days", "next_poll_days", "last_poll_days", "usual_payment_days")
        first, last = data.get("first_poll_days"), data.get("last_poll_days")
        if first and last and last < first:
            self.add_error("last_poll_days", "A person calls after the first status request, not before.")
        return data


class AppealLevelForm(forms.ModelForm):
    class Meta:
        model = AppealLevel
        fields = ["level", "name", "kind", "days", "presumed_receipt_days", "decision_days"]


AppealLevelFormSet = forms.inlineformset_factory(Payer, AppealLevel, form=AppealLevelForm, extra=2, can_delete=True)


class ConnectionForm(RecordForm):
    """The password is write-only: an empty field keeps the one there is."""

    spans: ClassVar = {
        "name": 4, "kind": 3, "usage": 2, "is_active": 3, "host": 4, "port": 2, "username": 3, "password": 3, "host_key": 12, "root": 4, "inbox": 3,
        "outbox": 3, "archive": 2, "name_template": 4, "claims_per_file": 2, "acknowledgement_hours": 3, "consumed_stay_listed": 3, "isa05": 2,
        "isa06": 4, "isa07": 2, "isa08": 4, "gs02": 4, "gs03": 4, "receiver_name": 4, "core_url": 6,
    }
    password = forms.CharField(
        required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), help_text="Leave empty to keep it."
    )

    class Meta:
        model = Connection
        fields = [
            "name", "kind", "usage", "is_active", "host", "port", "username", "password", "host_key", "root", "inbox", "outbox", "archive",
            "name_template", "claims_per_file", "acknowledgement_hours", "consumed_stay_listed", "isa05", "isa06", "isa07", "isa08", "gs02", "gs03",
            "receiver_name", "core_url",
        ]
        widgets: ClassVar = {"host_key": forms.Textarea(attrs={"rows": 2})}
        labels: ClassVar = {
            "is_active": "In use", "username": "User name", "root": "Folder", "consumed_stay_listed": "Taken files stay listed",
            "core_url": "CORE address",
        }

    def clean_name_template(self) -> str:
        template = self.cleaned_data["name_template"]
        if "{isa13}" not in template or "/" in template:
            raise forms.ValidationError("The name must hold {isa13}, so that no two files share it, and no slash.", code="name_template")
        return template

    def clean_host_key(self) -> str:
        text = self.cleaned_data["host_key"]
        if text.strip():
            try:
                PinnedKey.of(Connection(host_key=text))
            except HostKeyUnusable:
                raise forms.ValidationError('No public key: a line such as "ssh-ed25519 AAAA...".', code="host_key") from None
        return text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == "sftp":
            for name in ("host", "username", "host_key"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "SFTP needs this.")
        _refuse(self, {
            "isa05": qualifier_problem, "isa06": id_problem, "isa07": qualifier_problem, "isa08": id_problem, "gs02": id_problem, "gs03": id_problem,
            "receiver_name": name_problem,
        })
        _at_least(self, 1, "port", "acknowledgement_hours")
        if (cleaned.get("port") or 0) > LAST_PORT:
            self.add_error("port", f"{LAST_PORT} at most.")
        return cleaned


class FeeScheduleForm(RecordForm):
    spans: ClassVar = {"name": 6, "kind": 3, "is_active": 3}

    class Meta:
        model = FeeSchedule
        fields = ["name", "kind", "is_active"]
        labels: ClassVar = {"is_active": "In use"}
