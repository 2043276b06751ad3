"""Patient billing: the worklist of accounts, one account, making statements, assigning and putting off."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from billing.forms.patient_money import RefundForm
from billing.models import Refund, Statement
from billing.selectors import account_page
from billing.selectors.patient_money import ACCOUNT
from billing.services.apply_payment import apply_payment
from billing.services.follow_accounts import DUE, UNAPPLIED
from billing.services.make_statements import make_statements
from billing.services.refund_patient import request_refund
from billing.views.dialogs import MoneyDialog
from config.shared import clock
from config.shared.models import WorkItem
from config.shared.money import ZERO
from config.shared.permissions import TAKE_PAYMENTS, WORK_PATIENT_BILLING, allows
from config.shared.services import work_items
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.queue_grid import open_items, owned_by
from config.shared.ui.recent import remember
from config.shared.ui.saved_views import with_saved_views
from config.shared.ui.text import usd
from config.shared.ui.toasts import toast
from patients.models import Patient

LIST = "billing:account_list"
WEEK = timedelta(days=7)
SORTS = {"day": Sort("next_date"), "amount": Sort("amount"), "since": Sort("opened_at")}
HEADER = ("account", "patient", "what", "amount", "next step", "next date", "owner")
WHAT = {DUE: "Patient due", UNAPPLIED: "Not applied"}


@with_saved_views
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts with a next step, the earliest first."""
    listing = Listing(request.GET, _items(), path=request.path, sorts=SORTS, default_sort="day", filters=_filters(request))
    if listing.wants_csv:
        items = list(listing.filtered.select_related("owner").order_by("next_date", "pk"))
        record_list(request, [item.subject_id for item in items], {"export": "accounts", **listing.chosen})
        return csv_response("accounts", HEADER, (_csv(*row) for row in _rows(items)))
    rows = _rows(listing.rows)
    record_list(request, [item.subject_id for item in listing.rows], {"list": "accounts", "sort": listing.sort, **listing.chosen})
    return render(request, "billing/account_list.html", {
        "listing": listing, "rows": rows, "workplace": "patient_billing", "face": "accounts", "sums": [("Amount", _sum(listing.filtered))],
        "can_work": allows(request.user, WORK_PATIENT_BILLING),
    })


def account(request: HttpRequest, public_id) -> HttpResponse:
    """One account: what is owed and why, what was paid, what was asked."""
    patient = get_object_or_404(Patient.objects.select_related("guarantor"), public_id=public_id)
    record_page(request, [patient.pk])
    remember(request, label=f"Account {patient.account_number}", url=request.path)
    return render(request, "billing/account.html", {
        "patient": patient, "guarantor": getattr(patient, "guarantor", None), "account": account_page.account(patient),
        "refunds": Refund.objects.filter(patient=patient).order_by("-requested_at"), "workplace": "patient_billing",
        "can_work": allows(request.user, WORK_PATIENT_BILLING), "can_take": allows(request.user, TAKE_PAYMENTS),
    })


def account_panel(request: HttpRequest, public_id) -> HttpResponse:
    """The account beside its list."""
    patient = get_object_or_404(Patient, public_id=public_id)
    record_page(request, [patient.pk])
    return render(request, "billing/account_panel.html", {"patient": patient, "account": account_page.account(patient)})


def patient_money(request: HttpRequest, public_id) -> HttpResponse:
    """On the patient's page: what they owe, their last payments and statements."""
    patient = get_object_or_404(Patient, public_id=public_id)
    record_page(request, [patient.pk])
    return render(request, "billing/_patient_money.html", {
        "patient": patient, "account": account_page.account(patient), "can_take": allows(request.user, TAKE_PAYMENTS),
    })


@require_POST
def statements_make(request: HttpRequest) -> HttpResponse:
    """The ticked accounts get theirs now; without any, all whose day has come."""
    chosen = _chosen(request) if "ids" in request.POST else None
    accounts = None if chosen is None else {item.subject_id for item in chosen if item.queue == DUE}
    made = make_statements(actor=request.user, at=clock.now(), patient_ids=accounts, now=accounts is not None)
    left = len(accounts) - len(made) if accounts is not None else 0
    skipped = f" {left} skipped: one waits to be sent, or there is no guarantor." if left else ""
    toast(request, f"{len(made)} statement{'' if len(made) == 1 else 's'} made.{skipped}")
    return redirect(f"{reverse('billing:statement_list')}?status=made") if made else _back(request)


