"""Write an appeal's letter anew, and choose what goes with it. Each saved letter is a version that stays; what was approved before lapses."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import NOT_SENT, Appeal, AppealEnclosure, AppealLetter, AppealStatus
from claims.rules.packets import FIXED
from claims.services.appeal_steps import locked_appeal, put_draft_step, renew_packet
from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence


class AppealSent(DomainError):
    """What was sent stays as it was sent."""

    code = "appeal_sent"
    message = "The appeal is {status}: its letter and its packet stay as they are."
    conflict = True


class LetterEmpty(DomainError):
    """A letter has a subject and a text."""

    code = "letter_empty"
    message = "Write a subject and a text."


class StaleLetter(DomainError):
    """Somebody else wrote a version after the form was opened."""

    code = "stale_letter"
    message = "Somebody else wrote letter {version} meanwhile. Open it again to see their text."
    conflict = True


class AlwaysEnclosed(DomainError):
    """The letter is not left out."""

    code = "always_enclosed"
    message = "The letter is always part of the packet."


@transaction.atomic
def write_letter(*, appeal: Appeal, subject: str, body: str, version: int | None = None, actor: Any, at: datetime) -> AppealLetter:
    """Add a version; a text that changes nothing adds none. `version` is the one the form was opened on.

    Raises LetterEmpty, AppealSent, StaleLetter.
    """
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    if not subject or not body:
        raise LetterEmpty()
    held = _unsent(appeal)
    last = held.letters.order_by("-version").first()
    if last and (last.subject, last.body) == (subject, body):
        return last
    if last and version not in (None, last.version):
        raise StaleLetter(version=last.version)
    letter = AppealLetter.objects.create(
        appeal=held, version=last.version + 1 if last else 1, template=last.template if last else None, subject=subject, body=body,
        written_at=at, written_by=actor,
    )
    held.note_event("appeal_letter_written", actor=actor, evidence=Evidence(at, detail={"version": letter.version}))
    _lapse(held, actor, at)
    return letter


@transaction.atomic
def choose_enclosure(*, appeal: Appeal, part: str, is_left_out: bool, note: str = "", actor: Any, at: datetime) -> AppealEnclosure:
    """Take a part of the packet in, or leave it out with a word why. Raises AlwaysEnclosed, AppealSent."""
    if part in FIXED:
        raise AlwaysEnclosed()
    held = _unsent(appeal)
    enclosure = held.enclosures.get(part=part)
    if enclosure.is_left_out == is_left_out:
        return enclosure
    enclosure.is_left_out, enclosure.note = is_left_out, note.strip()[:200] if is_left_out else ""
    enclosure.save(update_fields=["is_left_out", "note"])
    held.note_event("appeal_enclosures_chosen", actor=actor, evidence=Evidence(at, detail={"part": part, "left_out": is_left_out}))
    _lapse(held, actor, at)
    return enclosure


def _unsent(appeal: Appeal) -> Appeal:
    held = locked_appeal(appeal.pk)
    if held.status not in NOT_SENT:
        raise AppealSent(status=held.get_status_display().lower())
    return held


def _lapse(appeal: Appeal, actor: Any, at: datetime) -> None:
    """What was asked or approved was another packet."""
    if appeal.status != AppealStatus.DRAFT:
        appeal.approver = appeal.approved_at = None
        appeal.save(update_fields=["approver", "approved_at"])
        appeal.move_to(AppealStatus.DRAFT, actor=actor, evidence=Evidence(at, detail={"why": "changed"}), kind="appeal_approval_lapsed")
        put_draft_step(appeal, at)
    renew_packet(appeal, actor=actor)
