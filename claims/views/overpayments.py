"""Money back: what payers want back or took, what stands at the provider level, and the letters and decisions about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from billing.models import Refund
from claims.forms.overpayments import ClaimForm, DecisionForm, LetterForm, ReasonForm
from claims.models import Claim, Overpayment, OverpaymentSource, OverpaymentStatus
from claims.selectors import overpayments
from claims.services.move_takeback import assign_takeback
from claims.services.open_overpayments import open_letter
from claims.services.refund_overpayment import ask_payer_refund
from claims.services.settle_overpayment import settle_overpayment
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.permissions import WORK_MONEY_BACK, allows
from config.shared.phone import shown_phone
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.htmx import done
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from payers.models import Payer

LIST = "claims:overpayment_list"
SORTS = {"due": Sort("due_date", nullable=True), "amount": Sort("amount"), "noticed": Sort("noticed_date")}
WORDS = {
    "overpayment_opened": "Opened", "overpayment_open": "Opened again", "overpayment_disputed": "Disputed", "overpayment_refund": "Refund asked for",
    "overpayment_taken_in_part": "Taken in part", "overpayment_recovered": "Taken or paid back", "overpayment_closed": "Closed",
    "overpayment_paid_back": "Paid back: its claim is to be found",
    "takeback_assigned": "Claim named",
}
LIVE = (OverpaymentStatus.OPEN, OverpaymentStatus.DISPUTED, OverpaymentStatus.REFUND)


def overpayment_list(request: HttpRequest) -> HttpResponse:
    """Open ones unless the URL asks for others, and what does not net out at the provider level."""
    params = request.GET.copy()
    if not params.getlist("status") and "queue" not in params:
        params.setlist("status", list(LIVE))
    listing = Listing(params, overpayments.rows(), path=request.path, sorts=SORTS, default_sort="due", filters=[
        Filter("status", "Status", [Choice(value, label) for value, label in OverpaymentStatus.choices], lookup="status__in"),
        Filter("source", "Source", [Choice(value, label) for value, label in OverpaymentSource.choices], lookup="source__in"),
        Filter("payer", "Payer", [Choice(str(payer.pk), payer.name) for payer in Payer.objects.order_by("name")], lookup="payer__in"),
        *work_filters(Overpayment.SUBJECT_KIND, LIST, request.user, params),
    ])
    items = overpayments.items(listing.rows)
    record_list(request, {row.claim.patient_id for row in listing.rows if row.claim}, {"list": "overpayments", "sort": listing.sort})
    return render(request, "claims/overpayment_list.html", {
        "listing": listing, "rows": [(row, items.get(row.pk)) for row in listing.rows], "residues": overpayments.residues(),
        "workplace": "remittances", "face": "money_back", "can_work": allows(request.user, WORK_MONEY_BACK),
    })


def overpayment(request: HttpRequest, public_id) -> HttpResponse:
    """One of them: what the payer says, what it has got, and what was decided."""
    row = _row(public_id)
    if row.claim:
        record_page(request, [row.claim.patient_id])
    return render(request, "claims/overpayment_page.html", {
        "overpayment": row, "left": row.amount - row.recovered_amount, "item": overpayments.items([row]).get(row.pk),
        "history": [(WORDS.get(each.kind, each.kind), each) for each in overpayments.events(row)], "workplace": "remittances",
        "can_work": allows(request.user, WORK_MONEY_BACK), "phone": shown_phone(row.payer.phone),
        "may_assign": row.claim_id is None, "may_decide": row.status not in (OverpaymentStatus.RECOVERED, OverpaymentStatus.REFUND),
        "may_refund": row.recovered_amount < row.amount and row.status in (OverpaymentStatus.OPEN, OverpaymentStatus.DISPUTED),
        "refunds": Refund.objects.filter(cause_kind=Overpayment.SUBJECT_KIND, cause_id=row.pk).order_by("pk"),
    })


class _Dialog(View):
    """A dialog of one verb: on a problem it stands there again (422, 409)."""

    title = verb = ""

    def get(self, request: HttpRequest, public_id=None) -> HttpResponse:
        return self._show(self.form(self._found(public_id)), self._found(public_id))

    def post(self, request: HttpRequest, public_id=None) -> HttpResponse:
        row = self._found(public_id)
        form = self.form(row, request.POST)
        if not form.is_valid():
            return self._show(form, row, 422)
        try:
            row = self.do(row, form.cleaned_data)
        except Claim.DoesNotExist:
            form.add_error("claim", "There is no such claim.")
            return self._show(form, row, 422)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(form, row, 409 if error.conflict else 422)
        toast(request, self.said(row))
        return done(request, "claims:overpayment", public_id=row.public_id)

    def said(self, row: Overpayment) -> str:
        """What to say when it is done."""
        return f"{row.number}: {row.get_status_display().lower()}."

    @staticmethod
    def _found(public_id) -> Overpayment | None:
        return _row(public_id) if public_id else None

    def _show(self, form, row: Overpayment | None, status: int = 200) -> HttpResponse:
        if row and row.claim:
            record_page(self.request, [row.claim.patient_id])
        back = reverse("claims:overpayment", args=[row.public_id]) if row else reverse(LIST)
        context = {"form": form, "title": self.title, "verb": self.verb, "overpayment": row, "workplace": "remittances", "back_url": back}
        return render(self.request, "claims/overpayment_dialog.html", context, status=status)


class LetterView(_Dialog):
    title, verb = "A payer asks for money back", "Record the letter"

    def form(self, row, data=None):
        return LetterForm(data)

    def do(self, row, data):
        claim = _claim(data["claim"]) if data["claim"].strip() else None
        return open_letter(
            payer=data["payer"], claim=claim, reference=data["reference"], amount=data["amount"], letter_date=data["letter_date"],
            reason=data["reason"], actor=self.request.user, at=clock.now(),
        )

    def said(self, row):
        return f"{row.number} recorded: answer it by {row.due_date:%m/%d/%Y}."


class AssignView(_Dialog):
    title, verb = "Whose takeback is it?", "Take it from this claim"

    def form(self, row, data=None):
        return ClaimForm(data)

    def do(self, row, data):
        return assign_takeback(overpayment_id=row.pk, claim=_claim(data["claim"]), actor=self.request.user, at=clock.now())


class RefundView(_Dialog):
    title, verb = "Pay it back by check", "Ask for approval"

    def form(self, row, data=None):
        return ReasonForm(data)

    def do(self, row, data):
        refund = ask_payer_refund(overpayment_id=row.pk, reason=data["reason"], actor=self.request.user, at=clock.now())
        self.refund = refund.number
        return _row(row.public_id)

    def said(self, row):
        return f"Refund {self.refund} waits for approval."


class DecideView(_Dialog):
    title, verb = "Decide", "Decide"

    def form(self, row, data=None):
        return DecisionForm(data, overpayment=row)

    def do(self, row, data):
        return settle_overpayment(
            overpayment_id=row.pk, status=data["status"], reason=data["reason"], actor=self.request.user, at=clock.now(),
        )


def _claim(number: str) -> Claim:
    return Claim.objects.get(number__iexact=number.strip())


def _row(public_id) -> Overpayment:
    return get_object_or_404(Overpayment.objects.select_related("payer", "claim__patient", "remittance_claim__remittance"), public_id=public_id)
