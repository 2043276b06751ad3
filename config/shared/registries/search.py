"""Sources of the one search box. Each app registers `find(text, user, limit) -> list[Hit]` for its group."""

from collections.abc import Callable
from dataclasses import dataclass


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


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a group of answers."""
    _sources[source.key] = source


def every() -> list[Source]:
    """All sources in the order of registration."""
    return list(_sources.values())
