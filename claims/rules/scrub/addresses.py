"""Edits: addresses that payers refuse, of the billing provider and of the patient."""

import re
from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Address, Snapshot

PO_BOX = re.compile(r"\b(P\.?\s*O\.?\s*(BOX|DRAWER)|POST\s+OFFICE\s+BOX|LOCK\s?BOX)\b", re.IGNORECASE)
GUIDE = "X12 005010X222A1"


def _incomplete(address: Address) -> str:
    """The first part that is missing, in words, or ""."""
    parts = (("street", address.street), ("city", address.city), ("state", address.state), ("ZIP code", address.zip_code))
    return next((name for name, value in parts if not value), "")


@rule(ERROR, f"{GUIDE} loop 2010AA, N3 and N4")
def billing_address_complete(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    missing = _incomplete(claim.billing_provider.address)
    if missing:
        yield Problem("billing_provider.address", f"The billing provider's {missing} is missing.", "Complete the address in Settings.")


@rule(ERROR, f"{GUIDE} loop 2010AA, N403")
def billing_zip_nine_digits(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if not re.fullmatch(r"\d{9}", claim.billing_provider.address.zip_code):
        yield Problem("billing_provider.address.zip_code", "The billing provider's ZIP code has not nine digits.", "Enter ZIP+4 in Settings.")


@rule(ERROR, f"{GUIDE} loop 2010AA, N301")
def billing_street_no_po_box(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    address = claim.billing_provider.address
    if PO_BOX.search(address.street) or PO_BOX.search(address.street2):
        fix = "Enter the street in Settings; a box may stand in the pay-to address."
        yield Problem("billing_provider.address.street", "The billing provider's address is a post-office box.", fix)


@rule(ERROR, f"{GUIDE} loops 2010BA, 2010CA, N3 and N4")
def patient_address_complete(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    missing = _incomplete(claim.patient.address)
    if missing:
        name = "zip_code" if missing == "ZIP code" else missing
        yield Problem(f"patient.address.{name}", f"The patient's {missing} is missing.", "Complete the patient's address.")
