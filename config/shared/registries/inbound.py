"""Who handles an inbound X12 transaction, by its type. No handler means a visible exception.

A handler runs in one savepoint per transaction: `handler(transaction, evidence, at) -> Outcome`. Raising DomainError undoes
what it did and leaves the transaction as an exception with the error's code and sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a transaction: fate is processed, pending, exception or duplicate; code and message say why."""

    fate: str = "processed"
    code: str = ""
    message: str = ""


Handler = Callable[[Any, Any, datetime], Outcome]
_handlers: dict[str, Handler] = {}


def register(transaction_type: str, handler: Handler) -> None:
    """Give `transaction_type` (999, TA1, 277CA, 277, 835, 271) its only handler. Registering the same one again is harmless."""
    held = _handlers.setdefault(transaction_type, handler)
    if held is not handler:
        raise ValueError(f"{transaction_type} already has a handler")


def handler_for(transaction_type: str) -> Handler | None:
    """The handler, or None where nobody registered."""
    return _handlers.get(transaction_type)
