"""In which order a visit's coverages are asked to pay, by what the visit was for. Pure."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

EMPLOYMENT, AUTO = "EM", "AA"
_LINES = {EMPLOYMENT: ("workers_comp",), AUTO: ("auto", "medical")}
ORDINARY = ("medical",)


class Ranked(Protocol):
    line_of_coverage: str
    rank: int


T = TypeVar("T", bound=Ranked)


def payer_order(coverages: Sequence[T], accident_kind: str) -> list[T]:
    """The coverages to ask, first to last.

    An injury at work is the employer's insurer's alone, where one is known; an auto accident is the auto insurer's first, then the
    health plan's. Any other visit is the health plan's. Source: DOMAIN 7, order of benefits: liability and compensation first.
    """
    lines = _LINES.get(accident_kind, ORDINARY)
    chosen = [coverage for coverage in coverages if coverage.line_of_coverage in lines] or [
        coverage for coverage in coverages if coverage.line_of_coverage in ORDINARY
    ]
    return sorted(chosen, key=lambda coverage: (_place(coverage, lines), coverage.rank))


def _place(coverage: Ranked, lines: Sequence[str]) -> int:
    return lines.index(coverage.line_of_coverage) if coverage.line_of_coverage in lines else len(lines)
