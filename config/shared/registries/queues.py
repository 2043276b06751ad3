"""Queues of work items, as the home page and the rail count them."""

from dataclasses import dataclass

BEFORE_SENDING, SENT, FIGHT, MONEY_IN, PATIENT = STAGES = ("Before sending", "Sent", "Fight", "Money in", "Patient")

@dataclass(frozen=True, slots=True)
class Queue:
    """`list_url`: the URL name of the list that shows exactly this queue. `service_days`: how old an item may get. `stage`: its group."""

    key: str
    label: str
    permission: str
    list_url: str
    service_days: int = 3
    stage: str = ""


_queues: dict[str, Queue] = {}


def register(queue: Queue) -> None:
    """Add a queue; the same key twice must be the same queue."""
    if _queues.setdefault(queue.key, queue) != queue:
        raise ValueError(f"queue {queue.key} is registered differently")


def every() -> list[Queue]:
    """All queues in the order of registration."""
    return list(_queues.values())


def get(key: str) -> Queue:
    """The queue with this key. Raises KeyError."""
    return _queues[key]
