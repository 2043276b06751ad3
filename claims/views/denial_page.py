"""One denial: what the payer said in plain words, what that usually means, the suggested way with its clock, and what people can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from claims.forms.denials import NoteForm, OwnerForm, RouteForm, SnoozeForm, WriteOffForm
from claims.forms.verbs import CorrectForm
from claims.models import Denial
from claims.selectors import denial_page, denials
from claims.services.correct_claim import correct_claim
from claims.services.work_denial import DayPassed, assign_denials, note_denial, set_denial_route, snooze_denials
from claims.services.write_off_denial import amounts_of, write_off_denial
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.money import ZERO
from config.shared.permissions import WORK_DENIALS, allows
from config.shared.services.record_access import record_page
from config.shared.ui.htmx import done
from config.shared.ui.recent import remember
from config.shared.ui.toasts import toast


def denial(request: HttpRequest, public_id) -> HttpResponse:
    """The page."""
    row = _denial(public_id)
    record_page(request, [row.claim.patient_id])
    remember(request, label=f"{row.number} {row.claim.patient.last_name}", url=request.path)
    return render(request, "claims/denial_page.html", denial_page.load(row, clock.today()) | {
        "workplace": "denials", "can_work": allows(request.user, WORK_DENIALS),
    })


def denial_panel(request: HttpRequest, public_id) -> HttpResponse:
    """The denial beside its list."""
    row = _denial(public_id)
    record_page(request, [row.claim.patient_id])
    return render(request, "claims/denial_panel.html", denial_page.said(row) | {
        "denial": row, "why_here": denials.why_here(row, clock.today()), "item": denials.items([row]).get(row.pk),
        "live_appeal": denial_page.live_appeal(row, row.appeals.order_by("-pk")),
    })


class _DenialDialog(View):
    """A dialog that does one verb and goes back to the denial; on a problem it stands there again (422)."""

    template_name = "claims/denial_dialog.html"
    title = verb = ""

    def form(self, row: Denial, data=None):
        raise NotImplementedError

    def do(self, row: Denial, data: dict) -> str:
        """Carry it out and return what to say."""
        raise NotImplementedError

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        row = _denial(public_id)
        return self._show(request, row, self.form(row))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        row = _denial(public_id)
        form = self.form(row, request.POST)
        if not form.is_valid():
            return self._show(request, row, form, 422)
        try:
            said = self.do(row, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, row, form, 409 if error.conflict else 422)
        toast(request, said)
        return done(request, "claims:denial", public_id=public_id)

    def _show(self, request: HttpRequest, row: Denial, form, status: int = 200) -> HttpResponse:
        record_page(request, [row.claim.patient_id])
        context = {
            "denial": row, "form": form, "title": self.title, "verb": self.verb, "workplace": "denials",
            "back_url": reverse("claims:denial", args=[row.public_id]),
        }
        return render(request, self.template_name, context, status=status)


class NoteView(_DenialDialog):
    title, verb = "Note", "Add the note"

    def form(self, row, data=None):
        return NoteForm(data)

    def do(self, row, data):
        note_denial(denial=row, text=data["text"], actor=self.request.user, at=clock.now())
        return "Noted."


class AssignView(_DenialDialog):
    title, verb = "Assign", "Assign"

    def form(self, row, data=None):
        item = denials.items([row]).get(row.pk)
        return OwnerForm(data, initial={"owner": (item and item.owner_id) or self.request.user.pk})

    def do(self, row, data):
        assign_denials(denial_ids=[row.pk], owner=data["owner"])
        return f"Assigned to {data['owner'] or 'nobody'}."


class SnoozeView(_DenialDialog):
    title, verb = "Look again later", "Snooze"

    def form(self, row, data=None):
        return SnoozeForm(data)

    def do(self, row, data):
        if not snooze_denials(denial_ids=[row.pk], until=data["until"]):
            raise DayPassed()
        return f"Snoozed to {data['until']:%m/%d/%Y}."


class CorrectView(_DenialDialog):
    """The new version says what the visit, the patient and the coverage say now."""

    title, verb = "Correct and resend", "Resend the claim"

    def form(self, row, data=None):
        return CorrectForm(data)

    def do(self, row, data):
        claim = correct_claim(row.claim_id, reason=data["reason"], actor=self.request.user, at=clock.now())
        return f"Claim {claim.number} has a new version: {claim.get_status_display().lower()}."


class RouteView(_DenialDialog):
    title, verb = "Choose another way", "Take this way"

    def form(self, row, data=None):
        return RouteForm(data, denial=row)

    def do(self, row, data):
        set_denial_route(denial=row, route=data["route"], reason=data["reason"], actor=self.request.user, at=clock.now())
        return "Way chosen."


class WriteOffView(_DenialDialog):
    title, verb = "Write off", "Write off"

    def form(self, row, data=None):
        form = WriteOffForm(data)
        limit, amount = self.request.user.write_off_limit, sum(amounts_of(row).values(), ZERO)
        form.fields["reason"].help_text = f"{amount:,.2f} leaves what the payer owes. Your limit is {limit:,.2f}."
        return form

    def do(self, row, data):
        write_off_denial(denial=row, reason=data["reason"], actor=self.request.user, at=clock.now())
        return f"{row.number} written off."


def _denial(public_id) -> Denial:
    return get_object_or_404(
        Denial.objects.select_related(
            "claim__patient", "claim__payer", "claim__coverage", "claim__encounter__rendering_provider", "line", "appeal_level",
            "remittance_claim__remittance__inbound_transaction__file", "remittance_line",
        ),
        public_id=public_id,
    )
