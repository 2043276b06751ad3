"""Notices that stand on every page while something goes on that everybody should know of. A room registers how to read its own.

`read()` gives the notice or None, and is asked once a page: one that costs a query remembers when there is nothing more to say.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One line, with how far it is: `done` of `total`."""

    text: str
    done: int
    total: int


_readers: dict[str, Callable[[], Notice | None]] = {}


def register(key: str, read: Callable[[], Notice | None]) -> None:
    """Add a reader under its key."""
    _readers[key] = read


def standing() -> list[Notice]:
    """What is to be said now."""
    return [notice for read in _readers.values() if (notice := read()) is not None]
