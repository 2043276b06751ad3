"""Reads `practice_book.toml` into plain frozen values; a key that is missing or unknown is an error when it is read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).with_name("practice_book.toml")


@dataclass(frozen=True, slots=True)
class Insured:
    """One way to be insured; see the book's own words."""

    name: str
    share: float
    pays: Mapping[str, float]
    age: tuple[int, int]
    copays: Mapping[str, Decimal]
    second: float
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class People:
    visits_each: int
    patients: int
    children: float
    first_names: Mapping[str, tuple[str, ...]]
    last_names: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[tuple[str, str], ...]
    insured: tuple[Insured, ...]


@dataclass(frozen=True, slots=True)
class VisitKind:
    """What a visit may be for. `lines`: (code, modifiers, units)."""

    name: str
    weight: float
    lines: tuple[tuple[str, tuple[str, ...], int], ...]
    diagnoses: tuple[tuple[str, ...], ...]
    first: bool = False
    payers: tuple[str, ...] = ()
    age: tuple[int, int] = (0, 120)
    authorized: bool = False

    def fits(self, *, is_first: bool, payer: str, age: int) -> bool:
        """Whether this patient may come for it."""
        return self.first == is_first and (not self.payers or payer in self.payers) and self.age[0] <= age <= self.age[1]


@dataclass(frozen=True, slots=True)
class Staff:
    recently: float
    batch_days_before: tuple[int, ...]
    batch_days_recently: tuple[int, ...]
    copay_at_desk: float
    works_after_days: tuple[int, int]
    denials_after_days: tuple[int, int]
    exceptions_worked: float
    denials_worked: float
    appealed: float
    appeal_approved_after_days: int
    next_level: float
    written_off_after_upheld: float
    statements_on: int
    statements_paid: float
    reminders_paid: float
    paid_after_days: tuple[int, int]
    receipts_wanted: float
    methods: Mapping[str, float]
    most_a_day: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault of the sandbox, ordered on these parts of the demo's days."""

    at: tuple[float, ...]
    fault: str
    scope: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    at: float
    payer: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Targets:
    fates: int
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Book:
    seed: int
    opening_days_back: int
    payments_gathered_days: int
    opening_taken_back: float
    people: People
    visits: tuple[VisitKind, ...]
    staff: Staff
    troubles: tuple[Trouble, ...]
    letters: tuple[Letter, ...]
    targets: Targets


@cache
def read_book(path: Path = DEFAULT) -> Book:
    """The whole book. Raises TypeError or KeyError where a key is unknown or missing."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Book(
        seed=raw["seed"], opening_days_back=raw["opening_days_back"], payments_gathered_days=raw["payments_gathered_days"],
        opening_taken_back=raw["opening_taken_back"],
        people=_people(raw["people"]), visits=tuple(_visit(row) for row in raw["visits"]), staff=_staff(raw["staff"]),
        troubles=tuple(Trouble(tuple(row["at"]), row["fault"], row["scope"]) for row in raw["trouble"]),
        letters=tuple(Letter(row["at"], row["payer"], Decimal(row["amount"])) for row in raw["letters"]), targets=Targets(**raw["targets"]),
    )


def _people(raw: dict[str, Any]) -> People:
    return People(
        visits_each=raw["visits_each"], patients=raw["patients"], children=raw["children"],
        first_names={"F": tuple(raw["first_names_f"]), "M": tuple(raw["first_names_m"])}, last_names=tuple(raw["last_names"]),
        streets=tuple(raw["streets"]), towns=tuple((town, code) for town, code in raw["towns"]),
        insured=tuple(_insured(row) for row in raw["insured"]),
    )


def _insured(raw: dict[str, Any]) -> Insured:
    copays = {payer: Decimal(amount) for payer, amount in raw.get("copays", {}).items()}
    return Insured(raw["name"], raw["share"], raw["pays"], tuple(raw["age"]), copays, raw.get("second", 0.0), raw.get("seconds", {}))


def _visit(raw: dict[str, Any]) -> VisitKind:
    lines = tuple((code, tuple(modifiers), units) for code, modifiers, units in raw.pop("lines"))
    tuples = {key: tuple(value) for key, value in raw.items() if isinstance(value, list) and key != "diagnoses"}
    return VisitKind(**{**raw, **tuples, "diagnoses": tuple(map(tuple, raw["diagnoses"]))}, lines=lines)


def _staff(raw: dict[str, Any]) -> Staff:
    return Staff(**{key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()})
