"""Values that several transaction sets share: parties, addresses, references, dates, adjustments.

All are frozen. Text that is absent is "", a date that is absent is None, a missing list is (). Money and quantities
are Decimal. The per-set modules build their own dataclasses from these.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Address:
    """N3 and N4. `zip_code` has 5 or 9 digits, without a dash; `subdivision` is a part of a foreign country (N407)."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    country: str = ""
    subdivision: str = ""


@dataclass(frozen=True)
class Reference:
    """REF: what kind of number (REF01), the number (REF02), a note (REF03), and of whom it is (REF04 as it stands)."""

    qualifier: str
    value: str
    note: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Contact:
    """PER: function (IC, BL, CX), name, and up to three (qualifier, number) pairs such as ("TE", "5551234567")."""

    function: str = "IC"
    name: str = ""
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Dated:
    """DTP or DTM: which date (qualifier), its first day, its last day where it is a period, its time (HHMM)."""

    qualifier: str
    start: date | None
    end: date | None = None
    time: str = ""


@dataclass(frozen=True)
class Amount:
    """AMT: which amount (qualifier) and how much."""

    qualifier: str
    amount: Decimal


@dataclass(frozen=True)
class Quantity:
    """QTY: which quantity (qualifier) and how many."""

    qualifier: str
    quantity: Decimal


@dataclass(frozen=True)
class Adjustment:
    """One triplet of a CAS: group (CO PR OA PI), reason (CARC), amount, quantity where given."""

    group: str
    reason: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Party:
    """A person or organisation (NM1 or N1) with what stands under it: address, numbers, contacts, birth date.

    `role` is NM101 as read (85, IL, PR ...); a renderer sets it by itself. `name` is the last name or the organisation.
    Eligibility also says in which role a taxonomy holds (PRV01, PRV02), and how a related party is related (NM110).
    """

    role: str = ""
    name: str = ""
    first: str = ""
    middle: str = ""
    suffix: str = ""
    is_person: bool = False
    id_qualifier: str = ""
    id: str = ""
    taxonomy: str = ""
    address: Address | None = None
    references: tuple[Reference, ...] = ()
    contacts: tuple[Contact, ...] = ()
    birth_date: date | None = None
    sex: str = ""
    specialty_role: str = ""
    specialty_list: str = ""
    relation: str = ""

    @property
    def npi(self):
        """The NPI, or "" when the party is identified otherwise."""
        return self.id if self.id_qualifier == "XX" else ""

    @property
    def tax_id(self):
        """The employer (EI) or social security (SY) number, whichever is given."""
        return reference(self.references, "EI") or reference(self.references, "SY") or reference(self.references, "TJ")

    def reference(self, qualifier):
        """The first reference number of that kind, or ""."""
        return reference(self.references, qualifier)


def person(name, first="", middle="", suffix="", **rest):
    """A Party that is a person: person("DOE", "ANN", id_qualifier="MI", id="W123")."""
    return Party(name=name, first=first, middle=middle, suffix=suffix, is_person=True, **rest)


def organisation(name, **rest):
    """A Party that is not a person: organisation("ACME HEALTH", id_qualifier="PI", id="60054")."""
    return Party(name=name, **rest)


def reference(references, qualifier):
    """Value of the first reference with that qualifier, or ""."""
    return next((item.value for item in references if item.qualifier == qualifier), "")


def dated(dates, qualifier):
    """The first `Dated` with that qualifier, or None."""
    return next((item for item in dates if item.qualifier == qualifier), None)


def amount(amounts, qualifier):
    """The first amount with that qualifier, or None."""
    return next((item.amount for item in amounts if item.qualifier == qualifier), None)
