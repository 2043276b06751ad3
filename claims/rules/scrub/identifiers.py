"""Edits: numbers that must have their form, NPI, tax id, taxonomy, member id, CLIA."""

import re
from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Snapshot
from config.shared.npi import is_valid_npi
from payers.rules.wire_values import filing_code_problem, id_problem

TAXONOMY = re.compile(r"[0-9A-Z]{9}X")
CLIA = re.compile(r"[0-9]{2}D[0-9]{7}")
MEDICARE_NUMBER = re.compile(r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}")


@rule(ERROR, "45 CFR 162.406: the tenth digit checks the others")
def npi_check_digit(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    numbers = {"billing_provider": claim.billing_provider.npi, "rendering_provider": claim.rendering_provider.npi}
    if claim.referring_provider:
        numbers["referring_provider"] = claim.referring_provider.npi
    if claim.facility.npi:
        numbers["facility"] = claim.facility.npi
    for who, npi in numbers.items():
        if not is_valid_npi(npi):
            name = who.replace("_", " ")
            yield Problem(f"{who}.npi", f"The {name}'s NPI {npi or '(none)'} is no valid NPI.", f"Correct the {name} in Settings.")


@rule(ERROR, "X12 005010X222A1 loop 2010AA, REF")
def tax_id_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if not re.fullmatch(r"\d{9}", claim.billing_provider.tax_id):
        yield Problem("billing_provider.tax_id", "The billing provider's tax id is not nine digits.", "Correct it in Settings, without dashes.")


@rule(ERROR, "NUCC health care provider taxonomy: ten characters ending in X")
def taxonomy_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for who, provider in (("billing_provider", claim.billing_provider), ("rendering_provider", claim.rendering_provider)):
        if not TAXONOMY.fullmatch(provider.taxonomy):
            name = who.replace("_", " ")
            message = f"The {name}'s taxonomy code {provider.taxonomy or '(none)'} has no valid form."
            yield Problem(f"{who}.taxonomy", message, f"Correct the {name} in Settings.")


@rule(ERROR, "X12 005010X222A1 loop 2010BA, NM109")
def member_id_present(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if not plain_id(claim.coverage.member_id):
        yield Problem("coverage.member_id", "The member id is missing.", "Enter it as the card shows it.")


@rule(ERROR, "CMS: Medicare beneficiary identifier, 11 characters in a fixed order")
def medicare_number_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    number = plain_id(claim.coverage.member_id)
    if claim.coverage.payer.kind == "medicare" and number and not MEDICARE_NUMBER.fullmatch(number):
        yield Problem("coverage.member_id", f"{number} is no Medicare number.", "Copy the 11 characters of the red, white and blue card.")


@rule(ERROR, "CMS: CLIA number, two digits, D, seven digits")
def clia_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.clia_number and not CLIA.fullmatch(claim.clia_number):
        yield Problem("clia_number", f"{claim.clia_number} is no CLIA number.", "Enter it as 01D2345678.")


@rule(ERROR, "X12 005010X222A1 loops 2000B SBR09, 2010BB NM109")
def payer_ids_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    payer = claim.coverage.payer
    if payer.electronic_id and id_problem(payer.electronic_id):
        yield Problem("coverage.payer.electronic_id", f"{payer.electronic_id} can't be a payer's id in a file.", "Correct it on the payer's page.")
    if payer.claim_filing_code and filing_code_problem(payer.claim_filing_code):
        yield Problem("coverage.payer.claim_filing_code", f"{payer.claim_filing_code} is no filing code.", "Correct it on the payer's page.")


def plain_id(text: str) -> str:
    """A member id as it is sent: upper case, without the blanks and dashes that cards print."""
    return text.replace(" ", "").replace("-", "").upper()
