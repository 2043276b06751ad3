"""Edits: where it was done."""

import re
from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Snapshot


@rule(ERROR, "CMS place of service codes")
def place_of_service_known(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.place_of_service not in facts.places_of_service:
        message = f"{claim.place_of_service or 'Nothing'} is no place of service."
        yield Problem("place_of_service", message, "Choose the place on the encounter; 11 is the office.")


@rule(ERROR, "X12 005010X222A1 loop 2310C")
def facility_named(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    facility = claim.facility
    if facility.is_own_office:
        return
    if not (facility.name and facility.address.street and facility.address.city and facility.address.state):
        yield Problem("facility.address", "The place of treatment has no full name and address.", "Complete the facility in Settings.")
    if not re.fullmatch(r"\d{9}", facility.address.zip_code):
        yield Problem("facility.address.zip_code", "The facility's ZIP code has not nine digits.", "Enter ZIP+4 in Settings.")
