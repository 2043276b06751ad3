"""Edits: a claim to a later payer carries what the payers before decided, and it adds up."""

from collections.abc import Iterator
from decimal import Decimal

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Coverage, Decision, Reduction, Snapshot

SOURCE = "X12 005010X222A1 loops 2320 and 2430: charge = paid + adjustments"


@rule(ERROR, "X12 005010X222A1 loop 2320, AMT*D")
def decision_missing(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for coverage in _before(claim):
        if coverage.decision is None:
            message = f"{coverage.payer.name} comes before this payer, and no decision of it stands."
            yield Problem("other_coverages", message, "Wait for its remittance, or correct the order of payers on the visit.")


@rule(ERROR, SOURCE)
def decision_balances(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for coverage in _before(claim):
        if coverage.decision and (off := _off(claim, coverage.decision)):
            message = f"What {coverage.payer.name} paid and adjusted is off by {off:,.2f} from the claim's charge."
            yield Problem("other_coverages", message, "Post the rest of its decision, or match its lines on the remittance.")


@rule(ERROR, SOURCE)
def line_decision_balances(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for coverage in _before(claim):
        if not coverage.decision or not coverage.decision.lines:
            continue
        for line in claim.lines:
            decided = [item for item in coverage.decision.lines if item.charge_id == line.charge_id]
            off = line.amount - sum((item.paid + _total(item.reductions) for item in decided), Decimal(0))
            if off:
                message = f"Line {line.ordinal}: what {coverage.payer.name} paid and adjusted is off by {off:,.2f} from its charge."
                yield Problem(f"lines.{line.ordinal}.amount", message, "Match its lines on the remittance.", line.ordinal)


def _before(claim: Snapshot) -> list[Coverage]:
    return [coverage for coverage in claim.other_coverages if coverage.rank < claim.coverage.rank]


def _off(claim: Snapshot, decision: Decision) -> Decimal:
    reduced = _total(decision.reductions) + sum((_total(line.reductions) for line in decision.lines), Decimal(0))
    return claim.billed_amount - decision.paid - reduced


def _total(reductions: tuple[Reduction, ...]) -> Decimal:
    return sum((item.amount for item in reductions), Decimal(0))
