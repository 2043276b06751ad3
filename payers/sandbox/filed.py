"""A claim as a payer sees it: what the 837's bytes say, and nothing else.

`filed_claims` reads them from a parsed batch; payers keep them as JSON and decide from them. Amounts are Decimal,
modifiers and diagnoses stand in the order of the file.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payers.x12.model import Party
from payers.x12.set_837p.model import Claim, ClaimBatch, ServiceLine


@dataclass(frozen=True)
class FiledAdjustment:
    """One adjustment an earlier payer made, as the claim repeats it."""

    group: str
    reason: str
    amount: Decimal


@dataclass(frozen=True)
class EarlierDecision:
    """What one earlier payer paid and adjusted, on a line or on the claim as a whole."""

    payer: str
    paid: Decimal
    adjustments: tuple[FiledAdjustment, ...]


@dataclass(frozen=True)
class OtherPayer:
    """Another payer named on the claim, with its place in line and its claim-level decision, if it has decided."""

    payer: str
    name: str
    rank: str
    claim_filing: str
    member: str
    decision: EarlierDecision | None


@dataclass(frozen=True)
class Person:
    """Somebody on the claim, as far as an answer needs to name them."""

    name: str
    first: str
    middle: str
    id: str


@dataclass(frozen=True)
class FiledLine:
    """One service line."""

    procedure: str
    modifiers: tuple[str, ...]
    charge: Decimal
    units: Decimal
    place_of_service: str
    service_date: date | None
    diagnoses: tuple[str, ...]
    control_number: str
    drug: str
    earlier: tuple[EarlierDecision, ...]


@dataclass(frozen=True)
class FiledClaim:
    """One claim."""

    submitter: str
    batch: str
    payer: str
    patient_control_number: str
    charge: Decimal
    frequency: str
    original_reference: str
    authorization: str
    place_of_service: str
    rank: str
    claim_filing: str
    relationship: str
    member: str
    subscriber: Person
    patient: Person
    rendering: Person | None
    payee_name: str
    payee_npi: str
    payee_tax_id: str
    diagnoses: tuple[str, ...]
    others: tuple[OtherPayer, ...]
    lines: tuple[FiledLine, ...]

    @property
    def payee(self) -> str:
        """Who is paid: the billing provider's NPI, or the tax number where there is none."""
        return self.payee_npi or self.payee_tax_id

    @property
    def year(self) -> int:
        """The year whose deductible it counts for; 0 where no line has a date."""
        return min((day.year for day in self.service_dates), default=0)

    @property
    def service_dates(self) -> list[date]:
        return sorted(line.service_date for line in self.lines if line.service_date)


def filed_claims(batch: ClaimBatch, *, submitter: str) -> list[FiledClaim]:
    """Every claim of a batch."""
    return [_filed(claim, batch=batch.reference, submitter=submitter) for claim in batch.claims]


def _filed(claim: Claim, *, batch: str, submitter: str) -> FiledClaim:
    provider = claim.billing_provider
    return FiledClaim(
        submitter=submitter,
        batch=batch,
        payer=claim.payer.id,
        patient_control_number=claim.patient_control_number,
        charge=claim.charge,
        frequency=claim.frequency,
        original_reference=claim.original_reference,
        authorization=claim.prior_authorization,
        place_of_service=claim.place_of_service,
        rank=claim.insurance.rank,
        claim_filing=claim.insurance.claim_filing,
        relationship=claim.insurance.relationship,
        member=claim.subscriber.id,
        subscriber=_person(claim.subscriber),
        patient=_person(claim.treated_party),
        rendering=_person(claim.rendering) if claim.rendering else None,
        payee_name=provider.name,
        payee_npi=provider.npi,
        payee_tax_id=provider.tax_id,
        diagnoses=tuple(diagnosis.code for diagnosis in claim.diagnoses),
        others=_others(claim),
        lines=tuple(_line(line, claim) for line in claim.lines),
    )


def _line(line: ServiceLine, claim: Claim) -> FiledLine:
    pointed = [int(pointer) - 1 for pointer in line.pointers if pointer.isdecimal()]
    return FiledLine(
        procedure=line.procedure,
        modifiers=line.modifiers,
        charge=line.charge,
        units=line.units,
        place_of_service=line.place_of_service or claim.place_of_service,
        service_date=line.service_date,
        diagnoses=tuple(claim.diagnoses[index].code for index in pointed if 0 <= index < len(claim.diagnoses)),
        control_number=line.control_number,
        drug=line.drug.ndc if line.drug else "",
        earlier=tuple(EarlierDecision(item.payer_id, item.paid, _adjustments(item.adjustments)) for item in line.adjudications),
    )


def _others(claim: Claim) -> tuple[OtherPayer, ...]:
    return tuple(
        OtherPayer(
            payer=other.payer.id,
            name=other.payer.name,
            rank=other.insurance.rank,
            claim_filing=other.insurance.claim_filing,
            member=other.subscriber.id,
            decision=EarlierDecision(other.payer.id, other.paid, _adjustments(other.adjustments)) if other.paid is not None else None,
        )
        for other in claim.other_insurances
    )


def _adjustments(adjustments) -> tuple[FiledAdjustment, ...]:
    return tuple(FiledAdjustment(item.group, item.reason, item.amount) for item in adjustments)


def _person(party: Party) -> Person:
    return Person(party.name, party.first, party.middle, party.id)
