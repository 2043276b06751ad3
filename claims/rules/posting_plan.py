"""What each cent of a remitted claim will do, decided before anything is posted and by the same code that posts it. Pure.

Called by the plan a person looks at and by posting. A line's charge is explained to the cent: paid, written off by contract, the patient's share,
denied, underpaid, or left open. Nothing is plugged: what cannot be explained is a problem, and a claim with a problem posts nothing.

Source: DOMAIN 0a.2, 0a.3, 3; X12 005010X221A1 balancing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from claims.rules.classify import Classified, Kind
from config.shared.money import ZERO, allocate

COMPARED = "contractual"      # the category of reductions that the contract can be held against
QMB = "qmb"                   # a patient's share that the patient never owes
REFUSED = frozenset({Kind.DENIED, Kind.BUNDLED, Kind.DUPLICATE})
SETTLED = frozenset({Kind.CONTRACT, Kind.CAPITATION})


class Effect(StrEnum):
    """What cents do. Only the first two move in the ledger when a remittance is posted; the rest stays owed by the payer, with its reason."""

    PAYMENT = "payment"
    CONTRACT = "contract"
    PATIENT = "patient"
    DENIED = "denied"
    UNDERPAID = "underpaid"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Reduction:
    """One CAS triplet with its verdict. `ordinal` counts within the claim and is part of the ledger's key."""

    ordinal: int
    group: str
    reason: str
    amount: Decimal
    verdict: Classified


