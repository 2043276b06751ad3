"""Forms of the prices: a draft's begin, a percentage, a code, a file."""

from django import forms

from config.shared.ui.forms import AmountInput, DayInput
from payers.rules import fee_values
from payers.rules.fee_file import LARGEST_FILE
from payers.services.adjust_fee_draft import Rounding

PERCENT = {"min_value": -90, "max_value": 500, "max_digits": 7, "decimal_places": 4}


class FeeValueField(forms.CharField):
    """A text that one of the rules of prices reads; empty is None where it may be."""

    def __init__(self, read, **kwargs) -> None:
        super().__init__(**kwargs)
        self.read = read

    def clean(self, value):
        text = super().clean(value)
        if not text and not self.required:
            return self.empty_value if self.read is not fee_values.price else None
        try:
            return self.read(text)
        except fee_values.NotAFee as error:
            raise forms.ValidationError(str(error), code="not_a_fee") from error


class DraftForm(forms.Form):
    """A draft: the prices in force on its first day, changed by a percentage or copied."""

    valid_from = forms.DateField(
        label="Valid from", widget=DayInput(),
        help_text="A day that has passed corrects backwards: what payers are expected to allow is reckoned anew, nothing billed changes.",
    )
    note = forms.CharField(label="Why", max_length=200)
    percent = forms.DecimalField(label="Change by percent", initial=0, widget=AmountInput(), help_text="0 copies the prices.", **PERCENT)
    rounding = forms.ChoiceField(label="Round", choices=Rounding.choices, help_text="Half up.")


class AdjustForm(forms.Form):
    """A percentage on the prices now."""

    percent = forms.DecimalField(
        label="Change by percent", widget=AmountInput(), help_text="Of the price now; doing it twice gives the same.", **PERCENT
    )
    rounding = forms.ChoiceField(label="Round", choices=Rounding.choices, help_text="Half up: 92.605 becomes 92.61.")
    begins_with = forms.RegexField(
        r"^[0-9A-Za-z]{0,5}$", label="Only codes that begin with", required=False, help_text="992 for visits; empty for every code.",
        error_messages={"invalid": "The first letters or digits of a code."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_begins_with(self) -> str:
        return self.cleaned_data["begins_with"].upper()


class CodeForm(forms.Form):
    """A code that the draft does not have."""

    procedure_code = FeeValueField(fee_values.code, label="Code")
    modifier = FeeValueField(fee_values.modifier, label="Modifier", required=False)
    description = FeeValueField(fee_values.description, label="What, in your own words", required=False)
    unit_price = FeeValueField(fee_values.price, label="Price per unit", required=False, widget=AmountInput())


class FileForm(forms.Form):
    """A file of prices for the draft."""

    file = forms.FileField(label="File", help_text="CSV with a first line that names code, modifier, price, description. Up to 5 MB.")
    replaces = forms.TypedChoiceField(
        label="The file holds", coerce=lambda value: value == "all", widget=forms.RadioSelect, initial="some",
        choices=[("some", "some codes: the others stay as they are"), ("all", "the whole schedule: codes that it does not name end")],
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("The file is larger than 5 MB. Split it.", code="too_large")
        return file


class FirstFileForm(DraftForm, FileForm):
    """A file that begins a draft of its own."""

    percent = rounding = None
    field_order = ("file", "replaces", "valid_from", "note")


class DiscardForm(forms.Form):
    """Why the draft is not wanted."""

    reason = forms.CharField(label="Why", max_length=200)
