"""Chance that is the same at every run: draws from the book's seed, a claim's number, and what is drawn for.

Used by the clearinghouse (rejections) and the payers (denials, lag, deductible met elsewhere). With chance off nothing
happens by share and every lag is its median.
"""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from payers.sandbox.plan_book import PlanBook

Weighted = TypeVar("Weighted")


def draw(book: PlanBook, *key: str) -> float:
    """A number in [0, 1) that belongs to this key."""
    digest = hashlib.sha256("|".join((str(book.seed), *key)).encode()).digest()
    return int.from_bytes(digest[:7]) / 2**56


def happens(book: PlanBook, share: float, *key: str) -> bool:
    """Whether a thing of that share happens to this key; never with chance off."""
    return book.chance and draw(book, *key) < share


def pick(book: PlanBook, choices: Sequence[Weighted], *key: str) -> Weighted:
    """One of the choices, each as often as its `weight` says."""
    at = draw(book, *key) * sum(choice.weight for choice in choices)
    for choice in choices:
        at -= choice.weight
        if at < 0:
            return choice
    return choices[-1]


def lag(book: PlanBook, curve: tuple[float, float, float, float], *key: str) -> float:
    """Units from receipt to decision on a curve of (soonest, median, 90th, 99th percentile), straight in between."""
    soonest, median, ninetieth, last = curve
    if not book.chance:
        return median
    at = draw(book, *key)
    points = ((0.0, soonest), (0.5, median), (0.9, ninetieth), (0.99, last), (1.0, last))
    for (low, units), (high, next_units) in pairwise(points):
        if at < high:
            return units + (next_units - units) * (at - low) / (high - low)
    return last
