"""State machines as data: a table beside the choices, one mixin that checks it and writes the event."""

from collections.abc import Mapping
from typing import Any, ClassVar

from config.shared.errors import TransitionNotAllowed
from config.shared.services.record_event import Evidence, NewEvent, record_event


class Stateful:
    """A model with `status`, SUBJECT_KIND and TRANSITIONS. The row must be locked by the caller (select_for_update)."""

    SUBJECT_KIND: ClassVar[str]
    TRANSITIONS: ClassVar[Mapping[str, frozenset[str]]]
    status: str
    pk: Any

    def may_move_to(self, status: str) -> bool:
        """Whether the table has a way from the present status."""
        return status in self.TRANSITIONS[self.status]

    def move_to(self, status: str, *, actor: Any, evidence: Evidence, kind: str = "") -> None:
        """Change the status and record it. Raises TransitionNotAllowed.

        Saves only `status`; other fields are the caller's.
        """
        before = self.status
        if not self.may_move_to(status):
            raise TransitionNotAllowed(kind=self.SUBJECT_KIND, from_state=before, to_state=status)
        self.status = status
        self.save(update_fields=["status"])
        record_event(NewEvent(self.SUBJECT_KIND, self.pk, kind or f"{self.SUBJECT_KIND}_{status}", evidence, before, status, actor))

    def note_event(self, kind: str, *, actor: Any, evidence: Evidence) -> None:
        """Record evidence that moves nothing (stale, repeated, or for information)."""
        record_event(NewEvent(self.SUBJECT_KIND, self.pk, kind, evidence, self.status, self.status, actor))
