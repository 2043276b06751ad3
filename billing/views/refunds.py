"""Refunds: the list with what waits for approval and payment, and the verbs that decide and pay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from billing.forms.patient_money import DecideForm, PayRefundForm, ReasonForm
from billing.models import Refund, RefundStatus
from billing.services.refund_patient import decide_refund, pay_patient_refund
from billing.services.refund_payer import pay_payer_refund
from billing.views.dialogs import MoneyDialog
from config.shared import clock
from config.shared.permissions import APPROVE_REFUNDS, WORK_PATIENT_BILLING, allows
from config.shared.services.record_access import record_list
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.work_filters import work_filters

LIST = "billing:refund_list"
SORTS = {"asked": Sort("requested_at"), "amount": Sort("amount"), "number": Sort("number")}


def refund_list(request: HttpRequest) -> HttpResponse:
    """All refunds, the newest first."""
    rows = Refund.objects.select_related("patient", "payer", "requested_by", "decided_by")
    listing = Listing(request.GET, rows, path=request.path, sorts=SORTS, default_sort="-asked", filters=[
        Filter("status", "State", [Choice(value, label) for value, label in RefundStatus.choices], lookup="status__in"),
        *work_filters(Refund.SUBJECT_KIND, LIST, request.user, request.GET),
    ])
    record_list(request, {row.patient_id for row in listing.rows if row.patient_id}, {"list": "refunds", **listing.chosen})
    return render(request, "billing/refund_list.html", {
        "listing": listing, "workplace": "patient_billing", "face": "refunds", "can_decide": allows(request.user, APPROVE_REFUNDS),
        "can_work": allows(request.user, WORK_PATIENT_BILLING),
    })


class ApproveRefundView(MoneyDialog):
    """Approve; who asked may not, unless nobody else can."""

    queryset, form_class = Refund.objects.all, DecideForm
    title, verb, lead = "Approve the refund", "Approve", "The money goes back once somebody pays it out."

    def do(self, row: Refund, data: dict) -> tuple[str, str]:
        decide_refund(row.pk, approve=True, reason=data["reason"], actor=self.request.user, at=clock.now())
        return f"Refund {row.number} is approved.", reverse(LIST)


class RefuseRefundView(MoneyDialog):
    """Refuse, with why; the money is free again."""

    queryset, form_class = Refund.objects.all, ReasonForm
    title, verb, danger, lead = "Refuse the refund", "Refuse", True, "The money stays on the account."

    def do(self, row: Refund, data: dict) -> tuple[str, str]:
        decide_refund(row.pk, approve=False, reason=data["reason"], actor=self.request.user, at=clock.now())
        return f"Refund {row.number} is refused.", reverse(LIST)


class PayRefundView(MoneyDialog):
    """Say that a refund was paid out, and how."""

    queryset, form_class = Refund.objects.all, PayRefundForm
    title, verb, lead = "Refund is paid", "Paid out", "The ledger gives the money back today."

    def do(self, row: Refund, data: dict) -> tuple[str, str]:
        pay = pay_payer_refund if row.payer_id else pay_patient_refund
        pay(row.pk, method=data["method"], reference=data["reference"], actor=self.request.user, at=clock.now())
        return f"Refund {row.number} is paid.", reverse(LIST)
