"""A fee schedule as a grid: codes down, the last versions across. Two queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payers.models import FeeSchedule, FeeScheduleItem, FeeScheduleVersion

SHOWN_VERSIONS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A price and its change in percent against the version before; None where the code has none."""

    price: Decimal | None
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Row:
    procedure_code: str
    modifier: str
    description: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    versions: list[FeeScheduleVersion]
    in_force_id: int | None
    rows: list[Row]


def fee_grid(schedule: FeeSchedule, *, today: date) -> Grid:
    """The newest versions that are known now, oldest first, and every code in them."""
    versions = list(schedule.versions.filter(known_to__isnull=True).order_by("-valid_from")[:SHOWN_VERSIONS])[::-1]
    prices: dict[tuple[str, str], dict[int, FeeScheduleItem]] = {}
    for item in FeeScheduleItem.objects.filter(version__in=versions).order_by("procedure_code", "modifier"):
        prices.setdefault((item.procedure_code, item.modifier), {})[item.version_id] = item
    in_force = next((v.pk for v in versions if v.valid_from <= today and (v.valid_to is None or today <= v.valid_to)), None)
    return Grid(versions, in_force, [_row(code, by_version, versions) for code, by_version in prices.items()])


def _row(code: tuple[str, str], by_version: dict[int, FeeScheduleItem], versions: list[FeeScheduleVersion]) -> Row:
    cells, before = [], None
    for version in versions:
        item = by_version.get(version.pk)
        price = item.unit_price if item else None
        cells.append(Cell(price, _change(before, price)))
        before = price
    newest = next(by_version[version.pk] for version in reversed(versions) if version.pk in by_version)
    return Row(code[0], code[1], newest.description, cells)


def _change(before: Decimal | None, price: Decimal | None) -> Decimal | None:
    if not before or price is None or before == price:
        return None
    return ((price / before - 1) * 100).quantize(Decimal("0.1"))
