"""A frozen version of a claim by the numbered boxes of the CMS-1500, as text, with our own labels. Called by the packet of an appeal."""

from typing import Any

from billing.models import AccidentKind
from claims.models import ClaimSubmission
from claims.snapshot import Address, Coverage, Line, Person, Snapshot, from_json
from config.shared.ui.text import day, usd
from payers.models import Payer, PayerKind

LETTERS = "ABCDEFGHIJKL"
PROGRAMS = {PayerKind.MEDICARE: "Medicare", PayerKind.MEDICAID: "Medicaid", PayerKind.TRICARE: "TRICARE or VA"}


def claim_form(submission: ClaimSubmission, payer: Payer) -> dict[str, Any]:
    """Boxes as [number, label, text] in rows, above and below the service lines."""
    said = from_json(submission.snapshot)
    return {
        "payer": payer.name, "above": [*_people(said, payer), *_condition(said, submission)], "below": _money(said, submission),
        "lines": [_line(line, said) for line in said.lines],
        "version": f"version {submission.ordinal}, frozen {day(submission.frozen_at)}",
    }


def _people(said: Snapshot, payer: Payer) -> list[list[list[str]]]:
    subscriber, other = said.subscriber, next(iter(said.other_coverages), None)
    accident = AccidentKind(said.accident_kind).label if said.accident_kind else "no accident"
    relation = "Self" if said.coverage.subscriber is None else said.coverage.relationship
    return [
        [["1", "Program", PROGRAMS.get(payer.kind, "Other or group plan")], ["1a", "Insured's number", said.coverage.member_id]],
        [["2", "Patient", _name(said.patient)], ["3", "Born, sex", _born(said.patient)], ["4", "Insured", _name(subscriber)]],
        [["5", "Patient's address", _address(said.patient.address)], ["6", "Relation to insured", relation],
         ["7", "Insured's address", _address(subscriber.address)]],
        [["9", "Other insured", _other_name(other, said)], ["9a", "Other policy", other.member_id if other else ""],
         ["9d", "Other plan", other.payer.name if other else ""]],
        [["10", "Condition due to", accident], ["11", "Group number", said.coverage.group_number], ["11a", "Insured born, sex", _born(subscriber)],
         ["11c", "Plan", said.coverage.plan_name or payer.name], ["11d", "Another plan", "yes" if other else "no"]],
        [["12", "Release of information", _signed(said.coverage.releases_information)],
         ["13", "Payment to the provider", _signed(said.coverage.assigns_benefits)]],
    ]


def _condition(said: Snapshot, submission: ClaimSubmission) -> list[list[list[str]]]:
    referring = said.referring_provider
    name = f"{referring.first_name} {referring.last_name}".strip() if referring else ""
    codes = "  ".join(f"{letter} {code[:3]}.{code[3:]}".rstrip(".") for letter, code in zip(LETTERS, said.diagnoses, strict=False))
    return [
        [["14", "Began", day(said.onset_date or said.accident_date) if said.onset_date or said.accident_date else ""],
         ["17", "Referred by", name], ["17b", "NPI", referring.npi if referring else ""]],
        [["21", "Diagnoses (ICD-10-CM)", codes]],
        [["22", "Resubmission", f"{submission.frequency} {submission.original_reference}".strip()],
         ["23", "Prior authorization", said.authorization_number or said.referral_number or said.clia_number]],
    ]


def _money(said: Snapshot, submission: ClaimSubmission) -> list[list[list[str]]]:
    biller, facility = said.billing_provider, said.facility
    return [
        [["25", "Tax id", f"{biller.tax_id} {biller.tax_id_kind}"], ["26", "Patient's account (our number)", submission.patient_control_number],
         ["27", "Assignment", "yes" if said.coverage.assigns_benefits else "no"], ["28", "Total", usd(said.billed_amount)]],
        [["31", "Rendered by", f"{said.rendering_provider.first_name} {said.rendering_provider.last_name}".strip()],
         ["32", "Where", f"{facility.name}, {_address(facility.address)}"], ["33", "Billing provider", f"{biller.name}, {_address(biller.address)}"]],
        [["31", "NPI", said.rendering_provider.npi], ["32a", "NPI", facility.npi], ["33a", "NPI", biller.npi]],
    ]


def _line(line: Line, said: Snapshot) -> dict[str, str]:
    pointers = "".join(LETTERS[pointer - 1] for pointer in line.pointers)
    drug = f"N4{line.ndc} {line.ndc_unit}{line.ndc_quantity or ''}" if line.ndc else ""
    return {
        "ordinal": str(line.ordinal), "date": day(said.service_date), "place": said.place_of_service, "code": line.procedure_code,
        "modifiers": " ".join(line.modifiers), "pointers": pointers, "amount": usd(line.amount), "units": f"{line.units.normalize():f}",
        "npi": said.rendering_provider.npi, "drug": drug,
    }


def _name(person: Person) -> str:
    given = " ".join(part for part in (person.first_name, person.middle_name) if part)
    return f"{person.last_name} {person.suffix}".strip() + (f", {given}" if given else "")


def _born(person: Person) -> str:
    return f"{day(person.birth_date) if person.birth_date else ''}  {person.sex}".strip()


def _address(address: Address) -> str:
    zip_code = address.zip_code if len(address.zip_code) <= 5 else f"{address.zip_code[:5]}-{address.zip_code[5:]}"
    street = ", ".join(part for part in (address.street, address.street2) if part)
    return f"{street}, {address.city}, {address.state} {zip_code}".strip(", ")


def _other_name(other: Coverage | None, said: Snapshot) -> str:
    return _name(other.subscriber or said.patient) if other else ""


def _signed(is_on_file: bool) -> str:
    return "signature on file" if is_on_file else "not on file"