@require_POST
def statement_make(request: HttpRequest, public_id) -> HttpResponse:
    """One account gets its statement now."""
    patient = get_object_or_404(Patient, public_id=public_id)
    made: list[Statement] = make_statements(actor=request.user, at=clock.now(), patient_ids=[patient.pk], now=True)
    if not made:
        toast(request, "No statement: nothing can be asked for now, one waits to be sent, or there is no guarantor.", failed=True)
        return redirect("billing:account", public_id=public_id)
    toast(request, f"Statement {made[0].number} over {usd(made[0].total_amount)}.")
    return redirect("billing:statement", public_id=made[0].public_id)


@require_POST
def money_apply(request: HttpRequest, public_id) -> HttpResponse:
    """What is free pays what is owed, the oldest first."""
    patient = get_object_or_404(Patient, public_id=public_id)
    done = apply_payment(patient.pk, actor=request.user, at=clock.now())
    toast(request, f"{usd(done)} applied." if done else "Nothing to apply.", failed=not done)
    return redirect("billing:account", public_id=public_id)


@require_POST
def account_assign_many(request: HttpRequest) -> HttpResponse:
    """The ticked ones become the user's own."""
    toast(request, f"{work_items.assign(_chosen(request), owner=request.user)} assigned to you.")
    return _back(request)


@require_POST
def account_snooze_many(request: HttpRequest) -> HttpResponse:
    """The ticked ones are put off by a week."""
    toast(request, f"{work_items.snooze(_chosen(request), until=clock.today() + WEEK)} put off for a week.")
    return _back(request)


class RequestRefundView(MoneyDialog):
    """Ask for a refund of what is free."""

    queryset, form_class = Patient.objects.all, RefundForm
    title, verb, lead = "Refund to the patient", "Ask for approval", "Somebody else approves it. Until then the money is reserved."

    def patient_id(self, row: Patient) -> int:
        return row.pk

    def initial(self, row: Patient) -> dict:
        return {"amount": account_page.pool_of(row.pk).free or None}

    def do(self, row: Patient, data: dict) -> tuple[str, str]:
        refund = request_refund(row.pk, amount=data["amount"], reason=data["reason"], actor=self.request.user, at=clock.now())
        return f"Refund {refund.number} waits for approval.", reverse("billing:account", args=[row.public_id])


def _items() -> QuerySet[WorkItem]:
    return open_items(clock.today()).filter(subject_kind=ACCOUNT)


def _filters(request: HttpRequest) -> list[Filter]:
    today = clock.today()

    def with_owner(queryset: QuerySet, names: list[str]) -> QuerySet:
        known = owned_by(request.user)
        found = known[names[0]]
        for name in names[1:]:
            found |= known[name]
        return queryset.filter(found)

    def due(queryset: QuerySet, values: list[str]) -> QuerySet:
        return queryset.filter(next_date__lte=today) if values[0] == "now" else queryset.filter(next_date__gt=today)

    return [
        Filter("queue", "Queue", [Choice(key, words) for key, words in WHAT.items()], lookup="queue__in"),
        Filter("due", "Due", [Choice("now", "Now"), Choice("later", "Later")], single=True, apply=due),
        Filter("owner", "Owner", [Choice("me", "Me"), Choice("team", "Team"), Choice("nobody", "Nobody")], apply=with_owner),
    ]


def _rows(items: list[WorkItem]) -> list[tuple[WorkItem, Patient, str]]:
    patients = account_page.patients_of(items)
    return [(item, patients[item.subject_id], WHAT[item.queue]) for item in items]


def _sum(items: QuerySet[WorkItem]) -> Decimal:
    return items.order_by().aggregate(total=Sum("amount"))["total"] or ZERO


def _csv(item: WorkItem, patient: Patient, what: str) -> tuple:
    return patient.account_number, patient.sorted_name, what, item.amount, item.next_step, item.next_date, item.owner


def _chosen(request: HttpRequest) -> list[WorkItem]:
    known = [value for value in request.POST.getlist("ids") if len(value) == 36]
    return list(_items().filter(public_id__in=known))


def _back(request: HttpRequest) -> HttpResponse:
    """To the list one came from."""
    url = request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return redirect(url if safe else LIST)
