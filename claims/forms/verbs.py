"""Forms of the claim page's verbs: hold, waive, correct, void, note, call, assign, snooze."""

from datetime import date, timedelta

from django import forms

from claims.models import VoidOutcome
from config.shared import clock
from config.shared.models import User
from config.shared.permissions import Role
from config.shared.ui.forms import DayInput

QUIET = {"autocomplete": "off"}


def _in_a_week() -> date:
    return clock.today() + timedelta(days=7)


class DayField(forms.DateField):
    """A day that has not passed."""

    widget = DayInput

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value < clock.today():
            raise forms.ValidationError("This day has passed.")


class HoldForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=200, widget=forms.TextInput(QUIET))
    until = DayField(label="Look again on", initial=_in_a_week)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=200, widget=forms.TextInput(QUIET))


class CorrectForm(forms.Form):
    reason = forms.CharField(label="What was corrected", max_length=200, widget=forms.TextInput(QUIET))


class VoidForm(forms.Form):
    """`outcome` has no default: it decides whether the charges stay."""

    reason = forms.CharField(label="Why", max_length=200, widget=forms.TextInput(QUIET))
    outcome = forms.ChoiceField(label="Then", choices=VoidOutcome.choices, widget=forms.RadioSelect)


class NoteForm(forms.Form):
    text = forms.CharField(label="Note", max_length=4000, widget=forms.Textarea({"rows": 5}))


class CallForm(forms.Form):
    spoken_to = forms.CharField(label="Spoken to", max_length=60, required=False, widget=forms.TextInput(QUIET))
    reference = forms.CharField(label="Reference", max_length=40, required=False, widget=forms.TextInput(QUIET))
    said = forms.CharField(label="What they said", max_length=4000, widget=forms.Textarea({"rows": 4}))
    promised = DayField(label="Promised for", required=False)


class AssignForm(forms.Form):
    """`owner` empty: nobody."""

    owner = forms.ModelChoiceField(
        User.objects.filter(is_active=True, role__in=[Role.BILLER, Role.ADMIN]), label="To", required=False, empty_label="Nobody",
        to_field_name="public_id",
    )


class SnoozeForm(forms.Form):
    until = DayField(label="Hide until", initial=_in_a_week)
