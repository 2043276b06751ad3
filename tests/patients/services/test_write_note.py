"""Notes on a record."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from config.shared.models import Note
from patients.services.write_note import CardNumberInText, NoteIsEmpty, write_note
from tests.factories.patients import PatientFactory
from tests.factories.shared import FrontDeskFactory

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_note_keeps_who_and_when():
    patient, clerk = PatientFactory(), FrontDeskFactory()

    note = write_note("patient", patient.pk, " Prefers mornings. ", actor=clerk, at=AT)

    assert (note.text, note.author, note.written_at, note.subject_id) == ("Prefers mornings.", clerk, AT, patient.pk)


def test_a_card_number_is_not_kept():
    with pytest.raises(CardNumberInText):
        write_note("patient", 1, "pays by 4111 1111 1111 1111", actor=FrontDeskFactory(), at=AT)

    assert not Note.objects.exists()


def test_an_empty_note_is_none():
    with pytest.raises(NoteIsEmpty):
        write_note("patient", 1, " \n", actor=FrontDeskFactory(), at=AT)


def test_a_note_is_never_changed():
    note = write_note("patient", 1, "Called.", actor=FrontDeskFactory(), at=AT)

    with pytest.raises(IntegrityError):
        Note.objects.filter(pk=note.pk).update(text="Did not call.")
