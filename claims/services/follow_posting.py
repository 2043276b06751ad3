"""What follows when claims of a remittance have posted, whoever posted them: the next payer's bill, the patient's share, what closes, what waited.

One door for the remittance that posts whole and for the CLP that a person (or the payer ahead of it) matches afterwards.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from claims.models import Claim
from claims.services.apply_to_patient import apply_to_patient, close_settled
from claims.services.bill_next_payer import bill_next_payer
from claims.services.crossover_first import post_what_came_first
from claims.services.settle_qmb import settle_qmb
from claims.services.void_claim import finish_voids


def follow_posting(claims: Mapping[int, Claim], voiding: Iterable[Claim], *, cause: str, actor: Any, at: datetime) -> None:
    """Carry it out for locked claims, whose visits and accounts are locked too; harmless when called again.

    `voiding` are those that were being voided before the posting; `cause` names what posted, for the jobs that are asked for.
    """
    bill_next_payer(claims, actor=actor, at=at)
    apply_to_patient(claims, actor=actor, at=at)
    settle_qmb(claims, actor=actor, at=at)
    close_settled(claims, actor=actor, at=at)
    finish_voids(voiding, actor=actor, at=at)
    post_what_came_first(claims, cause=cause)
