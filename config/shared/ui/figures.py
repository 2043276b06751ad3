"""The figures of the practice as the home page and their own pages show them: value, target, trend. Called by the home views."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.shared.permissions import allows
from config.shared.registries import today
from config.shared.registries.today import Figure, Month
from config.shared.ui.text import whole_usd


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with its months, oldest first."""

    figure: Figure
    months: list[Month]

    @property
    def now(self) -> Month:
        return self.months[-1]

    @property
    def value(self) -> str:
        return worded(self.figure, self.now.value)

    @property
    def tone(self) -> str:
        """Done where the target is met, need where it is missed, idle where nothing can be said."""
        return tone(self.figure, self.now)

    @property
    def target(self) -> str:
        """The target in words; without one, the amount that this month is held against."""
        figure = self.figure
        if figure.target is None:
            return f"{self.before:%b} {worded(figure, self.now.denominator)}"
        return f"{'≤' if figure.lower_is_better else '≥'} {worded(figure, figure.target, places=0)}"

    @property
    def before(self) -> date:
        """A day of the month before the present one."""
        return self.months[-2].first if len(self.months) > 1 else self.now.first

    @property
    def trend(self) -> list[Decimal]:
        return [month.value for month in self.months if month.value is not None]

    @property
    def words(self) -> str:
        """The trend for those who don't see it."""
        told = [f"{month.first:%b} {worded(self.figure, month.value)}" for month in self.months if month.value is not None]
        return f"{self.figure.label} by month: {', '.join(told) or 'nothing yet'}"

    @property
    def lines(self) -> list[tuple[Month, str, str]]:
        """Month, value and tone, the newest first."""
        return [(month, worded(self.figure, month.value), tone(self.figure, month)) for month in reversed(self.months)]


def figures_of(user) -> list[Figure]:
    """The figures that the user may see."""
    return [figure for source in today.figures() if allows(user, source.permission) for figure in source.figures]


def load(user, day: date) -> list[Shown]:
    """All of them with their months."""
    shown = []
    for source in today.figures():
        if allows(user, source.permission):
            months = source.load(day)
            shown += [Shown(figure, months[figure.key]) for figure in source.figures]
    return shown


def worded(figure: Figure, value: Decimal | None, places: int = 1) -> str:
    """38.4, 94.1 %, 41,906."""
    if value is None:
        return "–"
    if figure.unit == "dollars":
        return whole_usd(value)
    return f"{value:,.{places}f} %" if figure.unit == "percent" else f"{value:,.{places}f}"


def tone(figure: Figure, month: Month) -> str:
    """Whether the month is good."""
    goal = month.denominator if figure.target is None else figure.target
    if month.value is None:
        return "idle"
    return "done" if (month.value <= goal if figure.lower_is_better else month.value >= goal) else "need"
