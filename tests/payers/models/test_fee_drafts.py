"""States of drafts and of files read for them, and what the database holds of both."""

import pytest
from django.db import IntegrityError, transaction

from config.shared.errors import TransitionNotAllowed
from config.shared.services.record_event import Evidence
from payers.models import DraftStatus, FeeDraft, FeeImport, FeeImportStatus
from tests.factories.fees import AT, make_draft, make_file, make_schedule

pytestmark = pytest.mark.django_db


def walks(row, before, after, *, allowed):
    row.status = before
    if allowed:
        row.move_to(after, actor=None, evidence=Evidence(at=AT))
        assert row.status == after
    else:
        with pytest.raises(TransitionNotAllowed):
            row.move_to(after, actor=None, evidence=Evidence(at=AT))


@pytest.mark.parametrize("after", FeeImportStatus.values)
@pytest.mark.parametrize("before", FeeImportStatus.values)
def test_a_file_moves_as_its_table_says(before, after):
    walks(make_file(), before, after, allowed=after in FeeImport.TRANSITIONS[before])


@pytest.mark.parametrize("after", DraftStatus.values)
@pytest.mark.parametrize("before", DraftStatus.values)
def test_a_draft_moves_as_its_table_says(before, after):
    draft = make_draft()
    FeeDraft.objects.filter(pk=draft.pk).update(applied_version=draft.base)
    walks(draft, before, after, allowed=after in FeeDraft.TRANSITIONS[before])


def test_the_database_refuses_a_second_open_draft_and_an_applied_one_without_its_version():
    draft = make_draft(make_schedule())

    with pytest.raises(IntegrityError, match="fee_draft_one_open"), transaction.atomic():
        FeeDraft.objects.create(schedule=draft.schedule, valid_from=draft.valid_from, note="x", started_by=draft.started_by, started_at=AT)
    with pytest.raises(IntegrityError, match="fee_draft_applied_version"), transaction.atomic():
        FeeDraft.objects.filter(pk=draft.pk).update(status="applied")


def test_the_database_refuses_the_same_file_twice_in_a_draft():
    fee_import = make_file()
    fee_import.pk = fee_import.public_id = None
    fee_import.public_id = "00000000-0000-7000-8000-000000000001"

    with pytest.raises(IntegrityError, match="fee_import_once"), transaction.atomic():
        fee_import.save(force_insert=True)
