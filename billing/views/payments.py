"""Patients' payments: taking one, the payments of a day with their total, one with what it paid, returning one, setting money free."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from billing.forms.patient_money import PaymentForm, ReasonForm, ReturnForm
from billing.models import Charge, PatientPayment, PaymentMethod, PaymentStatus
from billing.selectors import account_page
from billing.selectors.patient_money import applied_by_payment
from billing.services.apply_payment import unapply
from billing.services.return_payment import return_payment
from billing.services.take_payment import RECEIPT, NewPayment, take_payment
from billing.views.dialogs import MoneyDialog
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import User
from config.shared.money import ZERO
from config.shared.permissions import WORK_PATIENT_BILLING, allows
from config.shared.services.idempotency import new_key, once
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.csv import csv_response
from config.shared.ui.htmx import done
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.text import day, usd
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from patients.models import Patient
from patients.selectors.documents import DocumentState, state_of
from patients.services.make_document import ask_document, was_asked

SORTS = {"received": Sort("received_at"), "number": Sort("number"), "amount": Sort("amount")}
HEADER = ("receipt", "received on", "account", "method", "reference", "amount", "state", "taken by")
DAYS = (("today", "Today"), ("week", "Last 7 days"), ("month", "Last 31 days"))
BACK = {"today": 0, "week": 6, "month": 30}


def payment_list(request: HttpRequest) -> HttpResponse:
    """What was taken, today's unless the URL asks for another time; with the drawer's total by method."""
    params = request.GET.copy()
    if not {"when", "method", "status", "queue"} & set(params):
        params["when"] = "today"
    rows = PatientPayment.objects.select_related("patient", "taken_by")
    listing = Listing(params, rows, path=request.path, sorts=SORTS, default_sort="-received", filters=[
        Filter("when", "When", [Choice(*each) for each in DAYS], single=True, apply=_since),
        Filter("method", "Method", [Choice(value, label) for value, label in PaymentMethod.choices], lookup="method__in"),
        Filter("status", "State", [Choice(value, label) for value, label in PaymentStatus.choices], lookup="status__in"),
        *work_filters(PatientPayment.SUBJECT_KIND, "billing:payment_list", request.user, params),
    ])
    if listing.wants_csv:
        record_list(request, [], {"export": "patient payments", **listing.chosen})
        return csv_response("payments", HEADER, (_csv(row) for row in listing.filtered.order_by("received_at")))
    record_list(request, {row.patient_id for row in listing.rows}, {"list": "patient payments", **listing.chosen})
    return render(request, "billing/payment_list.html", {
        "listing": listing, "totals": account_page.day_totals(listing.filtered.order_by()), "workplace": "patient_billing", "face": "payments",
    })


def payment(request: HttpRequest, public_id) -> HttpResponse:
    """One payment: what it paid, its receipt, what may be done with it."""
    row = _payment(public_id)
    record_page(request, [row.patient_id])
    paid = applied_by_payment([row.pk]).get(row.pk, {})
    charges = Charge.objects.filter(pk__in=list(paid)).select_related("encounter").order_by("encounter__service_date", "ordinal")
    return render(request, "billing/payment.html", {
        "payment": row, "lines": [(charge, paid[charge.pk]) for charge in charges], "applied": sum(paid.values(), ZERO),
        "rest": row.amount - sum(paid.values(), ZERO), "receipt": _receipt(row, request.user), "workplace": "patient_billing",
        "can_work": allows(request.user, WORK_PATIENT_BILLING),
    })


def receipt_state(request: HttpRequest, public_id) -> HttpResponse:
    """Whether the receipt is ready: a fragment that asks again until it is."""
    row = _payment(public_id)
    record_page(request, [row.patient_id])
    return render(request, "patients/_document.html", {"state": _receipt(row, request.user)})


class TakePaymentView(View):
    """At the desk or by mail. Sent twice, it takes once."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        patient = self._patient(public_id)
        return self._show(request, patient, PaymentForm(lines=account_page.account_lines(patient.pk)))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        patient = self._patient(public_id)
        form = PaymentForm(request.POST, lines=account_page.account_lines(patient.pk))
        if not form.is_valid():
            return self._show(request, patient, form, 422)
        try:
            url = once(user=request.user, route="billing:payment_take", key=request.POST.get("key", ""), create=lambda: self._take(patient, form))
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, patient, form, 409 if error.conflict else 422)
        toast(request, f"{usd(form.cleaned_data['amount'])} taken.")
        return done(request, url)

    def _take(self, patient: Patient, form: PaymentForm) -> str:
        data = form.cleaned_data
        row = take_payment(
            NewPayment(
                patient.pk, data["amount"], data["method"], reference=data["reference"], memo=data["memo"], received_date=data["received_date"],
                to=form.to,
            ),
            actor=self.request.user, at=clock.now(),
        )
        return reverse("billing:payment", args=[row.public_id])

    @staticmethod
    def _patient(public_id) -> Patient:
        return get_object_or_404(Patient, public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, patient: Patient, form: PaymentForm, status: int = 200) -> HttpResponse:
        record_page(request, [patient.pk])
        return render(request, "billing/payment_take.html", {
            "patient": patient, "form": form, "key": request.POST.get("key") or new_key(), "workplace": "patient_billing",
            "owed": sum((line.amount for line in form.lines), ZERO), "back": reverse("billing:account", args=[patient.public_id]),
        }, status=status)


