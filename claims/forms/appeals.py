"""Forms of appeals and of their letters: shape of the input only, the rules are in the services."""

from django import forms

from claims.models import AppealStatus, LetterTemplate, SentBy
from claims.rules.denial_routes import CAUSES
from claims.rules.letters import FACTS, unknown_facts
from claims.rules.reason_words import category_words
from config.shared.ui.forms import DayInput
from config.shared.ui.record_view import RecordForm

REASON = {"rows": 3, "data-focus": True}
OUTCOMES = [
    (AppealStatus.OVERTURNED, "Overturned: they pay"), (AppealStatus.PARTLY, "Overturned in part"), (AppealStatus.UPHELD, "Upheld: they do not pay"),
]


class LetterForm(forms.Form):
    """The letter's text, and the version on which the form was opened."""

    subject = forms.CharField(max_length=200)
    body = forms.CharField(label="Text", max_length=20000, widget=forms.Textarea(attrs={"rows": 20, "data-focus": True}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="Why", max_length=200, widget=forms.Textarea(attrs=REASON))


class ApprovalForm(forms.Form):
    """A word is needed only where the writer approves alone."""

    reason = forms.CharField(label="Why", max_length=200, required=False, widget=forms.Textarea(attrs=REASON))

    def __init__(self, *args, alone: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "You wrote it, and nobody else may approve: say why it leaves now." if alone else "Not needed."


class SentForm(forms.Form):
    """How it left."""

    sent_by = forms.ChoiceField(label="Sent by", choices=SentBy.choices)
    proof = forms.CharField(max_length=80, help_text="Portal receipt, fax confirmation, certified mail number, control number of the 275.")
    sent_date = forms.DateField(label="Sent on", widget=DayInput())


class DecisionForm(forms.Form):
    """What the payer answered."""

    outcome = forms.ChoiceField(label="Decision", choices=OUTCOMES)
    decision_date = forms.DateField(label="Date of the letter", widget=DayInput())
    reference = forms.CharField(max_length=80, required=False, help_text="The number of their letter.")


class LetterTemplateForm(RecordForm):
    """A template; a fact that nothing can fill in is refused."""

    spans = {"name": 5, "category": 4, "is_active": 3, "subject": 12, "body": 12}

    class Meta:
        model = LetterTemplate
        fields = ("name", "category", "is_active", "subject", "body")
        labels = {"category": "For denials of", "is_active": "In use", "body": "Text"}
        help_texts = {"category": "", "body": "Facts in braces, as listed below; a passage in [fill in: ...] must be written before approval."}
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = forms.ChoiceField(
            label="For denials of", required=False, choices=[("", "Any kind"), *((key, category_words(key)) for key in CAUSES)],
        )

    def clean(self):
        data = super().clean()
        for name in ("subject", "body"):
            if strange := unknown_facts(data.get(name, "")):
                self.add_error(name, f"No such fact: {', '.join(strange)}. Known: {', '.join(FACTS)}.")
        return data
