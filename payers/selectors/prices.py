"""What a code costs: the price of a fee schedule that is valid on the date of service, as known at a moment.

Bitemporal (invariant 7): `known_at` in the past gives what we knew then. The exact modifier wins over the plain code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q

from config.shared import clock
from config.shared.money import round_cents
from payers.models import FeeSchedule, FeeScheduleItem, FeeScheduleKind


@dataclass(frozen=True, slots=True)
class PriceQuestion:
    """One price wanted: schedule, code, the line's modifiers in order, and the date of service."""

    schedule_id: int
    procedure_code: str
    modifiers: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Price:
    item_id: int
    unit_price: Decimal
    description: str

    def amount(self, units: Decimal) -> Decimal:
        """The price of `units`, in dollars and cents."""
        return round_cents(self.unit_price * units)


def charge_master_id() -> int | None:
    """The practice's active charge master; None until an admin makes one."""
    return (
        FeeSchedule.objects.filter(kind=FeeScheduleKind.CHARGE_MASTER, is_active=True).order_by("pk").values_list("pk", flat=True).first()
    )


def prices(questions: Iterable[PriceQuestion], *, known_at: datetime | None = None) -> dict[PriceQuestion, Price]:
    """The prices that exist, in one query for any number of questions."""
    questions = set(questions)
    if not questions:
        return {}
    held = _items(questions, known_at or clock.now())
    found = {}
    for question in questions:
        rows = held.get((question.schedule_id, question.procedure_code), [])
        valid = {item.modifier: item for item in rows if _valid(item, question.day)}
        item = next((valid[modifier] for modifier in (*question.modifiers, "") if modifier in valid), None)
        if item is not None:
            found[question] = Price(item.pk, item.unit_price, item.description)
    return found


def price(schedule_id: int, procedure_code: str, modifiers: Iterable[str], day: date, *, known_at: datetime | None = None) -> Price | None:
    """One price, or None where the schedule has none."""
    question = PriceQuestion(schedule_id, procedure_code, tuple(modifiers), day)
    return prices([question], known_at=known_at).get(question)


def search_codes(text: str, *, schedule_id: int, day: date, limit: int = 12) -> list[FeeScheduleItem]:
    """Codes of a schedule in force on `day` whose number begins with `text` or whose description holds each word of it."""
    items = FeeScheduleItem.objects.filter(_in_force(day, clock.now()), version__schedule_id=schedule_id)
    words = Q()
    for word in text.split():
        words &= Q(description__icontains=word)
    return list(items.filter(Q(procedure_code__istartswith=text.strip()) | words).order_by("procedure_code", "modifier")[:limit])


def _in_force(day: date, known_at: datetime) -> Q:
    open_end = Q(version__valid_to__isnull=True) | Q(version__valid_to__gte=day)
    known = Q(version__known_to__isnull=True) | Q(version__known_to__gt=known_at)
    return Q(version__valid_from__lte=day, version__known_from__lte=known_at) & open_end & known


def _items(questions: set[PriceQuestion], known_at: datetime) -> dict[tuple[int, str], list[FeeScheduleItem]]:
    first, last = min(question.day for question in questions), max(question.day for question in questions)
    rows = FeeScheduleItem.objects.filter(
        Q(version__known_to__isnull=True) | Q(version__known_to__gt=known_at),
        Q(version__valid_to__isnull=True) | Q(version__valid_to__gte=first),
        version__known_from__lte=known_at, version__valid_from__lte=last,
        version__schedule_id__in={question.schedule_id for question in questions},
        procedure_code__in={question.procedure_code for question in questions},
    ).annotate(schedule_id=F("version__schedule_id"), valid_from=F("version__valid_from"), valid_to=F("version__valid_to"))
    found: dict[tuple[int, str], list[FeeScheduleItem]] = {}
    for row in rows:
        found.setdefault((row.schedule_id, row.procedure_code), []).append(row)
    return found


def _valid(item: FeeScheduleItem, day: date) -> bool:
    return item.valid_from <= day and (item.valid_to is None or day <= item.valid_to)
