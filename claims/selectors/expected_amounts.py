"""What each line should be allowed by the payer's contract in force on the date of service: one query for any number of claims."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from claims.models import Claim
from claims.snapshot import Line, Snapshot
from payers.selectors.prices import PriceQuestion, prices

Expected = dict[tuple[int, int], Decimal]


def load(claims: Sequence[tuple[Claim, Snapshot]], *, known_at: datetime) -> Expected:
    """Expected amounts by (claim id, line ordinal); absent where the payer has no contract, is capitated, or the code has no price."""
    questions = {
        (claim.pk, line.ordinal): (_question(claim, snapshot, line), line.units)
        for claim, snapshot in claims
        if claim.payer.contract_id and not claim.payer.is_capitated
        for line in snapshot.lines
    }
    found = prices([question for question, _ in questions.values()], known_at=known_at)
    return {key: found[question].amount(units) for key, (question, units) in questions.items() if question in found}


def _question(claim: Claim, snapshot: Snapshot, line: Line) -> PriceQuestion:
    return PriceQuestion(claim.payer.contract_id, line.procedure_code, line.modifiers, snapshot.service_date)
