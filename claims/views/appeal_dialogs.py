"""Verbs on an appeal that ask for something first, each in a dialog, which is a page of its own without script."""

from typing import Any, ClassVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from claims.forms.appeals import ApprovalForm, DecisionForm, ReasonForm, SentForm
from claims.forms.denials import OwnerForm, SnoozeForm
from claims.models import Appeal
from claims.selectors import appeals
from claims.services.approve_appeal import approve_appeal, send_back
from claims.services.send_appeal import Decision, Sending, mark_appeal_sent, record_decision, withdraw_appeal
from claims.services.work_appeal import assign_appeal, snooze_appeal
from claims.views.appeals import find
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.ui.htmx import done
from config.shared.ui.toasts import toast


class AppealDialog(View):
    """Shows a form; on POST carries out `act`, whose sentence becomes the toast. A refusal stands in the form (409 or 422)."""

    title: ClassVar[str]
    verb: ClassVar[str]

    def form(self, row: Appeal, data=None) -> Form:
        raise NotImplementedError

    def act(self, row: Appeal, data: dict[str, Any]) -> Appeal | None:
        """Do it."""
        raise NotImplementedError

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        row = find(request, public_id)
        return self._show(row, self.form(row))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        row = find(request, public_id)
        form = self.form(row, request.POST)
        if not form.is_valid():
            return self._show(row, form, 422)
        try:
            row = self.act(row, form.cleaned_data) or row
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(row, form, 409 if error.conflict else 422)
        toast(request, f"{row.number}: {row.get_status_display().lower()}.")
        return done(request, appeals.url(row))

    def _show(self, row: Appeal, form: Form, status: int = 200) -> HttpResponse:
        return render(self.request, "claims/appeal_dialog.html", {
            "appeal": row, "form": form, "title": self.title, "verb": self.verb, "back_url": appeals.url(row), "workplace": "denials",
        }, status=status)


class ApproveView(AppealDialog):
    title, verb = "Approve", "Approve"

    def form(self, row, data=None):
        return ApprovalForm(data, alone=appeals.is_writer(row, self.request.user))

    def act(self, row, data):
        return approve_appeal(appeal=row, reason=data["reason"], actor=self.request.user, at=clock.now())


class SendBackView(AppealDialog):
    title, verb = "Send it back", "Send back"

    def form(self, row, data=None):
        return ReasonForm(data)

    def act(self, row, data):
        return send_back(appeal=row, reason=data["reason"], actor=self.request.user, at=clock.now())


class SentView(AppealDialog):
    title, verb = "It was sent", "Mark sent"

    def form(self, row, data=None):
        return SentForm(data, initial={"sent_date": clock.today()})

    def act(self, row, data):
        return mark_appeal_sent(appeal=row, sending=Sending(**data), actor=self.request.user, at=clock.now())


class DecisionView(AppealDialog):
    title, verb = "The payer decided", "Record"

    def form(self, row, data=None):
        return DecisionForm(data, initial={"decision_date": clock.today()})

    def act(self, row, data):
        return record_decision(appeal=row, decision=Decision(**data), actor=self.request.user, at=clock.now())


class WithdrawView(AppealDialog):
    title, verb = "Withdraw", "Withdraw"

    def form(self, row, data=None):
        return ReasonForm(data)

    def act(self, row, data):
        return withdraw_appeal(appeal=row, reason=data["reason"], actor=self.request.user, at=clock.now())


class AssignView(AppealDialog):
    title, verb = "Assign", "Assign"

    def form(self, row, data=None):
        item = appeals.items([row]).get(row.pk)
        return OwnerForm(data, initial={"owner": (item and item.owner_id) or self.request.user.pk})

    def act(self, row, data):
        assign_appeal(appeal=row, owner=data["owner"])


class SnoozeView(AppealDialog):
    title, verb = "Look again later", "Snooze"

    def form(self, row, data=None):
        return SnoozeForm(data)

    def act(self, row, data):
        snooze_appeal(appeal=row, until=data["until"])
