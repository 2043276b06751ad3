"""From frozen versions to an 837P: snapshot -> the codec's claim -> a batch (one ST) -> bytes. Pure; called by send_ready_claims and the preview.

The same snapshots, numbers and time always give the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from claims import snapshot as frozen
from claims.rules.scrub.identifiers import plain_id
from config.shared.money import ZERO
from payers import x12
from payers.x12 import set_837p

RANKS = {1: "P", 2: "S", 3: "T"}
MODIFIERS = 4
PATIENT = "PR"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who submits (NM1*41) and to whom (NM1*40): the connection's ids and names."""

    id: str
    name: str
    contact_name: str
    phone: str
    receiver_id: str
    receiver_name: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A version with its own numbers: what CLM01, CLM05-3 and REF*F8 say."""

    snapshot: frozen.Snapshot
    patient_control_number: str
    frequency: str = "1"
    original_reference: str = ""


def batch(claims: Sequence[Numbered], *, sender: Sender, reference: str, control: str, at: datetime) -> set_837p.ClaimBatch:
    """One ST; `reference` is BHT03, which a 277CA returns. `at` is in the practice's zone."""
    contact = x12.Contact("IC", sender.contact_name, (("TE", sender.phone),))
    return set_837p.ClaimBatch(
        reference=reference, control=control, date=at.date(), time=f"{at:%H%M}",
        submitter=x12.organisation(sender.name, id_qualifier="46", id=sender.id, contacts=(contact,)),
        receiver=x12.organisation(sender.receiver_name, id_qualifier="46", id=sender.receiver_id),
        claims=tuple(claim(each) for each in claims),
    )


def claim(version: Numbered) -> set_837p.Claim:
    """A CLM with its loops."""
    held = version.snapshot
    coverage = held.coverage
    is_self = coverage.subscriber is None
    return set_837p.Claim(
        patient_control_number=version.patient_control_number, charge=held.billed_amount, place_of_service=held.place_of_service,
        frequency=version.frequency, billing_provider=_billing_provider(held.billing_provider), pay_to_address=_pay_to(held.billing_provider),
        subscriber=_subscriber(held), insurance=_insurance(coverage), payer=_payer(coverage.payer),
        patient=None if is_self else _person(held.patient), patient_relationship="" if is_self else coverage.relationship,
        patient_death_date=held.patient.death_date, benefits_assigned="Y" if coverage.assigns_benefits else "N",
        release_of_information="Y" if coverage.releases_information else "I",
        related_causes=(held.accident_kind,) if held.accident_kind else (), accident_state=held.accident_state,
        diagnoses=tuple(set_837p.Diagnosis("ABF" if place else "ABK", code) for place, code in enumerate(held.diagnoses)),
        dates=_dates(held), references=_references(version), referring=(_provider(held.referring_provider),) if held.referring_provider else (),
        rendering=_provider(held.rendering_provider, taxonomy=True), facility=_facility(held.facility),
        other_insurances=tuple(_other(held, other) for other in held.other_coverages), lines=tuple(_line(line, held) for line in held.lines),
    )


def _address(address: frozen.Address) -> x12.Address:
    return x12.Address(address.street, address.street2, address.city, address.state, address.zip_code)


def _billing_provider(provider: frozen.BillingProvider) -> x12.Party:
    return x12.organisation(
        provider.name, id_qualifier="XX", id=provider.npi, taxonomy=provider.taxonomy, address=_address(provider.address),
        references=(x12.Reference(provider.tax_id_kind, provider.tax_id),),
        contacts=(x12.Contact("IC", provider.contact_name, (("TE", provider.phone),)),),
    )


def _pay_to(provider: frozen.BillingProvider) -> x12.Party | None:
    return x12.organisation("", address=_address(provider.pay_to)) if provider.pay_to else None


def _person(person: frozen.Person, **ids: str) -> x12.Party:
    return x12.person(
        person.last_name, person.first_name, person.middle_name, person.suffix, address=_address(person.address), birth_date=person.birth_date,
        sex=person.sex, **ids,
    )


def _subscriber(held: frozen.Snapshot) -> x12.Party:
    """Whose policy it is. Address and birth date only where that is the patient: the guide forbids them otherwise (2010BA, N3 and DMG)."""
    number = {"id_qualifier": "MI", "id": plain_id(held.coverage.member_id)}
    person = held.coverage.subscriber
    return x12.person(person.last_name, person.first_name, **number) if person else _person(held.patient, **number)


def _insurance(coverage: frozen.Coverage) -> set_837p.Insurance:
    return set_837p.Insurance(
        rank=RANKS[coverage.rank], relationship="18" if coverage.subscriber is None else "", group_number=coverage.group_number,
        group_name="" if coverage.group_number else coverage.plan_name, msp_type=coverage.msp_code if coverage.rank > 1 else "",
        claim_filing=coverage.payer.claim_filing_code,
    )


