"""Write a note on a record. Notes are append-only; the number of a payment card is refused, since notes are read by everybody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from config.shared.errors import DomainError
from config.shared.models import Note
from patients.rules.registration import looks_like_card_number


class NoteIsEmpty(DomainError):
    """Nothing was written."""

    code = "note_is_empty"
    message = "Write something first."


class CardNumberInText(DomainError):
    """The text holds what looks like the number of a payment card."""

    code = "card_number_in_text"
    message = "This looks like a payment card number. Card numbers must not be kept here."


@transaction.atomic
def write_note(subject_kind: str, subject_id: int, text: str, *, actor: Any, at: datetime) -> Note:
    """Keep a note. Raises NoteIsEmpty, CardNumberInText."""
    return write_notes(subject_kind, [subject_id], text, actor=actor, at=at)[0]


@transaction.atomic
def write_notes(subject_kind: str, subject_ids: Iterable[int], text: str, *, actor: Any, at: datetime) -> list[Note]:
    """Keep the same note on several records: one query. Raises NoteIsEmpty, CardNumberInText."""
    text = text.strip()
    if not text:
        raise NoteIsEmpty()
    if looks_like_card_number(text):
        raise CardNumberInText()
    return Note.objects.bulk_create(
        Note(subject_kind=subject_kind, subject_id=subject_id, text=text, author=actor, written_at=at) for subject_id in subject_ids
    )
