"""Verbs that ask for something first: hold, waive, note, correct, void, call, assign, snooze. Each is a dialog; without script, a page."""

from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from claims.forms import verbs
from claims.models import Claim, ScrubFinding
from claims.selectors import claim_page
from claims.selectors.claim_list import work_item
from claims.services.correct_claim import correct_claim
from claims.services.hold_claim import hold_claim
from claims.services.log_call import Call, log_call
from claims.services.void_claim import confirm_void, void_claim
from claims.services.waive_finding import waive_finding
from claims.views.claim_detail import find
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.work_items import assign, snooze
from config.shared.ui.htmx import done
from config.shared.ui.text import day
from config.shared.ui.toasts import toast
from patients.services.write_note import write_note


class ClaimDialog(View):
    """Shows `form`; on POST carries out `act`, whose sentence becomes the toast. A refusal stands in the form (409 or 422)."""

    form: ClassVar[type[Form]]
    title: ClassVar[str]
    why: ClassVar[str] = ""
    button: ClassVar[str]

    def get(self, request: HttpRequest, public_id, **names: Any) -> HttpResponse:
        return self._show(request, find(request, public_id), self.form(auto_id="dialog_%s", initial=self.initial(request)))

    def post(self, request: HttpRequest, public_id, **names: Any) -> HttpResponse:
        claim, form = find(request, public_id), self.form(request.POST, auto_id="dialog_%s")
        if not form.is_valid():
            return self._show(request, claim, form, status=422)
        try:
            said = self.act(claim, form.cleaned_data, request.user, **names)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, claim, form, status=409 if error.conflict else 422)
        toast(request, said)
        return done(request, claim_page.url(claim))

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def act(self, claim: Claim, data: dict[str, Any], actor: Any, **names: Any) -> str:
        """Do it, and say it."""
        raise NotImplementedError

    def _show(self, request: HttpRequest, claim: Claim, form: Form, status: int = 200) -> HttpResponse:
        return render(request, "claims/claim_dialog.html", {
            "claim": claim, "form": form, "title": f"{self.title} {claim.number}", "why": self.why, "button": self.button, "workplace": "claims",
        }, status=status)


class Hold(ClaimDialog):
    form, title, button = verbs.HoldForm, "Hold", "Hold the claim"
    why = "It is not sent until the hold ends. The filing clock runs on."

    def act(self, claim, data, actor, **names) -> str:
        hold_claim(claim.pk, reason=data["reason"], until=data["until"], actor=actor, at=clock.now())
        return f"{claim.number} is held until {day(data['until'])}."


class Waive(ClaimDialog):
    form, title, button = verbs.ReasonForm, "Waive an error of", "Waive the error"
    why = "The claim goes out although this was found. Your reason stays on the record."

    def act(self, claim, data, actor, **names) -> str:
        finding = ScrubFinding.objects.filter(submission__claim=claim, submission__ordinal=claim.version, ordinal=names["ordinal"]).first()
        if finding is None:
            raise Http404
        claim = waive_finding(finding.pk, reason=data["reason"], actor=actor, at=clock.now())
        return f"Waived. {claim.number}: {claim.get_status_display().lower()}."


class WriteNote(ClaimDialog):
    form, title, button = verbs.NoteForm, "Note on", "Keep the note"

    def act(self, claim, data, actor, **names) -> str:
        write_note(Claim.SUBJECT_KIND, claim.pk, data["text"], actor=actor, at=clock.now())
        return "Note kept."


class Correct(ClaimDialog):
    form, title, button = verbs.CorrectForm, "Correct and resend", "Resend the claim"
    why = "A new version from the records as they are now, in place of the one that was decided. Mend the visit, patient or coverage first."

    def act(self, claim, data, actor, **names) -> str:
        claim = correct_claim(claim.pk, reason=data["reason"], actor=actor, at=clock.now())
        return f"{claim.number} has a new version: {claim.get_status_display().lower()}."


class Void(ClaimDialog):
    form, title, button = verbs.VoidForm, "Void", "Ask the payer to void it"
    why = "The same claim goes out again as a void. When the payer has taken its decision back, the visit goes on as you choose here."

    def act(self, claim, data, actor, **names) -> str:
        claim = void_claim(claim.pk, reason=data["reason"], outcome=data["outcome"], actor=actor, at=clock.now())
        return f"The void of {claim.number} is {claim.get_status_display().lower()}."


class ConfirmVoid(ClaimDialog):
    form, title, button = verbs.ReasonForm, "The payer has voided", "It is void"
    why = "For a claim of which all is still owed. What was paid, adjusted or moved comes back by the payer's reversal, which voids it by itself."

    def act(self, claim, data, actor, **names) -> str:
        claim = confirm_void(claim.pk, reason=data["reason"], actor=actor, at=clock.now())
        return f"{claim.number} is void."


class LogCall(ClaimDialog):
    form, title, button = verbs.CallForm, "Call about", "Log the call"
    why = "What they promise for a day becomes the next step."

    def act(self, claim, data, actor, **names) -> str:
        log_call(claim.pk, Call(data["spoken_to"], data["reference"], data["said"], data["promised"]), actor=actor, at=clock.now())
        return "Call logged."


class Assign(ClaimDialog):
    form, title, button = verbs.AssignForm, "Assign", "Assign"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.public_id}

    def act(self, claim, data, actor, **names) -> str:
        assign([item for item in [work_item(claim)] if item], owner=data["owner"])
        return f"{claim.number} is with {data['owner'] or 'nobody'}."


class Snooze(ClaimDialog):
    form, title, button = verbs.SnoozeForm, "Snooze", "Snooze"
    why = "It leaves its queue and comes back on that day."

    def act(self, claim, data, actor, **names) -> str:
        snooze([item for item in [work_item(claim)] if item], until=data["until"])
        return f"{claim.number} sleeps until {day(data['until'])}."
