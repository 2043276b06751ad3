"""Taking lines of an entered visit back and adding others: the reason is asked only where something is taken back."""

from typing import Any

from django import forms

from billing.forms.lines import LineForm
from billing.models import Charge, Encounter
from billing.services.correct_encounter import Correction

ADDED = 3
LETTERS = "ABCDEFGHIJKL"


class TakeBackForm(forms.Form):
    """Which lines were wrong, and why."""

    void = forms.ModelMultipleChoiceField(queryset=Charge.objects.none(), required=False)
    reason = forms.CharField(label="Why they were wrong", max_length=200, required=False, help_text="The ledger keeps it with the reversing entry.")

    def __init__(self, *args: Any, encounter: Encounter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["void"].queryset = encounter.charges.filter(voided_at__isnull=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("void") and not data.get("reason"):
            self.add_error("reason", "Say why.")
        return data


class LinesAgain:
    """Both parts as one. `diagnoses`: how many the visit has, so that a letter beyond them is said at its field."""

    def __init__(self, data: Any = None, *, encounter: Encounter) -> None:
        self.back = TakeBackForm(data, encounter=encounter)
        self.added = [LineForm(data, prefix=f"line{number}") for number in range(ADDED)]
        self.diagnoses = encounter.diagnoses.count() if data is not None else 0

    def is_valid(self) -> bool:
        """Errors stand at their fields; asking for nothing is one too."""
        valid = all([self.back.is_valid(), *[form.is_valid() for form in self.added]])
        for form in self.lines if valid else ():
            if any(pointer > self.diagnoses for pointer in form.cleaned_data["pointers"]):
                form.add_error("pointers", f"The visit has diagnoses A to {LETTERS[self.diagnoses - 1]}.")
        if valid and not self.lines and not self.back.cleaned_data["void"]:
            self.back.add_error(None, "Tick a line to take back, or add one.")
        return valid and not self.problems

    @property
    def lines(self) -> list[LineForm]:
        """The added lines that somebody filled in."""
        return [form for form in self.added if not form.is_empty]

    @property
    def problems(self) -> int:
        """How many fields want a change."""
        return sum(len(form.errors) for form in (self.back, *self.added) if form.is_bound)

    def correction(self) -> Correction:
        """What the service takes."""
        back = self.back.cleaned_data
        return Correction(void=[charge.pk for charge in back["void"]], add=[form.charge() for form in self.lines], reason=back["reason"])
