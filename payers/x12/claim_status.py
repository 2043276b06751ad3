"""What 276, 277 and 277CA have in common as frozen values: parties in a hierarchy, traces, status codes.

The hierarchy is flat here: every entry carries its source (payer or clearinghouse), receiver, provider, subscriber and
dependent, and `level` says where it stood. Renderers put neighbours that share a party under one HL again.
"""

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from payers.x12.findings import Finding
from payers.x12.model import Amount, Party, Quantity, Reference, reference

SOURCE, RECEIVER, PROVIDER, CLAIM, LINE = "source", "receiver", "provider", "claim", "line"


@dataclass(frozen=True)
class StatusCode:
    """One composite of an STC (01, 10 or 11): category (A2, F1 ...), status code, entity the code is about."""

    category: str
    code: str = ""
    entity: str = ""
    code_list: str = ""


@dataclass(frozen=True, kw_only=True)
class Status:
    """One STC. `action` is WQ (accept) or U (reject) in a 277CA; `amount` is STC04, `paid` STC05."""

    codes: tuple[StatusCode, ...]
    date: Date | None = None
    action: str = ""
    amount: Decimal | None = None
    paid: Decimal | None = None
    adjudicated_date: Date | None = None
    payment_method: str = ""
    check_date: Date | None = None
    check_number: str = ""
    message: str = ""
    segment_number: int = 0


@dataclass(frozen=True, kw_only=True)
class StatusLine:
    """Loop 2220 (277CA, 277) or 2210 (276): a service line with what is said of it."""

    procedure: str
    charge: Decimal | None = None
    procedure_qualifier: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    units: Decimal | None = None
    paid: Decimal | None = None
    control_number: str = ""
    prescription: str = ""
    statuses: tuple[Status, ...] = ()
    service_date: Date | None = None
    service_end: Date | None = None


@dataclass(frozen=True, kw_only=True)
class StatusEntry:
    """What one level of the hierarchy was told.

    `level` is source, receiver, provider or claim. `trace` is TRN02: in a 277CA the batch's BHT03 at receiver level and
    the patient control number at claim level; in a 277 it echoes the 276. `source.role` AY is a clearinghouse, PR a payer.
    """

    level: str
    source: Party
    receiver: Party | None = None
    provider: Party | None = None
    subscriber: Party | None = None
    dependent: Party | None = None
    trace: str = ""
    patient_control_number: str = ""
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    amounts: tuple[Amount, ...] = ()
    received_date: Date | None = None
    processed_date: Date | None = None
    service_date: Date | None = None
    service_end: Date | None = None
    lines: tuple[StatusLine, ...] = ()
    first_segment: int = 0
    last_segment: int = 0

    @property
    def payer_control_number(self):
        """REF*1K: the payer's number of the claim."""
        return reference(self.references, "1K")

    @property
    def clearinghouse_number(self):
        """REF*D9: the clearinghouse's number of the claim."""
        return reference(self.references, "D9")

    @property
    def sent_by(self):
        """ "clearinghouse" (NM1*AY), "payer" (NM1*PR), or "" where the source says neither."""
        return {"AY": "clearinghouse", "PR": "payer"}.get(self.source.role, "")


@dataclass(frozen=True, kw_only=True)
class StatusReport:
    """One ST of a 277CA or a 277."""

    reference: str
    date: Date | None
    time: str
    entries: tuple[StatusEntry, ...]
    control: str = "0001"
    version: str = ""
    purpose: str = "08"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """One claim asked about in a 276. `amount` is AMT*T3 (the charge), `trace` comes back in the 277."""

    source: Party
    receiver: Party
    provider: Party
    subscriber: Party
    dependent: Party | None = None
    trace: str
    patient_control_number: str = ""
    payer_control_number: str = ""
    amount: Decimal | None = None
    service_date: Date | None = None
    service_end: Date | None = None
    references: tuple[Reference, ...] = ()
    lines: tuple[StatusLine, ...] = ()
    first_segment: int = 0
    last_segment: int = 0


@dataclass(frozen=True, kw_only=True)
class StatusRequest:
    """One ST of a 276."""

    reference: str
    date: Date | None
    time: str
    inquiries: tuple[Inquiry, ...]
    control: str = "0001"
    version: str = "005010X212"
    findings: tuple[Finding, ...] = ()
