"""Statements: the list with what is to be sent, one as it was frozen, marking as sent, taking back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from billing.forms.patient_money import ReasonForm, SendForm
from billing.models import DeliveryMethod, Statement, StatementStatus
from billing.rules.statement_cycle import NOTICES
from billing.services.make_statements import DOCUMENT
from billing.services.send_statements import mark_statements_sent, void_statement
from billing.views.dialogs import MoneyDialog
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Event
from config.shared.pdf import joined
from config.shared.permissions import WORK_PATIENT_BILLING, allows
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.problems import refused
from config.shared.ui.recent import remember
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from patients.selectors.documents import DocumentState, state_of

SORTS = {"day": Sort("statement_date"), "number": Sort("number"), "due": Sort("due_date"), "amount": Sort("total_amount")}
HEADER = ("statement", "account", "date", "due", "notice", "amount", "state")
WORDS = {
    "statement_made": "Made", "statement_sent": "Sent", "statement_paid": "Paid", "statement_replaced": "Followed by another",
    "statement_voided": "Voided",
}


def statement_list(request: HttpRequest) -> HttpResponse:
    """All statements, the newest first."""
    rows = Statement.objects.select_related("patient", "guarantor", "document")
    listing = Listing(request.GET, rows, path=request.path, sorts=SORTS, default_sort="-day", filters=[
        Filter("status", "State", [Choice(value, label) for value, label in StatementStatus.choices], lookup="status__in"),
        Filter("notice", "Notice", [Choice(str(number), words) for number, words in NOTICES.items()], lookup="notice__in"),
        *work_filters(Statement.SUBJECT_KIND, "billing:statement_list", request.user, request.GET),
    ])
    if listing.wants_csv:
        record_list(request, [], {"export": "statements", **listing.chosen})
        return csv_response("statements", HEADER, (_csv(row) for row in listing.filtered.order_by("statement_date", "pk")))
    record_list(request, {row.patient_id for row in listing.rows}, {"list": "statements", **listing.chosen})
    return render(request, "billing/statement_list.html", {
        "listing": listing, "workplace": "patient_billing", "face": "statements", "notices": NOTICES,
        "can_work": allows(request.user, WORK_PATIENT_BILLING), "deliveries": DeliveryMethod.choices,
    })


def statement(request: HttpRequest, public_id) -> HttpResponse:
    """One statement as it was frozen."""
    row = _statement(public_id)
    record_page(request, [row.patient_id])
    remember(request, label=f"{row.number} {row.patient.last_name}", url=request.path)
    events = Event.objects.filter(subject_kind=Statement.SUBJECT_KIND, subject_id=row.pk).select_related("actor").order_by("-seq")
    return render(request, "billing/statement.html", {
        "statement": row, "said": row.content, "document": _state(row), "workplace": "patient_billing",
        "history": [(WORDS.get(event.kind, event.kind), event) for event in events], "can_work": allows(request.user, WORK_PATIENT_BILLING),
    })


def statement_state(request: HttpRequest, public_id) -> HttpResponse:
    """Whether its PDF is ready: a fragment that asks again until it is."""
    row = _statement(public_id)
    record_page(request, [row.patient_id])
    return render(request, "patients/_document.html", {"state": _state(row)})


def statements_print(request: HttpRequest) -> HttpResponse:
    """All that are to be sent, as one PDF, in the order of their numbers. Those whose PDF is still being made are left out."""
    rows = list(Statement.objects.filter(status=StatementStatus.MADE, document__isnull=False).select_related("document").order_by("pk"))
    if not rows:
        toast(request, "No statement is ready to be printed.", failed=True)
        return redirect("billing:statement_list")
    record_list(request, {row.patient_id for row in rows}, {"print": "statements", "statements": [row.pk for row in rows]})
    answer = HttpResponse(joined([row.document.sha256 for row in rows]), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="statements-{clock.today():%Y-%m-%d}.pdf"'
    return answer


@require_POST
def statements_sent(request: HttpRequest) -> HttpResponse:
    """The ticked ones left by mail."""
    known = [value for value in request.POST.getlist("ids") if len(value) == 36]
    ids = list(Statement.objects.filter(public_id__in=known).values_list("pk", flat=True))
    try:
        count = mark_statements_sent(ids, delivery=DeliveryMethod.MAIL, actor=request.user, at=clock.now())
    except DomainError as error:
        return refused(request, error, back_url=reverse("billing:statement_list"))
    left = len(ids) - count
    toast(request, f"{count} marked as mailed." + (f" {left} skipped: sent before, or what they say changed." if left else ""))
    return redirect("billing:statement_list")


class SendStatementView(MoneyDialog):
    """Mark one as sent, with how."""

    queryset, form_class = Statement.objects.all, SendForm
    title, verb, lead = "Statement has gone out", "Mark as sent", "The next notice is due 30 days after the statement's date."

    def do(self, row: Statement, data: dict) -> tuple[str, str]:
        count = mark_statements_sent([row.pk], delivery=data["delivery"], actor=self.request.user, at=clock.now())
        said = f"{row.number} is sent." if count else "It was sent before, or what it says changed."
        return said, reverse("billing:statement", args=[row.public_id])


class VoidStatementView(MoneyDialog):
    """Take back one that was not sent."""

    queryset, form_class = Statement.objects.all, ReasonForm
    title, verb, danger, lead = "Void the statement", "Void it", True, "It was not sent and will not be. Another can be made."

    def do(self, row: Statement, data: dict) -> tuple[str, str]:
        void_statement(row.pk, reason=data["reason"], actor=self.request.user, at=clock.now())
        return f"{row.number} is void.", reverse("billing:statement", args=[row.public_id])


def _statement(public_id) -> Statement:
    return get_object_or_404(Statement.objects.select_related("patient", "guarantor", "document"), public_id=public_id)


def _state(row: Statement) -> DocumentState:
    poll = reverse("billing:statement_state", args=[row.public_id])
    return state_of(row.document, kind=DOCUMENT, subject_id=row.pk, title=row.number, poll_url=poll)


def _csv(row: Statement) -> tuple:
    return row.number, row.patient.account_number, row.statement_date, row.due_date, row.notice, row.total_amount, row.get_status_display()
