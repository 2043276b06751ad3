"""Does a remitted claim belong to a claim of ours, and which line is which: pure checks on plain values. Nothing here guesses.

Called while a remittance is planned and when a person names the claim. Likeness (`likeness`) only orders suggestions for a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.rules.posting_plan import Problem
from claims.rules.reversal import REVERSAL
from config.shared.money import ZERO

NOT_DECIDED = {"23": "The payer forwarded it and decided nothing.", "25": "It is an estimate before the service, no decision."}
LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5", "B": "8"})


@dataclass(frozen=True, slots=True)
class RemittedLine:
    """An SVC as it was read."""

    ordinal: int
    control_number: str
    procedure: str
    submitted_procedure: str
    charge: Decimal


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line of our claim."""

    id: int
    control_number: str
    procedure: str
    billed: Decimal


@dataclass(frozen=True, slots=True)
class Remitted:
    """A CLP as it was read; a reversal's amounts with their signs turned, so that it is matched like what it takes back.

    `payer_id` is ours, None where the remittance's payer is unknown to us.
    """

    status: str
    charge: Decimal
    paid: Decimal
    payer_id: int | None
    lines: tuple[RemittedLine, ...]


@dataclass(frozen=True, slots=True)
class Billed:
    """Our claim. `is_decidable`: its state has a way to a payer's decision."""

    status: str
    is_decidable: bool
    payer_id: int
    billed: Decimal
    lines: tuple[BilledLine, ...]


def waits(remitted: Remitted) -> Problem | None:
    """Why a CLP waits whatever claim it belongs to: it decides nothing, or its signs contradict its status."""
    if remitted.status in NOT_DECIDED:
        return Problem("not_decided", NOT_DECIDED[remitted.status])
    if remitted.paid < 0:
        return _wrong_signs(remitted)
    return None


def _wrong_signs(remitted: Remitted) -> Problem:
    if remitted.status == REVERSAL:
        return Problem("positive_reversal", "It is called a reversal, but pays instead of taking back.")
    return Problem("negative_payment", "It takes money back without being a reversal.")


def disagreement(remitted: Remitted, billed: Billed) -> Problem | None:
    """The first thing in which the payer's claim is not ours; None where they agree."""
    if billed.status == "voided" and remitted.status != REVERSAL:
        return Problem("claim_voided", "Our claim is voided.")
    if not billed.is_decidable and remitted.status != REVERSAL:
        return Problem("claim_not_sent", "Our claim is not with the payer: it was never sent, or is being corrected.")
    if remitted.payer_id is not None and remitted.payer_id != billed.payer_id:
        return Problem("another_payer", "Another payer was billed for our claim.")
    if remitted.charge != billed.billed:
        return Problem("charge_differs", f"The payer read a charge of {remitted.charge}, we billed {billed.billed}.")
    if remitted.paid > remitted.charge:
        return Problem("paid_more_than_billed", f"The payer pays {remitted.paid} on a charge of {remitted.charge}.")
    return None


def pair_lines(lines: Sequence[RemittedLine], ours: Sequence[BilledLine]) -> tuple[dict[int, int], Problem | None]:
    """({SVC ordinal: our line's id}, what does not fit). By line control number, then by code and charge where only one of each is left.

    A payer may split a line: several SVC of one control number are one line where their charges are its charge.
    """
    by_control = {line.control_number: line.id for line in ours}
    paired = {line.ordinal: by_control[line.control_number] for line in lines if line.control_number in by_control}
    free = [line for line in ours if line.id not in paired.values()]
    for line in lines:
        if line.ordinal not in paired and (match := _only_like(line, free)):
            paired[line.ordinal] = match.id
            free.remove(match)
    return paired, _line_problem(lines, ours, paired)


def likeness(text: str, other: str) -> bool:
    """Whether two control numbers look alike: O for 0, case, leading zeros, or cut off at the end."""
    one, two = (value.upper().translate(LOOK_ALIKE).lstrip("0") for value in (text, other))
    shorter, longer = sorted((one, two), key=len)
    return len(shorter) >= 8 and longer.startswith(shorter)


def agreement(*, number: bool, member: bool, name: bool, day: bool, charge: bool) -> tuple[int, str]:
    """(points for the order, words for the person) of a possible match."""
    named = {"number": number, "member": member, "name": name, "date": day, "amount": charge}
    points = sum(weight for holds, weight in zip(named.values(), (8, 4, 2, 2, 1), strict=True) if holds)
    differ = [word for word, holds in named.items() if not holds]
    if not differ:
        return points, "all agree"
    return points, f"{', '.join(differ)} {'differs' if len(differ) == 1 else 'differ'}"


def within_days(one: date | None, two: date | None, days: int = 0) -> bool:
    """Whether two dates are known and at most `days` apart."""
    return one is not None and two is not None and abs((one - two).days) <= days


def _only_like(line: RemittedLine, free: Iterable[BilledLine]) -> BilledLine | None:
    """The only free line with this code (as submitted, where the payer changed it) and charge; else the first of several equal ones."""
    codes = {line.submitted_procedure or line.procedure, line.procedure}
    return next((ours for ours in free if ours.procedure in codes and ours.billed == line.charge), None)


def _line_problem(lines: Sequence[RemittedLine], ours: Sequence[BilledLine], paired: dict[int, int]) -> Problem | None:
    if not lines:
        return None
    for line in lines:
        if line.ordinal not in paired:
            return Problem("line_extra", f"Its line {line.ordinal} ({line.procedure}, {line.charge}) is none of our lines.")
    charged: dict[int, Decimal] = {}
    for line in lines:
        charged[paired[line.ordinal]] = charged.get(paired[line.ordinal], ZERO) + line.charge
    for line in ours:
        if line.id not in charged:
            return Problem("line_missing", f"It has no line for our {line.procedure} of {line.billed}.")
        if charged[line.id] != line.billed:
            return Problem("line_charge_differs", f"For our {line.procedure} of {line.billed} it says {charged[line.id]}.")
    return None
