"""A person posts those claims of a check that balance, and leaves the rest of the check as visible suspense (DESIGN 3.8, DOMAIN 0a.13).

Nothing is plugged, and the deposit ties: what posts and what is in suspense are together the check's amount, to the cent.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Remittance, RemittanceStatus
from claims.services.post_remittance import RemittanceNotReady, locked_remittance, post_locked
from claims.services.replan_remittance import replan_claims
from config.shared.errors import ReasonMissing
from config.shared.services.record_event import Evidence

MAY = frozenset({"out_of_balance"})


@transaction.atomic
def post_balancing_claims(*, remittance_id: int, reason: str, actor: Any, at: datetime) -> Remittance:
    """Post what balances. One that is posted already is returned as it is. Raises ReasonMissing, RemittanceNotReady."""
    remittance = locked_remittance(remittance_id)
    if remittance.status == RemittanceStatus.POSTED:
        return remittance
    if not reason.strip():
        raise ReasonMissing()
    if remittance.code not in MAY:
        raise RemittanceNotReady(reason=remittance.message or "it is ready to post as a whole.")
    replan_claims(remittance)
    remittance.note_event("posted_in_part", actor=actor, evidence=Evidence(at, detail={"reason": reason.strip(), "code": remittance.code}))
    return post_locked(remittance, actor=actor, at=at)
