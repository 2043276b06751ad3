"""Who wants to know that encounters were entered or corrected: claims, which builds from them. Called by the room that keeps encounters.

Listeners run in the caller's database transaction, for any number of encounters at once. Guards are asked before money moves:
while a payer has the claim, its lines stay as they are.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol


class Listener(Protocol):
    """What a higher room does with encounters."""

    def entered(self, encounter_ids: list[int], *, actor: Any, at: datetime) -> None: ...

    def corrected(self, encounter_ids: list[int], *, actor: Any, at: datetime) -> None: ...


_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Add a listener; the same one twice is harmless."""
    if listener not in _listeners:
        _listeners.append(listener)


def entered(encounter_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Tell every listener that encounters are complete: charges posted, order of payers set."""
    ids = list(encounter_ids)
    for listener in _listeners:
        listener.entered(ids, actor=actor, at=at)


def corrected(encounter_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Tell every listener that what a claim would say about these encounters has changed."""
    ids = list(encounter_ids)
    for listener in _listeners:
        listener.corrected(ids, actor=actor, at=at)


Guard = Callable[[list[int]], dict[int, str]]
_guards: list[Guard] = []


def register_guard(guard: Guard) -> None:
    """Add a guard; the same one twice is harmless."""
    if guard not in _guards:
        _guards.append(guard)


def why_not(encounter_ids: Iterable[int]) -> dict[int, str]:
    """Encounters whose lines can't be taken back or added to just now, with the reason as a sentence."""
    ids = list(encounter_ids)
    return {pk: reason for guard in _guards for pk, reason in guard(ids).items()}
