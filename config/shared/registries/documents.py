"""Kinds of documents that the system makes: a room says what a document of one of its records consists of, and keeps what was made.

The job that makes it is `patients.services.make_document`, on the queue of the documents worker.
"""

from collections.abc import Callable
from dataclasses import dataclass

from config.shared.errors import DomainError

MAKE = "make_document"  # the kind of the job


class HasItsDocument(DomainError):
    """Another worker made the document first."""

    code = "has_its_document"
    message = "The document was made already."
    conflict = True


@dataclass(frozen=True, slots=True)
class Draft:
    """What will be made. `make` returns the PDF's bytes, outside of any transaction: `partial(render, TEMPLATE, data, at=at)`, or joined ones."""

    title: str
    make: Callable[[], bytes]
    patient_id: int | None = None


Prepare = Callable[[int], Draft | None]
Keep = Callable[..., None]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """`key` is Document.kind, `subject_kind` the kind of its record.

    `prepare(subject_id)` gives the draft, or None where the record has its document already (or wants none any more).
    `keep(subject_id, document_id, actor_id, at)` links the finished Document in the transaction that makes its row; it locks the record. It
    raises HasItsDocument where another was first, DomainError where the record changed meanwhile; either forgets the document.
    `queue` holds the records whose document could not be made.
    """

    key: str
    subject_kind: str
    prepare: Prepare
    keep: Keep
    queue: str


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> None:
    """Add a kind; a key given twice must be the same kind."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"document {kind.key} is registered differently")


def get(key: str) -> DocumentKind:
    """The kind with this key. Raises KeyError."""
    return _kinds[key]


def job_key(kind: str, subject_id: int, version: int = 1) -> str:
    """One job per kind, record and version of it."""
    return f"document {kind} {subject_id} {version}"
