"""Does a remittance add up, to the cent: each line, each claim, the check. Called by posting, by `check`, by `inspect`.

Source: X12 005010X221A1, balancing: SVC02 - CAS = SVC03; CLP03 - (claim CAS + line CAS) = CLP04;
BPR02 = sum of CLP04 - sum of PLB (a positive PLB reduces the payment). Nothing is ever plugged.
"""

from dataclasses import dataclass
from decimal import Decimal

from payers.x12.findings import ERROR, Finding

ZERO = Decimal(0)


@dataclass(frozen=True)
class ClaimBalance:
    """A claim that does not add up: by how much, and which of its lines (ordinal, difference)."""

    ordinal: int
    patient_control_number: str
    difference: Decimal
    lines: tuple[tuple[int, Decimal], ...] = ()
    first_segment: int = 0


@dataclass(frozen=True)
class Balance:
    """The verdict. `claims` holds only those that do not add up; `check_difference` is BPR02 minus what it should be."""

    check_difference: Decimal
    claims: tuple[ClaimBalance, ...]
    claims_paid: Decimal
    provider_adjustments: Decimal

    @property
    def balanced(self):
        """True when every line, every claim and the check add up."""
        return not self.check_difference and not self.claims


def balance(remittance):
    """Balance of a Remittance."""
    paid, off = add_up(remittance.claims)
    adjusted = sum((item.amount for item in remittance.provider_adjustments), ZERO)
    return Balance(signed_payment(remittance) - (paid - adjusted), tuple(off), paid, adjusted)


def signed_payment(remittance):
    """BPR02, negative where BPR03 says debit."""
    return -remittance.payment_amount if remittance.credit_debit == "D" else remittance.payment_amount


def add_up(claims):
    """(sum of CLP04, claims that do not add up), in one pass over an iterable of ClaimPayment."""
    total, off = ZERO, []
    for claim in claims:
        total += claim.paid
        found = claim_balance(claim)
        if found:
            off.append(found)
    return total, off


def claim_balance(claim):
    """ClaimBalance of one claim, or None where it adds up."""
    lines = []
    adjusted = ZERO
    for item in claim.adjustments:
        adjusted += item.amount
    for line in claim.lines:
        on_line = ZERO
        for item in line.adjustments:
            on_line += item.amount
        adjusted += on_line
        if line.charge - on_line != line.paid:
            lines.append((line.ordinal, line.charge - on_line - line.paid))
    difference = claim.charge - adjusted - claim.paid
    if not difference and not lines:
        return None
    return ClaimBalance(claim.ordinal, claim.patient_control_number, difference, tuple(lines), claim.first_segment)


def findings(remittance, verdict=None):
    """The balance as findings, each where it can be mended."""
    verdict = verdict or balance(remittance)
    found = []
    by_ordinal = {claim.ordinal: claim for claim in remittance.claims}
    for item in verdict.claims:
        claim = by_ordinal[item.ordinal]
        for ordinal, difference in item.lines:
            line = claim.lines[ordinal - 1]
            found.append(_line_finding(claim, line, difference))
        if item.difference:
            found.append(_claim_finding(claim, item.difference))
    if verdict.check_difference:
        found.append(_check_finding(remittance, verdict))
    return found


def _line_finding(claim, line, difference):
    return Finding(
        ERROR, "line_out_of_balance", "2110", "SVC", line.first_segment, "SVC03",
        f"Line {line.ordinal} of claim {claim.patient_control_number}: charge {line.charge:.2f} less its adjustments is not the "
        f"{line.paid:.2f} paid, "
        f"off by {difference:.2f}. Post nothing of this claim until the payer corrects it.",
    )  # fmt: skip


def _claim_finding(claim, difference):
    return Finding(
        ERROR, "claim_out_of_balance", "2100", "CLP", claim.first_segment, "CLP04",
        f"Claim {claim.patient_control_number}: charge {claim.charge:.2f} less all its adjustments is not the {claim.paid:.2f} paid, "
        f"off by {difference:.2f}. Post nothing of this claim until the payer corrects it.",
    )  # fmt: skip


def _check_finding(remittance, verdict):
    return Finding(
        ERROR, "check_out_of_balance", "", "BPR", 2, "BPR02",
        f"The payment is {signed_payment(remittance):.2f}, but the claims pay {verdict.claims_paid:.2f} "
        f"and the provider adjustments take {verdict.provider_adjustments:.2f}: "
        f"off by {verdict.check_difference:.2f}. Ask the payer for a corrected remittance.",
    )  # fmt: skip
