"""Invented rows for the living style page, so that each component is seen in its states. Called by that page alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from config.shared import clock
from config.shared.ui import statuses
from config.shared.ui.charts import Part
from config.shared.ui.statuses import Status

KIND = "sample"
statuses.register(KIND, {
    "no_answer": Status("No answer", "need"), "waiting": Status("Waiting", "wait"), "paid": Status("Paid", "done"),
    "denied": Status("Denied", "risk"), "denied_in_part": Status("Denied in part", "risk", "half"), "draft": Status("Draft", "idle"),
    "on_hold": Status("On hold", "idle", "hold"), "rejected": Status("Rejected", "need"), "active": Status("Active", "done"),
})
STATES = ("no_answer", "waiting", "paid", "denied", "denied_in_part", "draft", "on_hold")


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A line of the sample table; `look` is the state of the row itself."""

    number: str
    name: str
    payer: str
    status: str
    open_amount: Decimal
    service_date: date
    due_date: date
    look: str


class SampleForm(forms.Form):
    """One field of each kind, with one that is wrong and one that is only noted."""

    member_id = forms.CharField(label="Member id", initial="BPA551203847")
    service_date = forms.DateField(label="Service date", disabled=True, initial="08/18/2026")
    place = forms.ChoiceField(label="Place", choices=[("11", "11 Office"), ("22", "22 Hospital, outpatient")])
    ndc = forms.RegexField(r"^\d{11}$", label="NDC", help_text="5-4-2, dashes optional", error_messages={"invalid": "11 digits wanted, 8 given."})
    reason = forms.CharField(label="Reason", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="Sent by", choices=[("portal", "Portal"), ("fax", "Fax")], widget=forms.RadioSelect, initial="portal")
    signature = forms.BooleanField(label="Signature on file", required=False)


def for_style_page(request) -> dict[str, Any]:
    """The context of the style page."""
    data = {"member_id": "BPA551203847", "place": "11", "ndc": "00000411", "kind": "portal", "signature": "on"}
    return {
        "sample_states": STATES, "sample_rows": _rows(clock.today()), "sample_total": Decimal("1422.00"), "sample_form": SampleForm(data),
        "sample_parts": _parts(), "sample_segments": SEGMENTS, "sample_trend": [12, 11, 11, 9, 8, 7, 6, 5, 3],
        "amounts": [Decimal("1082.00"), Decimal("0.00"), Decimal("-275.00")], "days": _days(clock.today()),
    }


SEGMENTS = [
    {
        "raw": "CLP*LF10482*1*1082*134.8*41.8*12*E26232004417~",
        "say": "Processed as primary. Billed 1,082.00, paid 134.80, patient owes 41.80.",
    },
    {"raw": "CAS*CO*197*792~", "say": "All 792.00 refused: no prior approval found.", "mark": "197"},
]


def _rows(today: date) -> list[SampleRow]:
    def row(number, name, payer, status, open_amount, old, left, look):
        return SampleRow(number, name, payer, status, Decimal(open_amount), today - timedelta(old), today + timedelta(left), look)

    return [
        row("LF-09871", "Hale, Marcus", "Gulf States Health", "denied", "390.00", 167, 4, "plain"),
        row("LF-10482", "Okafor, Ruth", "Blue Plan of Alabama", "denied_in_part", "792.00", 97, 8, "under the keyboard after j"),
        row("LF-10611", "Pruitt, Dale", "River Valley Mutual", "no_answer", "240.00", 68, 10, "select it with x"),
        row("LF-10790", "Fontaine, Rae", "Gulf States Health", "paid", "0.00", 42, 35, "done while you looked: stays"),
    ]


def _parts() -> list[Part]:
    return [
        Part("Paid by Blue Plan", Decimal("134.80"), "f-done"), Part("Contract, CO-45", Decimal("113.40"), "f-idle"),
        Part("Patient", Decimal("41.80"), "f-wait", "25.00 paid at the desk"), Part("Open with Blue Plan", Decimal("792.00"), "f-risk"),
    ]


def _days(today: date) -> dict[str, date]:
    ahead = {"now": 4, "soon": 8, "far": 35, "late": -2}
    back = {"fresh": -12, "grown": -47, "old": -74, "oldest": -118}
    return {name: today + timedelta(days) for name, days in (ahead | back).items()}
