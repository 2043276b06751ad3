"""Drawings from exact amounts, as numbers for SVG attributes. Called by the template tags; each drawing has its table beside it.

Invariant: amounts stay Decimal; only widths on the screen are derived from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One colour of a stacked bar: `tone` is a fill class (f-done, f-idle, f-wait, f-need, f-risk, f-s1 to f-s4)."""

    label: str
    amount: Decimal
    tone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A rectangle in units of a thousandth of the bar."""

    x: int
    width: int
    tone: str


def as_parts(parts: Iterable[Part | Sequence]) -> list[Part]:
    """Parts, also given as (label, amount, tone[, note])."""
    return [part if isinstance(part, Part) else Part(*part) for part in parts]


def segments(parts: Sequence[Part]) -> list[Segment]:
    """Rectangles side by side with a hairline between; a part that is not zero is at least four units wide."""
    shown = [part for part in parts if part.amount > 0]
    total = sum(part.amount for part in shown)
    drawn, x = [], 0
    for index, part in enumerate(shown):
        end = WIDTH if index == len(shown) - 1 else max(x + 4, int(sum(p.amount for p in shown[: index + 1]) * WIDTH / total))
        drawn.append(Segment(x, max(2, end - x - (2 if end < WIDTH else 0)), part.tone))
        x = end
    return drawn


def polyline(values: Sequence[Decimal | int], width: int = 72, height: int = 20) -> str:
    """The points of a trend line, left to right, the highest value on top."""
    if len(values) < 2:
        return ""
    low, span = min(values), (max(values) - min(values)) or 1
    step = Decimal(width - 4) / (len(values) - 1)
    points = ((2 + step * i, (height - 3) - (height - 6) * Decimal(value - low) / span) for i, value in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
