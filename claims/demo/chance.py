"""Draws that depend on the seed and the name of the thing alone: never on the order in which things are asked for."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chance:
    """All the luck of one demo."""

    seed: int

    def of(self, *name: object) -> random.Random:
        """A fresh source of numbers for the thing of this name."""
        return random.Random(f"{self.seed}:{':'.join(map(str, name))}")  # noqa: S311 - a play, no secret

    def happens(self, share: float, *name: object) -> bool:
        """Whether something with this share of one happens to the thing of this name."""
        return self.of("happens", *name).random() < share

    def pick(self, weights: Mapping[T, float], *name: object) -> T:
        """One of the keys, by their weights."""
        return self.of("pick", *name).choices(list(weights), weights=list(weights.values()))[0]

    def one(self, things: Sequence[T], *name: object) -> T:
        """One of the things, each as likely."""
        return self.of("one", *name).choice(things)

    def between(self, first: int, last: int, *name: object) -> int:
        """A whole number from `first` to `last`."""
        return self.of("between", *name).randint(first, last)
