"""The right column of the home page: the user's most urgent steps, deadlines by day, what arrived, how payers and connections do.

Called by the home views. What it shows comes from config.shared.registries.today; a source that the user may not see is absent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from config.shared import clock
from config.shared.money import ZERO
from config.shared.permissions import allows
from config.shared.registries import links, today
from config.shared.registries.today import Deadline, Line
from config.shared.ui.queue_grid import open_items
from config.shared.ui.since import begin_of, last_working_day

DAYS = 14
SOON = 7
FIRST = 3
MOST = 500
BASE, TALLEST, STEP, SIDE = 50, 36, 27, 3
WORST_FIRST = ("risk", "need", "wait", "done", "")


@dataclass(frozen=True, slots=True)
class Start:
    """One of the user's next steps. `day` is its deadline where it has one, else the day somebody planned it for."""

    step: str
    label: str
    url: str
    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of the chart: its numbers, and the rectangle in the units of the drawing."""

    day: date
    count: int
    amount: Decimal
    own: int
    tone: str
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + 9

    @property
    def label_y(self) -> int:
        return self.y - 4


@dataclass(frozen=True, slots=True)
class Chart:
    """The deadlines of the next two weeks."""

    bars: list[Bar]
    count: int
    amount: Decimal
    own: int

    @property
    def busy(self) -> list[Bar]:
        """The days that have any."""
        return [bar for bar in self.bars if bar.count]

    @property
    def words(self) -> str:
        """The drawing for those who don't see it."""
        return "Deadlines per day: " + (", ".join(f"{bar.day:%b} {bar.day.day} {bar.count}" for bar in self.busy) or "none")


def span(day: date) -> tuple[date, date]:
    """The first and last day of the two weeks that begin today."""
    return day, day + timedelta(days=DAYS - 1)


def start_here(user, day: date | None = None) -> list[Start]:
    """The user's three most urgent steps: deadlines of the next two weeks first, the larger amount first on a day; then planned days."""
    day = day or clock.today()
    urgent = sorted(_deadlines(user, *span(day), owner=user, limit=FIRST), key=lambda each: (each.day, -each.amount))[:FIRST]
    start = [Start(each.step, each.label, each.url, each.day, each.amount) for each in urgent]
    return start + _planned(user, day, {each.record for each in urgent}, FIRST - len(start)) if len(start) < FIRST else start


def deadline_list(user, first: date, last: date) -> list[Deadline]:
    """Every deadline of these days, the earliest first and the larger amount first on a day; at most `MOST` of a kind."""
    return sorted(_deadlines(user, first, last, owner=None, limit=MOST), key=lambda each: (each.day, -each.amount, each.label))


def chart(user, day: date) -> Chart:
    """The bars of the next two weeks: one query for each kind of record."""
    first, last = span(day)
    found = [source.count(first, last, user) for source in today.deadlines() if allows(user, source.permission)]
    days = [first + timedelta(days=number) for number in range(DAYS)]
    held = {each: [counted[each] for counted in found if each in counted] for each in days}
    highest = max((sum(part.count for part in parts) for parts in held.values()), default=0)
    bars = [_bar(number, each, held[each], highest, first) for number, each in enumerate(days)]
    return Chart(bars, sum(bar.count for bar in bars), sum((bar.amount for bar in bars), ZERO), sum(bar.own for bar in bars))


def arrived(user, day: date) -> list[Line]:
    """What came since the last working day began."""
    return _lines(today.arrivals(), user, begin_of(last_working_day(day)))


def health(user, now: datetime) -> list[Line]:
    """Payers and connections, trouble first."""
    return sorted(_lines(today.health(), user, now), key=lambda line: WORST_FIRST.index(line.tone))


def sees(user, sources: Iterable[today.Source | today.DeadlineSource]) -> bool:
    """Whether a section has anything that the user may see; else it is absent."""
    return any(allows(user, source.permission) for source in sources)


def _lines(sources: list[today.Source], user, moment: datetime) -> list[Line]:
    return [line for source in sources if allows(user, source.permission) for line in source.lines(moment)]


def _deadlines(user, first: date, last: date, *, owner, limit: int) -> list[Deadline]:
    rows: list[Callable[..., list[Deadline]]] = [source.rows for source in today.deadlines() if allows(user, source.permission)]
    return [each for find in rows for each in find(first, last, owner, limit)]


def _planned(user, day: date, shown: set[tuple[str, int]], limit: int) -> list[Start]:
    """The user's work items by their day; what no page shows, or stands above already, is left out."""
    items = open_items(day).filter(owner=user).order_by("next_date", "-amount", "id")[: FIRST * 3]
    items = [item for item in items if (item.subject_kind, item.subject_id) not in shown]
    ids: dict[str, list[int]] = {}
    for item in items:
        ids.setdefault(item.subject_kind, []).append(item.subject_id)
    found = {kind: links.resolve(kind, subject_ids) for kind, subject_ids in ids.items()}
    steps = [(item, found[item.subject_kind].get(item.subject_id)) for item in items]
    return [Start(item.next_step, link.label, link.url, item.next_date, item.amount) for item, link in steps if link][:limit]


def _bar(number: int, day: date, parts: list[today.Days], highest: int, first: date) -> Bar:
    count = sum(part.count for part in parts)
    height = max(4, count * TALLEST // highest) if count else 2
    tone = "trk" if not count else "f-risk" if (day - first).days < SOON else "f-need"
    amount, own = sum((part.amount for part in parts), ZERO), sum(part.own for part in parts)
    return Bar(day, count, amount, own, tone, x=SIDE + STEP * number, y=BASE - height, height=height)
