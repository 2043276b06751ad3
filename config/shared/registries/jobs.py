"""Kinds of jobs: who runs a job row, and on which Celery queue its hint travels.

`run(job, at)` does the work in its own transactions and must be harmless when it runs twice. `failed(job, code, at)` puts what a job
that ended without success leaves undone before a person (invariant 5); `code` is its last error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JobKind:
    """`lease_seconds`: how soon another worker takes a job up whose worker died. A worker that lives renews its lease while it works."""

    key: str
    queue: str
    run: Callable[..., Any]
    failed: Callable[..., Any]
    lease_seconds: int = 60


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Add a kind of job."""
    _kinds[kind.key] = kind


def get(key: str) -> JobKind:
    """The kind with this key. Raises KeyError."""
    return _kinds[key]
