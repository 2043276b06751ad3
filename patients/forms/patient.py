"""The person who is treated, and the one who pays what insurers leave."""

from typing import Any, ClassVar

from django import forms

from config.shared import clock
from config.shared.ui.forms import DayInput
from patients.forms.fields import PhoneField, StateField, ZipField
from patients.models import Guarantor, Patient
from patients.rules.registration import birth_date_problem


class PatientForm(forms.ModelForm):
    """The SSN is write-only: an empty field keeps the one there is."""

    spans: ClassVar = {
        "last_name": 3, "first_name": 3, "middle_name": 2, "suffix": 1, "birth_date": 2, "sex": 1, "street": 4, "street2": 2, "city": 3,
        "state": 1, "zip_code": 2, "phone": 3, "email": 3, "ssn": 3, "deceased_date": 3,
    }
    phone = PhoneField()
    state, zip_code = StateField(), ZipField()
    ssn = forms.CharField(label="SSN", required=False, max_length=11, help_text="Sealed; never shown again.")

    class Meta:
        model = Patient
        fields = [
            "last_name", "first_name", "middle_name", "suffix", "birth_date", "sex", "street", "street2", "city", "state", "zip_code", "phone",
            "email", "ssn", "deceased_date",
        ]
        labels: ClassVar = {"street2": "Apartment", "middle_name": "Middle", "deceased_date": "Died on"}
        widgets: ClassVar = {"birth_date": DayInput, "deceased_date": DayInput}

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = [("", ""), *Patient._meta.get_field("sex").choices]
        self.fields["ssn"].widget.attrs |= {"autocomplete": "off", "inputmode": "numeric"}
        if self.instance.pk is None:
            del self.fields["deceased_date"]

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Visible fields with their column span."""
        return [(field, f"c{self.spans[field.name]}") for field in self.visible_fields()]

    def clean_birth_date(self):
        day = self.cleaned_data["birth_date"]
        if problem := birth_date_problem(day, clock.today()):
            raise forms.ValidationError(problem)
        return day

    def clean_ssn(self) -> str:
        digits = self.cleaned_data["ssn"].replace("-", "").replace(" ", "")
        if digits and not (digits.isdigit() and len(digits) == 9):
            raise forms.ValidationError("Nine digits.")
        return digits

    def clean_deceased_date(self):
        day, born = self.cleaned_data["deceased_date"], self.cleaned_data.get("birth_date")
        if day and day > clock.today():
            raise forms.ValidationError("That day is in the future.")
        if day and born and day < born:
            raise forms.ValidationError("That is before the birth.")
        return day


class GuarantorForm(forms.ModelForm):
    """Where the patient pays, the other fields are taken from the patient."""

    spans: ClassVar = {
        "last_name": 3, "first_name": 3, "relationship": 2, "birth_date": 2, "phone": 2, "street": 5, "city": 4, "state": 1, "zip_code": 2,
    }
    is_patient = forms.TypedChoiceField(
        label="Who pays what insurers leave", choices=[("True", "The patient"), ("False", "Another person")], coerce=lambda text: text == "True",
        initial="True", widget=forms.RadioSelect(attrs={"class": "decides"}),
    )
    phone = PhoneField()
    state, zip_code = StateField(required=False), ZipField(required=False)

    class Meta:
        model = Guarantor
        fields = ["is_patient", "last_name", "first_name", "relationship", "birth_date", "phone", "street", "city", "state", "zip_code"]
        widgets: ClassVar = {"birth_date": DayInput}

    field_order = Meta.fields
    needed = ("last_name", "street", "city", "state", "zip_code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["is_patient"] = str(self.instance.is_patient)
            if self.instance.is_patient:
                self.initial = {"is_patient": "True"}
        self.use_required_attribute = False
        for name in self.needed:
            self.fields[name].required = False

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """The fields of another person, with their column span; shown where that one pays, and some are needed there."""
        for name in self.needed:
            self.fields[name].required = True
        return [(self[name], f"c{span}") for name, span in self.spans.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("is_patient") is False:
            for name in self.needed:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Needed where another person pays.")
        born = data.get("birth_date")
        if born and (problem := birth_date_problem(born, clock.today())):
            self.add_error("birth_date", problem)
        return data

    def guarantor_of(self, patient: Patient) -> Guarantor:
        """The unsaved guarantor; the patient's own name and address where the patient pays."""
        guarantor = self.instance
        if guarantor.is_patient:
            for name in ("last_name", "first_name", "birth_date", "phone", "street", "street2", "city", "state", "zip_code"):
                setattr(guarantor, name, getattr(patient, name))
            guarantor.relationship = ""
        return guarantor

    def _get_validation_exclusions(self) -> set[str]:
        """The model's required fields are checked in clean(), where another person pays."""
        return super()._get_validation_exclusions() | set(self.needed)
