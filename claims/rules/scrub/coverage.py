"""Edits: is this the payer to ask, and is it still time."""

from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, WARNING, Facts, Problem, rule
from claims.snapshot import Snapshot

MEDICARE_SECONDARY_REASONS = frozenset({"12", "13", "14", "15", "16", "41", "42", "43", "47"})


@rule(ERROR, "The coverage's dates", waivable=True)
def coverage_active(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    coverage = claim.coverage
    if claim.service_date < coverage.valid_from:
        message = f"The coverage begins on {coverage.valid_from:%m/%d/%Y}, after the service."
        yield Problem("coverage.valid_from", message, "Choose the coverage in force that day, or correct its dates.")
    elif coverage.valid_to and coverage.valid_to < claim.service_date:
        message = f"The coverage ended on {coverage.valid_to:%m/%d/%Y}, before the service."
        yield Problem("coverage.valid_to", message, "Choose the coverage in force that day, or correct its dates.")


@rule(ERROR, "The coverage was voided")
def coverage_not_voided(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.coverage.is_voided:
        yield Problem("coverage", "The coverage was entered by mistake and voided.", "Choose another coverage on the encounter.")


@rule(ERROR, "The payer's filing limit", waivable=True)
def filing_limit(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    deadline = facts.filing_deadline
    if deadline and deadline < facts.today:
        message = f"The filing limit passed on {deadline:%m/%d/%Y}, {facts.filing_limit_days} days after the service."
        yield Problem("service_date", message, "Send nevertheless where an earlier filing can be proved; else write it off.")


@rule(WARNING, "The payer's filing limit")
def filing_limit_near(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    deadline = facts.filing_deadline
    if deadline and 0 <= (deadline - facts.today).days <= 14:
        yield Problem("service_date", f"The filing limit is {deadline:%m/%d/%Y}.", "Send it before then.")


@rule(ERROR, "X12 005010X222A1 loop 2000B, SBR05; CMS Medicare secondary payer")
def medicare_secondary_reason(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    coverage = claim.coverage
    if coverage.payer.kind == "medicare" and coverage.rank > 1 and coverage.msp_code not in MEDICARE_SECONDARY_REASONS:
        yield Problem("coverage.msp_code", "Medicare is not first here, and the reason for it is missing.", "Choose the Medicare secondary reason.")


@rule(WARNING, "X12 005010X222A1 loop 2300, CLM09")
def release_signed(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if not claim.coverage.releases_information:
        yield Problem("coverage.releases_information", "No release of information is signed.", "Have it signed, or send with what law allows.")
