"""What other prices would have meant for work already done: exact, line by line, and in the sum. Called by the draft's page.

The price of a line is that of its first modifier that has one, else of the plain code: the rule of payers.selectors.prices.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from config.shared.money import ZERO, round_cents
from config.shared.registries.price_uses import Use

Key = tuple[str, str]


@dataclass(slots=True)
class Effect:
    """Lines, units, and the sums at the prices now and to be; lines that lack either price are in neither sum."""

    lines: int = 0
    units: Decimal = Decimal(0)
    now: Decimal = ZERO
    then: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        return self.then - self.now


@dataclass(slots=True)
class Effects:
    """The sum, each row's part of it, and the codes used that have no price now."""

    total: Effect = field(default_factory=Effect)
    rows: dict[Key, Effect] = field(default_factory=dict)
    unpriced: dict[str, int] = field(default_factory=dict)


def effects(uses: Iterable[Use], now: Mapping[Key, Decimal], then: Mapping[Key, Decimal]) -> Effects:
    """Price every use twice. A use counts for the row that will price it, else for the one that does now."""
    found = Effects()
    for use in uses:
        before, after = _row(use, now), _row(use, then)
        key = after or before
        if key is None:
            found.unpriced[use.procedure_code] = found.unpriced.get(use.procedure_code, 0) + use.lines
            continue
        for effect in (found.total, found.rows.setdefault(key, Effect())):
            effect.lines += use.lines
            effect.units += use.units * use.lines
            if before and after:
                effect.now += round_cents(now[before] * use.units) * use.lines
                effect.then += round_cents(then[after] * use.units) * use.lines
    return found


def _row(use: Use, prices: Mapping[Key, Decimal]) -> Key | None:
    return next(((use.procedure_code, modifier) for modifier in (*use.modifiers, "") if (use.procedure_code, modifier) in prices), None)
