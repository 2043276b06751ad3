"""The head of a visit: when, where, by whom, and what a payer asks beside the charges."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from billing.models import AccidentKind, Encounter
from config.practice.models import Facility, Provider
from config.shared import clock
from config.shared.ui.forms import DayInput
from patients.models import Patient
from payers.models import PlaceOfService


class EncounterForm(forms.ModelForm):
    """`patient` gives the earliest day. Without a place of service the facility's own is taken."""

    spans: ClassVar = {
        "service_date": 2, "facility": 3, "place_of_service": 3, "rendering_provider": 4, "referring_provider": 4, "authorization_number": 2,
        "referral_number": 2, "clia_number": 2, "onset_date": 2, "accident_kind": 3, "accident_date": 2, "accident_state": 2,
        "bills_insurance": 4,
    }
    place_of_service = forms.ChoiceField(label="Place", required=False)

    class Meta:
        model = Encounter
        fields = [
            "service_date", "facility", "place_of_service", "rendering_provider", "referring_provider", "authorization_number", "referral_number",
            "clia_number", "onset_date", "accident_kind", "accident_date", "accident_state", "bills_insurance",
        ]
        labels: ClassVar = {
            "rendering_provider": "Rendering", "referring_provider": "Referring", "authorization_number": "Authorization",
            "referral_number": "Referral",
            "clia_number": "CLIA", "onset_date": "Onset", "accident_kind": "Accident", "accident_date": "On", "accident_state": "In state",
        }
        help_texts: ClassVar = {"bills_insurance": ""}
        widgets: ClassVar = {"service_date": DayInput, "accident_date": DayInput, "onset_date": DayInput}

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patient = patient
        self.use_required_attribute = False
        self.fields["facility"].queryset = Facility.objects.select_related("billing_provider")
        self._offer("facility", list(self.fields["facility"].queryset), "Choose")
        providers = list(Provider.objects.all())
        self.fields["rendering_provider"].queryset = Provider.objects.filter(is_rendering=True)
        self._offer("rendering_provider", [each for each in providers if each.is_rendering], "Choose")
        self._offer("referring_provider", providers, "None")
        self.fields["accident_kind"].choices = AccidentKind.choices
        places = [(place.code, str(place)) for place in PlaceOfService.objects.all()]
        self.fields["place_of_service"].choices = [("", "as usual there"), *places]
        if self.instance.pk is not None:  # the day fixes the prices, and who is billed fixes the ledger
            del self.fields["service_date"], self.fields["bills_insurance"]

    def _offer(self, name: str, rows: list, nothing: str) -> None:
        """The choices of a field, read once. Where there is one answer only, it is given."""
        self.fields[name].choices = [("", nothing), *((row.pk, str(row)) for row in rows)]
        if len(rows) == 1 and self.fields[name].required and self.instance.pk is None:
            self.initial.setdefault(name, rows[0].pk)

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """What each visit needs."""
        return [(self[name], f"c{self.spans[name]}") for name in list(self.spans)[:4] if name in self.fields]

    def more_rows(self) -> list[tuple[forms.BoundField, str]]:
        """What some visits need."""
        return [(self[name], f"c{self.spans[name]}") for name in list(self.spans)[4:] if name in self.fields]

    @property
    def has_more(self) -> bool:
        """Whether the second part of the fields should be open."""
        return any(bound.errors or (name != "bills_insurance" and bound.value()) for bound, _ in self.more_rows() for name in [bound.name])

    def clean_service_date(self) -> date:
        day = self.cleaned_data["service_date"]
        if day > clock.today():
            raise forms.ValidationError("The service date is in the future.")
        if day < self.patient.birth_date:
            raise forms.ValidationError("That is before the patient's birth.")
        if self.patient.deceased_date and day > self.patient.deceased_date:
            raise forms.ValidationError("That is after the patient's death.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        facility = data.get("facility")
        if facility and not data.get("place_of_service"):
            data["place_of_service"] = facility.place_of_service
        if data.get("accident_kind") and not data.get("accident_date"):
            self.add_error("accident_date", "When was the accident?")
        if data.get("accident_kind") == AccidentKind.AUTO and not data.get("accident_state"):
            self.add_error("accident_state", "An auto accident needs its state.")
        data["accident_state"] = (data.get("accident_state") or "").upper()
        self._check_in_force(data)
        return data

    def _check_in_force(self, data: dict[str, Any]) -> None:
        day = data.get("service_date") or (self.instance.service_date if self.instance.pk else None)
        for name in ("facility", "rendering_provider", "referring_provider"):
            row = data.get(name)
            if day and row and not row.is_valid_on(day):
                self.add_error(name, f"Not in force on {day:%m/%d/%Y}.")
