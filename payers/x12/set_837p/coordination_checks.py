"""What earlier payers decided must add up, line by line and for the claim, and be dated once. Called by `checking`.

Source: X12 005010X222A1 and X223A2, coordination of benefits: charge - every adjustment of a payer = what that payer paid;
what it paid on the claim = what it paid on the lines - its adjustments of the claim.
"""

from collections import Counter

from payers.x12.parts import ZERO


def _ranks(at, claim):
    seen = {claim.insurance.rank}
    for index, other in enumerate(claim.other_insurances):
        rank = other.insurance.rank
        if rank and rank != "U" and rank in seen:
            message = f"two payers stand at rank {rank}: each has its own place in line."
            yield at.say("rank_repeated", at.other(index, "SBR"), "SBR01", message)
        seen.add(rank)


def _balance(at, claim):
    decisions = _decisions(claim)
    for index, other in enumerate(claim.other_insurances):
        if other.paid is None:
            continue
        decided = decisions.get(other.payer.id, ())
        on_claim = _sum(other.adjustments)
        adjusted = on_claim + sum((_sum(item.adjustments) for item in decided), ZERO)
        name = other.payer.name or other.payer.id
        if (decided or other.adjustments) and claim.charge - adjusted != other.paid:
            off = claim.charge - adjusted - other.paid
            message = (
                f"charge {claim.charge:.2f} less the adjustments of {name} ({adjusted:.2f}) is not the {other.paid:.2f} it paid, "
                f"off by {off:.2f}: take both from its remittance."
            )
            yield at.say("cob_claim_balance", at.other(index, "AMT", "D"), "AMT02", message)
        on_lines = sum((item.paid for item in decided), ZERO)
        if len(decided) == len(claim.lines) > 0 and on_lines - on_claim != other.paid:
            message = f"{name} paid {other.paid:.2f}, on the lines {on_lines:.2f} less {on_claim:.2f} for the claim: take both from its remittance."
            yield at.say("cob_paid_total", at.other(index, "AMT", "D"), "AMT02", message)


def _decisions(claim):
    """{payer id: what it decided on the lines}."""
    found = {}
    for line in claim.lines:
        for item in line.adjudications:
            found.setdefault(item.payer_id, []).append(item)
    return found


def _sum(adjustments):
    return sum((item.amount for item in adjustments), ZERO)


def _line_decisions(at, claim):
    """A line that a payer decided in parts, or together with another, balances only as a whole: that is left to the claim."""
    known = {other.payer.id for other in claim.other_insurances}
    numbers = {str(line.number) for line in claim.lines}
    for line in claim.lines:
        parts = Counter(item.payer_id for item in line.adjudications)
        for index, item in enumerate(line.adjudications):
            number = at.decision(line, index)
            if item.payer_id not in known:
                message = f"it was decided by {item.payer_id!r}, which is no other payer of this claim: use the id of a loop 2330B (NM109)."
                yield at.say("cob_payer_unknown", number, "SVD01", message, line=line)
            if line.charge - _sum(item.adjustments) != item.paid and not item.bundled_line and parts[item.payer_id] == 1:
                message = f"charge {line.charge:.2f} less the earlier payer's adjustments is not the {item.paid:.2f} it paid: see its remittance."
                yield at.say("cob_line_balance", number, "SVD02", message, line=line)
            if item.bundled_line and item.bundled_line not in numbers:
                message = f"it was bundled into line {item.bundled_line}, which the claim has not: give the number of its LX."
                yield at.say("bundled_line_unknown", number, "SVD06", message, line=line)


def _non_covered(at, claim):
    for index, other in enumerate(claim.other_insurances):
        if other.non_covered is not None and other.non_covered != claim.charge:
            name = other.payer.name or other.payer.id
            message = f"{other.non_covered:.2f} is not covered by {name}: it must be the whole charge, {claim.charge:.2f}."
            yield at.say("non_covered_amount", at.other(index, "AMT", "A8"), "AMT02", message)


def _decision_dates(at, claim):
    decisions = _decisions(claim)
    for index, other in enumerate(claim.other_insurances):
        decided = decisions.get(other.payer.id, ())
        on_lines = [item for item in decided if item.paid_date]
        if other.paid_date and on_lines:
            message = "the day of the decision stands on the claim and on the lines: keep it on the lines only."
            yield at.say("decision_date_twice", at.other(index, "DTP", "573"), "DTP01", message)
        if other.paid is not None and not other.paid_date and not decided:
            message = "the day of the other payer's decision is missing: add DTP*573 to its loop 2330B."
            yield at.say("decision_date_missing", at.other(index, "AMT", "D"), "", message)


COORDINATION_CHECKS = (_ranks, _balance, _line_decisions, _non_covered, _decision_dates)
