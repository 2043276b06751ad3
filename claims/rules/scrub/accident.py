"""Edits: what an accident needs to be told."""

from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Snapshot

SOURCE = "X12 005010X222A1 loop 2300, CLM11 and DTP*439"


@rule(ERROR, SOURCE)
def accident_date(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.accident_kind and not claim.accident_date:
        yield Problem("accident_date", "The date of the accident is missing.", "Enter it.")
    elif claim.accident_kind and claim.accident_date > claim.service_date:
        yield Problem("accident_date", f"The accident is dated {claim.accident_date:%m/%d/%Y}, after the service.", "Correct it.")


@rule(ERROR, SOURCE)
def accident_state(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.accident_kind == "AA" and not claim.accident_state:
        yield Problem("accident_state", "The state in which the car accident happened is missing.", "Enter its two letters.")
