"""What 270 and 271 have in common as frozen values: who is asked about, by whom, and what the payer says.

Like claim status, the hierarchy is flat: each question or answer carries its payer, receiver, subscriber and dependent.
"""

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from payers.x12.findings import Finding
from payers.x12.model import Amount, Dated, Party, Reference


@dataclass(frozen=True, kw_only=True)
class Question:
    """One EQ of a 270: service types (30 is the plan as such), or one procedure, and the dates asked about.

    `pointers` name diagnoses of the person; `amounts` are the spend-down (AMT R, PB); `places` the III segments as they stand.
    """

    service_types: tuple[str, ...] = ("30",)
    procedure_qualifier: str = ""
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    coverage_level: str = ""
    pointers: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()
    references: tuple[Reference, ...] = ()
    date: Date | None = None
    end_date: Date | None = None


@dataclass(frozen=True, kw_only=True)
class EligibilityInquiry:
    """What a 270 asks about one person. `trace` comes back in the 271, as does a second one of a clearinghouse (`more_traces`)."""

    source: Party
    receiver: Party
    subscriber: Party
    dependent: Party | None = None
    relationship: str = ""
    birth_sequence: str = ""
    trace: str = ""
    trace_company: str = ""
    trace_note: str = ""
    more_traces: tuple[tuple[str, ...], ...] = ()
    diagnoses: tuple[tuple[str, str], ...] = ()
    card_date: Date | None = None
    date: Date | None = None
    end_date: Date | None = None
    questions: tuple[Question, ...] = (Question(),)
    first_segment: int = 0
    last_segment: int = 0


@dataclass(frozen=True, kw_only=True)
class EligibilityRequest:
    """One ST of a 270."""

    reference: str
    date: Date | None
    time: str
    inquiries: tuple[EligibilityInquiry, ...]
    purpose: str = "13"
    use: str = ""
    control: str = "0001"
    version: str = "005010X279A1"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """AAA: why the payer does not answer, what to do, and where it stands (its loop)."""

    code: str
    follow_up: str
    loop: str = ""
    answered: str = ""
    segment_number: int = 0


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """One EB with what stands under it. `amount` is EB07, `percent` a fraction (0.2 is 20 %), None where not given.

    EB05 `plan` is the plan's name. Related parties (LS/LE: another payer, a primary care provider) are in `parties`.
    """

    info: str
    level: str = ""
    service_types: tuple[str, ...] = ()
    insurance: str = ""
    plan: str = ""
    period: str = ""
    amount: Decimal | None = None
    percent: Decimal | None = None
    quantity_qualifier: str = ""
    quantity: Decimal | None = None
    authorization: str = ""
    network: str = ""
    procedure_qualifier: str = ""
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    deliveries: tuple[tuple[str, ...], ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    messages: tuple[str, ...] = ()
    more: tuple[tuple[str, ...], ...] = ()
    parties: tuple[Party, ...] = ()
    segment_number: int = 0


@dataclass(frozen=True, kw_only=True)
class EligibilityAnswer:
    """What a 271 says about one person, or why it says nothing. `maintenance` (INS03, INS04) says that the payer corrected details."""

    source: Party
    receiver: Party | None = None
    subscriber: Party | None = None
    dependent: Party | None = None
    relationship: str = ""
    maintenance: tuple[str, str] = ("", "")
    birth_sequence: str = ""
    traces: tuple[tuple[str, ...], ...] = ()
    diagnoses: tuple[tuple[str, str], ...] = ()
    military: tuple[str, ...] = ()
    dates: tuple[Dated, ...] = ()
    references: tuple[Reference, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    first_segment: int = 0
    last_segment: int = 0


@dataclass(frozen=True, kw_only=True)
class EligibilityResponse:
    """One ST of a 271."""

    reference: str
    date: Date | None
    time: str
    answers: tuple[EligibilityAnswer, ...]
    purpose: str = "11"
    control: str = "0001"
    version: str = "005010X279A1"
    findings: tuple[Finding, ...] = ()
