"""How a payer pays after others: the arithmetic of a secondary or tertiary payer on one line.

Called by `adjudicate` for a line that says what earlier payers paid. The plan book names three habits: how much is paid
(`secondary_pays`), how the earlier payers' part is shown (`secondary_shows`), and who bears the rest (`secondary_rest`).
"""

from decimal import Decimal

from payers.sandbox.decision import LineDecision, line_decision
from payers.sandbox.filed import FiledLine
from payers.sandbox.plan_book import Plan

ZERO = Decimal(0)
REST = {"contract": ("CO", "45"), "earlier": ("OA", "23"), "patient": ("PR", "2")}


def after_earlier_payers(line: FiledLine, plan: Plan, allowed: Decimal) -> LineDecision:
    """The line as this payer decides it; paid is never more than the earlier payers left to the patient."""
    left = patient_share_left(line)
    paid = left if plan.secondary_pays == "patient_share" else min(left, max(ZERO, allowed - earlier_paid(line)))
    rest = REST[plan.secondary_rest]
    if plan.secondary_shows == "contract":
        return line_decision(line, allowed=allowed, adjustments=[("CO", "45", line.charge - paid)])
    if rest == REST["earlier"]:
        return line_decision(line, allowed=allowed, adjustments=[("OA", "23", line.charge - paid)])
    return line_decision(line, allowed=allowed, adjustments=[("OA", "23", line.charge - left), (*rest, left - paid)])


def earlier_paid(line: FiledLine) -> Decimal:
    return sum((decision.paid for decision in line.earlier), ZERO)


def patient_share_left(line: FiledLine) -> Decimal:
    """What the last payer to decide put on the patient."""
    return sum((item.amount for item in line.earlier[-1].adjustments if item.group == "PR"), ZERO)
