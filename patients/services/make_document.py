"""Documents that the system makes: ask for one, and make it on the documents worker. Its kind says what it consists of (registries.documents)."""

import contextlib
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from pypdf import PdfReader

from config.shared import blobs, clock
from config.shared.models import Job, JobState
from config.shared.registries import documents
from config.shared.registries.documents import MAKE, HasItsDocument, job_key
from config.shared.services import jobs
from config.shared.services.work_items import NextStep, close_items, put_next_step
from patients.models import Document

ITEM = "document"


def ask_document(kind: str, subject_id: int, *, actor: Any, version: int = 1) -> Job:
    """Have the document made soon. Asking again is harmless; after a failure it gives the job another round."""
    args = {"kind": kind, "subject_id": subject_id, "actor_id": actor.pk if actor is not None else None}
    job = jobs.enqueue(MAKE, key=job_key(kind, subject_id, version), args=args)
    if job.state == JobState.FAILED and jobs.retry_failed(job):
        jobs.hint(job)
    return job


def was_asked(kind: str, subject_id: int, version: int = 1) -> bool:
    """Whether somebody wants the document already."""
    return Job.objects.filter(key=job_key(kind, subject_id, version)).exists()


def ask_documents(kind: str, subject_ids: Iterable[int], *, actor: Any) -> None:
    """Have a document made for each of many records: two queries, and a hint for each."""
    now, ids = clock.now(), list(subject_ids)
    args = {"kind": kind, "actor_id": actor.pk if actor is not None else None}
    Job.objects.bulk_create([
        Job(kind=MAKE, key=job_key(kind, pk), args={**args, "subject_id": pk}, run_at=now, created_at=now) for pk in ids
    ], ignore_conflicts=True)
    for job in Job.objects.filter(key__in=[job_key(kind, pk) for pk in ids], state=JobState.READY):
        jobs.hint(job)


def make_document(*, kind: str, subject_id: int, actor_id: int | None, at: datetime) -> Document | None:
    """Make the PDF, store its bytes, and link it to its record; None where the record wants none any more.

    The bytes are made before the transaction, which only keeps them: a second run finds the record with its document and stops.
    """
    known = documents.get(kind)
    draft = known.prepare(subject_id)
    if draft is None:
        return None
    content = draft.make()
    sha256 = blobs.store(content)
    with transaction.atomic():
        document = Document.objects.create(
            patient_id=draft.patient_id, subject_kind=known.subject_kind, subject_id=subject_id, kind=kind, title=draft.title, sha256=sha256,
            size=len(content), page_count=len(PdfReader(BytesIO(content)).pages), added_at=at, added_by_id=actor_id,
        )
        known.keep(subject_id, document.pk, actor_id=actor_id, at=at)
        close_items(known.subject_kind, [subject_id], reason="made", kind=ITEM)
    return document


def run_job(job: Job, at: datetime) -> None:
    """The runner of the job kind. Where another worker was first, there is nothing left to do."""
    with contextlib.suppress(HasItsDocument):
        make_document(kind=job.args["kind"], subject_id=job.args["subject_id"], actor_id=job.args["actor_id"], at=at)


def job_failed(job: Job, code: str, at: datetime) -> None:
    """A document that could not be made stands on its kind's queue, until its page's "try again" makes it. `code` is the last error."""
    known = documents.get(job.args["kind"])
    text = f"Its PDF could not be made ({code}): try again on its page"
    put_next_step(NextStep(known.subject_kind, job.args["subject_id"], known.queue, clock.day_of(at), text[:120], kind=ITEM))
