"""The professional claim (837P, X222A1) as frozen values: a batch, its claims, their lines.

Each `Claim` carries everything a payer needs to know about it (billing provider, subscriber, patient, payer), so it can
be built, moved and compared alone; `render` puts neighbours that share provider, subscriber or patient under one HL.
Dates, references and amounts are lists by qualifier, with properties for the ones everybody uses.
"""

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from payers.x12.findings import Finding
from payers.x12.model import Adjustment, Amount, Dated, Party, Quantity, Reference, dated, reference

Segment = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A code of the HI segment: qualifier (ABK first, ABF others; BK/BF for ICD-9) and the code without a dot."""

    qualifier: str
    code: str


@dataclass(frozen=True, slots=True)
class Note:
    """NTE: what kind (ADD, CER, DCP, DGN, TPO) and the text."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """PWK: report type, how it travels (AA BM EL EM FT FX), and the control number that joins paper and claim."""

    report: str
    transmission: str
    control_number: str = ""


@dataclass(frozen=True, slots=True)
class Drug:
    """LIN and CTP of a line: the NDC (11 digits), quantity, unit (F2 GR ME ML UN), prescription or link number."""

    ndc: str
    quantity: Decimal | None = None
    unit: str = ""
    reference: Reference | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Insurance:
    """SBR: the place of one payer in line, the relationship of the patient's coverage, and the group."""

    rank: str = "P"
    relationship: str = ""
    group_number: str = ""
    group_name: str = ""
    msp_type: str = ""
    claim_filing: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherInsurance:
    """Loop 2320: another payer on the claim and, once it has decided, what it decided for the whole claim."""

    insurance: Insurance
    subscriber: Party
    payer: Party
    adjustments: tuple[Adjustment, ...] = ()
    paid: Decimal | None = None
    remaining_liability: Decimal | None = None
    non_covered: Decimal | None = None
    benefits_assigned: str = "Y"
    patient_signature_source: str = ""
    release_of_information: str = "Y"
    inpatient: Segment = ()
    outpatient: Segment = ()
    paid_date: Date | None = None
    providers: tuple[Party, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LineAdjudication:
    """Loop 2430: what one earlier payer (payer_id = its 2330B NM109) paid and adjusted on this line, and when."""

    payer_id: str
    paid: Decimal
    procedure: str
    modifiers: tuple[str, ...] = ()
    procedure_qualifier: str = "HC"
    description: str = ""
    revenue_code: str = ""
    units: Decimal = Decimal(1)
    bundled_line: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    paid_date: Date | None = None
    remaining_liability: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceLine:
    """One SV1 with what stands under its LX. `unit` is UN, or MJ for anaesthesia minutes; pointers count from 1."""

    procedure: str
    charge: Decimal
    units: Decimal
    pointers: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    procedure_qualifier: str = "HC"
    description: str = ""
    unit: str = "UN"
    place_of_service: str = ""
    emergency: str = ""
    epsdt: str = ""
    family_planning: str = ""
    copay_exempt: str = ""
    service_date: Date | None = None
    service_end: Date | None = None
    control_number: str = ""
    number: int = 0
    dates: tuple[Dated, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[Note, ...] = ()
    drug: Drug | None = None
    rendering: Party | None = None
    purchased: Party | None = None
    facility: Party | None = None
    supervising: Party | None = None
    ordering: Party | None = None
    referring: tuple[Party, ...] = ()
    pick_up: Party | None = None
    drop_off: Party | None = None
    adjudications: tuple[LineAdjudication, ...] = ()
    more: tuple[Segment, ...] = ()
    first_segment: int = 0
    last_segment: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One CLM with its loops. `patient` is None when the subscriber is the patient (insurance.relationship "18")."""

    patient_control_number: str
    charge: Decimal
    place_of_service: str
    frequency: str = "1"
    billing_provider: Party
    subscriber: Party
    insurance: Insurance
    payer: Party
    patient: Party | None = None
    patient_relationship: str = ""
    patient_death_date: Date | None = None
    patient_weight: Decimal | None = None
    pregnant: bool = False
    pay_to_address: Party | None = None
    pay_to_plan: Party | None = None
    currency: str = ""
    provider_signature: str = "Y"
    assignment: str = "A"
    benefits_assigned: str = "Y"
    release_of_information: str = "Y"
    patient_signature_source: str = ""
    related_causes: tuple[str, ...] = ()
    accident_state: str = ""
    accident_country: str = ""
    special_program: str = ""
    delay_reason: str = ""
    diagnoses: tuple[Diagnosis, ...] = ()
    anesthesia_procedures: tuple[str, ...] = ()
    condition_codes: tuple[str, ...] = ()
    dates: tuple[Dated, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[Note, ...] = ()
    referring: tuple[Party, ...] = ()
    rendering: Party | None = None
    facility: Party | None = None
    supervising: Party | None = None
    pick_up: Party | None = None
    drop_off: Party | None = None
    other_insurances: tuple[OtherInsurance, ...] = ()
    lines: tuple[ServiceLine, ...] = ()
    more: tuple[Segment, ...] = ()
    first_segment: int = 0
    last_segment: int = 0

    @property
    def original_reference(self):
        """REF*F8: the payer's number of the claim that this one replaces or voids."""
        return reference(self.references, "F8")

    @property
    def prior_authorization(self):
        """REF*G1."""
        return reference(self.references, "G1")

    @property
    def referral_number(self):
        """REF*9F."""
        return reference(self.references, "9F")

    @property
    def onset_date(self):
        """DTP*431, first day of the illness."""
        found = dated(self.dates, "431")
        return found.start if found else None

    @property
    def accident_date(self):
        """DTP*439."""
        found = dated(self.dates, "439")
        return found.start if found else None

    @property
    def treated_party(self):
        """Who was treated: the patient, or the subscriber when they are the same."""
        return self.patient or self.subscriber


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimBatch:
    """One ST of an 837P. `reference` is BHT03, which a 277CA returns in loop 2200B."""

    reference: str
    date: Date
    time: str
    submitter: Party
    receiver: Party
    claims: tuple[Claim, ...]
    control: str = "0001"
    version: str = "005010X222A1"
    purpose: str = "00"
    usage: str = "CH"
    findings: tuple[Finding, ...] = ()