class ReturnPaymentView(MoneyDialog):
    """NSF, chargeback, or entered by mistake."""

    queryset, form_class = PatientPayment.objects.all, ReturnForm
    title, verb, danger = "Payment returned", "Take it back today", True
    lead = "What it paid is owed again. The day and the deposit on which it was received stay as they were."

    def do(self, row: PatientPayment, data: dict) -> tuple[str, str]:
        return_payment(row.pk, kind=data["kind"], reason=data["reason"], actor=self.request.user, at=clock.now())
        return f"{row.number} is returned.", reverse("billing:payment", args=[row.public_id])


class UnapplyView(MoneyDialog):
    """Set free what was paid on one charge."""

    queryset, form_class = Charge.objects.select_related("encounter__patient").all, ReasonForm
    title, verb = "Set the money free", "Set free"
    lead = "What the patient has paid on this line is kept on the account again, and the line is owed again."

    def patient_id(self, row: Charge) -> int:
        return row.encounter.patient_id

    def do(self, row: Charge, data: dict) -> tuple[str, str]:
        unapply(row.pk, patient_id=row.encounter.patient_id, reason=data["reason"], actor=self.request.user, at=clock.now())
        return "The money is on the account again.", reverse("billing:account", args=[row.encounter.patient.public_id])


def _payment(public_id) -> PatientPayment:
    return get_object_or_404(PatientPayment.objects.select_related("patient", "taken_by", "receipt"), public_id=public_id)


def _receipt(row: PatientPayment, actor: User) -> DocumentState:
    """The receipt, which is asked for here where nobody wanted one before."""
    if row.receipt is None and not was_asked(RECEIPT, row.pk):
        ask_document(RECEIPT, row.pk, actor=actor)
    poll = reverse("billing:receipt_state", args=[row.public_id])
    return state_of(row.receipt, kind=RECEIPT, subject_id=row.pk, title=f"Receipt {row.number}", poll_url=poll)


def _since(queryset, values: list[str]):
    return queryset.filter(received_date__gte=clock.today() - timedelta(days=BACK[values[0]]), received_date__lte=clock.today())


def _csv(row: PatientPayment) -> tuple:
    return (
        row.number, day(row.received_date), row.patient.account_number, row.get_method_display(), row.reference, row.amount, row.get_status_display(),
        row.taken_by,
    )
