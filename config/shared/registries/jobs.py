"""Kinds of jobs: who runs a job row, and on which Celery queue its hint travels.

`run(job, at)` does the work in its own transactions and must be harmless when it runs twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JobKind:
    """`lease_seconds` must exceed the longest run: a lease that expires hands the job to another worker."""

    key: str
    queue: str
    run: Callable[..., Any]
    lease_seconds: int = 300


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Add a kind of job."""
    _kinds[kind.key] = kind


def get(key: str) -> JobKind:
    """The kind with this key. Raises KeyError."""
    return _kinds[key]
