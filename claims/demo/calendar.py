"""On which days who comes: drawn once from the seed, each patient's visits spread over the demo's working days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from claims.demo.chance import Chance

YEAR = 365
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Visit:
    """Visit `ordinal` (from 0) of person `person` on a day."""

    person: int
    ordinal: int

    @property
    def name(self) -> str:
        return f"{self.person}-{self.ordinal}"


def working_days(first: date, last: date) -> list[date]:
    """Monday to Friday, both ends included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def visits(chance: Chance, *, patients: int, a_year: float, first: date, last: date) -> dict[date, list[Visit]]:
    """The visits by day. Every patient comes at least once; together they come `a_year` times a patient and year."""
    days = working_days(first, last)
    mean = a_year * (last - first).days / YEAR
    found: dict[date, list[Visit]] = defaultdict(list)
    for person in range(patients):
        luck = chance.of("visits", person)
        count = max(1, min(len(days), round(luck.gammavariate(2.0, mean / 2.0))))
        for ordinal, place in enumerate(sorted(luck.sample(range(len(days)), count))):
            found[days[place]].append(Visit(person, ordinal))
    return dict(found)
