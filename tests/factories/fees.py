"""Schedules with prices, and a draft of the next ones, made by the services."""

from datetime import UTC, date, datetime
from decimal import Decimal

from payers.models import FeeDraft, FeeDraftItem, FeeImport, FeeSchedule, FeeScheduleKind
from payers.services.read_fee_file import read_fee_file
from payers.services.start_fee_draft import start_fee_draft
from tests.factories.payers import FeeScheduleFactory, FeeScheduleItemFactory, FeeScheduleVersionFactory
from tests.factories.shared import AdminFactory

AT = datetime(2026, 11, 25, 15, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 1)
PRICES = {"99213": "92.60", "99214": "128.40", "20610": "84.00", "93000": "22.00", "J1885": "1.10"}


def make_schedule(prices: dict[str, str] | None = None, *, kind: str = FeeScheduleKind.CONTRACT, **version) -> FeeSchedule:
    """A schedule with one version; a key "93000 26" is code and modifier."""
    held = FeeScheduleVersionFactory(schedule=FeeScheduleFactory(kind=kind), **version)
    for key, price in (PRICES if prices is None else prices).items():
        code, _, modifier = key.partition(" ")
        FeeScheduleItemFactory(version=held, procedure_code=code, modifier=modifier, description=f"Our words for {key}", unit_price=Decimal(price))
    return held.schedule


def make_draft(schedule: FeeSchedule | None = None, *, valid_from: date = NEW_YEAR, actor=None, **values) -> FeeDraft:
    """The open draft of a schedule."""
    return start_fee_draft(
        schedule=schedule or make_schedule(), valid_from=valid_from, note="The rates of 2027", actor=actor or AdminFactory(), at=AT, **values
    )


def item_of(draft: FeeDraft, code: str, modifier: str = "") -> FeeDraftItem:
    return draft.items.get(procedure_code=code, modifier=modifier)


def prices_of(draft: FeeDraft) -> dict[str, str | None]:
    """What stands in the draft, as one types it."""
    rows = draft.items.order_by("procedure_code", "modifier")
    return {str(row): None if row.unit_price is None else f"{row.unit_price:.2f}" for row in rows}


def make_file(draft: FeeDraft | None = None, text: str = "code,price\n99213,94.50\n9921,1\n", *, replaces: bool = False) -> FeeImport:
    """A file that was read for a draft."""
    fee_import, _ = read_fee_file(
        draft_id=(draft or make_draft()).pk, name="rates-2027.csv", data=text.encode(), replaces=replaces, actor=AdminFactory(), at=AT
    )
    return fee_import
