"""The sandbox's clock: wall time, or a date that `POST /control/clock` sets.

A delay in the plan book is a plain number: days while the clock is set, seconds while it is the wall's. A set clock
stands still until it is set again, and survives a restart (it lives in the database).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass
class Clock:
    """Now, and how long a plan book's number lasts."""

    zone: ZoneInfo
    seconds_per_unit: float = 1.0
    set_to: datetime | None = None
    wall: Callable[[], datetime] = lambda: datetime.now(UTC)

    def now(self) -> datetime:
        return self.set_to or self.wall()

    def after(self, at: datetime, units: float) -> datetime:
        """The moment `units` later than `at`."""
        return at + self._length(units)

    def next_run(self, at: datetime, every: float) -> datetime:
        """The first pay run at or after `at`, when runs come every so many units."""
        step = self._length(every)
        if not step:
            return at
        epoch = datetime(2020, 1, 1, 12, tzinfo=UTC)
        return epoch - (epoch - at) // step * step

    def local_date(self, at: datetime) -> date:
        """The calendar day of `at` where the payers are; this is what stands on their files."""
        return at.astimezone(self.zone).date()

    def _length(self, units: float) -> timedelta:
        return timedelta(days=units) if self.set_to else timedelta(seconds=units * self.seconds_per_unit)


def parse_moment(text: str) -> datetime:
    """An aware UTC moment from ISO text; a date alone is its noon, a missing zone is UTC."""
    moment = datetime.fromisoformat(text)
    if len(text) == 10:
        moment = moment.replace(hour=12)
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).astimezone(UTC)


def stamp(moment: datetime) -> str:
    """ISO text that sorts as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
