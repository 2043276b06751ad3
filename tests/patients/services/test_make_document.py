"""Documents that the system makes: once, stored by content, linked to their record."""

from datetime import UTC, datetime

import pytest

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.models import Job, JobState, WorkItem
from config.shared.registries import documents
from config.shared.services import jobs
from patients.models import Document
from patients.services.make_document import ask_document, make_document
from tests.factories.documents import blank_page
from tests.factories.patients import PatientFactory
from tests.factories.shared import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


class _Record:
    """A record of a test's own room."""

    def __init__(self) -> None:
        self.patient_id, self.document_id, self.refuses, self.made = PatientFactory().pk, None, None, 0

    def prepare(self, subject_id: int) -> documents.Draft | None:
        return None if self.document_id else documents.Draft("A test", self._make, self.patient_id)

    def keep(self, subject_id: int, document_id: int, *, actor_id: int | None, at: datetime) -> None:
        if self.refuses:
            raise self.refuses
        self.document_id = document_id

    def _make(self) -> bytes:
        self.made += 1
        return blank_page()


@pytest.fixture
def record(monkeypatch):
    held = _Record()
    monkeypatch.setattr(documents, "_kinds", {"test": documents.DocumentKind("test", "thing", held.prepare, held.keep, "things_without_pdf")})
    return held


def test_the_job_makes_stores_and_links_the_document(record):
    actor = UserFactory()

    ask_document("test", 7, actor=actor)
    jobs.run_due()

    document = Document.objects.get()
    assert record.document_id == document.pk
    assert blobs.read(document.sha256).startswith(b"%PDF")
    assert (document.page_count, document.subject_kind, document.subject_id, document.patient_id) == (1, "thing", 7, record.patient_id)
    assert document.added_by == actor


def test_asked_twice_it_is_made_once(record):
    ask_document("test", 7, actor=None)
    ask_document("test", 7, actor=None)
    jobs.run_due()
    make_document(kind="test", subject_id=7, actor_id=None, at=AT)

    assert Document.objects.count() == record.made == 1


def test_a_record_that_changed_meanwhile_keeps_no_document(record):
    record.refuses = DomainError

    with pytest.raises(DomainError):
        make_document(kind="test", subject_id=7, actor_id=None, at=AT)

    assert not Document.objects.exists()


def test_a_worker_that_was_overtaken_has_nothing_left_to_do(record):
    record.refuses = documents.HasItsDocument
    ask_document("test", 7, actor=None)
    jobs.run_due()

    assert Job.objects.get().state == JobState.DONE
    assert not Document.objects.exists()
    assert not WorkItem.objects.filter(closed_at=None).exists()


def test_asking_after_a_failure_tries_again(record):
    record.refuses = DomainError
    ask_document("test", 7, actor=None)
    jobs.run_due()
    assert Job.objects.get().state == JobState.FAILED
    assert WorkItem.objects.get(closed_at=None).queue == "things_without_pdf"

    record.refuses = None
    ask_document("test", 7, actor=None)
    jobs.run_due()

    assert Document.objects.count() == 1
    assert not WorkItem.objects.filter(closed_at=None).exists()


def test_a_kind_is_registered_once(record):
    with pytest.raises(ValueError, match="differently"):
        documents.register(documents.DocumentKind("test", "other", record.prepare, record.keep, "things_without_pdf"))
