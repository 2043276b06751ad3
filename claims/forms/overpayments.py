"""Forms of money that payers want back: shape of the input only."""

from django import forms

from claims.models import OverpaymentStatus
from config.shared.ui.forms import AmountInput, DayInput
from payers.models import Payer

REASON = forms.Textarea(attrs={"rows": 3})


class LetterForm(forms.Form):
    """A payer's letter. The reference is the one that its takeback (PLB) will carry."""

    payer = forms.ModelChoiceField(Payer.objects.none(), empty_label="Choose the payer")
    reference = forms.CharField(max_length=60, help_text="As the letter says: the takeback in a remittance carries it.")
    amount = forms.DecimalField(label="Amount", max_digits=12, decimal_places=2, widget=AmountInput)
    letter_date = forms.DateField(label="Date of the letter", widget=DayInput())
    claim = forms.CharField(label="Our claim", max_length=12, required=False, help_text="If the letter names one, such as C-10001.")
    reason = forms.CharField(label="What it says", max_length=200, widget=REASON)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].queryset = Payer.objects.filter(is_active=True).order_by("name")


class ClaimForm(forms.Form):
    claim = forms.CharField(label="Our claim", max_length=12, widget=forms.TextInput(attrs={"data-focus": True, "placeholder": "C-10001"}))


class DecisionForm(forms.Form):
    """What is done about it, and why."""

    status = forms.ChoiceField(label="Decision", choices=[])
    reason = forms.CharField(max_length=200, widget=REASON)

    def __init__(self, *args, overpayment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        words = {
            OverpaymentStatus.OPEN: "Open it again", OverpaymentStatus.DISPUTED: "Dispute it: the payer is wrong",
            OverpaymentStatus.CLOSED: "Agree: nothing is left to do",
        }
        self.fields["status"].choices = [(status, text) for status, text in words.items() if overpayment.may_move_to(status)]


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=200, widget=forms.Textarea(attrs={"rows": 3, "data-focus": True}))
