"""The verbs of a claim: each parses, makes one call, and goes back to the page. The state decides which are offered; services refuse the rest."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from claims.forms.fixes import fix_form
from claims.selectors import claim_page
from claims.services.ask_status import ask_status
from claims.services.fix_claim import NotFixableHere, fix_claim
from claims.services.hold_claim import release_claim
from claims.services.rebuild_claims import rebuild_claims
from claims.services.send_ready_claims import send_ready_claims
from claims.views.claim_detail import find, find_version, show
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.ui.htmx import done
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast


def _verb(act: Callable[..., str]) -> Callable[..., HttpResponse]:
    """A POST that acts on one claim and says what it did; a refusal is told in its own sentence."""

    @require_POST
    def view(request: HttpRequest, public_id) -> HttpResponse:
        claim = find(request, public_id)
        try:
            said = act(claim, request.user, clock.now())
        except DomainError as error:
            return refused(request, error, back_url=claim_page.url(claim))
        toast(request, said)
        return done(request, claim_page.url(claim))

    return view


def _scrub(claim, actor, at) -> str:
    """The records may have changed since it was built: build again where they have, and scrub."""
    rebuild_claims([claim.pk], at=at, actor=actor)
    claim.refresh_from_db()
    return f"{claim.number} scrubbed: {claim.get_status_display().lower()}."


def _resend(claim, actor, at) -> str:
    rebuild_claims([claim.pk], at=at, actor=actor, reason="fix and resend")
    claim.refresh_from_db()
    return f"{claim.number}, version {claim.version}: {claim.get_status_display().lower()}."


def _send(claim, actor, at) -> str:
    batches = send_ready_claims(at=at, actor=actor, only=[claim.pk])
    return f"{claim.number} goes out in batch {batches[0].isa13}." if batches else f"{claim.number} is on its way already."


def _release(claim, actor, at) -> str:
    return f"{claim.number}: {release_claim(claim.pk, actor=actor, at=at).get_status_display().lower()}."


def _ask(claim, actor, at) -> str:
    result = ask_status([claim.pk], at=at, actor=actor)
    return f"Asked about {claim.number}." if result.inquiries else f"Not asked: {result.skipped[claim.pk]}."


scrub, resend, send, release, ask = (_verb(act) for act in (_scrub, _resend, _send, _release, _ask))


@require_POST
def fix(request: HttpRequest, public_id, path: str) -> HttpResponse:
    """Save the one field of a finding and scrub again; a wrong value comes back in its place (422)."""
    submission = find_version(request, public_id)
    form = fix_form(path, request.POST)
    if form is None:
        return refused(request, NotFixableHere(field=path), back_url=claim_page.url(submission.claim))
    if not form.is_valid():
        return show(request, submission, failed=(path, form), status=422)
    try:
        claim = fix_claim(submission.claim_id, field=path, value=form.cleaned_data["value"], actor=request.user, at=clock.now())
    except DomainError as error:
        if error.conflict:  # the finding may be gone, and its field with it
            return refused(request, error, back_url=claim_page.url(submission.claim))
        form.add_error("value", str(error))
        return show(request, submission, failed=(path, form), status=422)
    toast(request, f"Saved. {claim.number}: {claim.get_status_display().lower()}.")
    return done(request, claim_page.url(claim))