def _payer(payer: frozen.Payer) -> x12.Party:
    return x12.organisation(payer.name, id_qualifier="PI", id=payer.electronic_id)


def _provider(provider: frozen.Provider, *, taxonomy: bool = False) -> x12.Party:
    build = x12.person if provider.first_name else x12.organisation
    names = (provider.last_name, provider.first_name) if provider.first_name else (provider.last_name,)
    return build(*names, id_qualifier="XX", id=provider.npi, taxonomy=provider.taxonomy if taxonomy else "")


def _facility(facility: frozen.Facility) -> x12.Party | None:
    """Loop 2310C, only where it is not the practice's own office (whose address is the billing provider's)."""
    if facility.is_own_office:
        return None
    ids = {"id_qualifier": "XX", "id": facility.npi} if facility.npi else {}
    return x12.organisation(facility.name, address=_address(facility.address), **ids)


def _other(held: frozen.Snapshot, coverage: frozen.Coverage) -> set_837p.OtherInsurance:
    """Loop 2320: who else is insured to pay, and what one that comes before has decided. Where it decided lines, its day stands on them."""
    person = coverage.subscriber or held.patient
    insurance = set_837p.Insurance(
        rank=RANKS[coverage.rank], relationship=coverage.relationship, group_number=coverage.group_number,
        msp_type=coverage.msp_code if coverage.rank > 1 else "", claim_filing=coverage.payer.claim_filing_code,
    )
    return set_837p.OtherInsurance(
        insurance=insurance, subscriber=x12.person(person.last_name, person.first_name, id_qualifier="MI", id=plain_id(coverage.member_id)),
        payer=_payer(coverage.payer), benefits_assigned="Y" if coverage.assigns_benefits else "N",
        release_of_information="Y" if coverage.releases_information else "I", **_decided(coverage.decision),
    )


def _decided(decision: frozen.Decision | None) -> dict[str, Any]:
    """CAS of the claim level, AMT*D, and where it decided no lines AMT*EAF and DTP*573."""
    if decision is None:
        return {}
    said = {"adjustments": _adjustments(decision.reductions), "paid": decision.paid}
    return said if decision.lines else said | {"remaining_liability": _left(decision.reductions), "paid_date": decision.decided_on}


def _adjustments(reductions: Iterable[frozen.Reduction]) -> tuple[x12.Adjustment, ...]:
    return tuple(x12.Adjustment(item.group, item.reason, item.amount, item.quantity) for item in reductions)


def _left(reductions: Iterable[frozen.Reduction]) -> Decimal:
    """What the payer leaves to the patient: AMT*EAF."""
    return sum((item.amount for item in reductions if item.group == PATIENT), ZERO)


def _adjudications(line: frozen.Line, held: frozen.Snapshot) -> tuple[set_837p.LineAdjudication, ...]:
    """Loop 2430: what each payer before decided on the line."""
    return tuple(
        set_837p.LineAdjudication(
            payer_id=other.payer.electronic_id, paid=item.paid, procedure=item.procedure_code, modifiers=item.modifiers[:MODIFIERS],
            units=item.units, adjustments=_adjustments(item.reductions), paid_date=other.decision.decided_on,
            remaining_liability=_left(item.reductions),
        )
        for other in held.other_coverages if other.decision for item in other.decision.lines if item.charge_id == line.charge_id
    )


def _dates(held: frozen.Snapshot) -> tuple[x12.Dated, ...]:
    found = [("431", held.onset_date), ("439", held.accident_date if held.accident_kind else None)]
    return tuple(x12.Dated(qualifier, day) for qualifier, day in found if day)


def _references(version: Numbered) -> tuple[x12.Reference, ...]:
    held = version.snapshot
    found = [
        ("9F", held.referral_number), ("G1", held.authorization_number), ("F8", version.original_reference), ("X4", held.clia_number),
    ]
    return tuple(x12.Reference(qualifier, value) for qualifier, value in found if value)


def _line(line: frozen.Line, held: frozen.Snapshot) -> set_837p.ServiceLine:
    units, unit = (Decimal(line.minutes), "MJ") if line.minutes and "00100" <= line.procedure_code <= "01999" else (line.units, "UN")
    drug = set_837p.Drug(line.ndc, line.ndc_quantity, line.ndc_unit) if line.ndc else None
    return set_837p.ServiceLine(
        procedure=line.procedure_code, modifiers=line.modifiers[:MODIFIERS], charge=line.amount, units=units, unit=unit,
        pointers=tuple(str(pointer) for pointer in line.pointers), service_date=held.service_date, control_number=line.control_number, drug=drug,
        adjudications=_adjudications(line, held),
    )