@dataclass(frozen=True, slots=True)
class LineToPost:
    """One SVC and the charge it pays; `svc` is 0 where the payer sent no lines. `open` is what this payer still owes on the charge."""

    svc: int
    claim_line_id: int
    charge_id: int
    charge: Decimal
    paid: Decimal
    open: Decimal
    expected: Decimal | None = None
    reductions: tuple[Reduction, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimToPost:
    """One CLP matched to its claim. `reductions` are those of the claim level; they are spread over the lines."""

    rank: int
    paid: Decimal
    lines: tuple[LineToPost, ...]
    reductions: tuple[Reduction, ...] = ()


@dataclass(frozen=True, slots=True)
class Cents:
    """An amount of one charge and what it does. `cas` is the reduction's ordinal, 0 for the payment."""

    effect: Effect
    amount: Decimal
    line: LineToPost
    cas: int = 0
    group: str = ""
    reason: str = ""
    category: str = ""
    why: str = ""
    at_claim_level: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a claim posts nothing: stable code, one sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ClaimPlan:
    """The plan of one CLP. A reversal's cents are negative; `returned` is what patient and later payers give back to the payer's bucket."""

    cents: tuple[Cents, ...]
    problems: tuple[Problem, ...] = ()
    returned: Decimal = ZERO

    def total(self, *effects: Effect) -> Decimal:
        """The sum of these effects."""
        return sum((item.amount for item in self.cents if item.effect in effects), ZERO)

    def of(self, effect: Effect) -> list[Cents]:
        """The cents with this effect."""
        return [item for item in self.cents if item.effect == effect]

    @property
    def settled(self) -> Decimal:
        """What leaves the payer's bucket; negative where a reversal fills it again."""
        return self.total(Effect.PAYMENT, Effect.CONTRACT) - self.returned


def plan_posting(claim: ClaimToPost) -> ClaimPlan:
    """What each cent of the claim will do. `problems` is empty where it may be posted."""
    lines, spread = _spread(claim)
    cents = [item for line in lines for item in _plan_line(line, spread, claim.rank)]
    return ClaimPlan(tuple(cents), tuple(_problems(claim, lines, spread, cents)))


def expected_of_denial(denied: Iterable[Cents], plan: ClaimPlan) -> Decimal | None:
    """What the contract would still bring on the denied lines; None where a line has no expected amount."""
    by_line: dict[tuple[int, int], Decimal] = {}
    for item in denied:
        key = _line_key(item.line)
        if item.line.expected is None:
            return None
        by_line[key] = by_line.get(key, ZERO) + item.amount
    return sum((_still_expected(key, amount, plan) for key, amount in by_line.items()), ZERO)


def _still_expected(key: tuple[int, int], denied: Decimal, plan: ClaimPlan) -> Decimal:
    on_line = [item for item in plan.cents if _line_key(item.line) == key]
    had = sum((item.amount for item in on_line if item.effect in (Effect.PAYMENT, Effect.PATIENT, Effect.UNDERPAID)), ZERO)
    expected = on_line[0].line.expected or ZERO
    return max(ZERO, min(denied, expected - had))


def _line_key(line: LineToPost) -> tuple[int, int]:
    return line.svc, line.claim_line_id


# From here: the claim level onto the lines.


def _spread(claim: ClaimToPost) -> tuple[list[LineToPost], Mapping[tuple[int, int], tuple[Reduction, ...]]]:
    """Each line with what it really pays, and its share of each reduction of the claim level, so that every cent lands on a charge.

    Lines pay before the claim level is taken off (a claim without lines pays its whole charges before it), so shares go by what is left to pay.
    """
    left = [line.paid for line in claim.lines]
    shares: dict[tuple[int, int], list[Reduction]] = {_line_key(line): [] for line in claim.lines}
    for reduction in claim.reductions if claim.lines else ():
        weights = left if reduction.amount > 0 and sum(left) >= reduction.amount else [abs(line.charge) for line in claim.lines]
        for index, part in enumerate(allocate(reduction.amount, [max(weight, ZERO) for weight in weights])):
            left[index] -= part
            if part:
                shares[_line_key(claim.lines[index])].append(replace(reduction, amount=part))
    lines = [replace(line, paid=left[index]) for index, line in enumerate(claim.lines)]
    return lines, {key: tuple(parts) for key, parts in shares.items()}


# From here: one line.


def _plan_line(line: LineToPost, spread: Mapping[tuple[int, int], tuple[Reduction, ...]], rank: int) -> list[Cents]:
    own = [(reduction, False) for reduction in line.reductions] + [(part, True) for part in spread[_line_key(line)]]
    payment = [Cents(Effect.PAYMENT, line.paid, line)] if line.paid else []
    planned = _first_payer(line, own) if rank <= 1 else _later_payer(line, own)
    return payment + [item for item in planned if item.amount]


def _first_payer(line: LineToPost, own: list[tuple[Reduction, bool]]) -> list[Cents]:
    """Everything the payer says counts; contractual reductions only up to charge less expected, the rest of them is underpaid."""
    limit = None if line.expected is None else max(line.charge - line.expected, ZERO)
    cents: list[Cents] = []
    for reduction, at_claim_level in own:
        if reduction.verdict.kind in SETTLED:
            written, limit = _against_contract(reduction, limit)
            cents.append(_cents(Effect.CONTRACT, written, line, reduction, at_claim_level))
            cents.append(_cents(Effect.UNDERPAID, reduction.amount - written, line, reduction, at_claim_level))
        else:
            cents.append(_cents(_effect(reduction), reduction.amount, line, reduction, at_claim_level))
    return _within_open(line, cents)


def _against_contract(reduction: Reduction, limit: Decimal | None) -> tuple[Decimal, Decimal | None]:
    """(what is written off of a reduction, what may still be written off)."""
    if limit is None or reduction.verdict.category != COMPARED:
        return reduction.amount, limit
    written = min(reduction.amount, limit)
    return written, limit - written


def _within_open(line: LineToPost, cents: list[Cents]) -> list[Cents]:
    """What stays open never exceeds what is open: a claim that was settled before has less left than the payer talks about."""
    settled = line.paid + sum((item.amount for item in cents if item.effect == Effect.CONTRACT), ZERO)
    return _take_from(line.open - settled, cents) if line.open < line.charge else cents


def _take_from(rest: Decimal, cents: list[Cents]) -> list[Cents]:
    kept = []
    for item in cents:
        if item.effect != Effect.CONTRACT:
            item = replace(item, amount=max(ZERO, min(item.amount, rest)))
            rest -= item.amount
        kept.append(item)
    return kept


def _later_payer(line: LineToPost, own: list[tuple[Reduction, bool]]) -> list[Cents]:
    """Payment, then the patient's share, then new contractual up to what is open; a denial with nothing paid takes the rest (DOMAIN 0a.3)."""
    rest = line.open - line.paid
    cents: list[Cents] = []
    steps = [(Effect.PATIENT, frozenset({Kind.PATIENT})), (Effect.CONTRACT, SETTLED)]
    if not line.paid:
        steps.append((Effect.DENIED, REFUSED))
    for effect, kinds in steps:
        for reduction, at_claim_level in own:
            if reduction.verdict.kind in kinds:
                part = max(ZERO, min(reduction.amount, rest))
                rest -= part
                cents.append(_cents(effect, part, line, reduction, at_claim_level))
    if rest > 0:
        cents.append(Cents(Effect.OPEN, rest, line, why="The payer's adjustments leave this open."))
    return cents


def _effect(reduction: Reduction) -> Effect:
    if reduction.verdict.kind == Kind.PATIENT:
        return Effect.PATIENT
    return Effect.DENIED if reduction.verdict.kind in REFUSED else Effect.OPEN


def _cents(effect: Effect, amount: Decimal, line: LineToPost, reduction: Reduction, at_claim_level: bool) -> Cents:
    verdict = reduction.verdict
    return Cents(effect, amount, line, reduction.ordinal, reduction.group, reduction.reason, verdict.category, verdict.why, at_claim_level)


# From here: what forbids posting.


def _problems(claim: ClaimToPost, lines: list[LineToPost], spread, cents: list[Cents]) -> Iterable[Problem]:
    reductions = [*claim.reductions, *(item for line in claim.lines for item in line.reductions)]
    unknown = sorted({f"{item.group}-{item.reason}" for item in reductions if item.verdict.kind == Kind.UNKNOWN and item.amount})
    if unknown:
        yield Problem("unknown_adjustment", f"Nobody has said what {', '.join(unknown)} means from this payer. Add it to the adjustment table.")
    if sum((line.paid for line in lines), ZERO) != claim.paid:
        yield Problem("not_on_lines", "The payment of the claim is not the payment of its lines.")
    for line in lines:
        yield from _line_problems(line, spread[_line_key(line)], [item for item in cents if item.line is line])


def _line_problems(line: LineToPost, shares: tuple[Reduction, ...], cents: list[Cents]) -> Iterable[Problem]:
    if line.paid < 0:
        yield Problem("negative_payment", f"Line {line.svc or ''} takes money back without being a reversal.".replace("  ", " "))
    if line.charge - line.paid != sum((item.amount for item in (*line.reductions, *shares)), ZERO):
        yield Problem("line_unexplained", f"Line {line.svc}: payment and adjustments are not the charge.")
    settled = sum((item.amount for item in cents if item.effect in (Effect.PAYMENT, Effect.CONTRACT)), ZERO)
    if settled > line.open:
        yield Problem("more_than_open", f"The payer settles {settled} on a line of which it owes {line.open}. It may have paid before.")
