"""Forms of patients' money: shape of the input only, the rules are in the services."""

from collections.abc import Sequence
from decimal import Decimal

from django import forms

from billing.models import DeliveryMethod, PaymentMethod, ReturnKind
from billing.selectors.account_page import Line
from config.shared import clock
from config.shared.money import ZERO
from config.shared.ui.forms import AmountInput, DayInput

REFUND_METHODS = (("check", "Check"), ("card", "Back to the card"), ("cash", "Cash"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=200, widget=forms.TextInput(attrs={"data-focus": True}))


class PaymentForm(forms.Form):
    """A payment, and amounts for single lines where the patient wants to say so; left empty it pays the oldest first."""

    amount = forms.DecimalField(min_value=Decimal("0.01"), max_digits=12, decimal_places=2, widget=AmountInput(attrs={"autofocus": True}))
    method = forms.ChoiceField(choices=PaymentMethod.choices, widget=forms.RadioSelect, initial=PaymentMethod.CARD)
    reference = forms.CharField(max_length=40, required=False, help_text="Check number, or the terminal's authorization. Never a card number.")
    memo = forms.CharField(label="Note on the receipt", max_length=120, required=False)
    received_date = forms.DateField(label="Received on", widget=DayInput)

    def __init__(self, *args, lines: Sequence[Line] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        self.fields["received_date"].initial = clock.today()
        for line in self.lines:
            self.fields[self._name(line)] = forms.DecimalField(
                label=f"To {line.charge}", min_value=ZERO, max_digits=12, decimal_places=2, required=False,
                widget=AmountInput(attrs={"placeholder": "0.00"}),
            )

    def clean_received_date(self):
        day = self.cleaned_data["received_date"]
        if day > clock.today():
            raise forms.ValidationError("This day is still to come.")
        return day

    def clean_reference(self) -> str:
        text = self.cleaned_data["reference"]
        if sum(letter.isdigit() for letter in text) > 12:
            raise forms.ValidationError("This looks like a card number. Card numbers must not be kept here.")
        return text

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField]]:
        """Each line that is owed, with its field."""
        return [(line, self[self._name(line)]) for line in self.lines]

    @property
    def to(self) -> dict[int, Decimal] | None:
        """Amounts by charge, or None where no line was named."""
        found = {line.charge.pk: amount for line in self.lines if (amount := self.cleaned_data.get(self._name(line)))}
        return found or None

    @staticmethod
    def _name(line: Line) -> str:
        return f"line_{line.charge.pk}"


class ReturnForm(forms.Form):
    kind = forms.ChoiceField(label="What happened", choices=ReturnKind.choices)
    reason = forms.CharField(label="What the bank says", max_length=200)


class RefundForm(forms.Form):
    amount = forms.DecimalField(min_value=Decimal("0.01"), max_digits=12, decimal_places=2, widget=AmountInput(attrs={"data-focus": True}))
    reason = forms.CharField(label="Why", max_length=200)


class DecideForm(forms.Form):
    reason = forms.CharField(label="Note", max_length=200, required=False, help_text="Needed to refuse, and where you asked for it yourself.")


class PayRefundForm(forms.Form):
    method = forms.ChoiceField(choices=REFUND_METHODS)
    reference = forms.CharField(max_length=40, required=False, help_text="Check number or the terminal's reference.")


class SendForm(forms.Form):
    delivery = forms.ChoiceField(label="How it went out", choices=DeliveryMethod.choices)
