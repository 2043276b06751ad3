"""What the rooms put on the home page beside its grid: deadlines, what arrived, health, figures. Filled in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section. `tone` is a state's colour (risk, need, done); `link` is the word that leads to `url`."""

    text: str
    note: str = ""
    amount: Decimal | None = None
    link: str = ""
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`lines` takes, for arrivals, the moment since when; for health, now. One query, or two."""

    key: str
    permission: str
    lines: Callable[..., list[Line]]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that has to be done by a day, with the record it belongs to."""

    day: date
    step: str
    label: str
    url: str
    amount: Decimal
    record: tuple[str, int]
    patient_id: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """How many deadlines a day has, what is at stake, and how many of them are the user's own."""

    count: int
    amount: Decimal
    own: int


@dataclass(frozen=True, slots=True)
class DeadlineSource:
    """`count(first, last, user)`: the days that have any. `rows(first, last, owner, limit)`: deadlines of one owner, or of all. One query each."""

    key: str
    permission: str
    count: Callable[..., dict[date, Days]]
    rows: Callable[..., list[Deadline]]


@dataclass(frozen=True, slots=True)
class Month:
    """What a figure is made of in one month; the last one runs to today. `value` is None where there is nothing to divide by."""

    first: date
    last: date
    numerator: Decimal
    denominator: Decimal
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A record behind a figure, with its part of it."""

    label: str
    url: str
    detail: str
    amount: Decimal
    patient_id: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures: how it is made, what is good, and its records in a month: `rows(month, limit)`, the largest first.

    `unit`: days, percent or dollars. `target` None: the month is held against its denominator.
    """

    key: str
    label: str
    formula: str
    numerator: str
    denominator: str
    unit: str
    target: Decimal | None
    lower_is_better: bool
    rows_title: str
    rows: Callable[..., list[FigureRow]]


@dataclass(frozen=True, slots=True)
class FigureSource:
    """Figures of one room; `load(day)` gives the months of each by its key, oldest first."""

    permission: str
    figures: tuple[Figure, ...]
    load: Callable[..., dict[str, list[Month]]]


_arrivals: dict[str, Source] = {}
_health: dict[str, Source] = {}
_deadlines: dict[str, DeadlineSource] = {}
_figures: list[FigureSource] = []


def register_arrivals(source: Source) -> None:
    """Add lines to "Arrived since"."""
    _arrivals[source.key] = source


def register_health(source: Source) -> None:
    """Add lines to "Payers and connections"."""
    _health[source.key] = source


def register_deadlines(source: DeadlineSource) -> None:
    """Add deadlines of one kind of record."""
    _deadlines[source.key] = source


def register_figures(source: FigureSource) -> None:
    """Add a room's figures."""
    if source not in _figures:
        _figures.append(source)


def arrivals() -> list[Source]:
    """In the order of registration."""
    return list(_arrivals.values())


def health() -> list[Source]:
    """In the order of registration."""
    return list(_health.values())


def deadlines() -> list[DeadlineSource]:
    """In the order of registration."""
    return list(_deadlines.values())


def figures() -> list[FigureSource]:
    """In the order of registration."""
    return list(_figures)
