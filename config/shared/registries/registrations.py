"""Who wants to know that a patient's registration changed: billing, whose unsent claims would say something else now.

Called by the room that keeps patients, at the end of the database transaction that changed a patient or a coverage.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

Listener = Callable[..., None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Add `listener(patient_ids, actor=..., at=...)`; the same one twice is harmless."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(patient_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Tell every listener that what we know about these patients or their coverages has changed."""
    ids = list(patient_ids)
    for listener in _listeners:
        listener(ids, actor=actor, at=at)
