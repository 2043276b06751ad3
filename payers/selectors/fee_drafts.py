"""A draft as its pages show it: what each row would change, what all of it would, and what it would have meant.

The number of queries is the same for any number of codes: one for the totals, two for the last 90 days, and those of the page's rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg, Case, CharField, Count, F, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from config.shared.registries import price_uses
from config.shared.ui import charts
from payers.models import FeeDraft, FeeDraftItem, FeeScheduleItem, FeeScheduleVersion
from payers.rules.fee_values import as_typed
from payers.rules.price_effect import Effect, Effects, effects

LOOKED_BACK = 90
LARGE = Decimal("0.05")
HUNDRED = Decimal(100)
CHANGES = ("changed", "new", "ended")
LABELS = {"all": "All", "changed": "Changed", "missing": "Without a price", "used": f"Used in {LOOKED_BACK} d", "large": "Over 5 %"}


@dataclass(frozen=True, slots=True)
class Totals:
    """How many codes there are of each kind of change; average, highest and lowest change in percent of those that change."""

    every: int
    changed: int
    new: int
    ended: int
    missing: int
    large: int
    average: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None

    @property
    def same(self) -> int:
        return self.every - self.changed - self.new - self.missing

    @property
    def touched(self) -> int:
        """Codes that would be different."""
        return self.changed + self.new + self.ended

    @property
    def priced(self) -> int:
        return self.every - self.missing

    @property
    def bar(self) -> list[charts.Part]:
        """The kinds of change as parts of a bar, counted in codes."""
        kinds = (("Changed", self.changed, "f-s1"), ("New", self.new, "f-done"), ("Ends", self.ended, "f-risk"), ("The same", self.same, "f-s4"))
        return [charts.Part(label, Decimal(count), tone) for label, count, tone in kinds]

    @property
    def segments(self) -> list[charts.Segment]:
        return charts.segments(self.bar)

    @property
    def bar_words(self) -> str:
        """The bar for those who don't see it."""
        return ", ".join(f"{part.label} {part.amount}" for part in self.bar)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid. `change` is the percentage, or None where there is none to tell; `kind` is a kind of change."""

    item: FeeDraftItem
    before: Decimal | None
    kind: str
    change: Decimal | None
    effect: Effect

    @property
    def is_large(self) -> bool:
        return self.change is not None and abs(self.change) > LARGE * HUNDRED

    @property
    def typed(self) -> str:
        """The new price as one types it."""
        return as_typed(self.item.unit_price)


def items(draft: FeeDraft) -> QuerySet:
    """The rows with their kind of change: changed, new, ended, missing (no price now or then) or same."""
    kind = Case(
        When(base_price__isnull=True, unit_price__isnull=True, then=Value("missing")), When(base_price__isnull=True, then=Value("new")),
        When(unit_price__isnull=True, then=Value("ended")), When(unit_price=F("base_price"), then=Value("same")), default=Value("changed"),
        output_field=CharField(),
    )
    return draft.items.annotate(kind=kind)


def narrowed(rows: QuerySet, show: str, found: Effects) -> QuerySet:
    """The rows that one of LABELS names."""
    if show == "changed":
        return rows.filter(kind__in=CHANGES)
    if show == "missing":
        return rows.filter(unit_price__isnull=True)
    if show == "used":
        keyed = rows.annotate(key=Concat("procedure_code", Value(" "), "modifier"))
        return keyed.filter(key__in=[f"{code} {modifier}" for code, modifier in found.rows])
    return rows.filter(_large()) if show == "large" else rows


def matching(rows: QuerySet, text: str) -> QuerySet:
    """Rows whose code begins with `text`, or whose words hold each word of it."""
    words = Q()
    for word in text.split():
        words &= Q(description__icontains=word)
    return rows.filter(Q(procedure_code__istartswith=text.strip()) | words)


def totals(draft: FeeDraft) -> Totals:
    """One query."""
    changed = Q(base_price__isnull=False, unit_price__isnull=False) & ~Q(unit_price=F("base_price"))
    share = (F("unit_price") / F("base_price") - 1) * HUNDRED
    moved = changed & Q(base_price__gt=0)
    found = draft.items.aggregate(
        every=Count("pk"), changed=Count("pk", filter=changed), new=Count("pk", filter=Q(base_price__isnull=True, unit_price__isnull=False)),
        ended=Count("pk", filter=Q(base_price__isnull=False, unit_price__isnull=True)), missing=Count("pk", filter=Q(unit_price__isnull=True)),
        large=Count("pk", filter=_large()), average=Avg(share, filter=moved), highest=Max(share, filter=moved), lowest=Min(share, filter=moved),
    )
    for name in ("average", "highest", "lowest"):
        found[name] = None if found[name] is None else found[name].quantize(Decimal("0.1"))
    return Totals(**found)


def looked_back(draft: FeeDraft, *, today: date) -> Effects:
    """What the draft's prices would have meant for the last 90 days."""
    return effect_of(draft, first_day=today - timedelta(days=LOOKED_BACK), last_day=today)


