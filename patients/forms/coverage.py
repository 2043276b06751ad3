"""A coverage as it stands on the card, and the two ways to leave it behind: it ended, or it never was."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from config.shared import clock
from config.shared.ui.forms import AmountInput, DayInput
from config.shared.ui.versions import NONE_GIVEN
from patients.forms.fields import StateField, ZipField
from patients.models import Coverage, Relationship
from patients.rules.registration import MSP_REASONS, birth_date_problem, member_id_problem, msp_problem
from payers.models import Payer

SUBSCRIBER = {
    "subscriber_last_name": 3, "subscriber_first_name": 3, "subscriber_birth_date": 2, "subscriber_sex": 2, "subscriber_street": 4,
    "subscriber_city": 3, "subscriber_state": 1, "subscriber_zip_code": 2,
}
POLICY = {
    "payer": 4, "member_id": 3, "group_number": 2, "plan_name": 3, "relationship": 3, "copay_amount": 2, "valid_from": 2, "valid_to": 2,
    "msp_code": 3, "rank": 2, "line_of_coverage": 3, "assigns_benefits": 4, "releases_information": 3,
}


class CoverageForm(forms.ModelForm):
    """`rank`: fixed where the page says primary or secondary. An optional form that nobody touched is no coverage."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    msp_code = forms.ChoiceField(
        label="Why Medicare pays second", required=False,
        choices=[("", "it does not"), *((code, f"{code} {words}") for code, words in MSP_REASONS.items())],
    )
    subscriber_state, subscriber_zip_code = StateField(label="State", required=False), ZipField(required=False)

    class Meta:
        model = Coverage
        fields = [*POLICY, *SUBSCRIBER]
        labels: ClassVar = {
            "member_id": "Member id", "group_number": "Group", "plan_name": "Plan", "relationship": "Patient is the subscriber's",
            "copay_amount": "Copay", "valid_from": "In force from", "valid_to": "Until",
            "subscriber_last_name": "Last name", "subscriber_first_name": "First name", "subscriber_birth_date": "Birth date",
            "subscriber_sex": "Sex", "subscriber_street": "Street", "subscriber_city": "City",
        }
        widgets: ClassVar = {
            "relationship": forms.Select(attrs={"class": "decides"}),
            "copay_amount": AmountInput, "valid_from": DayInput, "valid_to": DayInput, "subscriber_birth_date": DayInput,
        }

    def __init__(self, *args: Any, rank: int | None = None, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted, self.use_required_attribute = optional, False
        self.initial["version"] = self.instance.version if self.instance.pk else None
        self.fields["payer"].queryset = Payer.objects.filter(Q(is_active=True) | Q(pk=self.instance.payer_id)).order_by("name", "pk")
        self.fields["payer"].empty_label = "None" if optional else "Choose"
        self.fields["copay_amount"].required = False
        self.fields["relationship"].choices = Relationship.choices
        if rank is not None:
            self.instance.rank = rank
            del self.fields["rank"], self.fields["line_of_coverage"]

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """The policy's fields with their column span."""
        return [(self[name], f"c{span}") for name, span in POLICY.items() if name in self.fields]

    def subscriber_rows(self) -> list[tuple[forms.BoundField, str]]:
        """The subscriber's fields, shown where the subscriber is not the patient; there all but the first name are needed."""
        for name in SUBSCRIBER:
            self.fields[name].required = name != "subscriber_first_name"
        return [(self[name], f"c{span}") for name, span in SUBSCRIBER.items()]

    def has_changed(self) -> bool:
        """An optional coverage exists once a payer, an id, a group, a plan or a day was entered; ticks and choices alone are none."""
        if not self.empty_permitted:
            return super().has_changed()
        return any(self[name].value() for name in ("payer", "member_id", "group_number", "plan_name", "valid_from", "valid_to"))

    def clean_version(self) -> int | None:
        """None for a new coverage; a changed one whose version got lost is stale."""
        version = self.cleaned_data["version"]
        return NONE_GIVEN if version is None and self.instance.pk else version

    def clean_copay_amount(self):
        return self.cleaned_data["copay_amount"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._check_policy(data)
        if data.get("relationship") == Relationship.SELF:
            data |= {name: None if name == "subscriber_birth_date" else "" for name in SUBSCRIBER}
        else:
            self._check_subscriber(data)
        return data

    def _check_policy(self, data: dict[str, Any]) -> None:
        first, last, payer, member_id = (data.get(name) for name in ("valid_from", "valid_to", "payer", "member_id"))
        if first and last and last < first:
            self.add_error("valid_to", "That is before the first day.")
        if payer and member_id and (problem := member_id_problem(member_id, payer.kind)):
            self.add_error("member_id", problem)
        rank = int(data.get("rank") or self.instance.rank)
        if payer and "msp_code" not in self.errors and (problem := msp_problem(data.get("msp_code", ""), payer_kind=payer.kind, rank=rank)):
            self.add_error("msp_code", problem)

    def _check_subscriber(self, data: dict[str, Any]) -> None:
        """A payer finds the subscriber by name, birth date and address (2010BA)."""
        for name in SUBSCRIBER:
            if not data.get(name) and name not in self.errors and name != "subscriber_first_name":
                self.add_error(name, "Needed where the subscriber is not the patient.")
        born = data.get("subscriber_birth_date")
        if born and (problem := birth_date_problem(born, clock.today())):
            self.add_error("subscriber_birth_date", problem)


class EndCoverageForm(forms.Form):
    last_day = forms.DateField(label="Last day in force", widget=DayInput)


class VoidCoverageForm(forms.Form):
    reason = forms.CharField(label="Why was it wrong", max_length=200)
