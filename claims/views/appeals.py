"""Appeals: the worklist, one appeal with its letter and packet, and writing the letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_POST

from claims.forms.appeals import LetterForm
from claims.models import UNDECIDED, Appeal, AppealStatus, Denial, SentBy
from claims.rules.letters import gaps
from claims.selectors import appeal_page, appeals
from claims.services.approve_appeal import ask_approval
from claims.services.open_appeal import next_level, open_appeal
from claims.services.write_letter import choose_enclosure, write_letter
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.record_access import record_list, record_page
from config.shared.ui.csv import csv_response
from config.shared.ui.htmx import done
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.recent import remember
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from payers.models import Payer

LIST = "claims:appeal_list"
SORTS = {
    "deadline": Sort("deadline_date", nullable=True), "due": Sort("decision_due_date", nullable=True), "amount": Sort("requested_amount"),
    "opened": Sort("opened_at"),
}
HEADER = ("appeal", "denial", "payer", "level", "requested", "recovered", "deadline", "sent", "decision due", "status")
RELATED = (
    "denial__claim__patient", "denial__claim__payer", "denial__claim__coverage", "denial__claim__encounter__billing_provider", "denial__line",
    "denial__remittance_claim__submission", "denial__remittance_claim__remittance__inbound_transaction__file", "packet", "approver", "payer_level",
)


def appeal_list(request: HttpRequest) -> HttpResponse:
    """Those that are not decided, unless the URL asks for others."""
    params = request.GET.copy()
    if not params.getlist("status") and "queue" not in params:
        params.setlist("status", list(UNDECIDED))
    listing = Listing(params, appeals.rows(), path=request.path, sorts=SORTS, default_sort="deadline", filters=[
        Filter("status", "Status", [Choice(value, label) for value, label in AppealStatus.choices], lookup="status__in"),
        Filter("payer", "Payer", [Choice(str(payer.pk), payer.name) for payer in Payer.objects.order_by("name")], lookup="denial__claim__payer__in"),
        Filter("sent", "Sent by", [Choice(value, label) for value, label in SentBy.choices], lookup="sent_by__in"),
        *work_filters(Appeal.SUBJECT_KIND, LIST, request.user, params),
    ])
    if request.GET.get("format") == "csv":
        record_list(request, [], {"export": "appeals"})
        return csv_response("appeals", HEADER, (_csv(row) for row in listing.filtered.order_by("pk")))
    items = appeals.items(listing.rows)
    record_list(request, {row.denial.claim.patient_id for row in listing.rows}, {"list": "appeals", "sort": listing.sort})
    return render(request, "claims/appeal_list.html", {
        "listing": listing, "rows": [(row, items.get(row.pk)) for row in listing.rows], "workplace": "denials", "face": "appeals",
    })


def appeal(request: HttpRequest, public_id) -> HttpResponse:
    """The page."""
    row = find(request, public_id)
    remember(request, label=f"{row.number} {row.denial.claim.patient.last_name}", url=request.path)
    return render(request, "claims/appeal_page.html", appeal_page.load(row, request.user, clock.today()) | {"workplace": "denials"})


def appeal_packet(request: HttpRequest, public_id) -> HttpResponse:
    """How far the packet is, as a fragment."""
    return render(request, "patients/_document.html", {"state": appeal_page.packet_state(find(request, public_id))})


class LetterView(View):
    """The letter as a form: saving adds a version."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        row = find(request, public_id)
        last = row.letters.order_by("-version").first()
        return self._show(row, LetterForm(initial={"subject": last.subject, "body": last.body, "version": last.version}))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        row, form = find(request, public_id), LetterForm(request.POST)
        if not form.is_valid():
            return self._show(row, form, 422)
        try:
            letter = write_letter(appeal=row, **form.cleaned_data, actor=request.user, at=clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(row, form, 409 if error.conflict else 422)
        toast(request, f"Letter {letter.version} saved.")
        return redirect(appeals.url(row))

    def _show(self, row: Appeal, form: LetterForm, status: int = 200) -> HttpResponse:
        return render(self.request, "claims/appeal_letter.html", {
            "appeal": row, "form": form, "gaps": gaps(str(form["body"].value() or "")), "back_url": appeals.url(row), "workplace": "denials",
        }, status=status)


@require_POST
def denial_appeal(request: HttpRequest, public_id) -> HttpResponse:
    """Open the appeal of a denial, and go there."""
    row = get_object_or_404(Denial, public_id=public_id)
    return _then(request, lambda: open_appeal(denial=row, actor=request.user, at=clock.now()), reverse("claims:denial", args=[public_id]))


@require_POST
def appeal_next(request: HttpRequest, public_id) -> HttpResponse:
    """Open the level after it, and go there."""
    row = find(request, public_id)
    return _then(request, lambda: next_level(appeal=row, actor=request.user, at=clock.now()), appeals.url(row))


@require_POST
def appeal_ask(request: HttpRequest, public_id) -> HttpResponse:
    """Ask for approval."""
    row = find(request, public_id)
    return _then(request, lambda: ask_approval(appeal=row, actor=request.user, at=clock.now()), appeals.url(row))


@require_POST
def appeal_enclosure(request: HttpRequest, public_id, part: str) -> HttpResponse:
    """Take a part of the packet in, or leave it out."""
    row = find(request, public_id)
    enclosure = get_object_or_404(row.enclosures, part=part)

    def turn() -> Appeal:
        choose_enclosure(appeal=row, part=part, is_left_out=not enclosure.is_left_out, actor=request.user, at=clock.now())
        return row

    return _then(request, turn, appeals.url(row))


def find(request: HttpRequest, public_id) -> Appeal:
    """The appeal of the URL; looking at it is recorded."""
    row = get_object_or_404(Appeal.objects.select_related(*RELATED), public_id=public_id)
    record_page(request, [row.denial.claim.patient_id])
    return row


def _then(request: HttpRequest, act, back: str) -> HttpResponse:
    """Carry out a verb that asks nothing, and show the appeal; a refusal is said where one came from."""
    try:
        row = act()
    except DomainError as error:
        toast(request, str(error), failed=True)
        return done(request, back)
    toast(request, f"{row.number}: {row.get_status_display().lower()}.")
    return done(request, appeals.url(row))


def _csv(row: Appeal) -> tuple:
    return (
        row.number, row.denial.number, row.denial.claim.payer.name, row.level_name, row.requested_amount, row.recovered_amount, row.deadline_date,
        row.sent_date, row.decision_due_date, row.get_status_display(),
    )
