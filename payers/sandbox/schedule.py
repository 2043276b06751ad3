"""What is to happen, and when: jobs as rows, each done in one transaction with all it causes.

Other modules `add` jobs and register the handler of a kind; `run_due` does them in the order of their moments, each as
of its own moment, so a clock that jumps ahead by a month still dates every step rightly. A job that fails is marked
with its problem and shown by `GET /control/state`; it never stops the others.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from payers.sandbox.clock import parse_moment, stamp
from payers.sandbox.store import Store

Handler = Callable[..., None]
log = logging.getLogger("payers.sandbox")


class Schedule:
    """The jobs of the sandbox."""

    def __init__(self, store: Store):
        self.store = store
        self.handlers: dict[str, Handler] = {}

    def register(self, kind: str, handler: Handler) -> None:
        """`handler(at=moment, **body)` does the jobs of this kind."""
        self.handlers[kind] = handler

    def add(self, kind: str, *, due_at: datetime, once_key: str | None = None, **body) -> None:
        """Add a job; with a `once_key` that an open job already has, nothing is added."""
        self.store.execute(
            "INSERT INTO job (kind, due_at, body, once_key) VALUES (?, ?, ?, ?) ON CONFLICT (once_key) WHERE done_at IS NULL DO NOTHING",
            kind,
            stamp(due_at),
            json.dumps(body),
            once_key,
        )

    def run_next(self, now: datetime) -> str | None:
        """Do the first job that is due; its kind, or None when nothing is."""
        job = self.store.row("SELECT * FROM job WHERE done_at IS NULL AND due_at <= ? ORDER BY due_at, id LIMIT 1", stamp(now))
        if job is None:
            return None
        try:
            with self.store.transaction():
                self.handlers[job["kind"]](at=parse_moment(job["due_at"]), **json.loads(job["body"]))
                self._finish(job, now)
        except Exception as problem:
            log.exception("job %s (%s) failed", job["id"], job["kind"])
            with self.store.transaction():
                self._finish(job, now, problem=f"{type(problem).__name__}: {problem}")
        return job["kind"]

    def run_due(self, now: datetime) -> Counter:
        done: Counter = Counter()
        while kind := self.run_next(now):
            done[kind] += 1
        return done

    def next_due(self) -> str | None:
        return self.store.row("SELECT min(due_at) AS due_at FROM job WHERE done_at IS NULL")["due_at"]

    def waiting(self) -> list[dict]:
        """Jobs not done, and those that failed."""
        return [
            {"kind": job["kind"], "due_at": job["due_at"], "problem": job["problem"]} | json.loads(job["body"])
            for job in self.store.rows("SELECT * FROM job WHERE done_at IS NULL OR problem IS NOT NULL ORDER BY due_at, id")
        ]

    def _finish(self, job, now: datetime, *, problem: str | None = None) -> None:
        self.store.execute("UPDATE job SET done_at = ?, problem = ? WHERE id = ?", stamp(now), problem, job["id"])
