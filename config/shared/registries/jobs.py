"""Kinds of jobs: who runs a job row, and on which Celery queue its hint travels.

`run(job, at)` does the work in its own transactions and must be harmless when it runs twice. `failed(job, code, at)` puts what a job
that ended without success leaves undone before a person (invariant 5); `code` is its last error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JobKind:
    """`lease_seconds`: how soon another worker takes a job up whose worker died. A worker that lives renews its lease while it works.

    `needs_now` is False where the moment that counts is the one it was asked for, as with a document: such a job runs while a demo is loaded, too.
    """

    key: str
    queue: str
    run: Callable[..., Any]
    failed: Callable[..., Any]
    lease_seconds: int = 60
    needs_now: bool = True


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Add a kind of job."""
    _kinds[kind.key] = kind


def every() -> dict[str, JobKind]:
    """All kinds by their keys."""
    return dict(_kinds)


def get(key: str) -> JobKind:
    """The kind with this key. Raises KeyError."""
    return _kinds[key]
