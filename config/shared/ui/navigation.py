"""The workplaces in the rail. Apps register theirs in AppConfig.ready(); the frame shows those that a user may enter.

Invariant: a workplace whose URL does not exist, or that the user's role may not enter, is absent, never grey.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from config.shared.permissions import allows


@dataclass(frozen=True, slots=True)
class Workplace:
    """`letter` follows `g`; `position` orders the rail (10 today ... 100 settings); `count(user)` is one cheap query or None."""

    key: str
    label: str
    icon: str
    url_name: str
    letter: str
    permission: str
    position: int = 90
    count: Callable[..., int | None] | None = None


@dataclass(frozen=True, slots=True)
class RailItem:
    """One line of the rail, ready for the template."""

    key: str
    label: str
    icon: str
    url: str
    letter: str
    count: int | None
    current: bool


_workplaces: dict[str, Workplace] = {}


def register(workplace: Workplace) -> None:
    """Add a workplace. The same key twice must be the same; a letter belongs to one workplace."""
    if _workplaces.setdefault(workplace.key, workplace) != workplace:
        raise ValueError(f"workplace {workplace.key} is registered differently")
    if any(other.letter == workplace.letter for other in _workplaces.values() if other.key != workplace.key):
        raise ValueError(f"workplace {workplace.key}: letter {workplace.letter} is taken")


def every() -> list[Workplace]:
    """All workplaces from top to bottom."""
    return sorted(_workplaces.values(), key=lambda workplace: (workplace.position, workplace.key))


def rail(user, path: str = "", current: str = "") -> list[RailItem]:
    """What `user` may enter; current is the named workplace, or the one with the longest URL that `path` starts with."""
    places = [(place, url) for place in every() if allows(user, place.permission) and (url := _url(place))]
    here = current or _nearest(places, path)
    return [
        RailItem(place.key, place.label, place.icon, url, place.letter, place.count(user) if place.count else None, place.key == here)
        for place, url in places
    ]


def landing(user) -> str | None:
    """Where a user starts who has no page of their own: the first workplace they may enter."""
    for place in every():
        if allows(user, place.permission) and (url := _url(place)):
            return url
    return None


def _url(place: Workplace) -> str | None:
    try:
        return reverse(place.url_name)
    except NoReverseMatch:
        return None


def _nearest(places: list[tuple[Workplace, str]], path: str) -> str:
    matching = [(len(url), place.key) for place, url in places if path == url or (url != "/" and path.startswith(url))]
    return max(matching)[1] if matching else ""
