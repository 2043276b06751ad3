"""Forms of the denial page and of matching a waiting claim: shape of the input only, the rules are in the services."""

from django import forms

from claims.models import Denial
from claims.services.work_denial import routes_of
from config.shared.models import User
from config.shared.permissions import WORK_DENIALS, allows
from config.shared.ui.forms import DayInput


class NoteForm(forms.Form):
    text = forms.CharField(label="Note", max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "data-focus": True}))


class OwnerForm(forms.Form):
    """Who works it; empty is nobody."""

    owner = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="Nobody")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        able = [user.pk for user in User.objects.filter(is_active=True) if allows(user, WORK_DENIALS)]
        self.fields["owner"].queryset = User.objects.filter(pk__in=able).order_by("last_name", "first_name")


class SnoozeForm(forms.Form):
    until = forms.DateField(label="Look again on", widget=DayInput(attrs={"data-focus": True}))


class RouteForm(forms.Form):
    """Another way out, with its reason."""

    route = forms.ChoiceField(choices=[])
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, denial: Denial, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["route"].choices = routes_of(denial)
        self.fields["route"].initial = denial.route


class WriteOffForm(forms.Form):
    """Why nobody disputes it (any more)."""

    reason = forms.CharField(max_length=200, widget=forms.Textarea(attrs={"rows": 3, "data-focus": True}))


class MatchForm(forms.Form):
    """Which claim of ours a waiting one is, and why."""

    claim = forms.CharField(label="Our claim", max_length=12, widget=forms.TextInput(attrs={"data-focus": True, "placeholder": "C-10001"}))
    reason = forms.CharField(label="Why it is this claim", max_length=200)
