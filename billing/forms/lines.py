"""The rows of a visit as keyed: a diagnosis by number, a charge with modifiers as "25 RT" and pointers as "AB"."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy

from billing.services.enter_encounter import NewCharge
from config.shared.ui.forms import AmountInput, SuggestInput

LETTERS = "ABCDEFGHIJKL"
# The class and the blank placeholder let .grow show the next row once this field says something.
_CODE = {"data-suggest-with": "service_date", "spellcheck": "false", "class": "key", "placeholder": " "}


class DiagnosisForm(forms.Form):
    """One diagnosis; the number with or without its dot."""

    code = forms.CharField(required=False, max_length=8, widget=SuggestInput(
        "", attrs=_CODE | {"data-suggest": reverse_lazy("billing:suggest_diagnosis")},
    ))

    def clean_code(self) -> str:
        return self.cleaned_data["code"].replace(".", "").strip().upper()


class LineForm(forms.Form):
    """One charge. An empty row is none; `charge_id` belongs to a line that was entered before."""

    procedure_code = forms.CharField(required=False, max_length=5, widget=SuggestInput(
        "", attrs=_CODE | {"data-suggest": reverse_lazy("billing:suggest_code")},
    ))
    modifiers = forms.CharField(required=False, max_length=11)
    pointers = forms.CharField(required=False, max_length=4)
    units = forms.DecimalField(required=False, max_digits=12, decimal_places=4, min_value=Decimal("0.0001"), widget=AmountInput)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=1440, widget=AmountInput(attrs={"inputmode": "numeric"}))
    ndc = forms.CharField(required=False, max_length=13)
    ndc_quantity = forms.DecimalField(required=False, max_digits=12, decimal_places=4, min_value=Decimal("0.0001"), widget=AmountInput)
    ndc_unit = forms.ChoiceField(required=False, choices=[("", ""), ("UN", "UN"), ("ML", "ML"), ("GR", "GR"), ("F2", "F2"), ("ME", "ME")])

    def clean_procedure_code(self) -> str:
        code = self.cleaned_data["procedure_code"].strip().upper()
        if code and not re.fullmatch(r"[0-9A-Z]{5}", code):
            raise forms.ValidationError("Five letters or digits.")
        return code

    def clean_modifiers(self) -> tuple[str, ...]:
        """"25 RT", "25,rt" or "25RT" -> ("25", "RT")."""
        typed = re.sub(r"[\s,]", "", self.cleaned_data["modifiers"]).upper()
        if len(typed) % 2 or not re.fullmatch(r"[0-9A-Z]*", typed):
            raise forms.ValidationError("Two letters or digits each.")
        found = tuple(typed[place : place + 2] for place in range(0, len(typed), 2))
        if len(found) > 4:
            raise forms.ValidationError("Four modifiers at most.")
        return found

    def clean_pointers(self) -> tuple[int, ...]:
        """"AB" -> (1, 2); the first is the main reason of the charge."""
        letters = re.sub(r"[\s,]", "", self.cleaned_data["pointers"]).upper()
        if any(letter not in LETTERS for letter in letters) or len(set(letters)) != len(letters):
            raise forms.ValidationError("Letters A to L, each once.")
        return tuple(LETTERS.index(letter) + 1 for letter in letters)

    def clean_units(self) -> Decimal:
        return self.cleaned_data["units"] or Decimal(1)

    def clean_ndc(self) -> str:
        ndc = self.cleaned_data["ndc"].replace("-", "").strip()
        if ndc and not re.fullmatch(r"\d{11}", ndc):
            raise forms.ValidationError("Eleven digits (5-4-2).")
        return ndc

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("ndc") and not data.get("ndc_quantity"):
            self.add_error("ndc_quantity", "How much of the drug?")
        if data.get("ndc") and not data.get("ndc_unit"):
            self.add_error("ndc_unit", "In which unit?")
        return data

    @property
    def is_empty(self) -> bool:
        """Whether no code was typed; other cells alone make no line."""
        return not self.errors.get("procedure_code") and not self.cleaned_data.get("procedure_code")

    def charge(self) -> NewCharge:
        """The line as the service takes it. No pointer typed means A."""
        data = self.cleaned_data
        return NewCharge(
            procedure_code=data["procedure_code"], units=data["units"], modifiers=data["modifiers"], pointers=data["pointers"] or (1,),
            minutes=data["minutes"], ndc=data["ndc"], ndc_quantity=data["ndc_quantity"], ndc_unit=data["ndc_unit"],
        )
