"""What to do about a batch, from what is known of earlier tries and what the other side lists (invariant 2). Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LOOK_AGAIN = timedelta(minutes=10)
SHORTEST, LONGEST = timedelta(seconds=5), timedelta(minutes=15)


class Move(StrEnum):
    """`PUT` writes and renames; `ARRIVED` proves an earlier try; `WAIT` for TA1 or 999 on the control number."""

    PUT = "put"
    ARRIVED = "arrived"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Known:
    """`outcome_open`: a try began whose end nobody saw. `final_listed` and `draft_listed`: NAME and NAME.tmp are to be seen there."""

    outcome_open: bool
    final_listed: bool
    draft_listed: bool
    consumed_stay_listed: bool
    resend_approved: bool


def next_move(known: Known) -> Move:
    """Never two arrivals: bytes go again only where it is proven that they did not arrive, or a person says so."""
    if not known.outcome_open:
        return Move.PUT
    if known.final_listed:
        return Move.ARRIVED
    proven_absent = known.draft_listed or known.consumed_stay_listed
    return Move.PUT if proven_absent or known.resend_approved else Move.WAIT


def retry_delay(age: timedelta) -> timedelta:
    """How long to leave a server alone that did not answer: half of what the batch has waited already, within bounds."""
    return min(max(age / 2, SHORTEST), LONGEST)
