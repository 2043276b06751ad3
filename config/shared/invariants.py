"""Checks of `verify` that this room can make: every job of the past ended, every stored blob is there. Registered in apps.py."""

from config.shared.models import Event
from config.shared.registries.invariants import Broken, Result


def events_are_numbered() -> Result:
    """Invariant 4: the events of a subject are numbered 1..n without a gap."""
    from django.db.models import Count, Max

    rows = Event.objects.values("subject_kind", "subject_id").annotate(last=Max("seq"), held=Count("id"))
    broken = [
        Broken(f"{row['subject_kind']} {row['subject_id']}", f"{row['held']} events, the last is number {row['last']}")
        for row in rows if row["last"] != row["held"]
    ]
    return Result(checked=len(rows), broken=broken)
