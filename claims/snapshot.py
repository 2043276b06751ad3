"""A version of a claim as plain values: everything the 837P and the CMS-1500 say, as it was when it was frozen.

Kept as JSON in ClaimSubmission.snapshot (schema version 1), never changed after. Built by `claims.selectors.claim_sources`, judged by
`claims.rules.scrub`, rendered by `claims.render_837p`. Amounts and units are exact decimals, kept as text.
"""

import types
import typing
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

SCHEMA_VERSION = 1
SELF = "18"


@dataclass(frozen=True, kw_only=True)
class Address:
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """The patient, or the subscriber where that is another person."""

    last_name: str
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    birth_date: date | None = None
    sex: str = ""
    death_date: date | None = None
    address: Address = Address()


@dataclass(frozen=True, kw_only=True)
class BillingProvider:
    name: str
    npi: str
    tax_id: str
    tax_id_kind: str
    taxonomy: str
    phone: str
    contact_name: str
    address: Address
    pay_to: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Provider:
    last_name: str
    first_name: str = ""
    npi: str = ""
    taxonomy: str = ""


@dataclass(frozen=True, kw_only=True)
class Facility:
    name: str
    npi: str
    is_own_office: bool
    address: Address


@dataclass(frozen=True, kw_only=True)
class Payer:
    name: str
    kind: str
    electronic_id: str
    claim_filing_code: str


@dataclass(frozen=True, kw_only=True)
class Reduction:
    """An adjustment of a payer before, as its remittance says it."""

    group: str
    reason: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class LineDecision:
    """What a payer before decided on one line of ours (`charge_id`); a payer may decide a line in parts."""

    charge_id: int
    procedure_code: str
    modifiers: tuple[str, ...]
    units: Decimal
    paid: Decimal
    reductions: tuple[Reduction, ...]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a payer before decided, from its stored remittance. `reductions` are those of the claim level; without lines they are all there are."""

    paid: Decimal
    decided_on: date
    reductions: tuple[Reduction, ...]
    lines: tuple[LineDecision, ...]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One insurance in the order of payers; `subscriber` is None where the patient is the subscriber. `decision`: of a payer before the one asked."""

    rank: int
    payer: Payer
    member_id: str
    group_number: str
    plan_name: str
    msp_code: str
    relationship: str
    subscriber: Person | None
    assigns_benefits: bool
    releases_information: bool
    valid_from: date
    valid_to: date | None = None
    is_voided: bool = False
    decision: Decision | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    ordinal: int
    charge_id: int
    control_number: str
    procedure_code: str
    modifiers: tuple[str, ...]
    units: Decimal
    minutes: int | None
    pointers: tuple[int, ...]
    ndc: str
    ndc_quantity: Decimal | None
    ndc_unit: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The whole claim. `coverage` is the payer asked; `other_coverages` the rest of the order, by rank."""

    service_date: date
    place_of_service: str
    billing_provider: BillingProvider
    rendering_provider: Provider
    referring_provider: Provider | None
    facility: Facility
    patient: Person
    coverage: Coverage
    other_coverages: tuple[Coverage, ...]
    diagnoses: tuple[str, ...]
    authorization_number: str
    referral_number: str
    clia_number: str
    accident_kind: str
    accident_date: date | None
    accident_state: str
    onset_date: date | None
    lines: tuple[Line, ...]

    @property
    def billed_amount(self) -> Decimal:
        """The claim's charge: the sum of its lines."""
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def subscriber(self) -> Person:
        """Whose policy it is: the patient, or another person."""
        return self.coverage.subscriber or self.patient


def to_json(value: Any) -> Any:
    """A snapshot (or a part of one) as JSON values: dates ISO, decimals as text."""
    return _plain(asdict(value))


def from_json(data: dict[str, Any]) -> Snapshot:
    """The snapshot that these JSON values are."""
    return _build(Snapshot, data)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _build(kind: type, data: dict[str, Any]) -> Any:
    readers = _readers(kind)
    return kind(**{name: readers[name](value) for name, value in data.items()})


@cache
def _readers(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> Any:
    """A function from the JSON value to the value that `hint` asks for."""
    if isinstance(hint, types.UnionType):
        inner = _reader(next(part for part in typing.get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(hint) is tuple:
        inner = _reader(typing.get_args(hint)[0])
        return lambda value: tuple(inner(item) for item in value)
    if is_dataclass(hint):
        return lambda value: _build(hint, value)
    return {date: date.fromisoformat, Decimal: Decimal}.get(hint, lambda value: value)
