"""The plan book, read: payers, fees, special members, rules, and what happens by chance.

`read_plan_book` turns the TOML into frozen values once, at the start; a figure that is not money, a payer that is not
there or an unknown word stops the start with its place. Amounts are never floats; shares and delays are.
"""

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo

DEFAULT = Path(__file__).with_name("plan_book.toml")


class PlanBookError(ValueError):
    """The plan book cannot be used as it stands; the text says where."""


@dataclass(frozen=True)
class Denial:
    """How a refused amount stands in the 835: group, CARC, RARC."""

    group: str
    reason: str
    remark: str = ""


@dataclass(frozen=True)
class Rejection:
    """How a claim is refused in a 277CA: category, status, and the entity the status is about."""

    category: str
    status: str
    entity: str = ""


@dataclass(frozen=True)
class Member:
    """The life of members whose number ends so."""

    ends: str
    rejected: Rejection | None = None
    denied: Denial | None = None
    deductible_open: bool = False
    pends: float = 0


@dataclass(frozen=True)
class Rule:
    """When a line is denied; a condition that is not written holds."""

    name: str
    denied: Denial
    payers: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    authorization_unlike: str = ""
    modifiers_none_of: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    diagnoses_only: tuple[str, ...] = ()
    diagnoses_none_of: tuple[str, ...] = ()
    drug_missing: bool = False
    unpaid_before: bool = False
    units_over: Decimal | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ChanceDenial:
    """One reason for which a claim is denied by chance: of the whole claim, or of its dearest line."""

    weight: float
    of: str
    denied: Denial


@dataclass(frozen=True)
class ChanceRejection:
    """One reason for which a claim is rejected by chance."""

    weight: float
    rejected: Rejection


@dataclass(frozen=True)
class Crossover:
    """An agreement by which a payer sends decided claims on: to whom, after how many units, and how its 835 says so."""

    payer: str
    to: str
    after: float
    status: str
    remark: str
    arrives: float = 1


@dataclass(frozen=True)
class SecondThoughts:
    """What payers do, by chance, to claims that they had accepted or decided; and how appeals end."""

    lost_share: float = 0
    returned_share: float = 0
    reversed_share: float = 0
    reversed_after: float = 0
    corrected_share: float = 0
    appeal_after: float = 0
    overturned: dict[str, float] = field(default_factory=lambda: {"otherwise": 0})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How one payer decides and pays."""

    id: str
    name: str
    kind: str
    claim_filing: str
    tax_id: str
    member: str
    claim_number: str
    pays: str
    fees: dict[str, tuple[Decimal, Decimal]]
    otherwise_share_of_charge: Decimal
    coinsurance: Decimal
    filing_limit: int
    acknowledges_after: float
    lag: tuple[float, float, float, float]
    pays_every: float
    facility_places: tuple[str, ...] = ()
    copay: Decimal = Decimal(0)
    copay_procedures: tuple[str, ...] = ()
    no_cost_share: tuple[str, ...] = ()
    deductible: Decimal = Decimal(0)
    deductible_met: float = 0
    sequestration: Decimal = Decimal(0)
    secondary_pays: str = "own_allowed"
    secondary_shows: str = "earlier"
    secondary_rest: str = "contract"
    defers_reversals: bool = False
    acknowledges: bool = True
    denied_share: float = 0
    rejected_share: float = 0


@dataclass(frozen=True, kw_only=True)
class PlanBook:
    """The whole book."""

    seed: int
    zone: ZoneInfo
    clearinghouse_id: str
    clearinghouse_name: str
    acknowledges_after: float
    rejected_share: float
    payers: dict[str, Plan]
    members: tuple[Member, ...]
    rules: tuple[Rule, ...]
    denials: tuple[ChanceDenial, ...]
    rejections: tuple[ChanceRejection, ...]
    crossovers: tuple[Crossover, ...]
    second_thoughts: SecondThoughts
    chance: bool = field(default=True)

    def life_of(self, member: str) -> Member | None:
        """The special life of a member, if the number has one."""
        return next((life for life in self.members if re.search(life.ends, member)), None)


def is_one_of(code: str, patterns: tuple[str, ...]) -> bool:
    """Whether a code is one of these; a pattern may end in *."""
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def read_plan_book(path: Path = DEFAULT, *, chance: bool = True) -> PlanBook:
    """The plan book in that file. Raises PlanBookError."""
    try:
        book = tomllib.loads(path.read_text())
        house = book["clearinghouse"]
        return PlanBook(
            seed=book["seed"],
            zone=ZoneInfo(book["time_zone"]),
            chance=chance,
            clearinghouse_id=house["id"],
            clearinghouse_name=house["name"],
            acknowledges_after=house["acknowledges_after"],
            rejected_share=house["rejected_share"],
            payers={name: _plan(name, entry, book["fees"]) for name, entry in book["payers"].items()},
            members=tuple(_build(Member, entry) for entry in book.get("members", [])),
            rules=tuple(_build(Rule, entry) for entry in book.get("rules", [])),
            denials=tuple(_build(ChanceDenial, entry) for entry in book.get("denials", [])),
            rejections=tuple(_build(ChanceRejection, entry) for entry in book.get("rejections", [])),
            crossovers=tuple(_build(Crossover, entry) for entry in book.get("crossovers", [])),
            second_thoughts=_build(SecondThoughts, book.get("second_thoughts", {})),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as problem:
        raise PlanBookError(f"{path.name}: {type(problem).__name__}: {problem}") from problem


def _plan(name: str, entry: dict, fees: dict) -> Plan:
    table = {code: _fee(amount) for code, amount in fees[entry["pays"]].items()}
    return _build(Plan, entry | {"id": name, "fees": table})


def _fee(amount: str | list[str]) -> tuple[Decimal, Decimal]:
    """[office, facility], from one amount or two."""
    office, facility = amount if isinstance(amount, list) else (amount, amount)
    return Decimal(office), Decimal(facility)


def _build(kind: type, entry: dict):
    """A dataclass from a table of the book: text to Decimal, lists to tuples, tables to their dataclass."""
    known = {item.name: item.type for item in fields(kind)}
    entry = {("since" if name == "from" else name): value for name, value in entry.items()}
    if unknown := entry.keys() - known.keys():
        raise ValueError(f"{kind.__name__.lower()} {entry.get('name', '')} has the unknown {', '.join(sorted(unknown))}")
    return kind(**{name: _convert(known[name], value) for name, value in entry.items()})


def _convert(annotation, value):
    named = str(annotation)
    if isinstance(value, dict) and "Denial" in named:
        return _build(Denial, value)
    if isinstance(value, dict) and "Rejection" in named:
        return _build(Rejection, value)
    if "Decimal" in named and isinstance(value, str | int):
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value
