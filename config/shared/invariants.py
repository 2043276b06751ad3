"""Checks of `verify` that this room can make: routes against the matrix, and the numbering of events."""

from django.db.models import Count, F, Max
from django.urls import URLPattern, URLResolver, get_resolver

from config.shared.access import matrix
from config.shared.models import Event
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result


def register() -> None:
    """Called when the app is ready."""
    invariants.register(4, "events are numbered without a gap", events_are_numbered)
    invariants.register(8, "every route stands in the permission matrix", routes_are_listed)


def events_are_numbered() -> Result:
    """Invariant 4: the events of a subject are numbered 1..n; a missing one was removed."""
    subjects = Event.objects.values("subject_kind", "subject_id").annotate(last=Max("seq"), held=Count("id")).order_by()
    gaps = subjects.exclude(last=F("held"))[:1000]
    broken = [
        Broken(f"{row['subject_kind']} {row['subject_id']}", f"holds {row['held']} events, the last is number {row['last']}") for row in gaps
    ]
    return Result(checked=subjects.count(), broken=broken)


def routes_are_listed() -> Result:
    """Invariant 8: each route has a line in the matrix, and each line has a route."""
    routes = set(route_names())
    listed = {route for route, _ in matrix.load()}
    broken = [Broken(f"route {name}", "has no line in routes.csv") for name in sorted(routes - listed)]
    broken += [Broken(f"line {name}", "names no route") for name in sorted(listed - routes)]
    return Result(checked=len(routes), broken=broken)


def route_names(resolver: URLResolver | None = None, space: str = "") -> list[str]:
    """Every route's full name ("claims:detail"), unnamed ones as their pattern."""
    names: list[str] = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            names += route_names(entry, inner)
        elif isinstance(entry, URLPattern):
            names.append(f"{space}{entry.name}" if entry.name else f"unnamed {entry.pattern}")
    return names
