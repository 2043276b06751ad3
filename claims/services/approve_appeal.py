"""Two persons see an appeal before it leaves: one writes and asks, another who may approves or sends it back.

Where nobody else may approve, the writer approves with a reason, and a note on the claim says so (DOMAIN 0a.16).
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Appeal, AppealStatus, Claim
from claims.rules import deadlines
from claims.rules.letters import gaps
from claims.selectors.appeals import is_writer, others_may_approve
from claims.services.appeal_steps import TO_APPROVE, locked_appeal, put_draft_step, put_step, renew_packet
from config.shared import clock
from config.shared.errors import DomainError, require_reason
from config.shared.permissions import APPROVE_APPEALS, allows
from config.shared.services.record_event import Evidence
from patients.services.write_note import write_note


class LetterHasGaps(DomainError):
    """Facts that were not on file are still to be filled in."""

    code = "letter_has_gaps"
    message = "The letter still has gaps: {gaps}."


class MayNotApproveAppeals(DomainError):
    """The role has no right to approve appeals."""

    code = "may_not_approve_appeals"
    message = "Your role does not approve appeals."
    conflict = True


class WriterApproves(DomainError):
    """Who wrote the letter does not approve it while somebody else may."""

    code = "writer_approves"
    message = "Who wrote the letter does not approve it. Somebody else may."
    conflict = True


@transaction.atomic
def ask_approval(*, appeal: Appeal, actor: Any, at: datetime) -> Appeal:
    """Put it before those who may approve; asked before, it is left as it is. Raises LetterHasGaps, TransitionNotAllowed."""
    held = locked_appeal(appeal.pk)
    if held.status == AppealStatus.ASKED:
        return held
    _check_letter(held)
    held.move_to(AppealStatus.ASKED, actor=actor, evidence=Evidence(at))
    put_step(held, f"Approve {held.number}", deadlines.first_action(clock.day_of(at), held.deadline_date), queue=TO_APPROVE)
    return held


@transaction.atomic
def approve_appeal(*, appeal: Appeal, reason: str = "", actor: Any, at: datetime) -> Appeal:
    """Approve it; the packet is made anew with the name. Raises MayNotApproveAppeals, WriterApproves, ReasonMissing, LetterHasGaps."""
    held = locked_appeal(appeal.pk)
    if held.status == AppealStatus.APPROVED:
        return held
    if actor is None or not allows(actor, APPROVE_APPEALS):
        raise MayNotApproveAppeals()
    alone = is_writer(held, actor)
    if alone and others_may_approve(actor):
        raise WriterApproves()
    why = require_reason(reason) if alone else reason.strip()
    _check_letter(held)
    held.approver, held.approved_at = actor, at
    held.save(update_fields=["approver", "approved_at"])
    held.move_to(AppealStatus.APPROVED, actor=actor, evidence=Evidence(at, detail={"reason": why, "alone": alone}))
    if alone:
        write_note(Claim.SUBJECT_KIND, held.denial.claim_id, f"Appeal {held.number} was approved by its writer: {why}", actor=actor, at=at)
    put_step(held, f"Send {held.number}", deadlines.first_action(clock.day_of(at), held.deadline_date))
    renew_packet(held, actor=actor)
    return held


@transaction.atomic
def send_back(*, appeal: Appeal, reason: str, actor: Any, at: datetime) -> Appeal:
    """Give it back to its writer, with why. Raises ReasonMissing, MayNotApproveAppeals, TransitionNotAllowed."""
    why = require_reason(reason)
    held = locked_appeal(appeal.pk)
    if actor is None or not allows(actor, APPROVE_APPEALS):
        raise MayNotApproveAppeals()
    held.approver = held.approved_at = None
    held.save(update_fields=["approver", "approved_at"])
    held.move_to(AppealStatus.DRAFT, actor=actor, evidence=Evidence(at, detail={"reason": why}), kind="appeal_sent_back")
    put_draft_step(held, at)
    return held


def _check_letter(appeal: Appeal) -> None:
    letter = appeal.letters.order_by("-version").first()
    if left := gaps(f"{letter.subject} {letter.body}"):
        raise LetterHasGaps(gaps="; ".join(left))
