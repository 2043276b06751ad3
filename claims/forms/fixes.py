"""The one field of a finding, as a form: what it is called, what it takes, and what it holds now. Shape and type only."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from claims.services.fix_claim import is_fixable
from claims.snapshot import Snapshot
from config.shared.ui.forms import DayInput
from patients.forms.fields import StateField, ZipField
from patients.models import Sex
from patients.rules.registration import MSP_REASONS

QUIET = {"autocomplete": "off"}


class CodeField(forms.CharField):
    """M17.11 -> M1711."""

    def to_python(self, value: Any) -> str:
        code = super().to_python(value).replace(".", "").upper()
        if code and not re.fullmatch(r"[0-9A-Z]{1,7}", code):
            raise forms.ValidationError("Up to seven letters and digits.")
        return code


class PointersField(forms.CharField):
    """"A, B" or "AB" -> [1, 2]."""

    def to_python(self, value: Any) -> list[int]:
        letters = re.sub(r"[\s,]", "", super().to_python(value)).upper()
        if not letters or len(letters) > 4 or not all("A" <= letter <= "L" for letter in letters):
            raise forms.ValidationError("Up to four letters, A to L.")
        return [ord(letter) - 64 for letter in letters]


class ModifiersField(forms.CharField):
    """"25, 59" -> ["25", "59"]."""

    def to_python(self, value: Any) -> list[str]:
        parts = [part.upper() for part in re.split(r"[\s,]+", super().to_python(value)) if part]
        if len(parts) > 4 or not all(re.fullmatch(r"[0-9A-Z]{2}", part) for part in parts):
            raise forms.ValidationError("Up to four modifiers of two letters or digits.")
        return parts


class NdcField(forms.CharField):
    """00004-4110-01 -> 00004411001."""

    def to_python(self, value: Any) -> str:
        digits = re.sub(r"\D", "", super().to_python(value))
        if len(digits) != 11:
            raise forms.ValidationError("Eleven digits: fill 5-4-2 with zeros.")
        return digits


class DrugQuantityField(forms.CharField):
    """"6 ML" -> (Decimal 6, "ML")."""

    def to_python(self, value: Any) -> tuple[Decimal, str]:
        match = re.fullmatch(r"(\d{1,8}(?:\.\d{1,4})?)\s*(F2|GR|ME|ML|UN)", super().to_python(value).strip().upper())
        try:
            return Decimal(match[1]), match[2]
        except (TypeError, InvalidOperation):
            raise forms.ValidationError("A number and its unit: F2, GR, ME, ML or UN.") from None


def _text(label: str, length: int, **options: Any) -> Callable[[], forms.Field]:
    return lambda: forms.CharField(label=label, max_length=length, widget=forms.TextInput(QUIET), **options)


def _day(label: str, **options: Any) -> Callable[[], forms.Field]:
    return lambda: forms.DateField(label=label, widget=DayInput(), **options)


FIELDS: dict[str, Callable[[], forms.Field]] = {
    "authorization_number": _text("Authorization", 30),
    "referral_number": _text("Referral", 30),
    "clia_number": _text("CLIA number", 10, required=False),
    "accident_date": _day("Date of the accident"),
    "accident_state": lambda: StateField(label="State of the accident"),
    "onset_date": _day("First day of the illness", required=False),
    "place_of_service": _text("Place of service", 2),
    "diagnoses": lambda: CodeField(label="Diagnosis", max_length=8, widget=forms.TextInput(QUIET)),
    "lines.pointers": lambda: PointersField(label="Diagnoses it was done for", widget=forms.TextInput(QUIET)),
    "lines.modifiers": lambda: ModifiersField(label="Modifiers", required=False, widget=forms.TextInput(QUIET)),
    "lines.ndc": lambda: NdcField(label="NDC, 11 digits", widget=forms.TextInput(QUIET)),
    "lines.ndc_quantity": lambda: DrugQuantityField(label="Quantity and unit", widget=forms.TextInput(QUIET | {"placeholder": "6 ML"})),
    "patient.last_name": _text("Patient's last name", 60),
    "patient.first_name": _text("Patient's first name", 35),
    "patient.birth_date": _day("Patient's birth date"),
    "patient.sex": lambda: forms.ChoiceField(label="Patient's sex", choices=Sex.choices),
    "patient.address.street": _text("Patient's street", 55),
    "patient.address.city": _text("Patient's city", 30),
    "patient.address.state": lambda: StateField(label="Patient's state"),
    "patient.address.zip_code": lambda: ZipField(label="Patient's ZIP"),
    "coverage.member_id": _text("Member id", 30),
    "coverage.group_number": _text("Group number", 30, required=False),
    "coverage.valid_from": _day("Coverage begins"),
    "coverage.valid_to": _day("Coverage ends", required=False),
    "coverage.msp_code": lambda: forms.ChoiceField(
        label="Why Medicare pays second", choices=[(code, f"{code} {words}") for code, words in MSP_REASONS.items()],
    ),
    "coverage.subscriber.last_name": _text("Subscriber's last name", 60),
    "coverage.subscriber.first_name": _text("Subscriber's first name", 35),
    "coverage.subscriber.birth_date": _day("Subscriber's birth date"),
}


class FixForm(forms.Form):
    """One field named `value`. Make it with `fix_form`."""

    def __init__(self, *args: Any, field: forms.Field, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = field


def fix_form(path: str, data: Any = None, *, snapshot: Snapshot | None = None) -> FixForm | None:
    """The form of a finding's field, or None where it can't be mended on the claim's page."""
    make = FIELDS.get(_kind(path))
    if make is None or not is_fixable(path):
        return None
    prefix = path.replace(".", "-")
    initial = {"value": _now(snapshot, path)} if snapshot else None
    return FixForm(data, field=make(), initial=initial, auto_id=f"fix-{prefix}-%s")


def _kind(path: str) -> str:
    """lines.2.pointers -> lines.pointers; diagnoses.1 -> diagnoses."""
    return ".".join(part for part in path.split(".") if not part.isdigit())


def _now(snapshot: Snapshot, path: str) -> Any:
    """What the claim says now, as a person would type it."""
    value: Any = snapshot
    for part in path.split("."):
        value = _item(value, int(part)) if part.isdigit() else getattr(value, part, "")
    if path.endswith(".pointers"):
        return "".join(chr(64 + pointer) for pointer in value)
    return " ".join(value) if isinstance(value, tuple) else value


def _item(values: Any, number: int) -> Any:
    return values[number - 1] if 0 < number <= len(values) else ""
