"""What a payer's refund is about: a record of a higher room, named by kind, which hears when the refund is refused or paid.

Called by billing in the transaction that decides or pays. `paid` posts what the money was about, or refuses by a DomainError.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol


class RefundCause(Protocol):
    """The higher room's side of a refund to a payer."""

    def refused(self, cause_id: int, *, reason: str, actor: Any, at: datetime) -> None: ...

    def paid(self, cause_id: int, *, refund_id: int, amount: Decimal, actor: Any, at: datetime) -> None: ...


_causes: dict[str, RefundCause] = {}


def register(kind: str, cause: RefundCause) -> None:
    """Name who keeps records of that kind."""
    _causes[kind] = cause


def cause_of(kind: str) -> RefundCause | None:
    """Who keeps records of that kind; None where nobody needs to hear."""
    return _causes.get(kind)