def touched_backwards(draft: FeeDraft, *, today: date) -> Effects | None:
    """What lies on days that the draft reaches and that have begun; None where it begins later."""
    if draft.valid_from > today:
        return None
    return effect_of(draft, first_day=draft.valid_from, last_day=min(today, draft.valid_to or today))


def effect_of(draft: FeeDraft, *, first_day: date, last_day: date) -> Effects:
    """Uses of the days priced by the prices now and by the draft's: two queries, whatever their number."""
    user = price_uses.user_of(draft.schedule.kind)
    uses = user.uses(schedule_id=draft.schedule_id, first_day=first_day, last_day=last_day)
    held = draft.items.filter(procedure_code__in={use.procedure_code for use in uses})
    rows = list(held.values_list("procedure_code", "modifier", "base_price", "unit_price"))
    now = {(code, modifier): price for code, modifier, price, _ in rows if price is not None}
    then = {(code, modifier): price for code, modifier, _, price in rows if price is not None}
    return effects(uses, now, then)


def grid_rows(draft: FeeDraft, page: Iterable[FeeDraftItem], found: Effects) -> list[GridRow]:
    """The rows of one page with the prices before the ones now: at most two queries."""
    page = list(page)
    before = _prices_before(draft, {item.procedure_code for item in page})
    return [grid_row(item, before.get((item.procedure_code, item.modifier)), found) for item in page]


def grid_row(item: FeeDraftItem, before: Decimal | None, found: Effects) -> GridRow:
    """One row, `item` being one of `items`."""
    change = percent(item.base_price, item.unit_price)
    return GridRow(item, before, item.kind, change, found.rows.get((item.procedure_code, item.modifier), Effect()))


def version_before(draft: FeeDraft) -> FeeScheduleVersion | None:
    """The version that was in force before the draft's base, as known now."""
    if draft.base is None:
        return None
    known = draft.schedule.versions.filter(valid_from__lt=draft.base.valid_from).filter(Q(known_to__isnull=True) | Q(known_to=draft.base.known_to))
    return known.order_by("-valid_from").first()


def percent(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    """The change in percent, with one decimal; None where one of them is missing, both are alike, or the old one is nothing."""
    if not old or new is None or old == new:
        return None
    return ((new / old - 1) * HUNDRED).quantize(Decimal("0.1"))


def _large() -> Q:
    up, down = F("base_price") * (1 + LARGE), F("base_price") * (1 - LARGE)
    return Q(base_price__gt=0) & (Q(unit_price__gt=up) | Q(unit_price__lt=down))


def _prices_before(draft: FeeDraft, codes: set[str]) -> dict[tuple[str, str], Decimal]:
    version = version_before(draft)
    if version is None:
        return {}
    rows = FeeScheduleItem.objects.filter(version=version, procedure_code__in=codes)
    return {(code, modifier): price for code, modifier, price in rows.values_list("procedure_code", "modifier", "unit_price")}
