"""The dialogs of a draft: begin one, adjust by a percentage, add a code, discard."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.ui.htmx import done
from config.shared.ui.toasts import toast
from payers.forms_fees import AdjustForm, CodeForm, DiscardForm, DraftForm
from payers.models import FeeSchedule
from payers.services.adjust_fee_draft import adjust_fee_draft
from payers.services.apply_fee_draft import discard_fee_draft
from payers.services.change_fee_draft import add_code, open_draft
from payers.services.start_fee_draft import start_fee_draft
from payers.views.fee_drafts import held


class FeeDraftNewView(View):
    """Begin a draft; where one is open, go there."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        schedule = get_object_or_404(FeeSchedule, public_id=public_id)
        draft = open_draft(schedule.pk)
        if draft is not None:
            return done(request, "payers:fee_draft", draft.public_id)
        return self._show(request, schedule, DraftForm(initial={"valid_from": next_month()}))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        schedule = get_object_or_404(FeeSchedule, public_id=public_id)
        form = DraftForm(request.POST)
        if not form.is_valid():
            return self._show(request, schedule, form, 422)
        try:
            draft = start_fee_draft(schedule=schedule, actor=request.user, at=clock.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, schedule, form, 409 if error.conflict else 422)
        return done(request, "payers:fee_draft", draft.public_id)

    @staticmethod
    def _show(request: HttpRequest, schedule: FeeSchedule, form: DraftForm, status: int = 200) -> HttpResponse:
        return render(request, "payers/fee_dialog.html", {
            "form": form, "title": f"Next prices of {schedule}", "button": "Begin the draft", "workplace": "payers",
            "why": "A copy of the prices in force on the first day. Nothing is priced with it until it is applied.",
        }, status=status)


class _DraftDialog(View):
    """A dialog that changes an open draft. A subclass names its form and words, and makes the one call."""

    title = button = why = ""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        draft = held(public_id)
        return self._show(request, self.form_class(initial={"version": draft.version}))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        draft, form = held(public_id), self.form_class(request.POST)
        if not form.is_valid():
            return self._show(request, form, 422)
        try:
            toast(request, self.change(request, draft, form.cleaned_data))
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, form, 409 if error.conflict else 422)
        return done(request, self.after(draft))

    def after(self, draft) -> str:
        return reverse("payers:fee_draft", args=[draft.public_id])

    def _show(self, request: HttpRequest, form, status: int = 200) -> HttpResponse:
        return render(request, "payers/fee_dialog.html", {
            "form": form, "title": self.title, "button": self.button, "why": self.why, "workplace": "payers",
        }, status=status)


class FeeDraftAdjustView(_DraftDialog):
    form_class, title, button = AdjustForm, "Adjust by a percentage", "Adjust"

    def change(self, request: HttpRequest, draft, values: dict) -> str:
        count = adjust_fee_draft(
            draft_id=draft.pk, percent=values["percent"], rounding=values["rounding"], begins_with=values["begins_with"],
            expected_version=values["version"], actor=request.user, at=clock.now(),
        )
        return f"{count:,} {'code' if count == 1 else 'codes'} adjusted."


class FeeDraftCodeView(_DraftDialog):
    form_class, title, button = CodeForm, "Add a code", "Add"

    def change(self, request: HttpRequest, draft, values: dict) -> str:
        return f"{add_code(draft_id=draft.pk, **values)} added."


class FeeDraftDiscardView(_DraftDialog):
    form_class, title, button, why = DiscardForm, "Discard the draft", "Discard it", "The prices in force stay. The draft can be read, not edited."

    def change(self, request: HttpRequest, draft, values: dict) -> str:
        discard_fee_draft(draft_id=draft.pk, reason=values["reason"], actor=request.user, at=clock.now())
        return "The draft was discarded."

    def after(self, draft) -> str:
        return reverse("payers:fee_schedule", args=[draft.schedule.public_id])


def next_month() -> date:
    """The first of the next month, from when most prices change."""
    today = clock.today()
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)
