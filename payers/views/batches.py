"""What goes out: batches with how their delivery stands, and one batch with its history and what a person can decide about it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Event, WorkItem
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from payers.models import Interchange, InterchangeState
from payers.services.resolve_interchange import approve_resend, retry_delivery, settle_refusal


@dataclass(frozen=True, slots=True)
class Decision:
    """What a batch asks of a person: the fact, why it matters, the verb, and what the reason should say ("" where none is needed)."""

    fact: str
    why: str
    verb: str
    ask: str
    hint: str
    decide: Callable[..., Interchange]


LOST = Decision(
    "Nobody can tell whether this batch arrived.",
    "No TA1 or 999 named its control number in time. Ask the clearinghouse before it goes again: a second arrival would be a second claim.",
    "Send again", "Why it is safe to send it again", "Whom you asked at the clearinghouse, and what they saw.", approve_resend,
)
REFUSED = Decision(
    "The other side refused this batch.",
    "Its claims wait under Rejected, each with its own next step. This is about the batch: ids, usage, or its control number.",
    "Seen to", "What was wrong", "What you changed, or whom you asked.", settle_refusal,
)
NOT_SENT = Decision(
    "This batch does not get out.", "It is tried again by itself where that may help, and as soon as its connection was changed.", "Try now", "", "",
    retry_delivery,
)


HAPPENED = {
    "interchange_frozen": "Made", "interchange_delivered": "Sent", "interchange_waiting": "Nobody can tell whether it arrived",
    "interchange_not_sent": "Not sent", "interchange_retried": "Tried again by hand", "interchange_lost": "No answer in time",
    "interchange_resend_approved": "To be sent again", "interchange_acknowledged": "Acknowledged", "interchange_rejected": "Refused",
    "interchange_answered": "Another answer, which changes nothing", "interchange_seen_to": "Seen to",
}


TONES = {
    "interchange_delivered": "done", "interchange_acknowledged": "done", "interchange_waiting": "need", "interchange_not_sent": "need",
    "interchange_lost": "risk", "interchange_rejected": "risk",
}


class ReasonForm(forms.Form):
    """A decision with its reason."""

    reason = forms.CharField(max_length=200)

    def __init__(self, decision: Decision, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if decision.ask:
            self.fields["reason"].label, self.fields["reason"].help_text = decision.ask, decision.hint
        else:
            del self.fields["reason"]


def batch_list(request: HttpRequest) -> HttpResponse:
    """Every batch, newest first."""
    listing = Listing(
        request.GET, Interchange.objects.select_related("connection"), path=request.path, sorts={"frozen": Sort("frozen_at")},
        default_sort="-frozen",
        filters=[
            Filter("status", "Status", [Choice(value, label) for value, label in InterchangeState.choices], lookup="status__in"),
            *work_filters("interchange", "payers:batch_list", request.user, request.GET),
        ],
    )
    return render(request, "payers/batch_list.html", {"listing": listing, "workplace": "payers"})


def batch(request: HttpRequest, public_id) -> HttpResponse:
    """One batch and what happened to it. POST is the decision that it asks for."""
    interchange = get_object_or_404(Interchange.objects.select_related("connection"), public_id=public_id)
    decision = _decision(interchange)
    form = ReasonForm(decision, request.POST or None) if decision else None
    status = 200
    if request.method == "POST":
        try:
            if form is None:
                raise NothingToDecide()
            if form.is_valid():
                decision.decide(interchange.pk, actor=request.user, at=clock.now(), **form.cleaned_data)
                toast(request, f"{interchange}: {decision.verb.lower()}.")
                return redirect("payers:batch", public_id=public_id)
            status = 422
        except DomainError as error:
            return refused(request, error, back_url=request.path)
    return render(request, "payers/batch.html", {
        "batch": interchange, "events": _events(interchange), "form": form, "decision": decision, "workplace": "payers",
    }, status=status)


class NothingToDecide(DomainError):
    """The batch needs nobody (any more)."""

    code = "nothing_to_decide"
    message = "This batch needs no decision any more."
    conflict = True


def _events(interchange: Interchange) -> list[Event]:
    """What happened, the latest first, in words."""
    events = list(Event.objects.filter(subject_kind="interchange", subject_id=interchange.pk).select_related("actor").order_by("-seq"))
    for event in events:
        event.words = HAPPENED.get(event.kind, "Tried again" if event.to_state == InterchangeState.FROZEN else event.kind)
        event.tone = TONES.get(event.kind, "idle")
        event.said = " · ".join(event.detail[key] for key in ("reason", "why", "code", "message") if event.detail.get(key))
    return events


def _decision(interchange: Interchange) -> Decision | None:
    if interchange.status == InterchangeState.LOST:
        return LOST
    items = WorkItem.objects.filter(subject_kind="interchange", subject_id=interchange.pk, closed_at__isnull=True)
    if not items.exists():
        return None
    return REFUSED if interchange.status == InterchangeState.REJECTED else NOT_SENT
