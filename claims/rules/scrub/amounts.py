"""Edits: what is billed is what the ledger says was charged."""

from collections.abc import Iterator
from decimal import Decimal

from claims.rules.scrub.rule import ERROR, WARNING, Facts, Problem, rule
from claims.snapshot import Snapshot

MOST = Decimal("9999999.99")


@rule(ERROR, "Ledger: a line bills what was charged")
def amount_as_charged(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        charged = facts.charged.get(line.charge_id)
        if charged != line.amount:
            stands = "nothing" if charged is None else f"{charged:,.2f}"
            message = f"Line {line.ordinal} bills {line.amount:,.2f}; the ledger has {stands} for it."
            yield Problem(f"lines.{line.ordinal}.amount", message, "Void the charge and enter it again.", line.ordinal)


@rule(ERROR, "X12 005010X222A1 loop 2300, CLM02")
def total_positive(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if claim.lines and not Decimal(0) < claim.billed_amount <= MOST:
        yield Problem("billed_amount", f"The claim's total is {claim.billed_amount:,.2f}.", "A claim bills more than nothing; check the prices.")


@rule(WARNING, "Payers often refuse lines without a charge")
def amount_zero(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if line.amount == 0 and claim.billed_amount:
            message = f"Line {line.ordinal} bills nothing."
            yield Problem(f"lines.{line.ordinal}.amount", message, "Check its price in the charge master.", line.ordinal)
