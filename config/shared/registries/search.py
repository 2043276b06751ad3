"""Sources of the one search box. Each app registers `find(text, user, limit) -> list[Hit]` for its group."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: `exact` hits come first. `patient_ids` feed the access log."""

    title: str
    detail: str
    url: str
    exact: bool = False
    patient_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    key: str
    label: str
    permission: str
    find: Callable[..., list[Hit]]


LARGEST = Decimal(10) ** 10
_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a group of answers."""
    _sources[source.key] = source


def every() -> list[Source]:
    """All sources in the order of registration."""
    return list(_sources.values())


def amount_in(text: str) -> Decimal | None:
    """What was typed, as dollars: "1,204.50", "$330". None where it is no amount."""
    try:
        amount = Decimal(text.replace(",", "").replace("$", "").strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < LARGEST else None
