"""The one source of now and today.

`now()` is wall time unless this process set its own time (demo loading, tests). `today()` is the day in the practice's
zone. Logins, limits and tokens never use this module: they live in wall time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

_own_time: datetime | None = None


def practice_zone() -> ZoneInfo:
    """The zone in which the practice's days begin and end."""
    return ZoneInfo(settings.PRACTICE_TIME_ZONE)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _own_time or datetime.now(UTC)


def today() -> date:
    """The practice's calendar day."""
    return now().astimezone(practice_zone()).date()


def day_of(moment: datetime) -> date:
    """The practice's calendar day of `moment`."""
    return moment.astimezone(practice_zone()).date()


def set_own_time(moment: datetime | None) -> None:
    """Give this process its own time; None returns it to wall time."""
    global _own_time
    if moment is not None and moment.tzinfo is None:
        raise ValueError("an own time must be aware")
    _own_time = moment.astimezone(UTC) if moment else None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Run a block with the process's own time."""
    before = _own_time
    set_own_time(moment)
    try:
        yield
    finally:
        set_own_time(before)
