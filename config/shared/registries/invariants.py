"""Checks of the invariants (DESIGN 4) on live data, run by `manage.py verify`.

A check returns how many rows it looked at and which are broken. `register` takes the invariant's number and a short name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken row: `ref` names it ("ledger_transaction 17"), `detail` says what is wrong, without patient data."""

    ref: str
    detail: str


@dataclass(frozen=True, slots=True)
class Result:
    checked: int
    broken: list[Broken] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Check:
    invariant: int
    name: str
    run: Callable[[], Result]


_checks: dict[tuple[int, str], Check] = {}


def register(invariant: int, name: str, run: Callable[[], Result]) -> None:
    """Add a check under its invariant."""
    _checks[(invariant, name)] = Check(invariant, name, run)


def every() -> list[Check]:
    """All checks by invariant, then name."""
    return [_checks[key] for key in sorted(_checks)]
