"""How a payer decides a claim: pure, from the filed claim, the plan, and what the payer already knows.

Called when a claim's lag is over. In order: reasons that refuse the whole claim, reasons that refuse a line, then price
and shares of whatever is left. Nothing here touches the database or the clock.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from payers.sandbox.chance import draw, happens, pick
from payers.sandbox.coordination import after_earlier_payers
from payers.sandbox.decision import PROCESSED_AS, Decision, LineDecision, cents, denied_line, line_decision
from payers.sandbox.filed import FiledClaim, FiledLine
from payers.sandbox.plan_book import Denial, Plan, PlanBook, Rule, is_one_of

ZERO = Decimal(0)
TOO_LATE = Denial("CO", "29")
DUPLICATE = Denial("OA", "18")
EARLIER_DECISION_MISSING = Denial("CO", "22", "MA04")

LineKey = tuple[str, str, str, tuple[str, ...], str]


@dataclass(frozen=True)
class Known:
    """What the payer's own files say: when it received the claim, lines it has paid or has in process, deductible met."""

    received: date
    lines: frozenset[LineKey] = frozenset()
    deductible_met: Decimal = ZERO


@dataclass
class _Shares:
    """What of the claim's cost shares is still to be taken, while its lines are priced one after another."""

    deductible: Decimal
    copay: Decimal
    lines: list[LineDecision] = field(default_factory=list)


def adjudicate(claim: FiledClaim, plan: Plan, book: PlanBook, known: Known, *, overturned: bool = False) -> Decision:
    """The decision on a claim; `overturned` waives every reason to refuse, as an appeal that was won does."""
    refused = None if overturned else _claim_denial(claim, plan, book, known)
    by_chance = None if refused or overturned else _chance_denial(claim, plan, book)
    if by_chance and by_chance.of == "claim":
        refused = by_chance.denied
    dearest = max(range(len(claim.lines)), key=lambda index: claim.lines[index].charge, default=None)
    shares = _Shares(deductible=deductible_left(claim.member, plan, book, known.deductible_met), copay=plan.copay)
    for index, line in enumerate(claim.lines):
        denial = None if overturned else refused or _line_denial(line, claim, plan, book, known)
        if by_chance and index == dearest:
            denial = denial or by_chance.denied
        shares.lines.append(denied_line(line, denial) if denial else _priced(line, claim, plan, shares))
    return Decision(PROCESSED_AS.get(claim.rank, "1"), tuple(shares.lines))


def line_key(line: FiledLine, claim: FiledClaim) -> LineKey:
    """What makes a line the same service as another: provider, day, code, modifiers, charge."""
    return claim.payee_npi, str(line.service_date), line.procedure, line.modifiers, str(line.charge)


def _claim_denial(claim: FiledClaim, plan: Plan, book: PlanBook, known: Known) -> Denial | None:
    """Why the whole claim is refused, if it is."""
    life = book.life_of(claim.member)
    if life and life.denied:
        return life.denied
    first = min(claim.service_dates, default=known.received)
    if claim.frequency == "1" and (known.received - first).days > plan.filing_limit:
        return TOO_LATE
    if claim.rank != "P" and not any(line.earlier for line in claim.lines):
        return EARLIER_DECISION_MISSING
    return None


def _chance_denial(claim: FiledClaim, plan: Plan, book: PlanBook):
    """A denial by share; a corrected claim and a secondary one are spared."""
    number = claim.patient_control_number
    if claim.frequency != "1" or claim.rank != "P" or not happens(book, plan.denied_share, "denied", number):
        return None
    return pick(book, book.denials, "denial", number)


def _line_denial(line: FiledLine, claim: FiledClaim, plan: Plan, book: PlanBook, known: Known) -> Denial | None:
    if claim.frequency == "1" and line_key(line, claim) in known.lines:
        return DUPLICATE
    return next((rule.denied for rule in book.rules if fits(rule, line, claim, plan)), None)


