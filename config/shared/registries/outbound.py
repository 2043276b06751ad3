"""Who wants to know that an outbound interchange has left: registered by transaction type, called by the room that delivers.

The listener runs in the database transaction that marks the interchange as delivered, once per interchange (a second call is harmless).
"""

from collections.abc import Callable
from datetime import datetime

OnDelivered = Callable[..., None]
_listeners: dict[str, OnDelivered] = {}


def register(transaction_type: str, on_delivered: OnDelivered) -> None:
    """Give `transaction_type` (837P, 276) its only listener: `on_delivered(interchange_id=..., at=...)`."""
    held = _listeners.setdefault(transaction_type, on_delivered)
    if held is not on_delivered:
        raise ValueError(f"{transaction_type} already has a listener")


def delivered(transaction_type: str, *, interchange_id: int, at: datetime) -> None:
    """Tell the listener, where there is one, that the interchange has left."""
    listener = _listeners.get(transaction_type)
    if listener is not None:
        listener(interchange_id=interchange_id, at=at)
