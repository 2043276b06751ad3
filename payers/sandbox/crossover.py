"""Crossover: a payer that has decided sends the claim on to the next one, so that the practice need not.

Pure: which crossover applies to a claim, and how the claim looks to the next payer. `payer` calls both when it decides.
"""

from dataclasses import replace

from payers.sandbox.decision import Decision
from payers.sandbox.filed import EarlierDecision, FiledAdjustment, FiledClaim, OtherPayer
from payers.sandbox.plan_book import Crossover, PlanBook

QMB_REMARKS = {"1": "N781", "2": "N782", "3": "N783"}


def crossover_of(claim: FiledClaim, decision: Decision, book: PlanBook) -> Crossover | None:
    """The crossover for this claim: a next payer named on it, by agreement, and something left to pay."""
    if not decision.patient_share or claim.rank != "P":
        return None
    named = {other.payer for other in claim.others if other.decision is None}
    return next((item for item in book.crossovers if item.payer == claim.payer and item.to in named), None)


def with_remarks(decision: Decision, crossover: Crossover | None, claim: FiledClaim, book: PlanBook) -> Decision:
    """The decision as the first payer tells it: forwarded or not, and, for a QMB, that the shares are not the patient's."""
    remarks = decision.remarks + ((crossover.remark,) if crossover else ())
    if book.payers[claim.payer].kind == "medicare" and any(_is_medicaid(other, book) for other in claim.others):
        reasons = {item.reason for line in decision.lines for item in line.adjustments if item.group == "PR"}
        remarks += tuple(QMB_REMARKS[reason] for reason in sorted(reasons & QMB_REMARKS.keys()))
    if crossover is None:
        return replace(decision, remarks=remarks)
    return replace(decision, remarks=remarks, status=crossover.status, forwarded_to=crossover.to)


def forwarded(claim: FiledClaim, decision: Decision, crossover: Crossover) -> FiledClaim:
    """The claim as the next payer gets it: second in line, with what the first one paid and adjusted."""
    other = next(item for item in claim.others if item.payer == crossover.to)
    lines = tuple(
        replace(line, earlier=(EarlierDecision(claim.payer, decided.paid, _adjustments(decided)),))
        for line, decided in zip(claim.lines, decision.lines, strict=True)
    )
    return replace(claim, payer=crossover.to, rank="S", claim_filing=other.claim_filing, member=other.member, others=(), lines=lines)


def _adjustments(decided) -> tuple[FiledAdjustment, ...]:
    return tuple(FiledAdjustment(item.group, item.reason, item.amount) for item in decided.adjustments)


def _is_medicaid(other: OtherPayer, book: PlanBook) -> bool:
    plan = book.payers.get(other.payer)
    return plan is not None and plan.kind == "medicaid"
