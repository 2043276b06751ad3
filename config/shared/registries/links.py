"""From (kind, id) to a page: events, work items, notes and documents name records of higher rooms without importing them.

A resolver takes many ids and returns `{id: Link}` with one query.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


Resolver = Callable[[Iterable[int]], dict[int, Link]]
_resolvers: dict[str, Resolver] = {}


def register(kind: str, resolver: Resolver) -> None:
    """Give a kind of record its resolver."""
    _resolvers[kind] = resolver


def resolve(kind: str, ids: Iterable[int]) -> dict[int, Link]:
    """Links of the records that exist; unknown kinds give none."""
    resolver = _resolvers.get(kind)
    return resolver(ids) if resolver else {}
