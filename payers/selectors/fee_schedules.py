"""A schedule and its versions as its page shows them: what is in force, what was known when, and the prices of one version."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet

from payers.models import FeeSchedule, FeeScheduleItem, FeeScheduleVersion
from payers.selectors.fee_drafts import percent

SHOWN_VERSIONS = 30


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list: `tone` and `state` say whether it is in force, to come, past, or replaced."""

    version: FeeScheduleVersion
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class PriceRow:
    item: FeeScheduleItem
    before: Decimal | None
    change: Decimal | None


def versions(schedule: FeeSchedule, *, today: date) -> list[VersionRow]:
    """The newest versions, by the day they begin and by when they were known: one query."""
    found = schedule.versions.select_related("applied_by").order_by("-valid_from", F("known_to").desc(nulls_first=True), "-known_from")
    return [VersionRow(version, *_state(version, today)) for version in found[:SHOWN_VERSIONS]]


def chosen(rows: list[VersionRow], public_id: str) -> FeeScheduleVersion | None:
    """The version that was asked for, else the one in force, else the newest known."""
    asked = next((row.version for row in rows if str(row.version.public_id) == public_id), None)
    in_force = next((row.version for row in rows if row.state == "in force"), None)
    return asked or in_force or next((row.version for row in rows if row.version.known_to is None), None)


def has_earlier(rows: list[VersionRow], version: FeeScheduleVersion | None) -> bool:
    """Whether there is a version before it, to compare its prices with."""
    return version is not None and any(row.version.known_to is None and row.version.valid_from < version.valid_from for row in rows)


def prices_of(version: FeeScheduleVersion | None) -> QuerySet:
    """The prices of a version."""
    return FeeScheduleItem.objects.filter(version=version) if version else FeeScheduleItem.objects.none()


def price_rows(version: FeeScheduleVersion | None, page: list[FeeScheduleItem]) -> list[PriceRow]:
    """The rows of one page beside the prices of the version before: two queries."""
    before = _before(version, {item.procedure_code for item in page}) if version else {}
    rows = []
    for item in page:
        old = before.get((item.procedure_code, item.modifier))
        rows.append(PriceRow(item, old, percent(old, item.unit_price)))
    return rows


def _before(version: FeeScheduleVersion, codes: set[str]) -> dict[tuple[str, str], Decimal]:
    earlier = version.schedule.versions.filter(valid_from__lt=version.valid_from, known_to__isnull=True).order_by("-valid_from").first()
    rows = FeeScheduleItem.objects.filter(version=earlier, procedure_code__in=codes) if earlier else FeeScheduleItem.objects.none()
    return {(code, modifier): price for code, modifier, price in rows.values_list("procedure_code", "modifier", "unit_price")}


def _state(version: FeeScheduleVersion, today: date) -> tuple[str, str]:
    if version.known_to is not None:
        return "replaced", "idle"
    if version.valid_from > today:
        return "to come", "wait"
    return ("past", "idle") if version.valid_to is not None and version.valid_to < today else ("in force", "done")
