"""The remittance (835, X221A1) as frozen values: a check, its claims, their lines, its provider adjustments.

Amounts keep the signs of the file: a reversal (status 22) is negative; a positive provider adjustment REDUCES the
check. Ordinals count from 1 in file order: they are part of the ledger's keys, and with the segment numbers they point
at the evidence.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payers.x12.findings import Finding
from payers.x12.model import Adjustment, Amount, Contact, Dated, Party, Quantity, Reference, dated, reference

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class ProviderAdjustment:
    """One pair of a PLB. Positive reduces the payment. `reference` is PLB03-2; it may name an account or be empty."""

    reason: str
    amount: Decimal
    reference: str = ""
    provider_id: str = ""
    fiscal_date: date | None = None
    ordinal: int = 0
    segment_number: int = 0


@dataclass(frozen=True, kw_only=True)
class ServicePayment:
    """One SVC. `submitted_*` (SVC06) are set when the payer changed or bundled the code; `units` are those paid.

    `remarks` are LQ*HE, `pharmacy_remarks` LQ*RX.
    """

    procedure: str
    charge: Decimal
    paid: Decimal
    procedure_qualifier: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    units: Decimal = Decimal(1)
    submitted_procedure: str = ""
    submitted_qualifier: str = ""
    submitted_modifiers: tuple[str, ...] = ()
    submitted_description: str = ""
    submitted_units: Decimal | None = None
    service_date: date | None = None
    service_end: date | None = None
    adjustments: tuple[Adjustment, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    remarks: tuple[str, ...] = ()
    pharmacy_remarks: tuple[str, ...] = ()
    ordinal: int = 0
    first_segment: int = 0
    last_segment: int = 0

    @property
    def control_number(self):
        """REF*6R: our line control number, as the payer returns it."""
        return reference(self.references, "6R")

    @property
    def allowed(self):
        """AMT*B6, the payer's allowed amount, or None where not sent."""
        return next((item.amount for item in self.amounts if item.qualifier == "B6"), None)


@dataclass(frozen=True, kw_only=True)
class ClaimPayment:
    """One CLP with its loops. `remarks` are the RARCs of MIA and MOA; `adjustments` are those of the claim level only."""

    patient_control_number: str
    status: str
    charge: Decimal
    paid: Decimal
    patient_responsibility: Decimal = ZERO
    claim_filing: str = ""
    payer_control_number: str = ""
    place_of_service: str = ""
    frequency: str = ""
    drg: str = ""
    drg_weight: Decimal | None = None
    discharge_fraction: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    patient: Party | None = None
    insured: Party | None = None
    corrected: Party | None = None
    rendering: Party | None = None
    crossover: Party | None = None
    corrected_payer: Party | None = None
    other_subscriber: Party | None = None
    inpatient: tuple[str, ...] = ()
    outpatient: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[Dated, ...] = ()
    contacts: tuple[Contact, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    lines: tuple[ServicePayment, ...] = ()
    group: tuple[tuple[str, ...], ...] = ()
    ordinal: int = 0
    first_segment: int = 0
    last_segment: int = 0

    @property
    def original_reference(self):
        """REF*F8: the payer's number of the claim this one corrects or reverses."""
        return reference(self.references, "F8")

    @property
    def is_reversal(self):
        """Status 22: amounts are negative and take back an earlier decision."""
        return self.status == "22"

    @property
    def forwarded(self):
        """True when the payer says that it sent the claim on to the next payer (status 19, 20, 21 or a carrier named)."""
        return self.status in ("19", "20", "21") or self.crossover is not None

    @property
    def received_date(self):
        """DTM*050: the day the payer took the claim in."""
        found = dated(self.dates, "050")
        return found.start if found else None


@dataclass(frozen=True, kw_only=True)
class Remittance:
    """One ST of an 835: one check or transfer (or none), and the claims it pays or denies.

    `currency` (CUR) and `delivery` (RDM) are those segments as they stand.
    """

    payment_amount: Decimal
    payment_method: str
    payment_date: date | None
    trace: str
    payer_trace_id: str
    payer: Party
    payee: Party
    claims: tuple[ClaimPayment, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    handling: str = "I"
    credit_debit: str = "C"
    payment_format: str = ""
    bank: tuple[str, ...] = ()
    supplemental_id: str = ""
    production_date: date | None = None
    currency: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    control: str = "0001"
    version: str = "005010X221A1"
    findings: tuple[Finding, ...] = ()
