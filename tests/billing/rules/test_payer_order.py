"""In which order a visit's coverages are asked."""

from dataclasses import dataclass

import pytest

from billing.rules.payer_order import payer_order


@dataclass(frozen=True)
class Card:
    name: str
    line_of_coverage: str
    rank: int


BLUE, MEDICARE = Card("Blue Plan", "medical", 1), Card("Medicare", "medical", 2)
CAR, WORK, TEETH = Card("Road Mutual", "auto", 1), Card("State Fund", "workers_comp", 1), Card("Delta", "dental", 1)


@pytest.mark.parametrize(("held", "accident", "asked"), [
    ([MEDICARE, BLUE], "", [BLUE, MEDICARE]),
    ([BLUE, CAR, WORK, TEETH], "", [BLUE]),
    ([BLUE, WORK], "EM", [WORK]),
    ([BLUE, MEDICARE], "EM", [BLUE, MEDICARE]),
    ([BLUE, CAR, MEDICARE], "AA", [CAR, BLUE, MEDICARE]),
    ([BLUE], "AA", [BLUE]),
    ([BLUE, CAR, WORK], "OA", [BLUE]),
    ([TEETH], "", []),
    ([], "AA", []),
])
def test_who_is_asked_follows_from_what_the_visit_was_for(held, accident, asked):
    assert payer_order(held, accident) == asked