def fits(rule: Rule, line: FiledLine, claim: FiledClaim, plan: Plan) -> bool:
    """Whether every condition of a rule holds for that line."""
    beside = [other.procedure for other in claim.lines if other is not line and other.service_date == line.service_date]
    return (
        (not rule.payers or plan.id in rule.payers)
        and (not rule.procedures or is_one_of(line.procedure, rule.procedures))
        and (not rule.places or line.place_of_service in rule.places)
        and (not rule.authorization_unlike or not re.search(rule.authorization_unlike, claim.authorization))
        and (not rule.modifiers_none_of or not set(rule.modifiers_none_of) & set(line.modifiers))
        and (not rule.beside or any(is_one_of(code, rule.beside) for code in beside))
        and (not rule.diagnoses_only or _all_begin(line.diagnoses, rule.diagnoses_only))
        and (not rule.diagnoses_none_of or not any(code.startswith(rule.diagnoses_none_of) for code in line.diagnoses))
        and (not rule.drug_missing or not line.drug)
        and (not rule.unpaid_before or not any(decision.paid for decision in line.earlier))
        and (rule.units_over is None or line.units > rule.units_over)
        and (rule.since is None or (line.service_date is not None and line.service_date >= rule.since))
        and (rule.until is None or (line.service_date is not None and line.service_date <= rule.until))
    )


def allowed_amount(line: FiledLine, plan: Plan) -> Decimal:
    """What the plan allows for a line: its fee by the unit, by place; never more than the charge."""
    fee = next((plan.fees[key] for key in _fee_keys(line) if key in plan.fees), None)
    if fee is None:
        return cents(line.charge * plan.otherwise_share_of_charge)
    office, facility = fee
    return min(line.charge, cents((facility if line.place_of_service in plan.facility_places else office) * line.units))


def _priced(line: FiledLine, claim: FiledClaim, plan: Plan, shares: _Shares) -> LineDecision:
    allowed = allowed_amount(line, plan)
    if line.earlier:
        return after_earlier_payers(line, plan, allowed)
    contractual = line.charge - allowed
    if is_one_of(line.procedure, plan.no_cost_share):
        return _paid(line, plan, allowed, [("CO", "45", contractual)])
    deductible = min(shares.deductible, allowed)
    shares.deductible -= deductible
    left = allowed - deductible
    copay = min(shares.copay, left) if is_one_of(line.procedure, plan.copay_procedures) else ZERO
    shares.copay = ZERO if copay else shares.copay
    coinsurance = ZERO if copay else cents(left * plan.coinsurance)
    taken = [("CO", "45", contractual), ("PR", "1", deductible), ("PR", "3", copay), ("PR", "2", coinsurance)]
    return _paid(line, plan, allowed, taken)


def _paid(line: FiledLine, plan: Plan, allowed: Decimal, taken: list[tuple[str, str, Decimal]]) -> LineDecision:
    """The line paid what the adjustments leave of it, less sequestration where the payer has that."""
    payment = line.charge - sum(amount for _, _, amount in taken)
    return line_decision(line, allowed=allowed, adjustments=[*taken, ("CO", "253", cents(payment * plan.sequestration))])


def deductible_left(member: str, plan: Plan, book: PlanBook, met: Decimal) -> Decimal:
    """What of the year's deductible this member still has to meet, `met` of it being met by claims of this sandbox."""
    life = book.life_of(member)
    met_elsewhere = not book.chance or draw(book, "deductible", member) < plan.deductible_met
    if met_elsewhere and not (life and life.deductible_open):
        return ZERO
    return max(ZERO, plan.deductible - met)


def _all_begin(codes: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    codes = list(codes)
    return bool(codes) and all(code.startswith(beginnings) for code in codes)


def _fee_keys(line: FiledLine) -> list[str]:
    return [f"{line.procedure} {modifier}" for modifier in line.modifiers] + [line.procedure]
