"""What goes out: batches with how their delivery stands, one batch with its history, and "send again" for a lost one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Event
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from payers.models import Interchange, InterchangeState
from payers.services.resolve_interchange import approve_resend


class ResendForm(forms.Form):
    """Why it is safe: whom one asked, and what they saw."""

    reason = forms.CharField(label="Why it is safe to send it again", max_length=200, help_text="Whom you asked at the clearinghouse, and what they saw.")


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
    """One batch and what happened to it. POST approves a second sending of a lost one."""
    interchange = get_object_or_404(Interchange.objects.select_related("connection"), public_id=public_id)
    form = ResendForm(request.POST or None)
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                approve_resend(interchange.pk, actor=request.user, at=clock.now(), reason=form.cleaned_data["reason"])
                toast(request, f"{interchange} goes again.")
                return redirect("payers:batch", public_id=public_id)
            status = 422
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
    events = Event.objects.filter(subject_kind="interchange", subject_id=interchange.pk).select_related("actor").order_by("-seq")
    return render(request, "payers/batch.html", {
        "batch": interchange, "events": events, "form": form, "is_lost": interchange.status == InterchangeState.LOST, "workplace": "payers",
    }, status=status)
